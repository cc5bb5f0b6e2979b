//! Improvements, their impact and effort, and how they rank.
