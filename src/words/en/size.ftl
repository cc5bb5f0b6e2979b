# Sizing and comparing from summary numbers.
