//! How the values of a metric are written: rates as percentages, means as numbers, each with the decimals it needs.

use crate::words::{Message, Words};

/// The scale a metric is written on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Scale {
    /// A rate between 0 and 1, written as a percentage; differences in percentage points.
    Rate,
    /// A mean; all values of a page take the decimals its size calls for.
    Mean {
        /// Decimals of values and differences.
        decimals: usize,
    },
}

impl Scale {
    /// The scale of means about this large: three to four digits that count, money always with its cents.
    pub fn of_means(largest: f64) -> Self {
        let decimals = match largest.abs() {
            size if size >= 10_000.0 => 0,
            size if size >= 1.0 || size == 0.0 => 2,
            size if size >= 0.01 => 4,
            _ => 6,
        };
        Self::Mean { decimals }
    }

    /// A value: `10%`, `3.25%`, `25.10`.
    pub fn value(self, words: &Words, value: f64) -> String {
        match self {
            Self::Rate => words.percent(value, percent_decimals(value)),
            Self::Mean { decimals } => words.number(value, decimals),
        }
    }

    /// A difference with its sign: `+1 pp`, `−0.35 pp`, `+0.90`.
    pub fn difference(self, words: &Words, difference: f64) -> String {
        let number = self.bare_difference(words, difference);
        match self {
            Self::Rate => words.say(&Message::new("size-points").text("points", number)),
            Self::Mean { .. } => number,
        }
    }

    /// How far apart two values are, without sign: `1 pp`.
    pub fn distance(self, words: &Words, distance: f64) -> String {
        let written = self.difference(words, distance.abs());
        written.strip_prefix('+').map_or(written.clone(), str::to_owned)
    }

    /// The same without its unit, for the ends of an interval.
    pub fn bare_difference(self, words: &Words, difference: f64) -> String {
        match self {
            Self::Rate => {
                // The ends of an interval stand beside each other: two decimals, unless they would hide the number.
                let most = if difference.abs() < 0.000_5 { 4 } else { 2 };
                words.signed(difference * 100.0, shortest(difference * 100.0, most))
            }
            Self::Mean { decimals } => words.signed(difference, decimals),
        }
    }
}

/// A relative change: `+10%`, `−0.5%`.
pub(super) fn lift(words: &Words, lift: f64) -> String {
    // Two decimals where they write it in full (+3.75%) or it is tiny; else one is as fine as any test sees.
    let in_full = shortest(lift * 100.0, 3);
    let decimals = if in_full <= 2 || lift.abs() < 0.01 { in_full.min(2) } else { 1 };
    words.signed_percent(lift, decimals)
}

/// How large a relative change is, without sign: `10%`.
pub(super) fn unsigned_lift(words: &Words, change: f64) -> String {
    let written = lift(words, change.abs());
    written.strip_prefix('+').map_or(written.clone(), str::to_owned)
}

/// A power or a risk: `80%`, `2.5%`, `99.97%`.
pub(super) fn chance(words: &Words, chance: f64) -> String {
    words.percent(chance, shortest(chance * 100.0, if (0.01..0.999).contains(&chance) { 1 } else { 2 }))
}

fn percent_decimals(fraction: f64) -> usize {
    let most = match fraction.abs() {
        size if size >= 0.01 => 2,
        size if size >= 0.001 => 3,
        _ => 4,
    };
    shortest(fraction * 100.0, most)
}

/// The fewest decimals that write a number in full, at most so many.
fn shortest(value: f64, most: usize) -> usize {
    let full = |decimals: &usize| {
        let power = 10_f64.powi(i32::try_from(*decimals).unwrap_or(0));
        ((value * power).round() / power - value).abs() < 1e-9 * value.abs().max(1.0)
    };
    (0..most).find(full).unwrap_or(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn values_take_the_decimals_they_need() {
        let (english, french) = (Words::new(Language::English), Words::new(Language::French));
        assert_eq!(Scale::Rate.value(&english, 0.1), "10%");
        assert_eq!(Scale::Rate.value(&french, 0.10987), "10,99\u{202f}%");
        assert_eq!(Scale::Rate.value(&english, 0.00123), "0.123%");
        assert_eq!(Scale::Rate.difference(&english, -0.01), "−1\u{a0}pp");
        assert_eq!(Scale::Rate.distance(&french, 0.0125), "1,25\u{a0}pt");
        assert_eq!(Scale::of_means(25.0).value(&english, 25.1), "25.10");
        assert_eq!(Scale::of_means(25.0).difference(&french, 0.9), "+0,90");
        assert_eq!(lift(&english, 0.1), "+10%");
        assert_eq!(lift(&english, 0.0375), "+3.75%");
        assert_eq!(lift(&english, 0.098_765), "+9.9%");
        assert_eq!(chance(&english, 0.8), "80%");
        assert_eq!(chance(&english, 0.025), "2.5%");
    }
}
