# Ce qui peut clocher dans un fichier, et le remède.
kind-persona = persona
kind-channel = canal
kind-stage = étape
kind-touchpoint = point de contact
kind-evidence = preuve
kind-friction = point de friction
kind-gain = gain
kind-improvement = amélioration
kind-metric = indicateur
kind-goal = objectif
kind-team = équipe
kind-lane = file de tests
kind-experiment = expérience

type-text = un texte
type-number = un nombre
type-count = un nombre entier positif ou nul
type-flag = true ou false
type-date = une date
type-range = un nombre ou une fourchette de trois nombres
type-list = une liste
type-numbers = une liste de nombres
type-table = une table

example-text = "entre guillemets"
example-number = 0.05
example-cluster-size = 20
example-odds-ratio = 1.5
example-count = 12_000
example-flag = true
example-date = 2025-04-07
example-range = [2, 4, 9]
example-list = ["un", "deux"]
example-numbers = [0.1, 0.2, 0.7]
example-table = { "{" } clé = valeur { "}" }

workspace-broken-toml = ce n’est pas du TOML ({ $detail })
workspace-broken-toml-mend = corriger la ligne ; tout ce qui la suit n’a pas été lu
workspace-unknown-key = `{ $field }` n’est pas une clé connue
workspace-known-keys = clés connues ici : { $keys }
workspace-nearest = vouliez-vous dire `{ $name }` ?
workspace-missing = `{ $field }` manque
workspace-missing-mend = ajouter une ligne `{ $field } = …`
workspace-blank = `{ $field }` est vide
workspace-blank-mend = écrire un texte ou supprimer la ligne
workspace-wrong-type = `{ $field }` devrait être { $expected }, pas { $found }
workspace-wrong-type-mend = l’écrire ainsi : { $field } = { $example }
workspace-not-a-choice = `{ $field }` ne peut pas être « { $given } »
workspace-choices = choisir parmi : { $choices }
workspace-invalid-id = « { $id } » ne peut pas être un identifiant
workspace-invalid-id-mend = lettres, chiffres, « - », « _ » et « . », une lettre ou un chiffre d’abord, 64 signes au plus
workspace-duplicate = { $kind } `{ $id }` : défini deux fois
workspace-duplicate-mend = première définition dans { $file }, ligne { $line } ; renommer l’un des deux
workspace-dangling = { $kind } `{ $id }` : introuvable
workspace-dangling-mend = définir { $kind } `{ $id }`, ou supprimer le renvoi

quantity-not-finite = `{ $field }` vaut { $value }, ce n’est pas un nombre
quantity-not-finite-mend = écrire un nombre simple
quantity-not-a-proportion = `{ $field }` vaut { $value }, mais un taux est compris entre 0 et 1, bornes exclues
quantity-not-a-share = `{ $field }` vaut { $value }, mais une part est comprise entre 0 et 1
quantity-percent-mend = { $value } % s’écrit { $fraction } ou "{ $value }%"
quantity-proportion-mend = écrire une fraction comme 0.032, ou un pourcentage entre guillemets comme "3.2%"
quantity-not-positive = `{ $field }` vaut { $value }, mais doit dépasser 0
quantity-positive-mend = écrire un nombre supérieur à 0
quantity-not-a-score = `{ $field }` vaut { $value }, mais une note va de 1 à 5
quantity-score-mend = écrire un nombre de 1 à 5
quantity-not-rising = `{ $field }` vaut { $range }, mais une fourchette monte : bas, probable, haut
quantity-rising-mend = écrire le bas, le plus probable et le haut dans cet ordre ; 9 cas sur 10 tombent entre le bas et le haut

workspace-schema = `schema` vaut { $given }, que cette version de jalon ne connaît pas
workspace-schema-mend = écrire `schema = { $known }`, ou prendre une version plus récente de jalon
settings-weeks-order = `defaults.max_weeks` est inférieur à `defaults.min_weeks`
settings-weeks-order-mend = un test dure au moins min_weeks ; augmenter max_weeks
settings-ces-direction = un indicateur CES doit dire son sens : les échelles vont dans les deux sens
settings-ces-direction-mend = écrire `direction = "lower"` si 1 veut dire peu d’effort, `direction = "higher"` si la note la plus haute veut dire facile
settings-scale = `scale` n’est pas la plus basse et la plus haute réponse
settings-scale-mend = écrire deux nombres entiers, la plus basse réponse d’abord : scale = [1, 7]
settings-below-zero = ce nombre ne doit pas être inférieur à 0
settings-below-zero-mend = écrire 0 ou plus
settings-shares-whole = les parts ne font pas le tout
settings-nps-mend = promoteurs et détracteurs font au plus 1 ensemble ; les autres sont passifs
settings-shares-mend = écrire une part par réponse de l’échelle, de la plus basse à la plus haute, dont la somme fait 1
settings-period-order = la période finit le { $to }, avant son début le { $from }
settings-period-order-mend = échanger `from` et `to`

disk-missing = ce fichier n’existe pas
disk-missing-mend = vérifier le nom et le dossier
disk-unreadable = ce fichier ne peut pas être lu ({ $reason })
disk-unreadable-mend = vérifier ses droits d’accès
disk-too-large = ce fichier dépasse 64 Mio, ce qu’aucun fichier de ce genre ne fait
disk-too-large-mend = vérifier que le nom est le bon
disk-not-utf8 = cette ligne n’est pas du texte UTF-8
disk-not-utf8-mend = enregistrer le fichier en UTF-8
disk-pattern = ce modèle de noms de fichiers est mal formé
disk-pattern-mend = `*` remplace des lettres quelconques, `**` des dossiers quelconques, `[ab]` une lettre parmi plusieurs
disk-no-match = aucun fichier ne correspond à ce modèle
disk-no-match-mend = vérifier le dossier ; `*` remplace des lettres quelconques, `**` des dossiers quelconques
disk-unwritable = ce fichier ne peut pas être écrit ({ $reason })
disk-unwritable-mend = vérifier que le dossier { $folder } existe, que c’est un dossier, et qu’on peut y écrire ; l’ancien fichier, s’il y en a un, est intact
disk-reason-not-found = le système ne trouve ni fichier ni dossier de ce nom
disk-reason-permission = accès refusé
disk-reason-folder = c’est un dossier
disk-reason-not-a-folder = un fichier se trouve là où il faut un dossier
disk-reason-full = le disque est plein
disk-reason-read-only = le disque est en lecture seule
disk-reason-name = le système n’accepte pas ce nom
disk-reason-number = erreur système { $number }
disk-reason-other = refus du système
disk-held = une autre exécution de jalon écrit ce registre depuis plusieurs secondes
disk-held-mend = attendre qu’elle soit terminée, ou l’arrêter, puis recommencer ; rien n’a été changé
toml-duplicate-key = une clé ou une table y figure deux fois
toml-value = une valeur manque, ou un texte n’est pas entre guillemets
toml-quotes = les guillemets d’un texte manquent ou ne sont pas fermés
toml-brackets = un crochet ou une accolade manque ou n’est pas fermé
toml-comma = une virgule manque, ou est de trop
toml-number = ce n’est ni un nombre ni une date comme TOML les écrit
toml-key = ce n’est pas une ligne `clé = valeur`
toml-character = un texte contient un caractère ou un `\` que TOML refuse
toml-depth = des listes ou des tables sont emboîtées trop profondément
toml-other = cette ligne ne suit pas les règles de TOML
disk-output-unwritable = la réponse ne peut pas être écrite sur la sortie standard ({ $reason })
disk-output-unwritable-mend = faire de la place, ou nommer un fichier ailleurs avec `--out`
find-not-a-workspace = ce dossier ne contient pas de jalon.toml
find-no-workspace = pas d’espace de travail ici : pas de jalon.toml dans ce dossier, ni au-dessus, ni dans ./experiments
find-mend = en créer un avec `jalon init`, ou en nommer un avec `--workspace DOSSIER`

notes-not-a-month = le nom d’un fichier de revue est son mois, et « { $name } » n’en est pas un
notes-not-a-month-mend = le nommer comme 2026-09.toml
kpis-columns = colonnes connues : { $columns }
kpis-unknown-column = un fichier d’indicateurs n’a pas de colonne « { $column } »
kpis-missing-column = la colonne « { $column } » manque
kpis-unreadable = cette ligne ne se lit pas ({ $detail })
kpis-unreadable-mend = mettre entre guillemets doubles les textes qui contiennent un séparateur
kpis-not-a-month = « { $text } » n’est pas un mois
kpis-not-a-month-mend = l’écrire comme 2026-09, ou comme un jour, 2026-09-30
kpis-empty = « { $column } » est vide
kpis-empty-mend = la remplir ou supprimer la ligne
kpis-not-a-number = « { $text } », dans la colonne « { $column } », n’est pas le nombre attendu
kpis-not-a-number-mend = écrire les effectifs en nombres entiers, les taux comme 0,031 ou 3,1 %
kpis-twice = { $metric } a deux valeurs pour { $month }
kpis-twice-mend = garder une ligne par indicateur et par mois
