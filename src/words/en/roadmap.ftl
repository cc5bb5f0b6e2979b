# The roadmap.
