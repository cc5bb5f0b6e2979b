# Dimensionner et comparer à partir de nombres.
