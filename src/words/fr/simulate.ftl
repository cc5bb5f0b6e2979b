# jalon simulate : ce que fera un plan, et les contrôles A/A.
simulate-of-locked = { $tests-n ->
    [one] Un test simulé par cas
   *[other] { $tests } tests simulés par cas
}, { $units } unités chacun, avec les effectifs du verrou
simulate-of-draft = { $tests-n ->
    [one] Un test simulé par cas
   *[other] { $tests } tests simulés par cas
}, { $units } unités chacun ; le plan n’est pas encore verrouillé
simulate-nothing = Rien n’a pu être simulé.
simulate-headline = L’effet prévu de { $effect } est trouvé dans { $found } des tests
simulate-headline-ship = La règle du plan dit de déployer dans { $shipped } des tests.
simulate-headline-alarms = Là où il n’y a aucun effet, { $alarms } des tests donnent une fausse alerte ; le plan en permet { $alpha }.
simulate-headline-margin = Là où l’effet est exactement sur la marge, { $alarms } des tests disent que tout va bien ; le plan en permet { $alpha }.
simulate-case = Cas : effet vrai
simulate-no-effect = rien à trouver : { $effect }
simulate-half = la moitié du prévu : { $effect }
simulate-planned = l’effet prévu : { $effect }
simulate-named = demandé : { $effect }
simulate-around = entre deux : { $effect }
simulate-true-effect = Effet vrai
simulate-effects-caption = Ce que trouve le test de { $metric }
simulate-found = Bon côté trouvé
simulate-against = Mauvais côté trouvé
simulate-exaggeration = Montrés trop grands d’un facteur
simulate-wrong-sign = Du mauvais signe
simulate-coverage = L’intervalle contient la vérité
simulate-winners-caption = Des effets qui ont été trouvés
simulate-winners-note = Un facteur de 1,3 dit que les effets trouvés sont montrés, en moyenne, 1,3 fois plus grands qu’ils ne sont : seuls les grands passent le test.
simulate-verdicts-caption = Ce que décide la règle du plan
simulate-verdicts-note = La règle lit les indicateurs et les garde-fous du plan, comme le fait `jalon analyse`.
simulate-guardrails-caption = Ce que deviennent les garde-fous
simulate-peeking = Regarder plus souvent que prévu
simulate-peeked = { $looks-n ->
    [one] Un seul regard donne une fausse alerte
   *[other] Regarder { $looks } fois et s’arrêter au premier résultat qui paraît significatif donne une fausse alerte
} dans { $alarms } des tests sans effet ; ne regarder qu’à la fin, dans { $end }.
simulate-looks-caption = Fausses alertes selon le nombre de regards
simulate-look = Regard
simulate-look-share = Unités d’ici là
simulate-look-alarms = Fausses alertes jusque-là
simulate-share = { $share } ({ $low }–{ $high })
simulate-times = { $mean } ({ $low }–{ $high })
simulate-length = Durée
simulate-length-fixed = { $units } unités et { $weeks } semaines ({ $days } jours), toujours : le plan n’a qu’un regard, à la fin
simulate-tests = Tests simulés
simulate-how = { $tests } par cas, graine { $seed } ; chacun est tiré, analysé et tranché comme le seront les vraies données
simulate-error = Erreur de simulation
simulate-error-what = entre parenthèses, intervalles à 95 % ; plus de tests les raccourcissent
simulate-assumed = Ce qui a été supposé
simulate-assume-independent = Les indicateurs ne vont pas ensemble : l’un qui paie pour l’autre, ou bouge avec lui, n’est pas simulé.
simulate-assume-normal = Les moyennes sont tirées de valeurs normales, de la moyenne et de l’écart-type du plan ; des queues bien plus longues demandent plus d’unités que prévu.
simulate-assume-capped = Là où les valeurs sont plafonnées, la moyenne et l’écart-type du plan sont pris pour ceux des valeurs plafonnées.
simulate-assume-variants = Toutes les variantes ont le même effet ; « trouvé » dit qu’au moins l’une d’elles l’a été.
simulate-assume-clean = Les données sont saines : personne n’est compté deux fois, rien ne se perd, l’effet ne s’use pas.
simulate-left-baseline = Le garde-fou « { $metric } » est tenu pour respecté : sa valeur de départ n’est pas connue.
simulate-left-secondary = « { $metric } » est laissé de côté : il ne décide rien.
simulate-chart-power = Avec quelle sûreté les effets sur { $metric } sont trouvés
simulate-chart-peeking = Ce que regarder plus souvent fait aux fausses alertes sur { $metric }
simulate-chart-risk = risque permis : { $alpha }
simulate-chart-subtitle = { $experiment } : { $tests } tests simulés de { $units } unités par point
simulate-impossible = un effet mènerait { $metric } à { $value }, ce qui ne se peut pas
simulate-impossible-mend = nommez un effet plus petit
simulate-unknown-metric = « { $metric } » ne prend pas part à la simulation
simulate-unknown-metric-mend = on peut nommer des effets pour : { $known } ; un garde-fou a besoin d’une valeur de départ dans jalon.toml
simulate-no-lift = { $metric } n’a pas d’effet relatif
simulate-no-lift-mend = écrivez l’effet dans son unité, sans pour cent
simulate-few = { $units } unités sont trop peu pour { $arms } groupes
simulate-few-mend = il en faut au moins deux par groupe
simulate-effect-form = `--effect { $given }` ne dit pas ce qui change
simulate-effect-form-mend = écrivez indicateur=changement, par exemple support-contact=+10%
simulate-out-of-range = `--{ $option } { $given }` est hors limites
simulate-out-of-range-mend = de 1 à { $most }
simulate-changed-mend = c’est le plan d’aujourd’hui qui est simulé, avec les effectifs du verrou
simulate-aa-summary = { $id } n’a que des totaux, qu’on ne peut pas répartir autrement
simulate-aa-summary-mend = nommez un fichier avec une ligne par unité : --aa unites.csv
simulate-aa-subtitle = { $file } : { $units } unités, réparties { $splits } fois au hasard
simulate-aa-fine = Le test de { $metric } tient sa promesse : { $alarms } de fausses alertes là où rien ne diffère, { $alpha } permis
simulate-aa-more = Le test de { $metric } donne trop de fausses alertes : { $alarms } là où rien ne diffère, { $alpha } permis
simulate-aa-fewer = Le test de { $metric } donne moins de fausses alertes que permis : { $alarms } là où rien ne diffère, { $alpha } permis
simulate-aa-uneven = Le test de { $metric } donne { $alarms } de fausses alertes, { $alpha } permis, mais ses valeurs p sont inégalement réparties
simulate-aa-untested = La plupart des répartitions ne donnent aucun test de { $metric }
simulate-aa-untested-mend = le fichier a trop peu d’unités, ou elles sont toutes pareilles
simulate-aa-more-mend = quelques unités pèsent peut-être plus que toutes les autres : plafonnez les valeurs, ou testez plutôt un taux
simulate-aa-fewer-mend = un tel test manque des effets qu’un autre trouverait ; avec peu d’unités ou de conversions, les valeurs p viennent par paliers
simulate-aa-caption = Fausses alertes là où rien ne diffère ({ $alpha } permis)
simulate-aa-alarms = Fausses alertes
simulate-aa-uniformity = Valeurs p bien réparties ?
simulate-aa-verdict = Constat
simulate-aa-no-test = aucun test
simulate-aa-too-many = trop
simulate-aa-too-few = moins que permis
simulate-aa-lumpy = inégales
simulate-aa-as-promised = comme promis
simulate-aa-note = À chaque indicateur on demande une différence, d’un côté ou de l’autre. Entre parenthèses : ce que le nombre de répartitions laisse ouvert. « Bien réparties ? » est la valeur p d’un test qu’elles le sont ; sous 0,001 elles ne le sont pas.
simulate-aa-how = Répartitions au hasard
simulate-aa-how-what = { $splits }, graine { $seed } ; chacune répartit toutes les unités selon les parts du plan
simulate-aa-cannot = Ce qu’un tel contrôle ne peut pas dire
simulate-aa-cannot-shift = Il montre comment le test se comporte sur ces unités ; un autre mois, ou un autre public, peut différer.
simulate-aa-cannot-assignment = Il répartit lui-même les unités : que votre propre tirage le fasse également, seul un test sans changement le dit.
simulate-aa-chart = Valeurs p de { $metric } là où rien ne diffère
simulate-headline-several = Avec tous les effets prévus, la règle du plan dit de déployer dans { $shipped } des tests
simulate-headline-wrong = Quand il n’y a rien à trouver dans aucun indicateur, elle le dit dans { $shipped }.
simulate-effects-caption-several = Ce que trouvent les tests des indicateurs de succès
simulate-case-of = { $metric }, { $case }
simulate-peeked-computed = Calculé pour une statistique normale : { $computed }.
simulate-clusters = les unités du plan viennent en grappes, et il faut les valeurs une à une de { $metric }, que le plan ne dit pas : un tel test n’est pas simulé
simulate-clusters-mend = simulez le plan sans cet indicateur, ou avec les grappes elles-mêmes pour unités
simulate-aa-clusters = les unités de { $id } viennent en grappes, et le fichier ne dit pas dans quelle grappe est chacune
simulate-aa-clusters-mend = contrôlez un plan dont les unités sont les grappes elles-mêmes, sur un fichier avec une ligne par grappe
simulate-lengths-caption = Combien de temps durent les tests
simulate-units-mean = Unités, en moyenne
simulate-weeks-mean = Semaines, en moyenne
simulate-before-end = Finis avant la fin prévue
simulate-lengths-note = Au plus { $most } unités ; un test à un seul regard en demande { $units } pour la même puissance.
simulate-length-looks = { $units } unités et { $weeks } semaines ({ $days } jours) au plus ; la règle peut finir le test avant
simulate-chart-length = Où finissent les tests
