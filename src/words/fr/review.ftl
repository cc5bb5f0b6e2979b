# La revue mensuelle.
