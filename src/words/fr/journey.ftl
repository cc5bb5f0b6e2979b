# La carte du parcours.
journey-no-title = la carte n’a pas de titre
journey-no-title-mend = ajouter en tête `[journey]` avec `title = "…"`
journey-frequency-mend = la fréquence est la part des passages touchés : 8 % s’écrit 0.08
journey-no-stage = la carte n’a aucune étape
journey-no-stage-mend = ajouter une `[[stage]]` avec `id` et `name` ; le titre, les étapes et un point de friction suffisent pour commencer
journey-no-friction = la carte n’a aucun point de friction
journey-no-friction-mend = ajouter une `[[friction]]` avec `id` et `title` ; le titre, les étapes et un point de friction suffisent pour commencer
journey-not-a-score = `{ $field }` n’est pas une note de 1 à 5
journey-not-a-word = `{ $field }` n’est pas une émotion
journey-not-a-word-mend = écrire un mot entre guillemets, comme "frustrée" ou "confiante"
journey-no-moment = `{ $field }` va avec un moment de vérité, or ce point de contact n’en est pas un
journey-no-moment-mend = ajouter `moment_of_truth = "ponctuel"` ou "transversal", ou supprimer la ligne
journey-light-weight = un moment de vérité ne peut pas peser { $weight } : il pèse 1 ou plus
journey-light-weight-mend = écrire 1.5, le poids habituel, ou un autre nombre d’au moins 1
journey-two-places = l’étape est déjà connue par le point de contact
journey-two-places-mend = garder `touchpoint` et supprimer `stage`
journey-many-whys = « pourquoi ? » a { $whys } réponses, cinq au plus sont admises
journey-many-whys-mend = garder les cinq réponses qui mènent à la cause profonde ; la dernière est montrée comme cause

journey-phase-before = avant
journey-phase-during = pendant
journey-phase-after = après
journey-linear = linéaire
journey-cyclic = cyclique
journey-omnichannel = omnicanal
journey-as-is = parcours actuel
journey-to-be = parcours cible
journey-channel-physical = physique
journey-channel-digital = numérique
journey-channel-human = humain
journey-used = utilisé
journey-avoided = évité
journey-planned = prévu
journey-moment-punctual = moment de vérité
journey-moment-transversal = moment de vérité transversal
journey-irritant = irritant
journey-effort = point d’effort
journey-breakpoint = point de rupture
journey-light-good = Bien
journey-light-watch = À surveiller
journey-light-friction = Friction
journey-proof-quote = un verbatim
journey-proof-behaviour = un comportement observé
journey-proof-figure = un chiffre
journey-strength-none = aucune preuve
journey-strength-opinion = avis internes seulement
journey-strength-one-sided = une seule famille de preuves
journey-strength-triangulated = paroles et chiffres
journey-evidence-quote = verbatim
journey-evidence-interview = entretien
journey-evidence-survey = enquête
journey-evidence-review = avis
journey-evidence-support = service client
journey-evidence-analytics = mesure d’audience
journey-evidence-observation = observation
journey-evidence-replay = session enregistrée
journey-evidence-ab-test = test A/B
journey-evidence-expert = expert
journey-cause-slow-site = site lent
journey-cause-basket = abandon de panier
journey-cause-information = manque d’information
journey-cause-service = service défaillant
journey-cause-form = formulaire
journey-cause-payment = paiement
journey-cause-other = { $cause }

finding-stale = la carte a été mise à jour le { $updated }, il y a plus de { $days-n ->
    [one] { $days } jour
   *[other] { $days } jours
}
finding-stale-mend = la relire avec quelqu’un qui voit des clients, puis changer `updated`
finding-undated = la carte ne dit pas quand elle a été mise à jour
finding-undated-mend = ajouter `updated = 2026-09-30` sous `[journey]`
finding-no-touchpoint = la carte n’a pas encore de point de contact
finding-no-touchpoint-mend = ajouter un `[[touchpoint]]` pour chaque moment où le client vous rencontre
finding-internal-view = toutes les preuves de la carte viennent de l’entreprise
finding-internal-view-mend = ajouter des verbatims, des comportements et des chiffres de clients ; trois à cinq entretiens suffisent pour commencer
finding-many-personas = la carte a { $personas } personas ; une équipe en retient trois, cinq au plus
finding-many-personas-mend = réunir ceux qui vivent le même parcours
finding-shares = les parts des personas font { $sum } des clients, pas 100 %
finding-shares-mend = faire que les parts aient pour somme 1
finding-hypothesis = le persona « { $persona } » est une hypothèse : il lui manque { $missing }
finding-hypothesis-mend = nommer dans son `evidence` au moins un verbatim, un comportement observé et un chiffre
finding-equal-scores = toutes les satisfactions de la carte sont égales
finding-equal-scores-mend = noter chaque point de contact par rapport aux autres : la courbe doit montrer où le parcours fait mal
finding-empty-phase = aucune étape ne se place { $phase } l’achat
finding-empty-phase-mend = ce que le client vit alors cache souvent des opportunités : ajouter une étape, ou donner aux étapes leur bonne `phase`
finding-stage-goal = l’étape « { $stage } » ne dit pas ce que le client y cherche
finding-stage-goal-mend = ajouter `customer_goal = "…"`
finding-silent-stage = l’étape « { $stage } » est silencieuse : aucun point de contact utilisé
finding-silent-stage-mend = ajouter un point de contact, ou accepter le vide : `[[gap]]` avec `stage` et `accepted = "pourquoi"`
finding-avoided = les clients évitent « { $touchpoint } »
finding-avoided-mend = chercher ce qu’ils font à la place, et pourquoi
finding-everybody = les clients
finding-who = { $persona }
finding-drop = { $who } : la satisfaction tombe de { $before } à « { $from } » à { $after } à « { $to } »
finding-drop-mend = c’est un moment critique : chercher le point de friction qui l’explique
finding-hand-over = { $who } : la satisfaction tombe de { $before } à { $after } quand « { $from } » passe le relais à « { $to } » sur un autre canal
finding-hand-over-mend = vérifier ce qui se perd entre les deux canaux : promesses, données, attente
finding-contradiction = à « { $touchpoint } », l’émotion « { $emotion } » ne va pas avec une satisfaction de { $satisfaction }
finding-contradiction-mend = corriger l’une des deux ; `intensity` dit la force d’une émotion, `satisfaction` dit si elle est bonne
finding-emotion-gap = à « { $touchpoint } », le client ressent « { $felt } » là où l’on veut « { $wanted } »
finding-emotion-gap-mend = chercher ce qui sépare les deux
finding-competitor = à « { $touchpoint } », la satisfaction est de { $own }, celle du meilleur concurrent de { $competitor }
finding-competitor-mend = essayer chez lui comme client et noter ce qu’il fait autrement
finding-no-evidence = rien ne montre { $id } « { $title } »
finding-no-evidence-mend = nommer ses preuves dans `evidence` : un verbatim, une observation, un chiffre
finding-one-sided = { $id } « { $title } » ne repose que sur un genre de preuves
finding-one-sided-mend = croiser : les paroles disent pourquoi, les chiffres disent combien
finding-unplaced = { $id } « { $title } » n’est pas placé sur le parcours
finding-unplaced-mend = nommer son `touchpoint`, ou au moins sa `stage`
finding-untreated = aucune amélioration ne traite { $id } « { $title } »
finding-untreated-mend = ajouter une `[[improvement]]` avec `frictions = ["{ $id }"]`
finding-consent = le verbatim { $id } ne dit pas si son auteur accepte d’être cité
finding-consent-mend = lui demander, puis écrire `consent = true` ou `consent = false` ; ce qui est refusé n’est jamais montré

map-subtitle = { $state }, { $shape }
map-updated = mise à jour le { $updated }
map-owner = tenue par { $owner }
map-not-measured = non mesuré
map-usage = { $touchpoint } ({ $usage })
map-everybody = Clients
map-personas = Personas
map-persona = Persona
map-share = Part
map-goal = Veut
map-rests-on = Preuves
map-proven = Verbatim, comportement, chiffre
map-missing = Hypothèse : il manque { $missing }
map-customer-goal = Le client veut : { $goal }
map-silent = Étape silencieuse : aucun point de contact.
map-accepted = Aucun point de contact, accepté : { $reason }
map-touchpoint = Point de contact
map-touchpoints = Points de contact
map-channel = Canal
map-light = État
map-satisfaction = Satisfaction
map-stage = Étape
map-frictions = Points de friction
map-friction-id = Code
map-friction = Point de friction
map-friction-kind = Nature
map-friction-severity = Gravité (1 à 5)
map-friction-reach = Clients par semaine
map-severity = gravité { $severity }
map-reach = environ { $passages } par semaine
map-details = {" "}({ $details })
map-root-cause = . Cause profonde : { $cause }
map-gain = Gain à garder : { $title }
map-unplaced = Non placés sur le parcours
map-key-scores = Satisfaction de 1 (pire) à 5 (meilleure) ; friction jusqu’à 2, bien dès 4 ; l’état est celui du persona le plus mal loti.
map-key-moment = ◆ moment de vérité.
map-key-derived = ~ déduit de l’émotion et de son intensité.
map-curve = Satisfaction le long du parcours
map-scale = 1·······5
map-scale-note = Échelle de 1 à 5 par demi-points ; & quand des personas se rejoignent.
map-critical = Moments critiques
map-lowest = { $who } : au plus bas à « { $touchpoint } » ({ $satisfaction })
map-fall = { $who } : tombe de { $before } à « { $from } » à { $after } à « { $to } »
map-fall-hand-over = { $who } : tombe de { $before } à « { $from } » à { $after } à « { $to } », sur un autre canal
map-emotions = Émotions
map-felt = { $touchpoint } : { $felt }
map-wanted = {" ; "}voulu : { $wanted }

map-nothing-to-draw = rien à dessiner : la carte n’a aucune satisfaction
map-nothing-to-draw-mend = ajouter `satisfaction = { "{" } persona = 3 { "}" }` aux points de contact
map-no-map = cet espace de travail n’a pas de carte du parcours
map-no-map-mend = écrire `journey.toml` (`jalon init` en fait une pour commencer), ou nommer un fichier : `jalon map FICHIER.toml`
map-unknown = il n’y a pas de parcours « { $name } »
map-choices = les parcours sont : { $names }
map-others = { $count-n ->
    [one] Un autre parcours : { $names }. Le demander par --journey.
   *[other] { $count } autres parcours : { $names }. En demander un par --journey.
}
