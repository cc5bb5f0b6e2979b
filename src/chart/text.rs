//! Text in a figure: its style, the box it takes, and how it wraps. Text is wrapped, never cut.

use super::canvas::Rectangle;
use super::font;
use super::theme::Ink;

/// Weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600, for titles and for what must be found first.
    Bold,
}

/// Which point of a text its position means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The left end of the baseline.
    Start,
    /// The middle of the baseline.
    Middle,
    /// The right end of the baseline.
    End,
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    /// Font size in user units (pixels at scale 1); 12 is the least a figure may use.
    pub size: f64,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub ink: Ink,
    /// Which point the position means.
    pub anchor: Anchor,
    /// Whether a rim in the colour of the ground keeps it legible over lines.
    pub halo: bool,
}

impl TextStyle {
    /// Dark text of 12 pixels, anchored at its start.
    pub const LABEL: Self =
        Self { size: 12.0, weight: Weight::Regular, ink: Ink::Text, anchor: Anchor::Start, halo: false };
    /// Grey text of 12 pixels: tick labels, notes, sample sizes.
    pub const MUTED: Self = Self { ink: Ink::Muted, ..Self::LABEL };
    /// The title of a figure.
    pub const TITLE: Self = Self { size: 19.0, weight: Weight::Bold, ..Self::LABEL };
    /// The line under the title.
    pub const SUBTITLE: Self = Self { size: 13.5, ink: Ink::Muted, ..Self::LABEL };

    /// The same in bold.
    #[must_use]
    pub const fn bold(mut self) -> Self {
        self.weight = Weight::Bold;
        self
    }

    /// The same at another size.
    #[must_use]
    pub const fn size(mut self, size: f64) -> Self {
        self.size = size;
        self
    }

    /// The same in another colour.
    #[must_use]
    pub const fn ink(mut self, ink: Ink) -> Self {
        self.ink = ink;
        self
    }

    /// The same at another anchor.
    #[must_use]
    pub const fn anchor(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    /// The same with a rim.
    #[must_use]
    pub const fn halo(mut self) -> Self {
        self.halo = true;
        self
    }

    /// Width of a one-line text in this style.
    #[must_use]
    pub fn width(&self, text: &str) -> f64 {
        font::width(text, self.size, self.weight)
    }

    /// Distance between two baselines.
    #[must_use]
    pub fn line_height(&self) -> f64 {
        (self.size * 1.35).round()
    }

    /// The box a one-line text takes when its anchor point is at (`x`, `y`), `y` being the baseline.
    #[must_use]
    pub fn bounds(&self, text: &str, x: f64, y: f64) -> Rectangle {
        let width = self.width(text);
        let left = match self.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Rectangle { left, top: y - font::ASCENT * self.size, width, height: (font::ASCENT + font::DESCENT) * self.size }
    }

    /// How far below the middle of a row the baseline stands so that the text looks centred on it.
    #[must_use]
    pub fn middle_shift(&self) -> f64 {
        // Half the height of a capital, 0.727 em in Inter.
        self.size * 0.364
    }

    /// Breaks a text into lines no wider than `width`, at spaces; a word that is wider alone is broken inside.
    ///
    /// No-break spaces are kept, so that `12 000` or `3,2 %` stays on one line. Never returns an empty list.
    ///
    /// ```
    /// use jalon::chart::TextStyle;
    /// let lines = TextStyle::LABEL.wrap("Finaliser la commande sans créer de compte", 120.0);
    /// assert_eq!(lines.join(" "), "Finaliser la commande sans créer de compte");
    /// assert!(lines.iter().all(|line| TextStyle::LABEL.width(line) <= 120.0));
    /// ```
    #[must_use]
    pub fn wrap(&self, text: &str, width: f64) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
            for piece in self.break_word(word, width) {
                let joined = if line.is_empty() { piece.clone() } else { format!("{line} {piece}") };
                if line.is_empty() || self.width(&joined) <= width {
                    line = joined;
                } else {
                    lines.push(std::mem::replace(&mut line, piece));
                }
            }
        }
        lines.push(line);
        lines
    }

    /// Splits a word that is wider than a line, at its no-break spaces or else anywhere; a word that fits comes back
    /// whole.
    fn break_word(&self, word: &str, width: f64) -> Vec<String> {
        if self.width(word) <= width {
            return vec![word.to_owned()];
        }
        if word.trim_matches('\u{a0}').contains('\u{a0}') {
            return word.split('\u{a0}').flat_map(|part| self.break_word(part, width)).collect();
        }
        let mut pieces = vec![String::new()];
        let mut used = 0.0;
        for character in word.chars() {
            let advance = self.width(character.encode_utf8(&mut [0; 4]));
            if used > 0.0 && used + advance > width {
                pieces.push(String::new());
                used = 0.0;
            }
            if let Some(piece) = pieces.last_mut() {
                piece.push(character);
            }
            used += advance;
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_keeps_every_character_and_the_width() {
        let style = TextStyle::LABEL;
        for text in
            ["Réassurance sur les délais de livraison avant paiement", "", "x", "Donaudampfschifffahrtsgesellschaft"]
        {
            let lines = style.wrap(text, 90.0);
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
            assert!(lines.iter().all(|line| style.width(line) <= 90.0), "{lines:?}");
        }
    }

    #[test]
    fn wrapping_never_splits_a_number_from_its_unit() {
        let lines = TextStyle::LABEL.wrap("il en faut 12\u{202f}000 par bras", 70.0);
        assert!(lines.iter().any(|line| line.contains("12\u{202f}000")), "{lines:?}");
    }

    #[test]
    fn a_width_of_nothing_ends() {
        assert_eq!(TextStyle::LABEL.wrap("abc", 0.0).concat(), "abc");
        assert_eq!(TextStyle::LABEL.wrap("abc", f64::NAN).concat(), "abc");
    }

    #[test]
    fn bounds_follow_the_anchor() {
        let middle = TextStyle::LABEL.anchor(Anchor::Middle).bounds("abc", 100.0, 50.0);
        assert!((middle.left + middle.width / 2.0 - 100.0).abs() < 1e-9);
        let end = TextStyle::LABEL.anchor(Anchor::End).bounds("abc", 100.0, 50.0);
        assert!((end.right() - 100.0).abs() < 1e-9);
    }
}
