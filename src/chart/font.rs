//! The one font of the figures: it draws the PNG and it measures every text.
//!
//! A viewer that lacks Inter shows the next font of [`FAMILY`]. Its glyphs are then fitted to the measured width, because
//! every text carries that width in `textLength`; so what does not overlap here does not overlap there.

use std::sync::OnceLock;

use super::text::Weight;

/// The `font-family` of every text: Inter, then what each system has that is closest to it in width.
pub const FAMILY: &str = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/// Inter, weight 400. See `font/README.md` for its origin and licence.
pub const REGULAR: &[u8] = include_bytes!("font/Inter-Regular.otf");
/// Inter, weight 600.
pub const SEMI_BOLD: &[u8] = include_bytes!("font/Inter-SemiBold.otf");

/// Height of an accented capital above the baseline, as a part of the font size.
pub const ASCENT: f64 = 0.94;
/// Depth of a descender below the baseline, as a part of the font size.
pub const DESCENT: f64 = 0.24;

/// Width of a character the font lacks (Chinese, an emoji): full-width, so that nothing is measured too narrow.
const MISSING_ADVANCE: f64 = 1.0;

/// Returns the width of a one-line text in user units at a font size.
///
/// ```
/// use jalon::chart::{Weight, font};
/// let narrow = font::width("iiii", 12.0, Weight::Regular);
/// assert!(narrow < font::width("mmmm", 12.0, Weight::Regular));
/// ```
#[must_use]
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    text.chars().map(|character| advance(character, weight)).sum::<f64>() * size
}

/// Tells whether the embedded font can draw a character.
#[must_use]
pub fn draws(character: char) -> bool {
    face(Weight::Regular).is_some_and(|face| face.glyph_index(character).is_some())
}

fn advance(character: char, weight: Weight) -> f64 {
    let measured = face(weight).and_then(|face| {
        let glyph = face.glyph_index(character)?;
        let units = face.glyph_hor_advance(glyph)?;
        Some(f64::from(units) / f64::from(face.units_per_em()))
    });
    measured.unwrap_or(MISSING_ADVANCE)
}

fn face(weight: Weight) -> Option<&'static ttf_parser::Face<'static>> {
    static REGULAR_FACE: OnceLock<Option<ttf_parser::Face<'static>>> = OnceLock::new();
    static BOLD_FACE: OnceLock<Option<ttf_parser::Face<'static>>> = OnceLock::new();
    let (cell, data) = match weight {
        Weight::Regular => (&REGULAR_FACE, REGULAR),
        Weight::Bold => (&BOLD_FACE, SEMI_BOLD),
    };
    cell.get_or_init(|| ttf_parser::Face::parse(data, 0).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter of French, every mark of the charts and every space of the number formats.
    #[test]
    fn the_font_draws_what_charts_write() {
        let needed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ\
                      «»“”‘’…–—−±×≤≥≈≠∞←↑→↓●▲■◆○△□◇▼★✓✗€£$%‰°·•†‡\u{a0}\u{202f}αβσμΔ";
        let missing: String = needed.chars().filter(|character| !draws(*character)).collect();
        assert_eq!(missing, "");
    }

    /// fontTools 4.68, `hmtx` table of Inter Regular 3.19: A 1904; of Inter SemiBold, narrow no-break space 461; of 2816 units per em.
    #[test]
    fn advances_are_those_of_the_font_file() {
        assert!((width("A", 2816.0, Weight::Regular) - 1904.0).abs() < 1e-9);
        assert!((width("\u{202f}", 2816.0, Weight::Bold) - 461.0).abs() < 1e-9);
    }
}
