//! Heavy tails: a few very large orders make a mean of revenue noisy. Values beyond a threshold are counted as the
//! threshold (capped, or winsorised), or the means are trimmed.

use super::draws::Sorted;
use super::interval::NoAnswer;
use super::{ArmEstimate, EffectEstimate, MeanArms, MeanMethod, Moments};
use crate::quantity::Proportion;

/// Which tails to cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tails {
    /// The largest values only: the usual choice for revenue.
    Upper,
    /// The largest and the smallest values alike.
    Both,
}

/// Thresholds that values are brought back to.
///
/// ```
/// use jalon::{quantity::Proportion, stats::{Caps, Tails}};
/// let (control, variant) = ([1.0, 2.0, 3.0], [2.0, 4.0, 900.0]);
/// let caps = Caps::of(&control, &variant, Proportion::new(0.2).unwrap(), Tails::Upper).unwrap();
/// assert_eq!(caps.capped(&variant), [2.0, 4.0, 4.0]);
/// assert_eq!(caps.beyond(&variant), 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Caps {
    low: Option<f64>,
    high: f64,
}

impl Caps {
    /// Thresholds at the quantiles of both arms together: `1 − share` above, `share` below where both tails are capped. One
    /// threshold for both arms, or the cap itself would make a difference. In a ratio of totals cap the numerators only, and
    /// keep every unit.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] without any value, [`NoAnswer::QuantileTooExtreme`] when `share` is one half or more of both
    /// tails.
    pub fn of(control: &[f64], variant: &[f64], share: Proportion, tails: Tails) -> Result<Self, NoAnswer> {
        if tails == Tails::Both && share.get() >= 0.5 {
            return Err(NoAnswer::QuantileTooExtreme);
        }
        let all = Sorted::of(control.iter().chain(variant).copied().collect());
        let at = |level| all.quantile(level).ok_or(NoAnswer::TooFewUnits);
        let low = if tails == Tails::Both { Some(at(share.get())?) } else { None };
        Ok(Self { low, high: at(1.0 - share.get())? })
    }

    /// The lower threshold, where there is one.
    #[must_use]
    pub fn low(&self) -> Option<f64> {
        self.low
    }

    /// The upper threshold.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.high
    }

    /// One value, capped.
    #[must_use]
    pub fn cap(&self, value: f64) -> f64 {
        let value = value.min(self.high);
        self.low.map_or(value, |low| value.max(low))
    }

    /// The values, capped.
    #[must_use]
    pub fn capped(&self, values: &[f64]) -> Vec<f64> {
        values.iter().map(|value| self.cap(*value)).collect()
    }

    /// How many of the values are changed.
    #[must_use]
    pub fn beyond(&self, values: &[f64]) -> usize {
        values.iter().filter(|value| self.cap(**value) != **value).count()
    }

    /// Two arms with their values capped, to be compared as means.
    #[must_use]
    pub fn arms(&self, control: &[f64], variant: &[f64]) -> MeanArms {
        let capped = |values: &[f64]| {
            let mut moments = Moments::default();
            values.iter().for_each(|value| moments.push(self.cap(*value)));
            moments
        };
        MeanArms { control: capped(control), variant: capped(variant) }
    }
}

/// The mean of an arm without its smallest and largest values, a share `trim` (rounded down to whole values) from each end.
///
/// The standard error is the winsorised one, and the units are those that are left, so that two arms compared by Welch's t
/// are Yuen's test.
///
/// # Errors
///
/// [`NoAnswer::TooFewUnits`] when fewer than two values are left, [`NoAnswer::QuantileTooExtreme`] when `trim` is one half or
/// more.
///
/// # Source
///
/// Yuen 1974, "The two-sample trimmed t for unequal population variances", *Biometrika* 61:165–170.
pub fn trimmed_mean(values: &[f64], trim: Proportion) -> Result<ArmEstimate, NoAnswer> {
    if trim.get() >= 0.5 {
        return Err(NoAnswer::QuantileTooExtreme);
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let cut = (trim.get() * sorted.len() as f64) as usize;
    let kept = sorted.get(cut..sorted.len() - cut).unwrap_or_default();
    let (Some(low), Some(high)) = (kept.first(), kept.last()) else {
        return Err(NoAnswer::TooFewUnits);
    };
    let (left, winsorised) =
        (Moments::of(kept), sorted.iter().map(|value| value.clamp(*low, *high)).collect::<Vec<_>>());
    let units = left.count() as f64;
    let (Some(value), true) = (left.mean(), units >= 2.0) else {
        return Err(NoAnswer::TooFewUnits);
    };
    let variance = Moments::of(&winsorised).squares() / (units - 1.0);
    Ok(ArmEstimate { value, error: (variance / units).sqrt(), units })
}

/// Yuen's comparison of two trimmed means.
///
/// # Errors
///
/// As [`trimmed_mean`]; [`NoAnswer::NoVariation`] when what is left does not vary.
///
/// ```
/// use jalon::{quantity::Proportion, stats::trimmed_means};
/// let (control, variant) = ([1.0, 2.0, 3.0, 4.0, 100.0], [2.0, 3.0, 4.0, 5.0, 6.0]);
/// let effect = trimmed_means(&control, &variant, Proportion::new(0.2).unwrap()).unwrap();
/// assert_eq!(effect.difference(), 1.0);
/// ```
pub fn trimmed_means(control: &[f64], variant: &[f64], trim: Proportion) -> Result<EffectEstimate, NoAnswer> {
    EffectEstimate::of_arms(trimmed_mean(control, trim)?, trimmed_mean(variant, trim)?, MeanMethod::Welch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn share(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    #[test]
    fn what_cannot_be_capped_or_trimmed_is_named() {
        assert_eq!(Caps::of(&[], &[], share(0.01), Tails::Upper), Err(NoAnswer::TooFewUnits));
        assert_eq!(Caps::of(&[1.0], &[2.0], share(0.5), Tails::Both), Err(NoAnswer::QuantileTooExtreme));
        assert_eq!(trimmed_mean(&[], share(0.2)), Err(NoAnswer::TooFewUnits));
        assert_eq!(trimmed_mean(&[3.0], share(0.2)), Err(NoAnswer::TooFewUnits));
        assert_eq!(trimmed_mean(&[1.0, 2.0, 3.0], share(0.4)), Err(NoAnswer::TooFewUnits));
        assert_eq!(trimmed_mean(&[1.0, 2.0], share(0.6)), Err(NoAnswer::QuantileTooExtreme));
        assert_eq!(trimmed_means(&[1.0; 9], &[2.0; 9], share(0.2)), Err(NoAnswer::NoVariation));
    }

    #[test]
    fn both_tails_come_in() {
        let values: Vec<f64> = (0..=100).map(f64::from).collect();
        let caps = Caps::of(&values, &[], share(0.05), Tails::Both).unwrap();
        assert_eq!((caps.low(), caps.high(), caps.beyond(&values)), (Some(5.0), 95.0, 10));
        assert_eq!((caps.cap(-3.0), caps.cap(50.0), caps.cap(1e9)), (5.0, 50.0, 95.0));
    }

    /// By hand: of 1 to 10 without one at each end, mean 5.5; winsorised 2,2,3…8,9,9 with a centred sum of squares of 66.5,
    /// so 66.5/7 of variance over 8 values.
    #[test]
    fn a_trimmed_mean_by_hand() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        let mean = trimmed_mean(&values, share(0.1)).unwrap();
        assert_eq!((mean.value, mean.units), (5.5, 8.0));
        assert!((mean.error - (66.5_f64 / 7.0 / 8.0).sqrt()).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn a_cap_never_widens(values in prop::collection::vec(-1e6..1e6_f64, 2..80), cap in 0.01..0.4_f64) {
            let caps = Caps::of(&values, &values, share(cap), Tails::Both).unwrap();
            let (before, after) = (Moments::of(&values), caps.arms(&values, &values).control);
            prop_assert!(after.squares() <= before.squares() * (1.0 + 1e-12));
        }
    }
}
