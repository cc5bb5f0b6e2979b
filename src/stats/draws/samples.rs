//! Whole samples drawn at once, as the counts and moments an analysis reads: what a simulated test is made of.
//!
//! Each is drawn exactly from its distribution, but in as few draws as its size allows: a million visitors are one binomial.

use rand_distr::{Distribution, Gamma, StandardNormal};

use super::Stream;
use crate::quantity::Positive;
use crate::stats::{CrossMoments, EndingsAt, Enrolment, Moments, RiskTable};

/// Times are noted in so many steps of the whole time watched, as days or weeks would be: fine enough that ties hardly
/// matter, and a hundred thousand units cost no more than a hundred.
const TIME_STEPS: u32 = 150;

impl Stream {
    /// A draw from the standard normal distribution.
    pub fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }

    /// How many of these units fall to each share; the shares add up to 1.
    pub fn multinomial(&mut self, units: u64, shares: &[f64]) -> Vec<u64> {
        let (mut left, mut share_left) = (units, 1.0);
        let mut counts = Vec::with_capacity(shares.len());
        for (place, share) in shares.iter().enumerate() {
            let count = if place + 1 == shares.len() { left } else { self.binomial(left, share / share_left) };
            counts.push(count);
            left -= count;
            share_left -= share;
        }
        counts
    }

    /// The moments of so many normal values: mean and variance are independent, normal and χ² (Student 1908).
    pub fn normal_moments(&mut self, units: u64, mean: f64, standard_deviation: Positive) -> Moments {
        let sd = standard_deviation.get();
        let mean = sd.mul_add(self.normal() / (units as f64).sqrt(), mean);
        let squares = self.chi_squared(units.saturating_sub(1) as f64) * sd * sd;
        let spread = if units > 1 { (squares / (units - 1) as f64).sqrt() } else { 0.0 };
        // A mean and a spread of finite numbers are moments; none where there are no units.
        Moments::from_summary(units, mean, spread).unwrap_or_default()
    }

    /// The moments of so many pairs of normal values with these means, standard deviations and correlation: the means are
    /// normal, the co-spreads a Wishart matrix, drawn by its triangular root (Bartlett 1933).
    pub fn normal_pair_moments(
        &mut self,
        units: u64,
        means: [f64; 2],
        standard_deviations: [Positive; 2],
        correlation: f64,
    ) -> CrossMoments {
        let sd = standard_deviations.map(Positive::get);
        let own = ((1.0 - correlation) * (1.0 + correlation)).max(0.0).sqrt();
        let (first, second) = (self.normal(), self.normal());
        let root = (units as f64).sqrt();
        let means = [means[0] + sd[0] * first / root, means[1] + sd[1] * (correlation * first + own * second) / root];
        let freedom = units.saturating_sub(1) as f64;
        let (one, other) = (self.chi_squared(freedom).sqrt(), self.chi_squared(freedom - 1.0).sqrt());
        let between = self.normal();
        // Rows of the root of the correlations times the triangle of Bartlett.
        let rows = [[one, 0.0], [correlation * one + own * between, own * other]];
        let product = |i: usize, j: usize| {
            let sum = rows[i][0] * rows[j][0] + rows[i][1] * rows[j][1];
            if freedom > 0.0 { sd[i] * sd[j] * sum / freedom } else { 0.0 }
        };
        let covariances = [[product(0, 0), product(0, 1)], [product(1, 0), product(1, 1)]];
        // A mean and a spread of finite numbers are moments; none where there are no units.
        CrossMoments::from_summary(units, means, covariances).unwrap_or_default()
    }

    fn chi_squared(&mut self, freedom: f64) -> f64 {
        // No degree of freedom, no spread.
        Gamma::new(freedom / 2.0, 2.0).map_or(0.0, |spread| spread.sample(&mut self.0))
    }

    /// Events of each of so many units whose rates vary by a gamma distribution: mean and variance of the counts, negative
    /// binomial with mean `expected` and variance `expected + dispersion · expected²`.
    ///
    /// Drawn are the numbers of units with 0, 1, 2 … events, from below.
    pub fn over_dispersed_counts(&mut self, units: u64, expected: f64, dispersion: Positive) -> Moments {
        let odds = dispersion.get() * expected;
        // The chance of no event; of each further one by the ratio of neighbours.
        let mut chance = (-odds.ln_1p() / dispersion.get()).exp();
        if chance < f64::MIN_POSITIVE {
            return self.over_dispersed_one_by_one(units, expected, dispersion);
        }
        let (mut left, mut at_least, mut events) = (units, 1.0_f64, 0.0_f64);
        let mut moments = Moments::default();
        while left > 0 {
            // Far out the difference of the chances has lost its digits; there the tail falls like a geometric one.
            let here = if at_least > 1e-9 { chance / at_least } else { 1.0 / (1.0 + odds) };
            let count = self.binomial(left, here);
            merge_equal(&mut moments, count, events);
            left -= count;
            at_least -= chance;
            chance *= (events * dispersion.get() + 1.0) / (events + 1.0) * expected / (1.0 + odds);
            events += 1.0;
        }
        moments
    }

    /// The same where so many events are expected that none at all is unheard of.
    fn over_dispersed_one_by_one(&mut self, units: u64, expected: f64, dispersion: Positive) -> Moments {
        let mut moments = Moments::default();
        let Ok(rates) = Gamma::new(1.0 / dispersion.get(), expected * dispersion.get()) else { return moments };
        for _ in 0..units {
            let rate = rates.sample(&mut self.0);
            moments.push(self.poisson(rate) as f64);
        }
        moments
    }

    /// Times to an event of units with a constant hazard, some lost from sight, watched as planned.
    pub fn times(
        &mut self,
        units: u64,
        hazard: Positive,
        dropout: Option<Positive>,
        enrolment: Enrolment,
    ) -> RiskTable {
        let (accrual, follow_up) = match enrolment {
            Enrolment::AtOnce { follow_up } => (0.0, follow_up.get()),
            Enrolment::Uniform { accrual, follow_up } => (accrual.get(), follow_up.map_or(0.0, Positive::get)),
        };
        let last = accrual + follow_up;
        let step = last / f64::from(TIME_STEPS);
        let lost = dropout.map_or(0.0, Positive::get);
        let leaving = hazard.get() + lost;
        let gone = -(-leaving * step).exp_m1();
        // The share of the units that is still watched at a time after its start.
        let watched = |time: f64| if time <= follow_up { 1.0 } else { ((last - time) / accrual).max(0.0) };
        let mut left = units;
        let mut endings = Vec::with_capacity(TIME_STEPS as usize);
        for place in 0..TIME_STEPS {
            let (start, time) = (f64::from(place) * step, f64::from(place + 1) * step);
            let leave = self.binomial(left, gone);
            let events = self.binomial(leave, hazard.get() / leaving);
            left -= leave;
            let still = if place + 1 == TIME_STEPS { 0.0 } else { watched(time) / watched(start) };
            let unwatched = self.binomial(left, 1.0 - still);
            left -= unwatched;
            endings.push(EndingsAt { time, events, censored: leave - events + unwatched });
        }
        // Times are products of finite numbers above 0.
        RiskTable::from_counts(endings).unwrap_or_default()
    }

    /// So many values, rising, that are even around a quantile with the given density: `level` of them are expected below
    /// `value`.
    pub fn rising_values(&mut self, units: u64, value: f64, level: f64, density: Positive) -> Vec<f64> {
        // Sums of exponential spacings over their total are uniform numbers in order.
        let mut sum = 0.0;
        let sums: Vec<f64> = (0..=units)
            .map(|_| {
                sum -= self.uniform().ln();
                sum
            })
            .collect();
        let inner = sums.get(..units as usize).unwrap_or_default();
        inner.iter().map(|part| value + (part / sum - level) / density.get()).collect()
    }
}

/// Adds so many units of one value.
fn merge_equal(moments: &mut Moments, units: u64, value: f64) {
    // Values that are whole counts have moments.
    if let Ok(equal) = Moments::from_summary(units, value, 0.0) {
        moments.merge(&equal);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Proportion;

    const DRAWS: u32 = 4_000;

    fn positive(value: f64) -> Positive {
        Positive::new(value).unwrap()
    }

    fn stream() -> Stream {
        Stream::named(20_260_501, "samples")
    }

    /// The mean of many draws lies within four standard errors of what it should be.
    fn near(draw: impl FnMut(u32) -> f64, expected: f64, sd: f64) {
        let drawn = Moments::of(&(0..DRAWS).map(draw).collect::<Vec<_>>());
        let (mean, room) = (drawn.mean().unwrap(), 4.0 * sd / f64::from(DRAWS).sqrt());
        assert!((mean - expected).abs() < room, "{mean} instead of {expected} ± {room}");
        let found = drawn.standard_deviation().unwrap();
        assert!((found / sd - 1.0).abs() < 0.1, "{found} instead of {sd}");
    }

    #[test]
    fn counts_have_the_mean_and_spread_of_their_distribution() {
        let mut one = stream();
        near(|_| one.binomial(1_000, 0.1) as f64, 100.0, 90.0_f64.sqrt());
        near(|_| one.poisson(3.0) as f64, 3.0, 3.0_f64.sqrt());
        near(|_| one.normal(), 0.0, 1.0);
        near(|_| one.multinomial(500, &[0.2, 0.5, 0.3])[1] as f64, 250.0, 125.0_f64.sqrt());
        assert_eq!(one.multinomial(500, &[0.2, 0.5, 0.3]).iter().sum::<u64>(), 500);
        assert_eq!((one.poisson(0.0), one.binomial(5, f64::NAN), one.binomial(0, 0.5)), (0, 0, 0));
    }

    #[test]
    fn normal_moments_vary_as_those_of_single_units_do() {
        let mut one = stream();
        near(|_| one.normal_moments(50, 10.0, positive(4.0)).mean().unwrap(), 10.0, 4.0 / 50.0_f64.sqrt());
        // A variance of 49 degrees of freedom has the standard deviation σ² √(2/49).
        near(|_| one.normal_moments(50, 10.0, positive(4.0)).variance().unwrap(), 16.0, 16.0 * (2.0 / 49.0_f64).sqrt());
        assert_eq!(one.normal_moments(1, 10.0, positive(4.0)).squares(), 0.0);
    }

    /// Mean m, variance m + k m²; by numbers of units, and one by one where no event is unheard of.
    #[test]
    fn over_dispersed_counts_have_their_moments() {
        let mut one = stream();
        for (expected, dispersion) in [(0.8, 2.0), (30.0, 0.1), (5_000.0, 0.002)] {
            let variance = expected + dispersion * expected * expected;
            let mut draws: Vec<Moments> = Vec::new();
            for _ in 0..400 {
                draws.push(one.over_dispersed_counts(200, expected, positive(dispersion)));
            }
            assert!(draws.iter().all(|moments| moments.count() == 200));
            let means = Moments::of(&draws.iter().filter_map(Moments::mean).collect::<Vec<_>>());
            let spread = (variance / 200.0).sqrt();
            assert!((means.mean().unwrap() - expected).abs() < 4.0 * spread / 20.0);
            assert!((means.standard_deviation().unwrap() / spread - 1.0).abs() < 0.15);
            let variances = Moments::of(&draws.iter().filter_map(Moments::variance).collect::<Vec<_>>());
            assert!((variances.mean().unwrap() / variance - 1.0).abs() < 0.08, "{expected} {dispersion}");
        }
    }

    #[test]
    fn pairs_have_their_means_spreads_and_correlation() {
        let mut one = stream();
        let sds = [positive(2.0), positive(0.5)];
        let draws: Vec<CrossMoments> = (0..3_000).map(|_| one.normal_pair_moments(40, [3.0, -1.0], sds, 0.6)).collect();
        let mean_of = |read: &dyn Fn(&CrossMoments) -> f64| {
            Moments::of(&draws.iter().map(read).collect::<Vec<_>>()).mean().unwrap()
        };
        assert!((mean_of(&|it| it.means().unwrap()[0]) - 3.0).abs() < 4.0 * 2.0 / (120_000.0_f64).sqrt());
        assert!((mean_of(&|it| it.covariance(0, 0).unwrap()) / 4.0 - 1.0).abs() < 0.02);
        assert!((mean_of(&|it| it.covariance(1, 1).unwrap()) / 0.25 - 1.0).abs() < 0.02);
        assert!((mean_of(&|it| it.covariance(0, 1).unwrap()) / 0.6 - 1.0).abs() < 0.03);
        // Means go together as the values do.
        let shifted = mean_of(&|it| (it.means().unwrap()[0] - 3.0) * (it.means().unwrap()[1] + 1.0));
        assert!((shifted * 40.0 / 0.6 - 1.0).abs() < 0.15, "{shifted}");
        assert_eq!(one.normal_pair_moments(0, [0.0, 0.0], sds, 0.5).count(), 0);
    }

    /// The share with an event is what the planning formula says, the share left at a horizon what the hazard says.
    #[test]
    fn times_end_as_planned() {
        let (hazard, dropout) = (positive(0.1), Some(positive(0.03)));
        let enrolment = Enrolment::Uniform { accrual: positive(6.0), follow_up: Some(positive(4.0)) };
        let plan = crate::stats::PlannedHazards {
            control_hazard: hazard,
            hazard_ratio: Positive::ONE,
            enrolment,
            dropout_hazard: dropout,
        };
        let expected = plan.event_chances().control;
        let table = stream().times(400_000, hazard, dropout, enrolment);
        assert_eq!(table.units(), 400_000);
        // A unit whose watch ends within a step is watched to the end of it: a few more events are seen.
        let seen = table.events() as f64 / 400_000.0;
        assert!((seen - expected).abs() < 4.0 * (expected * (1.0 - expected) / 400_000.0).sqrt() + 2e-3, "{seen}");
        let alone = stream().times(100_000, hazard, None, Enrolment::AtOnce { follow_up: positive(5.0) });
        let left = 1.0 - alone.events() as f64 / 100_000.0;
        assert!((left - (-0.5_f64).exp()).abs() < 0.007);
    }

    #[test]
    fn rising_values_have_their_quantile_and_density() {
        let values = stream().rising_values(100_000, 1_200.0, 0.9, positive(0.0002));
        assert!(values.windows(2).all(|pair| pair[0] <= pair[1]));
        let arm = crate::stats::QuantileArm::of(values);
        let level = Proportion::new(0.9).unwrap();
        let estimate = arm.estimate(level).unwrap();
        assert!((estimate.value - 1_200.0).abs() < 4.0 * estimate.error);
        assert!((arm.unit_sd(level).unwrap() / (0.3 / 0.0002) - 1.0).abs() < 0.1);
    }
}
