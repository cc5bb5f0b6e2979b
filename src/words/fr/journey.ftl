# La carte du parcours.
