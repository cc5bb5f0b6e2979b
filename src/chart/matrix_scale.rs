//! One axis of the impact × effort chart on the canvas, with room for marks at its ends and for the quadrant names.

use super::axis::{Axis, Tick};
use super::{ChartError, finite};
use crate::words::Words;

/// An axis between two pixels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MatrixScale {
    axis: Axis,
    /// Pixels of the axis's ends; the vertical axis grows upwards, so the first may be the larger one.
    from: f64,
    to: f64,
}

/// The pixels a scale has, from the end of the small values to that of the large ones.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub from: f64,
    pub to: f64,
    /// Pixels kept free at both ends, for marks on the edge.
    pub padding: f64,
    /// Pixels between the border and either end, for the names of the quadrants.
    pub border_room: f64,
}

impl MatrixScale {
    /// The scale that shows all the values and the border between the quadrants.
    pub(super) fn new(
        what: &'static str,
        values: impl Iterator<Item = f64>,
        border: f64,
        log: bool,
        stretch: Stretch,
        words: &Words,
    ) -> Result<Self, ChartError> {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.chain([border]) {
            let value = finite(what, value)?;
            if log && value <= 0.0 {
                return Err(ChartError::NotPositive { what, value });
            }
            low = low.min(value);
            high = high.max(value);
        }
        // A bar that starts at 3 days out of 40 says more next to the 0.
        let low = if !log && low > 0.0 && low < 0.4 * high { 0.0 } else { low };
        let axis = if log { Axis::logarithmic(words, low, high)? } else { Axis::numbers(words, low, high, 4)? };
        Ok(Self::with_room(axis, border, stretch))
    }

    /// Moves both ends inwards until marks and quadrant names have their room.
    fn with_room(axis: Axis, border: f64, stretch: Stretch) -> Self {
        let share = axis.share(border);
        let length = (stretch.to - stretch.from).abs();
        let (mut before, mut after) = (stretch.padding, stretch.padding);
        // The border stands at before + share · (length − before − after); each end in turn is given what it lacks.
        for _ in 0..8 {
            if share < 1.0 {
                before = before.max((stretch.border_room - share * (length - after)) / (1.0 - share));
            }
            if share > 0.0 {
                after = after.max((stretch.border_room - (1.0 - share) * (length - before)) / share);
            }
        }
        // A stretch too short for all this still shows its values, in the middle half.
        if before + after > length * 0.75 {
            (before, after) = (length / 4.0, length / 4.0);
        }
        let direction = (stretch.to - stretch.from).signum();
        Self { axis, from: stretch.from + direction * before, to: stretch.to - direction * after }
    }

    /// The pixel of a value.
    pub(super) fn pixel(&self, value: f64) -> f64 {
        self.from + self.axis.share(value) * (self.to - self.from)
    }

    /// The same scale so many pixels further.
    pub(super) fn moved(mut self, by: f64) -> Self {
        self.from += by;
        self.to += by;
        self
    }

    /// The marks of the axis.
    pub(super) fn ticks(&self) -> &[Tick] {
        self.axis.ticks()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    const STRETCH: Stretch = Stretch { from: 100.0, to: 900.0, padding: 20.0, border_room: 150.0 };

    fn scale(values: &[f64], border: f64, log: bool) -> Result<MatrixScale, ChartError> {
        let words = Words::new(Language::English);
        MatrixScale::new("an effort", values.iter().copied(), border, log, STRETCH, &words)
    }

    #[test]
    fn values_keep_their_order_and_their_room() {
        let scale = scale(&[1.0, 4.0, 20.0], 10.0, false).unwrap();
        let pixels: Vec<f64> = [1.0, 4.0, 10.0, 20.0].map(|value| scale.pixel(value)).to_vec();
        assert!(pixels.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(pixels[0] >= 120.0 && pixels[3] <= 880.0);
        assert!((scale.pixel(0.0) - 120.0).abs() < 1e-9, "0 is near, so the axis starts there");
    }

    #[test]
    fn a_border_at_the_edge_leaves_room_for_the_quadrant_names() {
        for border in [0.0, 1.0, 19.0, 20.0] {
            let pixel = scale(&[1.0, 20.0], border, false).unwrap().pixel(border);
            assert!((249.99..=750.01).contains(&pixel), "{border} stands at {pixel}");
        }
    }

    #[test]
    fn a_logarithmic_axis_makes_ratios_equal() {
        let log = scale(&[1.0, 100.0], 10.0, true).unwrap();
        assert!((log.pixel(10.0) - (log.pixel(1.0) + log.pixel(100.0)) / 2.0).abs() < 1e-9);
        let refused = scale(&[0.0, 1.0], 1.0, true);
        assert_eq!(refused, Err(ChartError::NotPositive { what: "an effort", value: 0.0 }));
    }

    #[test]
    fn extremes_stay_on_the_axis_or_are_refused() {
        for values in [&[1e300, -1e300][..], &[5.0], &[0.0], &[f64::MIN_POSITIVE, 1.0], &[1e300]] {
            let scale = scale(values, values[0], false).unwrap();
            for &value in values {
                assert!((100.0..=900.0).contains(&scale.pixel(value)), "{value} stands at {}", scale.pixel(value));
            }
        }
        assert!(scale(&[f64::NAN], 1.0, false).is_err());
        assert!(scale(&[1.0], f64::INFINITY, false).is_err());
        assert!(scale(&[f64::MAX, -f64::MAX], 1.0, false).is_err());
    }
}
