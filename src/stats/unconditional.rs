//! Tests of two rates that are exact whatever rate the two arms have in common: Barnard's and Boschloo's.
//!
//! The p-value is the chance of outcomes at least as far from equality, for the common rate that makes it largest. Every pair of
//! counts is visited once; given their total its chance does not depend on the rate, so that the chance of the whole set is
//! one polynomial in it, and the largest value of a polynomial of a few thousand terms is found in milliseconds.

use std::cmp::Ordering;
use std::f64::consts::FRAC_PI_2;

use super::fisher::check_size;
use super::fixed_total::Tables;
use super::interval::NoAnswer;
use super::proportion_test::ProportionArms;
use super::{Alternative, binomial};
use crate::quantity::Proportion;

/// Which z orders the outcomes of Barnard's test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ordered {
    Pooled,
    Unpooled,
}

/// Barnard's p-value: outcomes ordered by a z statistic.
///
/// # Errors
///
/// [`NoAnswer::TooManyToEnumerate`]
pub(super) fn barnard(arms: ProportionArms, alternative: Alternative, by: Ordered) -> Result<f64, NoAnswer> {
    check_size(arms, MOST_VISITORS)?;
    let observed = Distance::of(arms.control.conversions(), arms.variant.conversions(), arms, by);
    let counted = |distance: Distance| match alternative {
        Alternative::TwoSided => distance.size(&observed) != Ordering::Less,
        Alternative::Greater => distance.signed(&observed) != Ordering::Less,
        Alternative::Less => distance.signed(&observed) != Ordering::Greater,
    };
    let region = Region::new(arms, |tables, chances| {
        let counts = (tables.fewest()..).zip(chances);
        let counted = counts.filter(|(count, _)| counted(Distance::of(tables.rest(*count), *count, arms, by)));
        counted.map(|(_, chance)| chance).sum()
    });
    Ok(region.worst_chance())
}

/// Boschloo's p-value: outcomes ordered by Fisher's one-sided p-value; two-sided it is twice the smaller one-sided one.
///
/// # Errors
///
/// [`NoAnswer::TooManyToEnumerate`]
pub(super) fn boschloo(arms: ProportionArms, alternative: Alternative) -> Result<f64, NoAnswer> {
    check_size(arms, MOST_VISITORS)?;
    let above = || boschloo_one_sided(arms, true);
    let below = || boschloo_one_sided(arms, false);
    Ok(match alternative {
        Alternative::Greater => above(),
        Alternative::Less => below(),
        Alternative::TwoSided => (2.0 * above().min(below())).min(1.0),
    })
}

fn boschloo_one_sided(arms: ProportionArms, above: bool) -> f64 {
    let tail = |count: u64, tables: &Tables| if above { tables.upper(count, 1.0) } else { tables.lower(count, 1.0) };
    // Tables that mirror each other have the same p-value but for its last digits.
    let observed = tail(arms.variant.conversions(), &Tables::of(arms)) * (1.0 + 1e-11);
    let grow = |tail: &mut f64, chance: f64| {
        *tail += chance;
        Some(*tail)
    };
    let region = Region::new(arms, |_, chances| {
        // The tail that grows from the far end is Fisher's p-value of each table in turn.
        let far_end_first: Box<dyn Iterator<Item = &f64>> =
            if above { Box::new(chances.iter().rev()) } else { Box::new(chances.iter()) };
        let tails = far_end_first.copied().scan(0.0, |sum, chance| grow(sum, chance));
        tails.take_while(|tail| *tail <= observed).last().unwrap_or(0.0)
    });
    region.worst_chance()
}

/// Two arms of 2 000: four million outcomes, well under a second.
const MOST_VISITORS: u64 = 2_000;

/// A z statistic as a sign and a fraction of whole numbers, so that outcomes that tie do so exactly.
#[derive(Debug, Clone, Copy)]
struct Distance {
    sign: i8,
    square: u128,
    variance: u128,
}

impl Distance {
    /// The distance of these conversions (control, variant) in arms with the sizes of `arms`; constant factors are left out.
    fn of(control: u64, variant: u64, arms: ProportionArms, by: Ordered) -> Self {
        let (n0, n1) = (u128::from(arms.control.visitors()), u128::from(arms.variant.visitors()));
        let (x0, x1) = (u128::from(control), u128::from(variant));
        let (ours, theirs) = (x1 * n0, x0 * n1);
        let sign = match ours.cmp(&theirs) {
            Ordering::Less => -1,
            Ordering::Equal => 0,
            Ordering::Greater => 1,
        };
        let variance = match by {
            Ordered::Pooled => (x0 + x1) * (n0 + n1 - x0 - x1),
            Ordered::Unpooled => x0 * (n0 - x0) * n1.pow(3) + x1 * (n1 - x1) * n0.pow(3),
        };
        // Equal rates are no distance away, also where there is no variance to measure it by.
        Self { sign, square: ours.abs_diff(theirs).pow(2), variance: if sign == 0 { 1 } else { variance } }
    }

    /// Compares without regard to the sign.
    fn size(&self, other: &Self) -> Ordering {
        // At most 2 000 visitors in each arm: the products stay below 2¹²⁸.
        (self.square * other.variance).cmp(&(other.square * self.variance))
    }

    fn signed(&self, other: &Self) -> Ordering {
        self.sign.cmp(&other.sign).then_with(|| if self.sign < 0 { other.size(self) } else { self.size(other) })
    }
}

/// A set of outcomes, as its chance given each total of conversions.
struct Region {
    given_total: Vec<f64>,
}

impl Region {
    /// Asks `chance` for the part of each total's tables that belongs to the set.
    fn new(arms: ProportionArms, chance: impl Fn(&Tables, &[f64]) -> f64) -> Self {
        let (control, variant) = (arms.control.visitors(), arms.variant.visitors());
        let of_total = |total| {
            let tables = Tables::new(control, variant, total);
            chance(&tables, &tables.probabilities())
        };
        Self { given_total: (0..=control + variant).map(of_total).collect() }
    }

    /// The largest chance over all common rates, 0 and 1 included.
    ///
    /// On the scale of the arcsine a total is spread by 1/(2√N) at any rate, and the chance cannot wave faster than that; the grid
    /// is many times finer, and each peak of it that could be the highest is climbed.
    fn worst_chance(&self) -> f64 {
        let steps = (24.0 * (self.given_total.len() as f64).sqrt()) as u32 + 200;
        let angle = |step: u32| FRAC_PI_2 * f64::from(step) / f64::from(steps);
        let heights: Vec<f64> = (0..=steps).map(|step| self.chance(angle(step))).collect();
        let highest = heights.iter().copied().fold(0.0, f64::max);
        let mut worst = highest;
        for (step, around) in (1..steps).zip(heights.windows(3)) {
            let is_peak = around[1] >= around[0] && around[1] >= around[2];
            if is_peak && around[1] > 0.9 * highest {
                worst = worst.max(highest_between(|at| self.chance(at), angle(step - 1), angle(step + 1)));
            }
        }
        worst.min(1.0)
    }

    /// The chance when both arms convert at the rate sin² `angle`.
    fn chance(&self, angle: f64) -> f64 {
        let trials = self.given_total.len() as u64 - 1;
        let (sine, cosine) = angle.sin_cos();
        let Ok(rate) = Proportion::new(sine * sine) else {
            let end = if sine < cosine { self.given_total.first() } else { self.given_total.last() };
            return end.copied().unwrap_or(0.0);
        };
        binomial::expectation(trials, rate.get(), |total| self.given_total[total as usize])
    }
}

/// The largest value of a function with one peak between `low` and `high`, by golden section.
pub(super) fn highest_between(function: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let (mut low, mut high) = (low, high);
    let (mut left, mut right) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
    let (mut at_left, mut at_right) = (function(left), function(right));
    // The value is flat at its peak: once the bracket is 10⁻⁸ of its width, the digits of a double are settled.
    for _ in 0..40 {
        if at_left > at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - GOLDEN * (high - low);
            at_left = function(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + GOLDEN * (high - low);
            at_right = function(right);
        }
    }
    at_left.max(at_right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Conversions;

    fn arms(x0: u64, n0: u64, x1: u64, n1: u64) -> ProportionArms {
        ProportionArms { control: Conversions::new(x0, n0).unwrap(), variant: Conversions::new(x1, n1).unwrap() }
    }

    /// Nobody of four against all of four: only that outcome is as far, its chance p⁴q⁴ is largest at one half.
    #[test]
    fn a_chance_that_can_be_written_down() {
        let far = arms(0, 4, 4, 4);
        for p in [
            barnard(far, Alternative::Greater, Ordered::Pooled).unwrap(),
            barnard(far, Alternative::Greater, Ordered::Unpooled).unwrap(),
            boschloo(far, Alternative::Greater).unwrap(),
        ] {
            assert!((p * 256.0 - 1.0).abs() < 1e-12, "{p}");
        }
        assert!((barnard(far, Alternative::TwoSided, Ordered::Pooled).unwrap() * 128.0 - 1.0).abs() < 1e-12);
    }

    /// Against a sum over all pairs of binomial counts on a fine grid of rates.
    #[test]
    fn brute_force_over_outcomes_and_rates() {
        let observed = arms(3, 11, 8, 13);
        let z = |x0: f64, x1: f64| {
            let pooled: f64 = (x0 + x1) / 24.0;
            let distance = x1 / 13.0 - x0 / 11.0;
            if distance == 0.0 { 0.0 } else { distance / (pooled * (1.0 - pooled) * (1.0 / 11.0 + 1.0 / 13.0)).sqrt() }
        };
        let critical = z(3.0, 8.0) - 1e-9;
        let chance = |rate: f64| -> f64 {
            let pairs = (0..=11_u64).flat_map(|x0| (0..=13_u64).map(move |x1| (x0, x1)));
            let far = pairs.filter(|&(x0, x1)| z(x0 as f64, x1 as f64) >= critical);
            far.map(|(x0, x1)| binomial::probability(x0, 11, rate) * binomial::probability(x1, 13, rate)).sum()
        };
        let worst = (1..10_000).map(|k| chance(f64::from(k) / 10_000.0)).fold(0.0, f64::max);
        let found = barnard(observed, Alternative::Greater, Ordered::Pooled).unwrap();
        assert!(found >= worst && found - worst < 1e-7, "{found} {worst}");
    }

    #[test]
    fn larger_arms_are_refused_by_name() {
        let large = arms(10, 2_001, 20, 1_500);
        let refusal = Err(NoAnswer::TooManyToEnumerate { most: 2_000 });
        assert_eq!(barnard(large, Alternative::TwoSided, Ordered::Pooled), refusal);
        assert_eq!(boschloo(large, Alternative::TwoSided), refusal);
    }

    /// The products of the comparison at the largest size there is.
    #[test]
    fn the_largest_products_fit() {
        let large = arms(0, MOST_VISITORS, MOST_VISITORS, MOST_VISITORS);
        let middle = Distance::of(1_000, 1_001, large, Ordered::Unpooled);
        let far = Distance::of(1, MOST_VISITORS - 1, large, Ordered::Unpooled);
        assert_eq!(far.signed(&middle), Ordering::Greater);
        assert_eq!(middle.signed(&far), Ordering::Less);
    }
}
