//! From raw data to aggregates: the only door between data and statistics.
