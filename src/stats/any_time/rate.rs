//! The interval of one conversion rate that holds after every visitor, exact for any number of them.

use super::split::ln_dirichlet_factor;
use crate::quantity::{Positive, Proportion};
use crate::stats::Conversions;
use crate::stats::root::{self, RootError};

/// An any-time interval of one rate: the rates whose two-sided beta–binomial mixture never reaches 1/α.
///
/// # Source
///
/// Howard, Ramdas, McAuliffe & Sekhon 2021, "Time-uniform, nonparametric, nonasymptotic confidence sequences", *Annals of
/// Statistics* 49:1055–1080, proposition 7; `bernoulli_confidence_interval` of their package confseq.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{AnyTimeRate, Conversions};
/// let rate = AnyTimeRate { narrowest_at: Positive::new(100.0).unwrap() };
/// let observed = Conversions::new(700, 1_000).unwrap();
/// let (low, high) = rate.limits(observed, Proportion::new(0.05).unwrap()).unwrap();
/// assert!((low - 0.651_629).abs() < 1e-6 && (high - 0.745_949).abs() < 1e-6);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnyTimeRate {
    /// Visitors at which the interval should be narrowest, fixed before the start.
    pub narrowest_at: Positive,
}

impl AnyTimeRate {
    /// Lowest and highest rate that the visitors so far do not reject; 0 and 1 where no rate on that side is.
    ///
    /// # Errors
    ///
    /// [`RootError`] where no double answers.
    pub fn limits(self, observed: Conversions, alpha: Proportion) -> Result<(f64, f64), RootError> {
        let concentration = self.concentration(alpha);
        let (converted, rest) = (observed.conversions() as f64, (observed.visitors() - observed.conversions()) as f64);
        // Above 0 where the rate is rejected; on the scale of ln p/(1 − p), where neither end of the rates loses digits.
        let excess = |logit: f64| {
            ln_dirichlet_factor(&[converted, rest], &[expit(logit), expit(-logit)], concentration) + alpha.get().ln()
        };
        let middle = (converted / rest).ln().clamp(-FARTHEST, FARTHEST);
        let end = |far: f64| {
            if excess(far) > 0.0 {
                root::bracketed(excess, far.min(middle), far.max(middle)).map(expit)
            } else {
                Ok(expit(far).round())
            }
        };
        Ok((end(-FARTHEST)?, end(FARTHEST)?))
    }

    /// How tightly the mixture lies about a hypothesised rate, in visitors: the normal mixture's optimum less one, kept above 0.
    fn concentration(self, alpha: Proportion) -> f64 {
        let evidence = -2.0 * alpha.get().ln();
        (self.narrowest_at.get() / (evidence + evidence.ln_1p()) - 1.0).max(1e-3)
    }
}

/// Rates within 1e-260 of an end of the scale count as that end.
const FARTHEST: f64 = 600.0;

fn expit(u: f64) -> f64 {
    1.0 / (1.0 + (-u).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::draws::Stream;

    fn limits(conversions: u64, visitors: u64, alpha: f64) -> (f64, f64) {
        let rate = AnyTimeRate { narrowest_at: Positive::new(500.0).unwrap() };
        rate.limits(Conversions::new(conversions, visitors).unwrap(), Proportion::new(alpha).unwrap()).unwrap()
    }

    #[test]
    fn ends_of_the_scale() {
        assert_eq!(limits(0, 10, 0.05).0, 0.0);
        assert_eq!(limits(10, 10, 0.05).1, 1.0);
        let (low, high) = limits(50_000_000, 1_000_000_000, 1e-12);
        assert!(low > 0.0499 && low < 0.05 && high > 0.05 && high < 0.0501, "{low} {high}");
    }

    #[test]
    fn both_outcomes_are_alike() {
        let ((low, high), (mirror_low, mirror_high)) = (limits(7, 40, 0.05), limits(33, 40, 0.05));
        assert!((low + mirror_high - 1.0).abs() < 1e-12 && (high + mirror_low - 1.0).abs() < 1e-12);
    }

    /// The chance to miss the truth at any of 2 000 looks is at most alpha.
    #[test]
    fn the_truth_is_kept_at_every_look() {
        let (mut stream, runs, mut misses) = (Stream::named(20_261_122, "any-time rate"), 300, 0);
        let rate = AnyTimeRate { narrowest_at: Positive::new(500.0).unwrap() };
        let concentration = rate.concentration(Proportion::new(0.05).unwrap());
        for _ in 0..runs {
            let mut counts = [0.0, 0.0];
            let missed = (0..2000).any(|_| {
                let converted = stream.uniform() < 0.1;
                counts[usize::from(!converted)] += 1.0;
                ln_dirichlet_factor(&counts, &[0.1, 0.9], concentration) > 20.0_f64.ln()
            });
            misses += u32::from(missed);
        }
        // At most 5 %, and four standard errors of 300 runs.
        assert!(f64::from(misses) / f64::from(runs) < 0.05 + 4.0 * (0.05_f64 * 0.95 / 300.0).sqrt(), "{misses}");
    }
}
