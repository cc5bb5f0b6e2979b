# La feuille de route.
