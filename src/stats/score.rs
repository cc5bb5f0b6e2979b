//! The score statistic of two conversion rates, one for every hypothesis about their difference or ratio.
//!
//! Test, interval of the difference and interval of the lift are all read off this one function, so they never disagree.

use super::ProportionNull;
use super::proportion_test::ProportionArms;
use super::restricted_rates::{self, Arms};

/// Two observed arms and the variance factor: N/(N − 1), or 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Score {
    arms: Arms,
    observed_difference: f64,
    /// What the variance is multiplied with.
    factor: f64,
}

impl Score {
    pub fn new(observed: ProportionArms, small_sample_factor: bool) -> Self {
        let ProportionArms { control, variant } = observed;
        let total = control.size() + variant.size();
        Self {
            arms: Arms {
                control_successes: control.successes(),
                control_size: control.size(),
                variant_successes: variant.successes(),
                variant_size: variant.size(),
            },
            observed_difference: observed.difference(),
            factor: if small_sample_factor { total / (total - 1.0) } else { 1.0 },
        }
    }

    /// The statistic under the hypothesis; infinite where the hypothesis makes the data impossible, none where the data are
    /// all alike and the hypothesis says just that.
    pub fn statistic(&self, null: ProportionNull) -> Option<f64> {
        let (distance, rates) = match null {
            ProportionNull::Difference(difference) => {
                (self.observed_difference - difference, restricted_rates::under_difference(&self.arms, difference))
            }
            ProportionNull::Ratio(ratio) => {
                let control = self.arms.control_successes / self.arms.control_size;
                let variant = self.arms.variant_successes / self.arms.variant_size;
                // Near 1 the exact difference keeps the digits, far from 1 the rates themselves do.
                let near = (ratio - 1.0).abs() < 0.5;
                let distance =
                    if near { self.observed_difference + (1.0 - ratio) * control } else { variant - ratio * control };
                (distance, restricted_rates::under_ratio(&self.arms, ratio))
            }
        };
        let scale = null.control_scale();
        let variance =
            scale * scale * rates.0.variance() / self.arms.control_size + rates.1.variance() / self.arms.variant_size;
        let deviation = (variance * self.factor).sqrt();
        if distance == 0.0 && deviation == 0.0 { None } else { Some(distance / deviation) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Conversions;

    fn score(x0: u64, n0: u64, x1: u64, n1: u64) -> Score {
        let conversions = |x, n| Conversions::new(x, n).unwrap();
        Score::new(ProportionArms { control: conversions(x0, n0), variant: conversions(x1, n1) }, false)
    }

    #[test]
    fn at_no_difference_it_is_the_pooled_z() {
        let pooled: f64 = 1050.0 / 20000.0;
        let z = 0.005 / (pooled * (1.0 - pooled) * 2.0 / 10000.0).sqrt();
        let score = score(500, 10000, 550, 10000);
        for null in [ProportionNull::Difference(0.0), ProportionNull::Ratio(1.0)] {
            assert!((score.statistic(null).unwrap() / z - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn alike_data_say_nothing_about_equality() {
        assert_eq!(score(0, 10, 0, 20).statistic(ProportionNull::EQUAL), None);
        assert_eq!(score(10, 10, 20, 20).statistic(ProportionNull::Ratio(1.0)), None);
        assert!(score(0, 10, 0, 20).statistic(ProportionNull::Difference(-0.1)).unwrap() > 0.0);
    }

    #[test]
    fn it_falls_as_the_hypothesis_rises() {
        for score in [score(5, 56, 12, 48), score(0, 20, 3, 20), score(7, 7, 0, 9), score(3, 3, 3, 3)] {
            let differences = (-99..100).map(|k| ProportionNull::Difference(f64::from(k) / 100.0));
            let ratios = (-60..60).map(|k| ProportionNull::Ratio((f64::from(k) / 10.0).exp()));
            for nulls in [differences.collect::<Vec<_>>(), ratios.collect()] {
                let values: Vec<f64> = nulls.into_iter().filter_map(|null| score.statistic(null)).collect();
                assert!(values.windows(2).all(|pair| pair[1] <= pair[0] + 1e-9), "{score:?}: {values:?}");
            }
        }
    }
}
