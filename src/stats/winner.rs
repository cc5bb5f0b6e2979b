//! The winner's curse: a result that had to be significant to be noticed is exaggerated, and by how much.

use super::root::{self, RootError};
use super::{Alternative, normal};
use crate::quantity::{Positive, Proportion};

/// What significant results of a test are worth when the true effect is this.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exaggeration {
    /// Chance of a significant result, either way.
    pub power: f64,
    /// Share of the significant results that point the wrong way (type S).
    pub wrong_sign: f64,
    /// How many times the true effect a significant estimate is on average, signs apart (type M).
    pub factor: f64,
}

/// Returns how a two-sided test at `alpha` exaggerates an effect of this size, for an estimate with this standard error; none for
/// no effect, or one that is no number, of which there is no exaggeration to speak.
///
/// # Source
///
/// Gelman & Carlin 2014, "Beyond power calculations", *Perspectives on Psychological Science* 9:641–651; the mean in closed form.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::exaggeration;
/// let weak = exaggeration(0.01, Positive::new(0.02).unwrap(), Proportion::new(0.05).unwrap()).unwrap();
/// assert!((weak.factor - 4.788_593_676_570_789).abs() < 1e-12);
/// ```
#[must_use]
pub fn exaggeration(true_effect: f64, error: Positive, alpha: Proportion) -> Option<Exaggeration> {
    let strength = (true_effect / error.get()).abs();
    if !(strength.is_finite() && strength > 0.0) {
        return None;
    }
    let critical = normal::upper_quantile(alpha.get() / 2.0);
    let (right, wrong) = (normal::upper_tail(critical - strength), normal::upper_tail(critical + strength));
    let power = right + wrong;
    // E|Z| over both tails: λ (P₊ − P₋) + φ(c − λ) + φ(c + λ).
    let tails = normal::density(critical - strength) + normal::density(critical + strength);
    let factor = (right - wrong) / power + tails / power / strength;
    (power > 0.0 && factor.is_finite()).then(|| Exaggeration { power, wrong_sign: wrong / power, factor })
}

/// A significant estimate with the selection taken off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CorrectedWinner {
    /// The effect under which a significant estimate would be, on average, what was seen: the conditional likelihood's peak.
    pub estimate: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// Why a result is not corrected.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NotAWinner {
    /// Not significant: it was not picked for that.
    #[error("the result is not significant")]
    NotSignificant,
    /// No finite estimate.
    #[error("the estimate is no number")]
    NoEstimate,
    /// The numerical search failed.
    #[error(transparent)]
    Search(#[from] RootError),
}

/// Estimates the effect behind a result that is reported because it is significant at `alpha`, and its interval of the same level.
///
/// Everything is conditional on significance: the estimate z solves E(Z | significant) = z, which the most likely value of the
/// conditional likelihood does; the interval leaves α/2 of the conditional distribution on each side. Far beyond the threshold both
/// come back to the plain ones, just beyond it they reach down to and past 0.
///
/// # Errors
///
/// [`NotAWinner`] names the cases without an answer.
///
/// # Source
///
/// Zhong & Prentice 2008, "Bias-reduced estimators and confidence intervals for odds ratios in genome-wide association studies",
/// *Biostatistics* 9:621–634.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{Alternative, corrected_winner};
/// let (error, alpha) = (Positive::new(0.01).unwrap(), Proportion::new(0.05).unwrap());
/// let barely = corrected_winner(0.021, error, alpha, Alternative::TwoSided).unwrap();
/// assert!(barely.estimate < 0.011 && barely.low < 0.0);
/// let clearly = corrected_winner(0.08, error, alpha, Alternative::TwoSided).unwrap();
/// assert!((clearly.estimate - 0.08).abs() < 1e-9);
/// ```
pub fn corrected_winner(
    estimate: f64,
    error: Positive,
    alpha: Proportion,
    alternative: Alternative,
) -> Result<CorrectedWinner, NotAWinner> {
    let observed = estimate / error.get();
    if !observed.is_finite() {
        return Err(NotAWinner::NoEstimate);
    }
    // The selection is the same seen from below: only positive statistics need be thought of.
    let sign = match alternative {
        Alternative::TwoSided => 1.0_f64.copysign(observed),
        Alternative::Greater => 1.0,
        Alternative::Less => -1.0,
    };
    let selection = Selected {
        critical: normal::upper_quantile(alternative.sides().level(alpha.get())),
        two_sided: alternative == Alternative::TwoSided,
    };
    let seen = sign * observed;
    if seen <= selection.critical {
        return Err(NotAWinner::NotSignificant);
    }
    let shift = root::rising(|shift| selection.mean(shift) - seen, seen, 1.0)?;
    let tail = alpha.get() / 2.0;
    // Rising in the shift: the chance of a statistic at least as large.
    let low = root::rising(|shift| selection.ln_beyond(seen, shift) - tail.ln(), seen, 1.0)?;
    let high = root::rising(|shift| selection.ln_beyond(seen, shift) - (-tail).ln_1p(), seen, 1.0)?;
    let ends = [low, high].map(|end| sign * end * error.get());
    Ok(CorrectedWinner { estimate: sign * shift * error.get(), low: ends[0].min(ends[1]), high: ends[0].max(ends[1]) })
}

/// A statistic with unit variance, kept only where it is significant.
struct Selected {
    critical: f64,
    two_sided: bool,
}

impl Selected {
    /// ln of the chance to be kept.
    fn ln_kept(&self, shift: f64) -> f64 {
        let above = normal::ln_upper_tail(self.critical - shift);
        if !self.two_sided {
            return above;
        }
        let below = normal::ln_upper_tail(self.critical + shift);
        above.max(below) + (-(above - below).abs()).exp().ln_1p()
    }

    /// The mean of what is kept.
    fn mean(&self, shift: f64) -> f64 {
        let kept = self.ln_kept(shift);
        let edge = |distance: f64| (-distance * distance / 2.0 - super::stirling::HALF_LN_2_PI - kept).exp();
        let below = if self.two_sided { edge(self.critical + shift) } else { 0.0 };
        shift + edge(self.critical - shift) - below
    }

    /// ln of the chance that what is kept is at least `seen`, a value above the threshold.
    fn ln_beyond(&self, seen: f64, shift: f64) -> f64 {
        normal::ln_upper_tail(seen - shift) - self.ln_kept(shift)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::draws::Stream;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn winner(estimate: f64, alternative: Alternative) -> Result<CorrectedWinner, NotAWinner> {
        corrected_winner(estimate, Positive::ONE, rate(0.05), alternative)
    }

    #[test]
    fn what_was_not_picked_is_not_corrected() {
        assert_eq!(winner(1.9, Alternative::TwoSided), Err(NotAWinner::NotSignificant));
        assert_eq!(winner(-2.5, Alternative::Greater), Err(NotAWinner::NotSignificant));
        assert_eq!(winner(f64::NAN, Alternative::TwoSided), Err(NotAWinner::NoEstimate));
        let error = Positive::ONE;
        assert_eq!(exaggeration(0.0, error, rate(0.05)), None);
        assert_eq!(exaggeration(f64::NAN, error, rate(0.05)), None);
        assert!(exaggeration(1e-9, error, rate(1e-12)).unwrap().factor > 1e9);
    }

    /// mpmath 1.3.0 at 40 digits: E(Z | |Z| > c) = z solved by bisection on numerical integrals of the density.
    #[test]
    fn conditional_estimates_and_limits() {
        for (estimate, alternative, expected) in [
            (2.1, Alternative::TwoSided, [0.562_606_939_438_272_2, -0.688_663_898_734_270_3, 3.362_975_707_614_746]),
            (2.8, Alternative::TwoSided, [2.072_763_781_588_765_4, -0.197_323_930_030_739_8, 4.712_919_649_750_587]),
            (5.0, Alternative::TwoSided, [4.996_020_338_191_596, 2.968_116_928_064_765_4, 6.959_959_202_427_453]),
            (2.5, Alternative::Greater, [1.795_451_860_863_210_2, -2.019_398_205_010_454, 4.415_266_148_773_618]),
            (1.9, Alternative::Greater, [-1.790_074_547_845_179_8, -12.616_624_782_653_79, 3.471_586_907_894_268]),
        ] {
            let found = winner(estimate, alternative).unwrap();
            for (found, expected) in [found.estimate, found.low, found.high].into_iter().zip(expected) {
                assert!(
                    (found - expected).abs() < 1e-9 * f64::abs(expected).max(1.0),
                    "{estimate}: {found} {expected}"
                );
            }
        }
    }

    /// Of the significant results with a true effect of 1.5 errors, 95 % of the corrected intervals hold it.
    #[test]
    fn corrected_intervals_hold_the_truth() {
        let mut stream = Stream::named(20_261_122, "winners");
        let (mut kept, mut held) = (0_u32, 0_u32);
        while kept < 4000 {
            let estimate = 1.5 + normal::quantile(stream.uniform());
            if let Ok(found) = winner(estimate, Alternative::TwoSided) {
                kept += 1;
                held += u32::from(found.low <= 1.5 && 1.5 <= found.high);
            }
        }
        let share = f64::from(held) / f64::from(kept);
        // Four standard errors of 4 000 runs.
        assert!((share - 0.95).abs() < 0.0138, "{share}");
    }

    proptest! {
        #[test]
        fn corrections_draw_inwards(beyond in 1e-3..40.0_f64, alpha in 1e-9..0.2_f64, scale in 0.01..10.0_f64) {
            let critical = normal::upper_quantile(alpha / 2.0);
            let estimate = (critical + beyond) * scale;
            let error = Positive::new(scale).unwrap();
            let up = corrected_winner(estimate, error, rate(alpha), Alternative::TwoSided).unwrap();
            prop_assert!(0.0 < up.estimate && up.estimate <= estimate * (1.0 + 1e-12));
            prop_assert!(up.low < up.estimate && up.estimate < up.high);
            let down = corrected_winner(-estimate, error, rate(alpha), Alternative::TwoSided).unwrap();
            prop_assert_eq!((down.estimate, down.low, down.high), (-up.estimate, -up.high, -up.low));
        }
    }
}
