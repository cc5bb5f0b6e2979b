//! tea-tasting.
