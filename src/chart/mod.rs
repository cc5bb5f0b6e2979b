//! Figures: SVG first, PNG from that very SVG. plotters is named here only.
