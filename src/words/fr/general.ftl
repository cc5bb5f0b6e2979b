# Les mots dont chaque partie du programme se sert.
month-january = janvier
month-february = février
month-march = mars
month-april = avril
month-may = mai
month-june = juin
month-july = juillet
month-august = août
month-september = septembre
month-october = octobre
month-november = novembre
month-december = décembre

count-units = { $units-n ->
    [one] { $units } unité
   *[other] { $units } unités
}
