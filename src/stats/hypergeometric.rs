//! The hypergeometric distribution: draws without putting back. A two-by-two table with its margins held fixed.

use super::binomial;

/// What is drawn from: `draws` units out of `marked + unmarked`, none put back.
///
/// ```
/// use jalon::stats::hypergeometric::Urn;
/// let urn = Urn { marked: 20, unmarked: 30, draws: 10 };
/// assert!((urn.probability(4) / 0.280_058_603_105_371_3 - 1.0).abs() < 1e-13);
/// assert!((urn.upper_tail(9) / 1.798_588_365_135_754_5e-5 - 1.0).abs() < 1e-13);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Urn {
    /// Units of the kind that is counted (all conversions of both arms).
    pub marked: u64,
    /// The other units (all visitors who did not convert).
    pub unmarked: u64,
    /// Units drawn (the visitors of one arm), at most as many as there are.
    pub draws: u64,
}

impl Urn {
    /// The fewest marked units that can be drawn.
    #[must_use]
    pub fn fewest(self) -> u64 {
        self.draws.saturating_sub(self.unmarked)
    }

    /// The most marked units that can be drawn.
    #[must_use]
    pub fn most(self) -> u64 {
        self.draws.min(self.marked)
    }

    /// Probability of drawing exactly `count` marked units.
    ///
    /// # Source
    ///
    /// Loader 2000: three binomial probabilities at the rate `draws / total`, so that a billion units cost no digits.
    #[must_use]
    pub fn probability(self, count: u64) -> f64 {
        self.ln_probability(count).exp()
    }

    /// Natural logarithm of [`probability`](Self::probability), also where that is too small for a double; −∞ for a count
    /// that cannot be.
    #[must_use]
    pub fn ln_probability(self, count: u64) -> f64 {
        if count < self.fewest() || count > self.most() {
            return f64::NEG_INFINITY;
        }
        let left = self.total() - self.draws;
        if self.draws == 0 || left == 0 {
            return 0.0;
        }
        let (rate, complement) = (self.draws as f64 / self.total() as f64, left as f64 / self.total() as f64);
        binomial::ln_probability(count, self.marked, rate, complement)
            + binomial::ln_probability(self.draws - count, self.unmarked, rate, complement)
            - binomial::ln_probability(self.draws, self.total(), rate, complement)
    }

    /// Probability of at most `count` marked units.
    #[must_use]
    pub fn cdf(self, count: u64) -> f64 {
        if count >= self.most() {
            1.0
        } else if count < self.fewest() {
            0.0
        } else if self.lies_below_the_mean(count) {
            self.sum_downwards(count)
        } else {
            1.0 - self.sum_upwards(count + 1)
        }
    }

    /// Probability of more than `count` marked units (survival function), accurate far out in the tail.
    #[must_use]
    pub fn upper_tail(self, count: u64) -> f64 {
        if count >= self.most() {
            0.0
        } else if count < self.fewest() {
            1.0
        } else if self.lies_below_the_mean(count) {
            1.0 - self.sum_downwards(count)
        } else {
            self.sum_upwards(count + 1)
        }
    }

    fn total(self) -> u64 {
        self.marked.saturating_add(self.unmarked)
    }

    fn lies_below_the_mean(self, count: u64) -> bool {
        count as f64 * (self.total() as f64) < self.draws as f64 * self.marked as f64
    }

    /// Σ P(k) for k from `count` down: below the mean each term is smaller than the one before.
    fn sum_downwards(self, count: u64) -> f64 {
        let (mut sum, mut term, mut at) = (0.0, 1.0, count);
        while at > self.fewest() && term > sum * f64::EPSILON / 16.0 {
            sum += term;
            let below = (self.unmarked - (self.draws - at)) as f64 * at as f64;
            term *= below / ((self.marked - at + 1) as f64 * (self.draws - at + 1) as f64);
            at -= 1;
        }
        self.probability(count) * (sum + term)
    }

    /// Σ P(k) for k from `count` up: above the mean each term is smaller than the one before.
    fn sum_upwards(self, count: u64) -> f64 {
        let (mut sum, mut term, mut at) = (0.0, 1.0, count);
        while at < self.most() && term > sum * f64::EPSILON / 16.0 {
            sum += term;
            at += 1;
            let above = (self.marked - at + 1) as f64 * (self.draws - at + 1) as f64;
            term *= above / (at as f64 * (self.unmarked - (self.draws - at)) as f64);
        }
        self.probability(count) * (sum + term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_or_everything_drawn_leaves_no_chance() {
        let none = Urn { marked: 5, unmarked: 7, draws: 0 };
        assert_eq!((none.probability(0), none.cdf(0), none.upper_tail(0)), (1.0, 1.0, 0.0));
        let all = Urn { draws: 12, ..none };
        assert_eq!((all.fewest(), all.most()), (5, 5));
        assert_eq!((all.probability(5), all.probability(4), all.cdf(4), all.upper_tail(4)), (1.0, 0.0, 0.0, 1.0));
    }

    /// The chance that all of ten draws are marked: a product of ten ratios.
    #[test]
    fn ten_of_ten_by_hand() {
        let urn = Urn { marked: 1_000, unmarked: 999_000, draws: 10 };
        let product: f64 = (0..10).map(|k| f64::from(1_000 - k) / f64::from(1_000_000 - k)).product();
        assert!((urn.upper_tail(9) / product - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_billion_visitors_in_each_arm() {
        let urn = Urn { marked: 100_000_000, unmarked: 1_900_000_000, draws: 1_000_000_000 };
        let middle = urn.cdf(50_000_000);
        assert!((middle - 0.5).abs() < 1e-4, "{middle}");
        // Ten standard deviations of √(N p q · ¼) from the mean: about the normal tail.
        let far = urn.upper_tail(50_000_000 + 48_734);
        assert!((far / 7.62e-24 - 1.0).abs() < 0.01, "{far}");
    }

    proptest! {
        #[test]
        fn probabilities_sum_to_both_tails(marked in 0_u64..60, unmarked in 0_u64..60, share in 0.0..=1.0_f64) {
            let urn = Urn { marked, unmarked, draws: ((marked + unmarked) as f64 * share) as u64 };
            let mut sum = 0.0;
            for count in 0..=urn.most() {
                sum += urn.probability(count);
                prop_assert!((urn.cdf(count) - sum).abs() < 1e-12);
                prop_assert!((urn.upper_tail(count) + sum - 1.0).abs() < 1e-12);
            }
            prop_assert!((sum - 1.0).abs() < 1e-12);
        }

        #[test]
        fn marking_and_drawing_can_be_exchanged(
            marked in 1_u64..500, unmarked in 1_u64..500, draws in 1_u64..500, count in 0_u64..200,
        ) {
            prop_assume!(draws <= marked + unmarked);
            let urn = Urn { marked, unmarked, draws };
            let exchanged = Urn { marked: draws, unmarked: urn.total() - draws, draws: marked };
            prop_assert!((urn.cdf(count) - exchanged.cdf(count)).abs() <= 1e-12 * urn.cdf(count));
        }
    }
}
