//! The proportional-odds model of two arms: one odds ratio for every cut of an ordered scale.

use super::interval::{Interval, Method, NoAnswer, Shape, Test};
use super::ranked_arms::{RankedArms, Tie};
use super::root::RootError;
use super::{Alternative, normal};
use crate::quantity::Proportion;

/// The fitted model: the variant multiplies the odds of lying above any cut by e to the power of `log_odds_ratio`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProportionalOdds {
    log_odds_ratio: f64,
    standard_error: f64,
    likelihood_ratio: f64,
}

impl ProportionalOdds {
    /// Logarithm of the odds ratio, above 0 where the variant lies higher.
    #[must_use]
    pub fn log_odds_ratio(self) -> f64 {
        self.log_odds_ratio
    }

    /// Its standard error, from the observed information.
    #[must_use]
    pub fn standard_error(self) -> f64 {
        self.standard_error
    }

    /// Twice the gain in log-likelihood over the model without a difference.
    #[must_use]
    pub fn likelihood_ratio(self) -> f64 {
        self.likelihood_ratio
    }

    /// Tests a log odds ratio (0: no difference) by Wald's statistic, the one behind [`interval`](Self::interval).
    #[must_use]
    pub fn test(self, null: f64, alternative: Alternative) -> Test {
        let statistic = (self.log_odds_ratio - null) / self.standard_error;
        let p_value = alternative.p_value(statistic, normal::upper_tail);
        Test { statistic, degrees_of_freedom: None, p_value, method: Method::ProportionalOdds }
    }

    /// Tests that there is no difference by the likelihood ratio; the statistic is its signed root.
    #[must_use]
    pub fn likelihood_ratio_test(self, alternative: Alternative) -> Test {
        let statistic = self.likelihood_ratio.sqrt().copysign(self.log_odds_ratio);
        let p_value = alternative.p_value(statistic, normal::upper_tail);
        Test { statistic, degrees_of_freedom: None, p_value, method: Method::LikelihoodRatio }
    }

    /// The log odds ratios that [`test`](Self::test) does not reject at level `1 − alpha`.
    #[must_use]
    pub fn interval(self, alpha: Proportion, alternative: Alternative) -> Interval {
        let half = normal::upper_quantile(alternative.sides().level(alpha.get())) * self.standard_error;
        let shape = Shape::sided(self.log_odds_ratio - half, self.log_odds_ratio + half, alternative);
        Interval { shape, alpha, method: Method::ProportionalOdds }
    }
}

impl RankedArms {
    /// Fits the proportional-odds model by Newton's method. Values that nobody has play no part.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for an empty arm, [`NoAnswer::NoVariation`] when all units share one value,
    /// [`NoAnswer::Separated`] when all units of one arm lie at or beyond all of the other: the likelihood then rises with
    /// the odds ratio for ever. [`NoAnswer::Search`] when Newton's steps do not settle.
    ///
    /// # Source
    ///
    /// McCullagh, *Journal of the Royal Statistical Society B* 42, 1980. The log-likelihood is concave (Pratt 1981).
    ///
    /// ```
    /// use jalon::stats::{CategoryCounts, RankedArms};
    /// let counts = |counts: [u64; 3]| CategoryCounts::new(counts).unwrap();
    /// let arms = RankedArms::of_counts(&counts([30, 40, 30]), &counts([20, 40, 40])).unwrap();
    /// let model = arms.proportional_odds().unwrap();
    /// assert!((model.log_odds_ratio() - 0.482_040_185).abs() < 1e-9);
    /// ```
    pub fn proportional_odds(&self) -> Result<ProportionalOdds, NoAnswer> {
        if self.control_units() == 0 || self.variant_units() == 0 {
            return Err(NoAnswer::TooFewUnits);
        }
        if self.ties().len() == 1 {
            return Err(NoAnswer::NoVariation);
        }
        if self.is_separated() {
            return Err(NoAnswer::Separated);
        }
        fit(self.ties())
    }
}

/// Cuts between neighbouring values on the logit scale, and the shift of the variant.
#[derive(Debug, Clone)]
struct Model {
    cuts: Vec<f64>,
    shift: f64,
}

/// First and second derivatives of the log-likelihood, the second with the sign turned.
///
/// Only neighbouring cuts share a value, so their information is tridiagonal; the shift borders it.
struct Derivatives {
    score: Vec<f64>,
    shift_score: f64,
    diagonal: Vec<f64>,
    beside: Vec<f64>,
    border: Vec<f64>,
    corner: f64,
}

/// Newton's step, and what it says of the fit.
struct Step {
    cuts: Vec<f64>,
    shift: f64,
    /// Twice the gain in log-likelihood that the step promises.
    decrement: f64,
    /// Variance of the shift: the corner of the inverse information.
    variance: f64,
}

/// Steps and halvings after which the fit is given up. Concave likelihoods of real data settle in about six.
const MOST_STEPS: u32 = 100;

fn fit(ties: &[Tie]) -> Result<ProportionalOdds, NoAnswer> {
    let start = Model::without_difference(ties);
    let mut model = start.clone();
    for _ in 0..MOST_STEPS {
        let step = model.derivatives(ties).step();
        if !step.decrement.is_finite() {
            return Err(RootError::NotANumber(model.shift).into());
        }
        // The error after this step is of the order of the decrement: with 1e-16 of a standard error squared, below rounding.
        let settled = step.decrement < 1e-16;
        model = model.climb(&step, ties);
        if settled {
            let last = model.derivatives(ties).step();
            return Ok(ProportionalOdds {
                log_odds_ratio: model.shift,
                standard_error: last.variance.sqrt(),
                likelihood_ratio: (2.0 * model.gain_over(&start, ties)).max(0.0),
            });
        }
    }
    Err(RootError::NotSettled(model.shift).into())
}

impl Model {
    /// The best fit with no difference: the cuts of both arms together.
    fn without_difference(ties: &[Tie]) -> Self {
        let total: f64 = ties.iter().map(|tie| tie.total() as f64).sum();
        let logit = |below: &mut f64, tie: &Tie| {
            *below += tie.total() as f64;
            Some((*below / (total - *below)).ln())
        };
        let cuts = ties.iter().take(ties.len() - 1).scan(0.0, logit).collect();
        Self { cuts, shift: 0.0 }
    }

    /// The cuts around a value; infinite at both ends of the scale.
    fn around(&self, value: usize) -> (f64, f64) {
        let low = value.checked_sub(1).and_then(|cut| self.cuts.get(cut)).copied().unwrap_or(f64::NEG_INFINITY);
        let high = self.cuts.get(value).copied().unwrap_or(f64::INFINITY);
        (low, high)
    }

    /// The whole step, or the half, quarter, … of it that keeps the cuts in order and does not lose likelihood.
    fn climb(&self, step: &Step, ties: &[Tie]) -> Self {
        let mut scale = 1.0;
        for _ in 0..MOST_STEPS {
            let cuts: Vec<f64> = self.cuts.iter().zip(&step.cuts).map(|(cut, by)| cut + scale * by).collect();
            let next = Self { cuts, shift: self.shift + scale * step.shift };
            let in_order = next.cuts.is_sorted_by(|low, high| low < high);
            // Near the top gains are lost in rounding: there the step is small, and right.
            if in_order && (step.decrement < 1e-8 || next.gain_over(self, ties) >= 0.0) {
                return next;
            }
            scale /= 2.0;
        }
        self.clone()
    }

    /// Log-likelihood less that of another model, value by value so that large sums do not cancel.
    fn gain_over(&self, other: &Self, ties: &[Tie]) -> f64 {
        let chance = |model: &Self, value: usize, shift: f64| {
            let (low, high) = model.around(value);
            between(low - shift, high - shift)
        };
        let gain = |units: u64, value: usize, shift: f64, other_shift: f64| {
            let (new, old) = (chance(self, value, shift), chance(other, value, other_shift));
            if units == 0 { 0.0 } else { units as f64 * ((new - old) / old).ln_1p() }
        };
        let of_value = |(value, tie): (usize, &Tie)| {
            gain(tie.control, value, 0.0, 0.0) + gain(tie.variant, value, self.shift, other.shift)
        };
        ties.iter().enumerate().map(of_value).sum()
    }

    fn derivatives(&self, ties: &[Tie]) -> Derivatives {
        let cuts = self.cuts.len();
        let mut sums = Derivatives {
            score: vec![0.0; cuts],
            shift_score: 0.0,
            diagonal: vec![0.0; cuts],
            beside: vec![0.0; cuts.saturating_sub(1)],
            border: vec![0.0; cuts],
            corner: 0.0,
        };
        for (value, tie) in ties.iter().enumerate() {
            let (low, high) = self.around(value);
            sums.add(value, (low, high), tie.control as f64, false);
            sums.add(value, (low - self.shift, high - self.shift), tie.variant as f64, true);
        }
        sums
    }
}

impl Derivatives {
    /// Adds the units of one arm that have one value. With F the logistic function and Δ = high − low, the logarithm of
    /// F(high) − F(low) is ln F(high) + ln F(−low) + ln(1 − e^−Δ): each derivative has a closed form without subtractions.
    fn add(&mut self, value: usize, (low, high): (f64, f64), units: f64, in_variant: bool) {
        let width = high - low;
        let pull = if width.is_finite() { 1.0 / width.exp_m1() } else { 0.0 };
        let bend = if width.is_finite() { 0.25 / (width / 2.0).sinh().powi(2) } else { 0.0 };
        let (low_density, high_density) = (logistic(low) * logistic(-low), logistic(high) * logistic(-high));
        let (below, at) = (value.checked_sub(1), (value < self.score.len()).then_some(value));
        if let Some(cut) = at {
            self.score[cut] += units * (logistic(-high) + pull);
            self.diagonal[cut] += units * (high_density + bend);
        }
        if let Some(cut) = below {
            self.score[cut] -= units * (logistic(low) + pull);
            self.diagonal[cut] += units * (low_density + bend);
        }
        if let (Some(cut), Some(_)) = (below, at) {
            self.beside[cut] -= units * bend;
        }
        if in_variant {
            self.shift_score -= units * (logistic(-high) - logistic(low));
            self.corner += units * (low_density + high_density);
            for (cut, density) in [(at, high_density), (below, low_density)] {
                if let Some(cut) = cut {
                    self.border[cut] -= units * density;
                }
            }
        }
    }

    fn step(&self) -> Step {
        let along = self.solve_cuts(&self.score);
        let across = self.solve_cuts(&self.border);
        let dot = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
        let information = self.corner - dot(&self.border, &across);
        let shift = (self.shift_score - dot(&self.border, &along)) / information;
        let cuts: Vec<f64> = along.iter().zip(&across).map(|(along, across)| along - shift * across).collect();
        let decrement = dot(&self.score, &cuts) + self.shift_score * shift;
        Step { cuts, shift, decrement, variance: 1.0 / information }
    }

    /// Solves the tridiagonal part for one right-hand side (Thomas' algorithm; positive definite, so no pivoting).
    fn solve_cuts(&self, right: &[f64]) -> Vec<f64> {
        let mut pivots = self.diagonal.clone();
        let mut solution = right.to_vec();
        for cut in 1..pivots.len() {
            let factor = self.beside[cut - 1] / pivots[cut - 1];
            pivots[cut] -= factor * self.beside[cut - 1];
            solution[cut] -= factor * solution[cut - 1];
        }
        for cut in (0..pivots.len()).rev() {
            let above = if cut + 1 < pivots.len() { self.beside[cut] * solution[cut + 1] } else { 0.0 };
            solution[cut] = (solution[cut] - above) / pivots[cut];
        }
        solution
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Logistic probability of lying between two points.
fn between(low: f64, high: f64) -> f64 {
    logistic(high) * logistic(-low) * -(low - high).exp_m1()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::CategoryCounts;
    use proptest::prelude::*;

    fn fit(control: &[u64], variant: &[u64]) -> Result<ProportionalOdds, NoAnswer> {
        let counts = |counts: &[u64]| CategoryCounts::new(counts).unwrap();
        RankedArms::of_counts(&counts(control), &counts(variant)).unwrap().proportional_odds()
    }

    #[test]
    fn what_has_no_odds_ratio_is_named() {
        assert_eq!(fit(&[0, 0], &[3, 4]), Err(NoAnswer::TooFewUnits));
        assert_eq!(fit(&[0, 3], &[0, 4]), Err(NoAnswer::NoVariation));
        assert_eq!(fit(&[3, 3, 0], &[0, 1, 4]), Err(NoAnswer::Separated));
        assert_eq!(fit(&[0, 3, 3], &[4, 1, 0]), Err(NoAnswer::Separated));
        assert!(fit(&[3, 3, 1], &[0, 1, 4]).is_ok());
    }

    /// With two categories the model is the odds ratio of a two-by-two table, known in closed form.
    #[test]
    fn two_categories_are_a_table_of_four() {
        for (a, b, c, d) in [(30, 70, 20, 80), (1, 999, 3, 500), (999_999_999, 1, 999_999_990, 10)] {
            let model = fit(&[a, b], &[c, d]).unwrap();
            let [a, b, c, d] = [a, b, c, d].map(|count: u64| count as f64);
            let log_odds = (d * a / (c * b)).ln();
            let error = (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt();
            assert!((model.log_odds_ratio() / log_odds - 1.0).abs() < 1e-10, "{model:?}");
            assert!((model.standard_error() / error - 1.0).abs() < 1e-10, "{model:?}");
        }
    }

    #[test]
    fn empty_categories_play_no_part() {
        let (with, without) = (fit(&[0, 5, 0, 7, 3, 0], &[0, 4, 0, 2, 9, 0]), fit(&[5, 7, 3], &[4, 2, 9]));
        assert_eq!(with, without);
    }

    #[test]
    fn lopsided_data_settle() {
        let far = fit(&[100_000, 50, 1], &[1, 50, 100_000]).unwrap();
        assert!(far.log_odds_ratio() > 10.0 && far.standard_error().is_finite() && far.likelihood_ratio() > 1e5);
    }

    /// Values that never repeat have as many cuts: the work stays proportional to their number.
    #[test]
    fn thousands_of_values_settle_at_once() {
        let control: Vec<f64> = (0..2000).map(|unit| f64::from(unit * 7 % 2000)).collect();
        let variant: Vec<f64> = control.iter().map(|value| value + 100.5).collect();
        let model = RankedArms::of_values(&control, &variant).unwrap().proportional_odds().unwrap();
        // A shift of 5 % of a uniform distribution: the rank test sees the same distance.
        let rank = RankedArms::of_values(&control, &variant).unwrap();
        let rank = rank.mann_whitney(Alternative::TwoSided, crate::stats::MannWhitney::Asymptotic).unwrap();
        let wald = model.test(0.0, Alternative::TwoSided);
        assert!((wald.statistic / rank.statistic - 1.0).abs() < 0.02, "{wald:?} {rank:?}");
    }

    #[test]
    fn billions_of_answers_settle() {
        let counts = [30_000_000_u64, 20, 20_000_000, 300_000_000, 650_000_000];
        let model = fit(&counts, &counts.map(|count| count + count / 1000 + 1)).unwrap();
        assert!(model.log_odds_ratio().abs() < 1e-6 && model.standard_error() < 1e-3);
    }

    proptest! {
        #[test]
        fn the_fit_is_where_the_likelihood_is_flat(
            control in prop::collection::vec(0_u64..200, 5), variant in prop::collection::vec(0_u64..200, 5),
        ) {
            let (Ok(model), Ok(swapped)) = (fit(&control, &variant), fit(&variant, &control)) else { return Ok(()) };
            prop_assert!((model.log_odds_ratio() + swapped.log_odds_ratio()).abs() < 1e-9);
            prop_assert!((model.standard_error() / swapped.standard_error() - 1.0).abs() < 1e-9);
            let turn = |counts: &[u64]| counts.iter().rev().copied().collect::<Vec<_>>();
            let turned = fit(&turn(&control), &turn(&variant)).unwrap();
            prop_assert!((model.log_odds_ratio() + turned.log_odds_ratio()).abs() < 1e-9);
            prop_assert!((model.likelihood_ratio() - turned.likelihood_ratio()).abs() < 1e-8);
        }

        #[test]
        fn the_interval_holds_what_the_test_does_not_reject(
            control in prop::collection::vec(1_u64..50, 4), variant in prop::collection::vec(1_u64..50, 4),
            null in -2.0..2.0_f64, risk in 0.001..0.4_f64,
        ) {
            let model = fit(&control, &variant).unwrap();
            for alternative in [Alternative::TwoSided, Alternative::Greater, Alternative::Less] {
                let p_value = model.test(null, alternative).p_value;
                prop_assume!((p_value / risk - 1.0).abs() > 1e-9);
                let interval = model.interval(Proportion::new(risk).unwrap(), alternative);
                prop_assert_eq!(interval.contains(null), p_value > risk);
            }
        }
    }
}
