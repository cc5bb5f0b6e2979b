# Comment les problèmes se disent.
problem-error = erreur
problem-warning = attention
problem-hint = conseil
problem-mend = remède
problem-colon = {"\u00A0"}:
