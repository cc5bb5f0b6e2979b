# Rapports : les mots que toutes les pages partagent.
report-tone-good = Bien
report-tone-watch = À surveiller
report-tone-bad = Problème
report-tone-muted = Note
report-contents = Sommaire
report-skip-to-content = Aller au contenu
report-table-behind-chart = Données du graphique
report-chart-without-table = Un graphique : `--out FICHIER.svg` (ou .png, .html) le montre.
report-callout = { $word } : { $title }
report-quote-open = { "«\u202F" }
report-quote-close = { "\u202F»" }
report-colon = { "\u00A0:" }
