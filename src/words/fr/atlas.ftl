# Cartes, classements et calendriers en figures.
