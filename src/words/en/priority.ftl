# Improvements and their ranking.
