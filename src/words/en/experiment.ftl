# Plans, locks, analyses, decisions.
