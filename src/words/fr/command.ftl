# Ce que les commandes disent elles-mêmes.
out-source = { $file } est un fichier que lit cet espace de travail
out-source-mend = nommer un autre fichier ; rien n’a été écrit
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
check-column-severity = Gravité
check-column-file = Fichier
check-column-line = Ligne
check-column-field = Champ
check-column-what = Problème
check-column-mend = Remède

usage-unknown-argument = `{ $argument }` n’est pas un argument de cette commande
usage-unknown-command = `{ $command }` n’est pas une commande
usage-missing = il manque : { $arguments }
usage-missing-command = il manque une commande
usage-conflict = `{ $argument }` ne va pas avec `{ $other }`
usage-invalid-value = `{ $value }` n’est pas une valeur de `{ $argument }`
usage-missing-value = `{ $argument }` demande une valeur
usage-other = { $detail }
usage-nearest = vouliez-vous dire `{ $name }` ?
usage-choices = choisir parmi : { $choices }
usage-takes-date = écrire un jour du calendrier comme 2026-09-30
usage-takes-month = écrire un mois comme 2026-09
usage-takes-whole = écrire un nombre entier, comme 3
usage-takes-number = écrire un nombre supérieur à 0, comme 3
usage-see-help = la même ligne avec --help dit tout ce qu’on peut demander

init-title = Un nouvel espace de travail
init-made = { $files-n ->
    [one] { $files } fichier écrit
   *[other] { $files } fichiers écrits
} dans { $folder }. Ils sont à vous : n’importe quel éditeur convient pour les changer.
init-next = Pour continuer
init-command = Commande
init-what = Ce qu’elle montre
init-next-check = tous les problèmes et constats des fichiers
init-next-map = la carte du parcours, avec ses points de friction
init-next-rank = quelles améliorations d’abord, et si cet ordre est sûr
init-next-roadmap = ce qui tient dans l’équipe et le trafic, et quand
init-next-plan = un plan de test pour la première amélioration, dimensionné et daté
init-next-review = la revue de septembre, avec ses graphiques
init-in-the-way = ce fichier existe déjà
init-in-the-way-mend = nommer un autre dossier ; rien n’a été écrit
