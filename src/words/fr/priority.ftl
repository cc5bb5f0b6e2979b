# Les améliorations et leur classement.
improvements-lift = `{ $field }` vaut { $value }, ce n’est pas une variation relative
improvements-lift-mend = { $value } % s’écrit { $fraction } ; le minimum est -1, tout perdu
improvements-itself = `{ $id }` se nomme elle-même dans `{ $field }`
improvements-itself-mend = retirer `{ $id }` de la liste
improvements-circle = ces améliorations s’attendent l’une l’autre : { $path }
improvements-circle-mend = supprimer l’une de ces dépendances
