# Words every part of the program uses.
month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December

count-units = { $units-n ->
    [one] { $units } unit
   *[other] { $units } units
}
