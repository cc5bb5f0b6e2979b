//! Health checks, effects with their intervals, and the verdict of the plan's rule.
