# The monthly review.
