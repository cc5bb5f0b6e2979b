# Charts.
chart-month-january = janv.
chart-month-february = févr.
chart-month-march = mars
chart-month-april = avr.
chart-month-may = mai
chart-month-june = juin
chart-month-july = juil.
chart-month-august = août
chart-month-september = sept.
chart-month-october = oct.
chart-month-november = nov.
chart-month-december = déc.
chart-short-day = { $day } { $month }
