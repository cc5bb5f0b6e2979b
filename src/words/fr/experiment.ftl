# Plans, verrous, analyses, décisions.
