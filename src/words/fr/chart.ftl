# Charts.
