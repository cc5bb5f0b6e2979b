//! How an effect is written: as a lift, in percentage points or in a unit of its own.

use super::axis::{Axis, compact};
use super::{ChartError, svg};
use crate::words::{Message, Words};

/// The unit of an effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EffectUnit {
    /// A relative change, as a fraction: 0.1 is +10 %.
    Lift,
    /// A difference of two rates, as a fraction: 0.01 is one percentage point.
    Points,
    /// How much more often than half of the pairs the variant wins, as a fraction: 0.01 is one win more in a hundred pairs.
    Wins,
    /// A difference in the unit of the metric, written after the number.
    Amount {
        /// The unit: `€`, `s`, `NPS`.
        unit: String,
        /// Decimals to show.
        decimals: usize,
    },
}

impl EffectUnit {
    /// What the axis is called.
    #[must_use]
    pub fn axis_title(&self, words: &Words) -> String {
        match self {
            Self::Lift => words.key("chart-effect-lift"),
            Self::Points => words.key("chart-effect-points"),
            Self::Wins => words.key("chart-effect-wins"),
            Self::Amount { unit, .. } if unit.is_empty() => words.key("size-fact-difference"),
            Self::Amount { unit, .. } => words.say(&Message::new("chart-effect-amount").text("unit", svg::clean(unit))),
        }
    }

    /// Writes an effect with its sign and unit.
    #[must_use]
    pub fn write(&self, words: &Words, effect: f64) -> String {
        let number = self.write_bare(words, effect);
        match self {
            Self::Lift => number,
            Self::Points | Self::Wins => words.say(&Message::new("chart-points").text("points", number)),
            Self::Amount { unit, .. } => format!("{number}\u{a0}{}", svg::clean(unit)),
        }
    }

    /// Writes an interval: its two ends, the unit left out where it is not a mere mark.
    #[must_use]
    pub fn write_interval(&self, words: &Words, low: Option<f64>, high: Option<f64>) -> String {
        let end = |end: Option<f64>, infinite: &str| match end {
            Some(end) => self.write_bare(words, end),
            None => infinite.to_owned(),
        };
        let range = Message::new("chart-interval").text("low", end(low, "−∞")).text("high", end(high, "+∞"));
        words.say(&range)
    }

    /// Writes the size of a loss or a margin: without a sign, and finer than an effect, of which it is a part.
    #[must_use]
    pub fn write_size(&self, words: &Words, size: f64) -> String {
        let plain = |value: f64, decimals: usize| {
            if value.abs() < 1e7 { words.number(value, decimals) } else { compact(words, value, 0) }
        };
        match self {
            Self::Lift if size.abs() < 1e5 => words.percent(size, 2),
            Self::Lift => words.say(&Message::new("chart-percent").text("number", plain(size * 100.0, 0))),
            Self::Points | Self::Wins => {
                words.say(&Message::new("chart-points").text("points", plain(size * 100.0, 2)))
            }
            Self::Amount { unit, decimals } if unit.trim().is_empty() => plain(size, finer(size, *decimals)),
            Self::Amount { unit, decimals } => {
                format!("{}\u{a0}{}", plain(size, finer(size, *decimals)), svg::clean(unit))
            }
        }
    }

    /// An axis in this unit for sizes without a sign, from 0 on, without a title.
    ///
    /// # Errors
    ///
    /// [`ChartError::NotFinite`].
    pub fn size_axis(&self, words: &Words, high: f64, count: usize) -> Result<Axis, ChartError> {
        match self {
            Self::Lift => Axis::percent(words, 0.0, high, count),
            Self::Points | Self::Wins => Axis::numbers_of(words, 0.0, high, count, 100.0),
            Self::Amount { .. } => Axis::numbers(words, 0.0, high, count),
        }
    }

    /// The number with its sign; only a percentage keeps its mark.
    fn write_bare(&self, words: &Words, effect: f64) -> String {
        match self {
            Self::Lift if effect.abs() < 1e5 => words.signed_percent(effect, lift_decimals(effect)),
            Self::Lift => words.say(&Message::new("chart-percent").text("number", signed(words, effect * 100.0, 0))),
            Self::Points | Self::Wins => signed(words, effect * 100.0, 2),
            Self::Amount { decimals, .. } => signed(words, effect, *decimals),
        }
    }

    /// A signed axis in this unit that covers two effects.
    ///
    /// # Errors
    ///
    /// [`ChartError::NotFinite`].
    pub fn axis(&self, words: &Words, low: f64, high: f64, count: usize) -> Result<Axis, ChartError> {
        let axis = match self {
            Self::Lift => Axis::signed_percent(words, low, high, count),
            Self::Points | Self::Wins => Axis::signed_numbers_of(words, low, high, count, 100.0),
            Self::Amount { .. } => Axis::signed_numbers(words, low, high, count),
        };
        Ok(axis?.titled(self.axis_title(words)))
    }
}

/// A signed number, as a power of ten where it would be unreadable otherwise.
fn signed(words: &Words, value: f64, decimals: usize) -> String {
    if value.abs() < 1e7 {
        return words.signed(value, decimals);
    }
    let sign = if value > 0.0 { "+" } else { "" };
    format!("{sign}{}", compact(words, value, 0))
}

/// Decimals of a size that is a small part of an effect with so many: two more where it would be written as next to 0.
fn finer(size: f64, decimals: usize) -> usize {
    let last_place = 0.1_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
    if size != 0.0 && size.abs() < 5.0 * last_place { decimals + 2 } else { decimals }
}

/// A lift above 100 % needs no decimal; below, one is as fine as any test sees.
fn lift_decimals(fraction: f64) -> usize {
    usize::from(fraction.abs() < 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn effects_follow_unit_and_language() {
        let (english, french) = (Words::new(Language::English), Words::new(Language::French));
        assert_eq!(EffectUnit::Lift.write(&french, 0.1128), "+11,3\u{202f}%");
        assert_eq!(EffectUnit::Points.write(&english, -0.0112), "−1.12\u{a0}pp");
        assert_eq!(EffectUnit::Points.write(&french, 0.0112), "+1,12\u{a0}pt");
        let euros = EffectUnit::Amount { unit: "€".to_owned(), decimals: 2 };
        assert_eq!(euros.write(&french, 0.9), "+0,90\u{a0}€");
        assert_eq!(EffectUnit::Lift.write_interval(&english, Some(0.021), None), "[+2.1%; +∞]");
    }

    #[test]
    fn a_small_size_is_not_written_as_none() {
        let words = Words::new(Language::English);
        let seconds = EffectUnit::Amount { unit: "s".to_owned(), decimals: 2 };
        assert_eq!(seconds.write_size(&words, 0.0004), "0.0004\u{a0}s");
        assert_eq!(seconds.write_size(&words, 1.25), "1.25\u{a0}s");
        assert_eq!(EffectUnit::Points.write_size(&words, 0.0499), "4.99\u{a0}pp");
        assert_eq!(EffectUnit::Lift.write_size(&words, 0.0004), "0.04%");
    }

    #[test]
    fn axes_count_points_not_fractions() {
        let axis = EffectUnit::Points.axis(&Words::new(Language::English), -0.01, 0.02, 4).unwrap();
        let labels: Vec<&str> = axis.ticks().iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, ["−1", "0", "+1", "+2"]);
    }
}
