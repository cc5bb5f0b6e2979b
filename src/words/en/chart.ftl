# Charts.
chart-month-january = Jan
chart-month-february = Feb
chart-month-march = Mar
chart-month-april = Apr
chart-month-may = May
chart-month-june = Jun
chart-month-july = Jul
chart-month-august = Aug
chart-month-september = Sep
chart-month-october = Oct
chart-month-november = Nov
chart-month-december = Dec
chart-short-day = { $day } { $month }
