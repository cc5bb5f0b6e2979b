//! Seeded draws of uncertain inputs.
//!
//! Every input draws from a stream of its own, named by what it is. So an item keeps its draws when others come, go or
//! change places, and two rankings of the same seed differ by their items alone (common random numbers).

mod samples;

use rand::Rng;
use rand_distr::{Beta, Binomial, Distribution, Poisson};
use rand_pcg::Pcg64;

use super::{beta, normal};
use crate::quantity::{Range, Share};

/// A stream of random numbers, the same for the same seed and name on every machine.
///
/// ```
/// use jalon::stats::draws::Stream;
/// let mut one = Stream::named(1, "I-001 effort");
/// let mut same = Stream::named(1, "I-001 effort");
/// assert_eq!(one.uniform(), same.uniform());
/// ```
#[derive(Debug, Clone)]
pub struct Stream(Pcg64);

impl Stream {
    /// The stream of a seed and a name.
    #[must_use]
    pub fn named(seed: u64, name: &str) -> Self {
        // The name chooses the sequence of the generator, the seed the place in it.
        Self(Pcg64::new(u128::from(seed), u128::from(fingerprint(name))))
    }

    /// The stream of a seed, a name and a number: that of the 17th simulated test is the same whoever draws it, and whatever
    /// was drawn for the other tests. So simulations can be shared out among any number of threads.
    ///
    /// Place and sequence of the generator are both mixed from all three (SplitMix64, Steele, Lea & Flood 2014): neighbouring
    /// seeds and numbers of a congruential generator would else give numbers that go together.
    ///
    /// ```
    /// use jalon::stats::draws::Stream;
    /// let mut one = Stream::numbered(1, "simulated test", 17);
    /// assert_eq!(one.uniform(), Stream::numbered(1, "simulated test", 17).uniform());
    /// assert_ne!(one.uniform(), Stream::numbered(1, "simulated test", 18).uniform());
    /// ```
    #[must_use]
    pub fn numbered(seed: u64, name: &str, number: u64) -> Self {
        let mut mixed = seed;
        for part in [fingerprint(name), number] {
            mixed = scrambled(mixed).wrapping_add(part);
        }
        let words: [u64; 4] =
            std::array::from_fn(|place| scrambled(mixed.wrapping_add((place as u64).wrapping_mul(GOLDEN))));
        let [a, b, c, d] = words.map(u128::from);
        Self(Pcg64::new(a << 64 | b, c << 64 | d))
    }

    /// A number strictly between 0 and 1.
    pub fn uniform(&mut self) -> f64 {
        // 53 random bits, moved by half a step away from both ends.
        ((self.0.next_u64() >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0
    }

    /// How many of `trials` happen, each with this chance; a chance that is none counts as certain or impossible.
    ///
    /// ```
    /// use jalon::stats::draws::Stream;
    /// let mut stream = Stream::named(1, "visitors");
    /// assert_eq!((stream.binomial(10, 0.0), stream.binomial(10, 1.0)), (0, 10));
    /// assert!(stream.binomial(1_000_000, 0.5).abs_diff(500_000) < 5_000);
    /// ```
    pub fn binomial(&mut self, trials: u64, chance: f64) -> u64 {
        match Binomial::new(trials, chance.clamp(0.0, 1.0)) {
            Ok(count) => count.sample(&mut self.0),
            Err(_) => 0,
        }
    }

    /// A Poisson number with this mean; 0 for a mean that is not above 0.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        Poisson::new(mean).map_or(0, |count| count.sample(&mut self.0) as u64)
    }

    /// The sum of `count` of the values, drawn with replacement, each with the same chance.
    ///
    /// Two places come out of one random number; those that would favour some values are drawn again (Lemire 2019, "Fast
    /// random integer generation in an interval").
    pub(super) fn sum_with_replacement(&mut self, values: &[f64], count: u64) -> f64 {
        let Ok(bound @ 1..) = u32::try_from(values.len()) else {
            return 0.0;
        };
        let unfair = bound.wrapping_neg() % bound;
        let (mut sum, mut left) = (0.0, count);
        while left > 0 {
            let bits = self.0.next_u64();
            for half in [bits as u32, (bits >> 32) as u32] {
                let product = u64::from(half) * u64::from(bound);
                if product as u32 >= unfair && left > 0 {
                    // Below the bound by construction.
                    sum += values.get((product >> 32) as usize).copied().unwrap_or_default();
                    left -= 1;
                }
            }
        }
        sum
    }

    /// Whether something of this chance happens.
    pub fn happens(&mut self, chance: Share) -> bool {
        self.uniform() < chance.get()
    }
}

/// FNV-1a, 64 bits: small, and the same on every machine and for every version of Rust.
fn fingerprint(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// 2⁶⁴ over the golden ratio, odd: the step of SplitMix64.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// One step of SplitMix64: every bit of the answer depends on every bit of the number.
fn scrambled(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(GOLDEN);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// How an uncertain input is spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spread {
    /// Known to the digit.
    Point(f64),
    /// Log-normal.
    LogNormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// PERT: a beta distribution stretched between its ends.
    Pert {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
        /// First shape of the beta distribution, 1 to 5.
        alpha: f64,
        /// Second shape of the beta distribution, 1 to 5.
        beta: f64,
    },
}

impl Spread {
    /// The spread of a range: log-normal where all of it lies above 0, PERT otherwise; a range without width is a point.
    ///
    /// # Source
    ///
    /// Hubbard, *How to Measure Anything*, 3rd ed., 2014: a 90 % range as a log-normal, whose logarithm has 2 × 1.645
    /// standard deviations between the ends. The most likely value plays no part in it.
    #[must_use]
    pub fn of(range: Range) -> Self {
        if range.low() == range.high() {
            return Self::Point(range.likely());
        }
        if range.low() <= 0.0 {
            return Self::pert(range);
        }
        let (low, high) = (range.low().ln(), range.high().ln());
        let width = 2.0 * normal::quantile(0.95);
        Self::LogNormal { mu: f64::midpoint(low, high), sigma: (high - low) / width }
    }

    /// A PERT spread, whose ends are the ends of the range; for scales that end there, such as points from 1 to 5.
    ///
    /// # Source
    ///
    /// Malcolm, Roseboom, Clark & Fazar 1959, with the usual weight of 4 on the most likely value.
    #[must_use]
    pub fn pert(range: Range) -> Self {
        let (low, high) = (range.low(), range.high());
        if low == high {
            return Self::Point(range.likely());
        }
        let lean = (range.likely() - low) / (high - low);
        Self::Pert { low, high, alpha: 1.0 + 4.0 * lean, beta: 5.0 - 4.0 * lean }
    }

    /// The mean.
    ///
    /// ```
    /// use jalon::{quantity::Range, stats::draws::Spread};
    /// assert_eq!(Spread::pert(Range::new(1.0, 3.0, 11.0).unwrap()).mean(), 4.0);
    /// ```
    #[must_use]
    pub fn mean(self) -> f64 {
        match self {
            Self::Point(value) => value,
            Self::LogNormal { mu, sigma } => (mu + sigma * sigma / 2.0).exp(),
            Self::Pert { low, high, alpha, beta } => low + (high - low) * alpha / (alpha + beta),
        }
    }

    /// The median, without drawing.
    ///
    /// ```
    /// use jalon::{quantity::Range, stats::draws::Spread};
    /// let effort = Spread::of(Range::new(4.0, 7.0, 9.0).unwrap());
    /// assert!((effort.median() - 6.0).abs() < 1e-12, "the geometric mean of the ends");
    /// ```
    #[must_use]
    pub fn median(self) -> f64 {
        match self {
            Self::Point(value) => value,
            Self::LogNormal { mu, .. } => mu.exp(),
            // The search fails for no shape between 1 and 5; were it to, the mean is the nearest answer.
            Self::Pert { low, high, alpha, beta } => {
                beta::quantile(0.5, alpha, beta).map_or_else(|_| self.mean(), |middle| low + (high - low) * middle)
            }
        }
    }

    /// One draw.
    pub fn draw(self, stream: &mut Stream) -> f64 {
        match self {
            Self::Point(value) => value,
            Self::LogNormal { mu, sigma } => (mu + sigma * normal::quantile(stream.uniform())).exp(),
            Self::Pert { low, high, alpha, beta } => match Beta::new(alpha, beta) {
                Ok(shape) => low + (high - low) * shape.sample(&mut stream.0),
                // Never reached: both shapes lie between 1 and 5.
                Err(_) => self.mean(),
            },
        }
    }
}

/// Draws in rising order, to read quantiles from.
///
/// ```
/// use jalon::stats::draws::Sorted;
/// let draws = Sorted::of(vec![3.0, 1.0, 2.0, 4.0]);
/// assert_eq!(draws.quantile(0.5), Some(2.5));
/// assert_eq!(Sorted::of(Vec::new()).quantile(0.5), None);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Sorted(Vec<f64>);

impl Sorted {
    /// Sorts draws.
    #[must_use]
    pub fn of(mut draws: Vec<f64>) -> Self {
        draws.sort_by(f64::total_cmp);
        Self(draws)
    }

    /// The draws in rising order.
    #[must_use]
    pub fn as_slice(&self) -> &[f64] {
        &self.0
    }

    /// The value with a share `p` of the draws at or below it, between 0 and 1; none without draws.
    ///
    /// # Source
    ///
    /// Hyndman & Fan 1996, definition 7: linear between neighbouring draws, as R and NumPy do by default.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let place = (self.0.len().checked_sub(1)? as f64) * p.clamp(0.0, 1.0);
        let (lower, upper) = (self.0.get(place.floor() as usize)?, self.0.get(place.ceil() as usize)?);
        Some(lower + (upper - lower) * place.fract())
    }
}

/// Places of values, 1 the smallest; equal values share the mean of their places.
#[must_use]
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for tied in order.chunk_by(|one, other| values[*one] == values[*other]) {
        let shared = before as f64 + f64::midpoint(1.0, tied.len() as f64);
        for place in tied {
            ranks[*place] = shared;
        }
        before += tied.len();
    }
    ranks
}

/// Rank correlation of two series of equal length (Spearman 1904), from −1 to 1; none where one does not vary.
///
/// ```
/// use jalon::stats::draws::rank_correlation;
/// assert_eq!(rank_correlation(&[1.0, 2.0, 3.0], &[1.0, 8.0, 27.0]), Some(1.0));
/// assert_eq!(rank_correlation(&[1.0, 2.0, 3.0], &[5.0, 5.0, 5.0]), None);
/// ```
#[must_use]
pub fn rank_correlation(one: &[f64], other: &[f64]) -> Option<f64> {
    let (one, other) = (ranks(one), ranks(other));
    let middle = f64::midpoint(1.0, one.len() as f64);
    let product = |left: &[f64], right: &[f64]| -> f64 {
        left.iter().zip(right).map(|(left, right)| (left - middle) * (right - middle)).sum()
    };
    let scale = (product(&one, &one) * product(&other, &other)).sqrt();
    (scale > 0.0).then(|| product(&one, &other) / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbered streams of one seed neither agree nor go together, and their first draws are uniform.
    #[test]
    fn numbered_streams_go_their_own_ways() {
        let first = |seed: u64, number: u64| Stream::numbered(seed, "test", number).uniform();
        let (mut products, mut sum) = (0.0, 0.0);
        for number in 0..20_000 {
            let (one, next) = (first(1, number) - 0.5, first(1, number + 1) - 0.5);
            let neighbour = first(2, number) - 0.5;
            products += one * next + one * neighbour;
            sum += one;
        }
        // Standard errors: √20000 times 1/12 and √2/12 of a product of two uniform numbers; 1/√12 of one.
        assert!(f64::abs(products) < 4.0 * 141.4 * 1.42 / 12.0, "{products}");
        assert!(f64::abs(sum) < 4.0 * 141.4 / 12.0_f64.sqrt(), "{sum}");
        assert_ne!(Stream::numbered(1, "a", 2).uniform(), Stream::numbered(1, "b", 2).uniform());
    }

    const DRAWS: usize = 40_000;

    fn draws(spread: Spread) -> Vec<f64> {
        let mut stream = Stream::named(7, "test");
        (0..DRAWS).map(|_| spread.draw(&mut stream)).collect()
    }

    fn mean(values: &[f64]) -> f64 {
        values.iter().sum::<f64>() / values.len() as f64
    }

    fn standard_deviation(values: &[f64]) -> f64 {
        let centre = mean(values);
        mean(&values.iter().map(|value| (value - centre).powi(2)).collect::<Vec<_>>()).sqrt()
    }

    /// PERT(1, 3, 11) is Beta(1.8, 4.2) on 1 to 11: mean 4, by hand.
    #[test]
    fn a_pert_range_has_its_published_shape() {
        let spread = Spread::pert(Range::new(1.0, 3.0, 11.0).unwrap());
        let Spread::Pert { alpha, beta, .. } = spread else { panic!("{spread:?}") };
        assert!((alpha - 1.8).abs() < 1e-12 && (beta - 4.2).abs() < 1e-12, "{alpha} {beta}");
        let values = draws(spread);
        let error = standard_deviation(&values) / (DRAWS as f64).sqrt();
        assert!((mean(&values) - 4.0).abs() < 3.0 * error, "{}", mean(&values));
        // Variance of Beta(1.8, 4.2): 1.8 · 4.2 / (36 · 7) = 0.03, hence a standard deviation of 10 · √0.03.
        assert!((standard_deviation(&values) - 1.732_050_8).abs() < 0.03);
        let below = values.iter().filter(|value| **value < spread.median()).count() as f64 / DRAWS as f64;
        assert!((below - 0.5).abs() < 3.0 * 0.5 / (DRAWS as f64).sqrt(), "{below}");
    }

    /// The 90 % range (2 000, 20 000): μ = ln 6 324.6, σ = ln 10 / 3.2897.
    #[test]
    fn a_positive_range_is_log_normal_and_holds_nine_in_ten() {
        let spread = Spread::of(Range::new(2_000.0, 5_000.0, 20_000.0).unwrap());
        let Spread::LogNormal { mu, sigma } = spread else { panic!("{spread:?}") };
        assert!((mu.exp() - 6_324.555_320_336_76).abs() < 1e-8, "{}", mu.exp());
        assert!((sigma - 10_f64.ln() / 3.289_707_253_902_945).abs() < 1e-12, "{sigma}");
        let inside = draws(spread).iter().filter(|value| (2_000.0..=20_000.0).contains(*value)).count() as f64;
        let error = (0.9 * 0.1 / DRAWS as f64).sqrt();
        assert!((inside / DRAWS as f64 - 0.9).abs() < 3.0 * error, "{inside}");
    }

    #[test]
    fn a_range_that_reaches_below_nothing_is_pert_and_one_without_width_a_point() {
        assert!(matches!(Spread::of(Range::new(-0.01, 0.02, 0.06).unwrap()), Spread::Pert { .. }));
        assert_eq!(Spread::of(Range::new(3.0, 3.0, 3.0).unwrap()), Spread::Point(3.0));
    }

    /// By hand: the ranks 1 2 3 4 5 and 1 2 3.5 5 3.5 have Σxy = 8, Σx² = 10 and Σy² = 9.5 about their mean.
    #[test]
    fn rank_correlation_shares_places_among_equals() {
        assert_eq!(ranks(&[5.0, 6.0, 7.0, 8.0, 7.0]), [1.0, 2.0, 3.5, 5.0, 3.5]);
        let found = rank_correlation(&[1.0, 2.0, 3.0, 4.0, 5.0], &[5.0, 6.0, 7.0, 8.0, 7.0]).unwrap();
        assert!((found - 8.0 / 95_f64.sqrt()).abs() < 1e-15, "{found}");
    }

    #[test]
    fn streams_of_different_names_and_seeds_differ() {
        let first = |seed, name| Stream::named(seed, name).uniform();
        assert_ne!(first(1, "a"), first(1, "b"));
        assert_ne!(first(1, "a"), first(2, "a"));
    }

    #[test]
    fn sums_with_replacement_have_their_mean_and_spread() {
        let values = [1.0, 2.0, 3.0, 10.0, 100.0];
        let mut stream = Stream::named(8, "sums");
        let sums: Vec<f64> = (0..DRAWS).map(|_| stream.sum_with_replacement(&values, 7)).collect();
        let expected = 7.0 * 23.2;
        let spread = (7.0_f64 * (10_114.0 / 5.0 - 23.2 * 23.2)).sqrt();
        assert!((mean(&sums) - expected).abs() < 3.0 * spread / (DRAWS as f64).sqrt());
        assert!((standard_deviation(&sums) / spread - 1.0).abs() < 0.02);
        assert_eq!(stream.sum_with_replacement(&[], 7), 0.0);
        assert_eq!(stream.sum_with_replacement(&values, 0), 0.0);
    }

    #[test]
    fn counts_have_their_means() {
        let mut stream = Stream::named(8, "counts");
        let binomial: Vec<f64> = (0..DRAWS).map(|_| stream.binomial(50, 0.3) as f64).collect();
        let poisson: Vec<f64> = (0..DRAWS).map(|_| stream.poisson(20.0) as f64).collect();
        assert!((mean(&binomial) - 15.0).abs() < 3.0 * (10.5 / DRAWS as f64).sqrt());
        assert!((mean(&poisson) - 20.0).abs() < 3.0 * (20.0 / DRAWS as f64).sqrt());
        assert_eq!((stream.binomial(9, 1.0), stream.binomial(9, 0.0), stream.poisson(0.0)), (9, 0, 0));
    }

    #[test]
    fn chances_come_true_as_often_as_they_say() {
        let mut stream = Stream::named(3, "chance");
        let chance = Share::new(0.35).unwrap();
        let hits = (0..DRAWS).filter(|_| stream.happens(chance)).count() as f64;
        assert!((hits / DRAWS as f64 - 0.35).abs() < 3.0 * (0.35 * 0.65 / DRAWS as f64).sqrt(), "{hits}");
    }
}
