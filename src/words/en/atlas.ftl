# Maps, rankings and schedules as figures.
