# Ce que les commandes disent elles-mêmes.
out-unknown-ending = { $file } n’a pas de terminaison que jalon sache écrire
out-unknown-ending-mend = finir le nom par .svg, .png, .html, .md, .csv, .json ou .txt
out-no-figure = cette réponse n’a pas de graphique à écrire dans { $file }
out-no-figure-mend = finir le nom par .html, .md, .csv, .json ou .txt
out-written = écrit : { $file }

check-title = Vérification de l’espace de travail
check-clean = Aucun problème.
check-summary = { $errors-n ->
    [one] { $errors } erreur
   *[other] { $errors } erreurs
}, { $warnings-n ->
    [one] { $warnings } avertissement
   *[other] { $warnings } avertissements
}, { $hints-n ->
    [one] { $hints } conseil
   *[other] { $hints } conseils
}.
