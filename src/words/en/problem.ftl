# How problems are said.
problem-error = error
problem-warning = warning
problem-hint = hint
problem-mend = to mend
problem-colon = :
