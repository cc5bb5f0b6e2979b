//! Retention at a time, hazard and ratio of hazards, each from the others.
//!
//! The hazard is the chance of the event per unit of time among those still there. Where it does not change, survival falls
//! exponentially; where those of two arms stay in proportion, survivals are powers of each other, whatever their shape.

use crate::quantity::{Positive, Proportion};

/// The constant hazard that leaves the share `retention` at `time`: −ln S / t, in events per unit of time.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::hazard;
/// let monthly = hazard::of_retention(Proportion::new(0.7).unwrap(), Positive::new(12.0).unwrap());
/// assert!((monthly - 0.0297229).abs() < 1e-7);
/// ```
#[must_use]
pub fn of_retention(retention: Proportion, time: Positive) -> f64 {
    -retention.get().ln() / time.get()
}

/// The share a constant hazard leaves at `time`: exp(−hazard · time).
#[must_use]
pub fn retention(hazard: Positive, time: Positive) -> f64 {
    (-hazard.get() * time.get()).exp()
}

/// The ratio of proportional hazards behind two survivals at one time: ln S₂ / ln S₁. Below 1 where the variant keeps more.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::hazard;
/// let rate = |value| Proportion::new(value).unwrap();
/// assert!((hazard::ratio(rate(0.25), rate(0.5)) - 0.5).abs() < 1e-15);
/// ```
#[must_use]
pub fn ratio(control_retention: Proportion, variant_retention: Proportion) -> f64 {
    variant_retention.get().ln() / control_retention.get().ln()
}

/// The survival of the variant where hazards are proportional: S₁ to the power of the hazard ratio.
#[must_use]
pub fn variant_retention(control_retention: Proportion, hazard_ratio: Positive) -> f64 {
    control_retention.get().powf(hazard_ratio.get())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn positive(value: f64) -> Positive {
        Positive::new(value).unwrap()
    }

    proptest! {
        #[test]
        fn each_gives_the_others_back(control in 0.001..0.999_f64, ratio in 0.1..5.0_f64, time in 0.01..1000.0_f64) {
            let hazard = of_retention(rate(control), positive(time));
            prop_assert!((retention(positive(hazard), positive(time)) / control - 1.0).abs() < 1e-12);
            let variant = variant_retention(rate(control), positive(ratio));
            prop_assume!(variant < 1.0 - 1e-9 && variant > 1e-300);
            prop_assert!((super::ratio(rate(control), rate(variant)) / ratio - 1.0).abs() < 1e-6);
            let under_exponential = retention(positive(hazard * ratio), positive(time));
            prop_assert!((under_exponential / variant - 1.0).abs() < 1e-10);
        }
    }
}
