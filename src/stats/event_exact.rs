//! Exact p-values of two event rates: given the total of events, and over all outcomes (the E-test).

use super::event_score::{EventScore, ScoreArm};
use super::interval::NoAnswer;
use super::{Alternative, EventArms, EventNull, beta, poisson};

/// The p-value given the events of both arms together: those of the variant are binomial.
///
/// # Source
///
/// Przyborowski & Wilenski 1940. Two-sided as R's `poisson.test`: the outcomes no more probable than the observed one, up to
/// a relative 1e-7 that absorbs rounding. The mid-p takes half the probability of the observed outcome off, two-sided too.
pub(super) fn conditional(arms: EventArms, ratio: f64, alternative: Alternative, mid_p: bool) -> f64 {
    let odds = arms.odds(ratio);
    let split = Split {
        events: arms.control.events() + arms.variant.events(),
        chance: odds / (1.0 + odds),
        rest: 1.0 / (1.0 + odds),
    };
    let observed = arms.variant.events();
    let whole = match alternative {
        Alternative::Greater => split.at_least(observed),
        Alternative::Less => split.at_most(observed),
        Alternative::TwoSided => split.no_more_probable_than(observed),
    };
    let half = if mid_p { 0.5 * split.probability(observed) } else { 0.0 };
    (whole - half).clamp(0.0, 1.0)
}

/// How many of all events fall to the variant: binomial, with its chance and the rest both to full precision.
struct Split {
    events: u64,
    chance: f64,
    rest: f64,
}

impl Split {
    fn probability(&self, count: u64) -> f64 {
        let (x, n) = (count as f64, self.events as f64);
        if count == 0 {
            return (n * (-self.chance).ln_1p()).exp();
        }
        if count == self.events {
            return (n * (-self.rest).ln_1p()).exp();
        }
        (beta::ln_kernel(x, n - x, self.chance, self.rest) + (n / x / (n - x)).ln()).exp()
    }

    fn at_most(&self, count: u64) -> f64 {
        if count >= self.events {
            return 1.0;
        }
        beta::incomplete((self.events - count) as f64, count as f64 + 1.0, self.rest, self.chance)
    }

    fn at_least(&self, count: u64) -> f64 {
        if count == 0 {
            return 1.0;
        }
        beta::incomplete(count as f64, (self.events - count) as f64 + 1.0, self.chance, self.rest)
    }

    /// Beyond the mean the probabilities only fall, so the far tail starts where a bisection says.
    fn no_more_probable_than(&self, observed: u64) -> f64 {
        let mean = self.events as f64 * self.chance;
        let bar = self.probability(observed) * (1.0 + 1e-7);
        let count = observed as f64;
        if count == mean {
            return 1.0;
        }
        let rare = |count: u64| self.probability(count) <= bar;
        if count < mean {
            let start = (mean.ceil() as u64).max(observed + 1);
            let far = first(start, self.events + 1, rare);
            let above = if far > self.events { 0.0 } else { self.at_least(far) };
            (self.at_most(observed) + above).min(1.0)
        } else {
            // The same walk downwards: `steps` below the last count under the mean.
            let start = (mean.floor() as u64).min(observed - 1);
            let steps = first(0, start + 1, |steps| rare(start - steps));
            let below = if steps > start { 0.0 } else { self.at_most(start - steps) };
            (self.at_least(observed) + below).min(1.0)
        }
    }
}

/// The first number of `low..end` for which a condition holds that, once true, stays true; `end` where it never does.
fn first(mut low: u64, end: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let mut high = end;
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// The most outcomes of one arm that are gone through: some tens of milliseconds.
const MOST_OUTCOMES: f64 = 4_194_304.0;

/// The p-value of the E-test: outcomes of both arms whose score statistic lies at least as far out as the observed one, each
/// with its probability at the rates that the hypothesis makes most likely. No outcome at all has a statistic of 0.
///
/// # Source
///
/// Krishnamoorthy & Thomson 2004, "A more powerful test for comparing two Poisson means", with the score statistic of
/// Gu, Ng, Tang & Schucany 2008.
pub(super) fn e_test(arms: EventArms, ratio: f64, alternative: Alternative) -> Result<f64, NoAnswer> {
    let (control, variant) = (arms.control, arms.variant);
    let events = control.count() + variant.count();
    let statistic = arms.score().statistic(EventNull::Ratio(ratio)).ok_or(NoAnswer::NoEvents)?;
    let odds = arms.odds(ratio);
    let (expected_control, expected_variant) = (events / (1.0 + odds), events * (odds / (1.0 + odds)));
    // A statistic that rounding alone sets apart counts as equal.
    let slack = 1e-10 * statistic.abs().max(1.0);
    if alternative == Alternative::TwoSided && statistic.abs() <= slack {
        return Ok(1.0);
    }
    let rows = Outcomes::around(expected_control, statistic)?;
    let columns = Outcomes::around(expected_variant, statistic)?;
    let at = |row: usize, column: usize| {
        let arm = |outcomes: &Outcomes, index: usize, exposure| ScoreArm {
            events: outcomes.count(index),
            exposure,
            concentration: 0.0,
        };
        let score = EventScore {
            control: arm(&rows, row, control.exposure()),
            variant: arm(&columns, column, variant.exposure()),
            dispersion: 0.0,
        };
        score.statistic(EventNull::Ratio(ratio)).unwrap_or(0.0)
    };
    let upper = || above(&rows, &columns, |row, column| at(row, column) >= statistic - slack);
    let lower = || below(&rows, &columns, |row, column| at(row, column) <= statistic + slack);
    let p_value = match alternative {
        Alternative::Greater => upper(),
        Alternative::Less => lower(),
        Alternative::TwoSided => {
            let bar = statistic.abs() - slack;
            above(&rows, &columns, |row, column| at(row, column) >= bar)
                + below(&rows, &columns, |row, column| at(row, column) <= -bar)
        }
    };
    Ok(p_value.min(1.0))
}

/// The outcomes of one arm that can matter, with their probabilities.
struct Outcomes {
    lowest: u64,
    probabilities: Vec<f64>,
}

impl Outcomes {
    /// Leaves out what is e⁻⁴⁰ times rarer than a statistic so far out, by Bernstein's bound on Poisson tails.
    fn around(expected: f64, statistic: f64) -> Result<Self, NoAnswer> {
        let exponent = statistic * statistic / 2.0 + 40.0;
        let below = (2.0 * expected * exponent).sqrt();
        let above = below + 2.0 * exponent / 3.0;
        if below + above > MOST_OUTCOMES {
            return Err(NoAnswer::TooManyOutcomes);
        }
        let (lowest, highest) = ((expected - below).max(0.0) as u64, (expected + above).ceil() as u64);
        let probability =
            |count| if expected > 0.0 { poisson::probability(count, expected) } else { f64::from(count == 0) };
        Ok(Self { lowest, probabilities: (lowest..=highest).map(probability).collect() })
    }

    fn count(&self, index: usize) -> f64 {
        (self.lowest + index as u64) as f64
    }
}

/// Sums over the outcomes where `far` holds, which for a larger row starts at no smaller column and holds from there on.
fn above(rows: &Outcomes, columns: &Outcomes, far: impl Fn(usize, usize) -> bool) -> f64 {
    // Each tail is summed from its thin end, so that none is lost beside the others.
    let mut tails: Vec<f64> = columns
        .probabilities
        .iter()
        .rev()
        .scan(0.0, |sum, p| {
            *sum += p;
            Some(*sum)
        })
        .collect();
    tails.reverse();
    let mut column = 0;
    let mut sum = 0.0;
    for (row, probability) in rows.probabilities.iter().enumerate() {
        while column < tails.len() && !far(row, column) {
            column += 1;
        }
        sum += probability * tails.get(column).copied().unwrap_or(0.0);
    }
    sum
}

/// Sums over the outcomes where `far` holds, which for a smaller row ends at no larger column and holds up to there.
fn below(rows: &Outcomes, columns: &Outcomes, far: impl Fn(usize, usize) -> bool) -> f64 {
    let tails: Vec<f64> = columns
        .probabilities
        .iter()
        .scan(0.0, |sum, p| {
            *sum += p;
            Some(*sum)
        })
        .collect();
    let mut columns_within = tails.len();
    let mut sum = 0.0;
    for (row, probability) in rows.probabilities.iter().enumerate().rev() {
        while columns_within > 0 && !far(row, columns_within - 1) {
            columns_within -= 1;
        }
        if let Some(last) = columns_within.checked_sub(1) {
            sum += probability * tails.get(last).copied().unwrap_or(0.0);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Events;

    fn arms(x1: u64, x2: u64) -> EventArms {
        EventArms { control: Events::new(x1, 1.0).unwrap(), variant: Events::new(x2, 1.0).unwrap() }
    }

    /// 8 events split 7 to 1: both tails of Binomial(8, ½) are 9/256.
    #[test]
    fn the_conditional_test_of_equal_exposures_is_a_sign_test() {
        assert!((conditional(arms(1, 7), 1.0, Alternative::TwoSided, false) - 18.0 / 256.0).abs() < 1e-15);
        assert!((conditional(arms(1, 7), 1.0, Alternative::Greater, true) - 5.0 / 256.0).abs() < 1e-15);
        assert_eq!(conditional(arms(4, 4), 1.0, Alternative::TwoSided, false), 1.0);
    }

    /// All outcomes of two small Poisson counts, gone through without any short cut.
    #[test]
    fn the_e_test_is_the_sum_over_all_outcomes() {
        let observed = arms(2, 9);
        let statistic = observed.score().statistic(EventNull::EQUAL).unwrap();
        let mut sums = [0.0; 3];
        for (x1, x2) in (0..80).flat_map(|x1| (0..80).map(move |x2| (x1, x2))) {
            let at = arms(x1, x2).score().statistic(EventNull::EQUAL).unwrap_or(0.0);
            let probability = poisson::probability(x1, 5.5) * poisson::probability(x2, 5.5);
            for (sum, far) in
                sums.iter_mut().zip([at.abs() >= statistic - 1e-9, at >= statistic - 1e-9, at <= statistic + 1e-9])
            {
                *sum += if far { probability } else { 0.0 };
            }
        }
        for (alternative, sum) in [Alternative::TwoSided, Alternative::Greater, Alternative::Less].into_iter().zip(sums)
        {
            let p = e_test(observed, 1.0, alternative).unwrap();
            assert!((p / sum - 1.0).abs() < 1e-12, "{alternative:?}: {p} instead of {sum}");
        }
    }

    #[test]
    fn too_many_outcomes_are_named() {
        let most = arms(1 << 52, 1 << 52);
        assert_eq!(e_test(most, 1.0, Alternative::Less), Err(NoAnswer::TooManyOutcomes));
    }
}
