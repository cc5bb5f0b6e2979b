//! How the conversions of two arms can fall once their total is known: the hypergeometric distribution, and Fisher's
//! noncentral one when the odds differ. Given the total, a table is one number, the conversions of the variant.

use super::proportion_test::ProportionArms;
use super::stirling::{HALF_LN_2_PI, deviance_part, remainder};

/// Two arms with a known total of conversions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tables {
    control_size: u64,
    variant_size: u64,
    conversions: u64,
}

/// Counts of one table: variant converted and not, control converted and not.
#[derive(Debug, Clone, Copy)]
struct Cells([u64; 4]);

impl Tables {
    /// The tables with the sizes and the total of these arms.
    pub fn of(arms: ProportionArms) -> Self {
        Self::new(
            arms.control.visitors(),
            arms.variant.visitors(),
            arms.control.conversions() + arms.variant.conversions(),
        )
    }

    /// Arms of these sizes, with no more conversions in all than they have visitors.
    pub fn new(control_size: u64, variant_size: u64, conversions: u64) -> Self {
        Self { control_size, variant_size, conversions }
    }

    /// The fewest conversions the variant can have.
    pub fn fewest(&self) -> u64 {
        self.conversions.saturating_sub(self.control_size)
    }

    /// The most conversions the variant can have.
    pub fn most(&self) -> u64 {
        self.conversions.min(self.variant_size)
    }

    /// The conversions of the control when the variant has `count`.
    pub fn rest(&self, count: u64) -> u64 {
        self.conversions - count
    }

    /// The chance of each table from the fewest conversions to the most, the odds being equal.
    pub fn probabilities(&self) -> Vec<f64> {
        let (fewest, most) = (self.fewest(), self.most());
        let mode = self.mode(1.0);
        let at_mode = self.ln_probability(mode).exp();
        let mut chances: Vec<f64> = vec![at_mode];
        let mut chance = at_mode;
        for count in (fewest..mode).rev() {
            chance /= self.step(count);
            chances.push(chance);
        }
        chances.reverse();
        chance = at_mode;
        for count in mode..most {
            chance *= self.step(count);
            chances.push(chance);
        }
        chances
    }

    /// Logarithm of the chance of a table whose variant has `count` conversions, the odds being equal.
    ///
    /// The factorials by Stirling's formula: what is left of the large terms is half the deviance from independence, which
    /// keeps its digits for a billion visitors.
    pub fn ln_probability(&self, count: u64) -> f64 {
        let Cells(cells) = self.cells(count);
        let total = self.control_size + self.variant_size;
        let margins = [self.control_size, self.variant_size, self.conversions, total - self.conversions];
        let margins: f64 = margins.into_iter().map(ln_factorial_rest).sum();
        let inside: f64 = cells.into_iter().map(ln_factorial_rest).sum();
        margins - ln_factorial_rest(total) - inside - self.half_deviance(count)
    }

    /// Sum over the four counts of observed · ln(observed/expected), half of the G statistic. No term is below 0.
    pub fn half_deviance(&self, count: u64) -> f64 {
        let Cells([a, b, c, d]) = self.cells(count);
        let total = (self.control_size + self.variant_size) as f64;
        let product = |x: u64, y: u64| i128::from(x) * i128::from(y);
        // Observed minus expected is the same in all four cells but for the sign, and exact before the division.
        let surplus = (product(a, d) - product(b, c)) as f64 / total;
        let share = self.conversions as f64 / total;
        let other = (self.control_size + self.variant_size - self.conversions) as f64 / total;
        let (variant, control) = (self.variant_size as f64, self.control_size as f64);
        deviance_part(a as f64, variant * share, -surplus)
            + deviance_part(b as f64, variant * other, surplus)
            + deviance_part(c as f64, control * share, surplus)
            + deviance_part(d as f64, control * other, -surplus)
    }

    /// Probability of `from` or more conversions of the variant when its odds are `odds` times those of the control.
    pub fn upper(&self, from: u64, odds: f64) -> f64 {
        if from <= self.fewest() {
            return 1.0;
        }
        if from > self.most() {
            return 0.0;
        }
        let mode = self.mode(odds);
        if from > mode { self.far(from, mode, odds, Way::Up) } else { 1.0 - self.lower(from - 1, odds) }
    }

    /// Probability of `to` or fewer conversions of the variant.
    pub fn lower(&self, to: u64, odds: f64) -> f64 {
        if to < self.fewest() {
            return 0.0;
        }
        if to >= self.most() {
            return 1.0;
        }
        let mode = self.mode(odds);
        if to < mode { self.far(to, mode, odds, Way::Down) } else { 1.0 - self.upper(to + 1, odds) }
    }

    /// Probability of just `count` conversions of the variant.
    pub fn probability(&self, count: u64, odds: f64) -> f64 {
        if odds == 1.0 {
            return self.ln_probability(count).exp();
        }
        let mode = self.mode(odds);
        self.ratio(count, mode, odds) / self.all(mode, odds)
    }

    /// The expected conversions of the variant.
    pub fn mean(&self, odds: f64) -> f64 {
        let mode = self.mode(odds);
        let moment = |way| self.outward(mode, odds, way, |steps| steps);
        // Around the mode, so that a small difference from it keeps its digits.
        mode as f64 + (moment(Way::Up) - moment(Way::Down)) / self.all(mode, odds)
    }

    /// The count on the other side of the mode that is the nearest to it among those no more likely than `count`.
    pub fn mirror(&self, count: u64) -> Option<u64> {
        // Tables that tie exactly must both count, whatever the last digits: the slack of R and of Fisher's users.
        let ceiling = self.ln_probability(count) + 1e-7_f64.ln_1p();
        let mode = self.mode(1.0);
        if count <= mode {
            let above = partition(mode, self.most() + 1, |other| self.ln_probability(other) > ceiling);
            (above <= self.most()).then_some(above)
        } else {
            let span = mode - self.fewest() + 1;
            let steps = partition(0, span, |steps| self.ln_probability(mode - steps) > ceiling);
            (steps < span).then(|| mode - steps)
        }
    }

    /// The most likely number of conversions of the variant.
    pub fn mode(&self, odds: f64) -> u64 {
        partition(self.fewest(), self.most(), |count| self.step(count) * odds > 1.0)
    }

    /// A tail that ends before the mode does: the sum goes away from it.
    fn far(&self, from: u64, mode: u64, odds: f64, way: Way) -> f64 {
        let sum = self.outward(from, odds, way, |_| 1.0);
        if odds == 1.0 {
            return self.ln_probability(from).exp() * sum;
        }
        self.ratio(from, mode, odds) * (sum / self.all(mode, odds))
    }

    /// Probability of `count` over that of the mode.
    fn ratio(&self, count: u64, mode: u64, odds: f64) -> f64 {
        let steps = count as f64 - mode as f64;
        (self.ln_probability(count) - self.ln_probability(mode) + steps * odds.ln()).exp()
    }

    /// The sum of all probabilities over that of the mode.
    fn all(&self, mode: u64, odds: f64) -> f64 {
        self.outward(mode, odds, Way::Up, |_| 1.0) + self.outward(mode, odds, Way::Down, |_| 1.0) - 1.0
    }

    /// Σ weight(steps) · probability over the probability of `from`, walking away from the mode until what is left
    /// cannot move the last digit.
    fn outward(&self, from: u64, odds: f64, way: Way, weight: impl Fn(f64) -> f64) -> f64 {
        let (mut count, mut steps, mut term) = (from, 0.0, 1.0);
        let mut sum = weight(0.0);
        loop {
            let ratio = match way {
                Way::Up if count < self.most() => self.step(count) * odds,
                Way::Down if count > self.fewest() => 1.0 / (self.step(count - 1) * odds),
                _ => return sum,
            };
            count = if way == Way::Up { count + 1 } else { count - 1 };
            steps += 1.0;
            term *= ratio;
            let added = weight(steps) * term;
            sum += added;
            // The ratios only fall, so the rest is below a geometric series.
            if added < 1e-18 * sum * (1.0 - ratio) {
                return sum;
            }
        }
    }

    /// How much more likely `count + 1` is than `count`, the odds being equal.
    fn step(&self, count: u64) -> f64 {
        let Cells([a, b, c, d]) = self.cells(count);
        (b as f64 / (a as f64 + 1.0)) * (c as f64 / (d as f64 + 1.0))
    }

    fn cells(&self, count: u64) -> Cells {
        let control = self.conversions - count;
        Cells([count, self.variant_size - count, control, self.control_size - control])
    }
}

/// Which way a sum goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// The first of `low..high` at which a condition that holds before some point and never after fails; `high` if it never does.
fn partition(low: u64, high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (low, high);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// `ln k! − (k ln k − k)`: what Stirling's main term leaves.
fn ln_factorial_rest(count: u64) -> f64 {
    if count == 0 {
        return 0.0;
    }
    let count = count as f64;
    0.5 * count.ln() + HALF_LN_2_PI + remainder(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Binomial coefficients in whole numbers.
    fn choose(n: u128, k: u128) -> u128 {
        (0..k).fold(1, |product, i| product * (n - i) / (i + 1))
    }

    #[test]
    fn chances_are_quotients_of_binomial_coefficients() {
        let tables = Tables::new(20, 14, 11);
        let all = tables.probabilities();
        assert_eq!(all.len(), 12);
        for count in 0..=11_u64 {
            let exact = (choose(14, count.into()) * choose(20, u128::from(11 - count))) as f64 / choose(34, 11) as f64;
            assert!((tables.probability(count, 1.0) / exact - 1.0).abs() < 1e-13, "at {count}");
            assert!((all[count as usize] / exact - 1.0).abs() < 1e-13, "at {count}");
        }
    }

    #[test]
    fn tails_with_unequal_odds_are_sums() {
        let tables = Tables::new(9, 14, 12);
        for odds in [0.01_f64, 0.7, 1.0, 3.0, 400.0] {
            let weight = |k: u64| {
                (choose(14, k.into()) * choose(9, u128::from(12 - k))) as f64 * odds.powi(i32::try_from(k).unwrap())
            };
            let total: f64 = (3..=12).map(weight).sum();
            for from in 3..=12 {
                let upper = (from..=12).map(weight).sum::<f64>() / total;
                let lower = (3..=from).map(weight).sum::<f64>() / total;
                assert!((tables.upper(from, odds) / upper - 1.0).abs() < 1e-12, "{odds} {from}");
                assert!((tables.lower(from, odds) / lower - 1.0).abs() < 1e-12, "{odds} {from}");
                assert!((tables.probability(from, odds) / (weight(from) / total) - 1.0).abs() < 1e-12);
            }
            let mean = (3..=12).map(|k| k as f64 * weight(k)).sum::<f64>() / total;
            assert!((tables.mean(odds) / mean - 1.0).abs() < 1e-12, "{odds}");
        }
    }

    #[test]
    fn the_edges_of_the_support() {
        let tables = Tables::new(5, 10, 8);
        assert_eq!((tables.fewest(), tables.most()), (3, 8));
        assert_eq!((tables.upper(3, 2.0), tables.upper(9, 2.0)), (1.0, 0.0));
        assert_eq!((tables.lower(8, 2.0), tables.lower(2, 2.0)), (1.0, 0.0));
        let none = Tables::new(5, 10, 0);
        assert_eq!(none.probability(0, 1.0), 1.0);
    }
}
