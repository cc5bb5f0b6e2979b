//! Quantiles as metrics: the median order value, the load time that nine in ten pages keep.
//!
//! The standard error of a quantile needs the density where it lies. It is read off two order statistics around it: the
//! quantiles at the ends of the 95 % interval of the level itself, whose distance is 2 z standard errors.
//! Sources: Deng, Knoblich & Lu 2018, "Applying the delta method in metric analytics", KDD, section 4.2, also for values
//! that come in clusters; Yao, Li & Lu 2024, arXiv 2401.14549, for sizing.

use super::draws::Sorted;
use super::interval::{Bound, Interval, Method, NoAnswer, Shape};
use super::{Alternative, ArmEstimate, CrossMoments, EffectEstimate, MeanMethod, PlannedMeans, binomial, normal};
use crate::quantity::{Positive, Proportion};

/// How far from the quantile the density is read, in standard errors of the level: the 95 % interval of it.
const REACH: f64 = 1.959_963_984_540_054;

/// The values of one arm, to read quantiles from.
///
/// ```
/// use jalon::{quantity::Proportion, stats::QuantileArm};
/// let median = Proportion::new(0.5).unwrap();
/// let arm = QuantileArm::of((0..400).map(f64::from).collect());
/// assert_eq!(arm.estimate(median).unwrap().value, 199.5);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct QuantileArm {
    values: Sorted,
    /// The values of each cluster; none where every value is a unit of its own.
    clusters: Option<Vec<Vec<f64>>>,
}

impl QuantileArm {
    /// Every value is a unit of its own: one load time, one order value per user.
    #[must_use]
    pub fn of(values: Vec<f64>) -> Self {
        Self { values: Sorted::of(values), clusters: None }
    }

    /// The values come in clusters, all page loads of a user say, and the cluster is what was randomised. Clusters without
    /// values do not count.
    #[must_use]
    pub fn of_clusters(clusters: Vec<Vec<f64>>) -> Self {
        let arm = Self::of(clusters.iter().flatten().copied().collect());
        Self { clusters: Some(clusters.into_iter().filter(|cluster| !cluster.is_empty()).collect()), ..arm }
    }

    /// How many values there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.values.as_slice().len()
    }

    /// How many independent units there are: clusters where there are some, else values.
    #[must_use]
    pub fn units(&self) -> usize {
        self.clusters.as_ref().map_or_else(|| self.count(), Vec::len)
    }

    /// The quantile alone, which also extreme levels have; none without values.
    #[must_use]
    pub fn value(&self, level: Proportion) -> Option<f64> {
        self.values.quantile(level.get())
    }

    /// The quantile (linear between neighbouring values, definition 7 of Hyndman & Fan 1996) with its standard error.
    /// Degrees of freedom are counted from what was randomised: clusters where there are some, else values.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for fewer than two values or clusters, [`NoAnswer::QuantileTooExtreme`] when the level lies within two
    /// standard errors of 0 or 1, so that no value tells where the quantile ends.
    pub fn estimate(&self, level: Proportion) -> Result<ArmEstimate, NoAnswer> {
        let value = self.values.quantile(level.get()).ok_or(NoAnswer::TooFewUnits)?;
        let sd = self.unit_sd(level)?;
        let values = self.count() as f64;
        let Some(clusters) = &self.clusters else {
            return Ok(ArmEstimate { value, error: sd / values.sqrt(), units: values });
        };
        let alone = (level.get() * (1.0 - level.get()) / values).sqrt();
        let together = share_below(clusters, value)?;
        Ok(ArmEstimate { value, error: sd / values.sqrt() * (together.error / alone), units: together.units })
    }

    /// The standard deviation of one value's contribution to the quantile, √(ν(1 − ν)) over the density, were every value a
    /// unit of its own: what a plan takes as the spread of a unit.
    ///
    /// # Errors
    ///
    /// As [`estimate`](Self::estimate).
    pub fn unit_sd(&self, level: Proportion) -> Result<f64, NoAnswer> {
        let values = self.count() as f64;
        if values < 2.0 {
            return Err(NoAnswer::TooFewUnits);
        }
        let reach = REACH * (level.get() * (1.0 - level.get()) / values).sqrt();
        let (below, above) = (level.get() - reach, level.get() + reach);
        if below <= 0.0 || above >= 1.0 {
            return Err(NoAnswer::QuantileTooExtreme);
        }
        let at = |level| self.values.quantile(level).ok_or(NoAnswer::TooFewUnits);
        Ok((values - 1.0).sqrt() * (at(above)? - at(below)?) / (2.0 * REACH))
    }

    /// Returns the interval of the quantile from one order statistic to another, whose level the binomial distribution
    /// guarantees whatever the values are spread like; it is at least `1 − alpha`, more in small samples.
    ///
    /// An end is unbounded where even the outermost value does not lie far enough out. Of single values only: clusters are
    /// judged by [`estimate`](Self::estimate).
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] without values, [`NoAnswer::DependentArms`] for clusters.
    pub fn interval(
        &self,
        level: Proportion,
        alpha: Proportion,
        alternative: Alternative,
    ) -> Result<Interval, NoAnswer> {
        if self.clusters.is_some() {
            return Err(NoAnswer::DependentArms);
        }
        if self.count() == 0 {
            return Err(NoAnswer::TooFewUnits);
        }
        let risk = alternative.sides().level(alpha.get());
        let end = |place: Option<u64>| {
            let value = place.and_then(|place| self.values.as_slice().get(usize::try_from(place).ok()?));
            value.map_or(Bound::Unbounded, |value| Bound::At(*value))
        };
        let (low, high) = (end(self.place_below(level, risk)), end(self.place_above(level, risk)));
        let shape = match alternative {
            Alternative::TwoSided => Shape::Between { low, high },
            Alternative::Greater => Shape::Between { low, high: Bound::Unbounded },
            Alternative::Less => Shape::Between { low: Bound::Unbounded, high },
        };
        Ok(Interval { shape, alpha, method: Method::OrderStatistics })
    }

    /// The highest place k (0 the smallest value) with P(at most k values below the quantile) ≤ risk.
    fn place_below(&self, level: Proportion, risk: f64) -> Option<u64> {
        let count = self.count() as u64;
        let fits = |place: u64| binomial::cdf(place, count, level.get()) <= risk;
        fits(0).then(|| last(count - 1, fits))
    }

    /// The lowest place k with P(more than k values at or below the quantile) ≤ risk.
    fn place_above(&self, level: Proportion, risk: f64) -> Option<u64> {
        let count = self.count() as u64;
        let fails = |place: u64| binomial::upper_tail(place, count, level.get()) > risk;
        match count - 1 {
            _ if !fails(0) => Some(0),
            top if fails(top) => None,
            top => Some(last(top, fails) + 1).filter(|place| *place <= top),
        }
    }
}

/// The last place up to `top` where a statement holds that holds at 0 and, once it fails, fails for good.
fn last(top: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (0, top);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if holds(middle) { low = middle } else { high = middle - 1 }
    }
    low
}

/// The share of values at or below a quantile, as a ratio of totals over clusters: how sure it is of itself.
fn share_below(clusters: &[Vec<f64>], quantile: f64) -> Result<ArmEstimate, NoAnswer> {
    let mut moments = CrossMoments::default();
    for cluster in clusters {
        let below = cluster.iter().filter(|value| **value <= quantile).count();
        moments.push([below as f64, cluster.len() as f64]);
    }
    moments.ratio()
}

/// The effect of variant against control on a quantile: difference, and lift by Fieller.
///
/// # Errors
///
/// As [`QuantileArm::estimate`]; [`NoAnswer::NoVariation`] when the values around the quantile are all alike in both arms.
///
/// ```
/// use jalon::{quantity::Proportion, stats::{MeanMethod, QuantileArm, quantile_effect}};
/// let control = QuantileArm::of((0..400).map(f64::from).collect());
/// let variant = QuantileArm::of((0..400).map(|k| 1.1 * f64::from(k)).collect());
/// let effect = quantile_effect(&control, &variant, Proportion::new(0.9).unwrap(), MeanMethod::Welch).unwrap();
/// assert!((effect.lift().unwrap() - 0.1).abs() < 1e-12);
/// ```
pub fn quantile_effect(
    control: &QuantileArm,
    variant: &QuantileArm,
    level: Proportion,
    method: MeanMethod,
) -> Result<EffectEstimate, NoAnswer> {
    EffectEstimate::of_arms(control.estimate(level)?, variant.estimate(level)?, method)
}

/// What is assumed of a quantile when planning: its value today and the spread of one unit's contribution to it.
///
/// Planned as a mean, by [`TwoMeans`](super::TwoMeans), whose Welch and Fieller tests are those of the analysis.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{PlannedQuantile, Sides, TwoMeans};
/// let rate = |value| Proportion::new(value).unwrap();
/// let today = PlannedQuantile::of_log_normal(3.7, 0.9, rate(0.5)).unwrap();
/// let plan = today.stretched_to(today.value * 1.05).unwrap();
/// let units = TwoMeans::superiority(rate(0.05), Sides::Two).units(&plan, rate(0.80)).unwrap();
/// assert_eq!(units.whole().control, 8_400.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedQuantile {
    /// The quantile today.
    pub value: f64,
    /// √(ν(1 − ν)) over the density at the quantile.
    pub unit_sd: Positive,
}

impl PlannedQuantile {
    /// The plan from a sample of today's values. From clusters it is the plan for clusters of the same size and likeness,
    /// counted in clusters.
    ///
    /// # Errors
    ///
    /// As [`QuantileArm::estimate`]; [`NoAnswer::NoVariation`] when the values around the quantile are all alike.
    pub fn of_sample(arm: &QuantileArm, level: Proportion) -> Result<Self, NoAnswer> {
        let estimate = arm.estimate(level)?;
        let unit_sd = Positive::new(estimate.error * estimate.units.sqrt()).map_err(|_| NoAnswer::NoVariation)?;
        Ok(Self { value: estimate.value, unit_sd })
    }

    /// The plan from the density of the values at the quantile, in units per unit of the metric.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when density and level leave double precision.
    pub fn of_density(value: f64, density: Positive, level: Proportion) -> Result<Self, NoAnswer> {
        let sd = (level.get() * (1.0 - level.get())).sqrt() / density.get();
        Ok(Self { value, unit_sd: Positive::new(sd).map_err(|_| NoAnswer::NoVariation)? })
    }

    /// The plan for values that are log-normal, with this mean and standard deviation of the natural logarithm.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] for a standard deviation that is not above 0, or beyond double precision.
    pub fn of_log_normal(mu: f64, sigma: f64, level: Proportion) -> Result<Self, NoAnswer> {
        let z = normal::quantile(level.get());
        let value = (mu + sigma * z).exp();
        let density = Positive::new(normal::density(z) / (sigma * value)).map_err(|_| NoAnswer::NoVariation)?;
        Self::of_density(value, density, level)
    }

    /// The plan of a test that moves every value by the same amount: the spread stays.
    #[must_use]
    pub fn moved_to(self, variant_value: f64) -> PlannedMeans {
        PlannedMeans {
            control_mean: self.value,
            variant_mean: variant_value,
            control_sd: self.unit_sd,
            variant_sd: self.unit_sd,
        }
    }

    /// The plan of a test that multiplies every value by the same factor: the spread grows with the quantile.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ZeroBaseline`] when either value is 0 or they have opposite signs: no factor leads from one to the other.
    pub fn stretched_to(self, variant_value: f64) -> Result<PlannedMeans, NoAnswer> {
        let variant_sd =
            Positive::new(self.unit_sd.get() * (variant_value / self.value)).map_err(|_| NoAnswer::ZeroBaseline)?;
        Ok(PlannedMeans { variant_sd, ..self.moved_to(variant_value) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::draws::Stream;
    use crate::stats::{ArmSizes, MeanNull, Sides, TwoMeans};

    fn share(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    #[test]
    fn what_a_sample_cannot_tell_is_named() {
        let few = QuantileArm::of((0..20).map(f64::from).collect());
        assert_eq!(few.estimate(share(0.95)), Err(NoAnswer::QuantileTooExtreme));
        assert_eq!(QuantileArm::of(Vec::new()).estimate(share(0.5)), Err(NoAnswer::TooFewUnits));
        assert_eq!(QuantileArm::of(vec![1.0]).estimate(share(0.5)), Err(NoAnswer::TooFewUnits));
        let alike = QuantileArm::of(vec![2.0; 50]);
        assert_eq!(quantile_effect(&alike, &alike, share(0.5), MeanMethod::Welch), Err(NoAnswer::NoVariation));
        assert_eq!(PlannedQuantile::of_sample(&alike, share(0.5)), Err(NoAnswer::NoVariation));
        let none = QuantileArm::of(Vec::new()).interval(share(0.5), share(0.05), Alternative::TwoSided);
        assert_eq!(none, Err(NoAnswer::TooFewUnits));
        let one = QuantileArm::of_clusters(vec![vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]]);
        assert_eq!(one.estimate(share(0.5)), Err(NoAnswer::TooFewUnits));
        let clusters = one.interval(share(0.5), share(0.05), Alternative::TwoSided);
        assert_eq!(clusters, Err(NoAnswer::DependentArms));
        assert_eq!(PlannedQuantile::of_log_normal(1.0, 0.0, share(0.5)), Err(NoAnswer::NoVariation));
        let plan = PlannedQuantile::of_log_normal(1.0, 1.0, share(0.5)).unwrap();
        assert_eq!(plan.stretched_to(-1.0), Err(NoAnswer::ZeroBaseline));
    }

    /// The table of binomial ranks for medians (Conover, *Practical Nonparametric Statistics*): n = 10 leaves the 2nd to
    /// the 9th value (97.9 %), n = 20 the 6th to the 15th (95.9 %), n = 5 no interval at 95 %; ranks by hand from
    /// P(B ≤ 1 of 10) = 11/1024, P(B ≤ 5 of 20) = 0.0207, P(B = 0 of 5) = 1/32.
    #[test]
    fn intervals_of_the_median_have_their_tabulated_ranks() {
        for (count, low, high) in [(10, 2.0, 9.0), (20, 6.0, 15.0)] {
            let arm = QuantileArm::of((1..=count).map(f64::from).collect());
            let interval = arm.interval(share(0.5), share(0.05), Alternative::TwoSided).unwrap();
            assert_eq!((interval.low(), interval.high()), (Bound::At(low), Bound::At(high)));
        }
        let arm = QuantileArm::of((1..=5).map(f64::from).collect());
        let interval = arm.interval(share(0.5), share(0.05), Alternative::TwoSided).unwrap();
        assert_eq!((interval.low(), interval.high()), (Bound::Unbounded, Bound::Unbounded));
        let one_sided = arm.interval(share(0.5), share(0.05), Alternative::Greater).unwrap();
        assert_eq!((one_sided.low(), one_sided.high()), (Bound::At(1.0), Bound::Unbounded));
        // Of 100 values the 99 % quantile: P(B ≤ 96) = 0.0184, P(B ≤ 97) = 0.079; P(B = 100) = 0.366 leaves no upper end.
        let arm = QuantileArm::of((1..=100).map(f64::from).collect());
        let interval = arm.interval(share(0.99), share(0.05), Alternative::TwoSided).unwrap();
        assert_eq!((interval.low(), interval.high()), (Bound::At(97.0), Bound::Unbounded));
    }

    #[test]
    fn clusters_of_one_are_units() {
        let values: Vec<f64> = (0..300).map(|k| f64::from((k * 7919) % 1009)).collect();
        let single = QuantileArm::of(values.clone()).estimate(share(0.75)).unwrap();
        let clusters = QuantileArm::of_clusters(values.into_iter().map(|value| vec![value]).collect());
        let clustered = clusters.estimate(share(0.75)).unwrap();
        assert_eq!((single.value, single.units), (clustered.value, clustered.units));
        assert!((single.error / clustered.error - 1.0).abs() < 0.01);
    }

    #[test]
    fn a_large_sample_finds_the_density_of_a_log_normal() {
        let mut stream = Stream::named(5, "log-normal");
        let arm =
            QuantileArm::of((0..200_000).map(|_| (1.0 + 0.8 * normal::quantile(stream.uniform())).exp()).collect());
        for level in [0.1, 0.5, 0.9] {
            let found = PlannedQuantile::of_sample(&arm, share(level)).unwrap();
            let expected = PlannedQuantile::of_log_normal(1.0, 0.8, share(level)).unwrap();
            assert!((found.value / expected.value - 1.0).abs() < 0.01);
            assert!((found.unit_sd.get() / expected.unit_sd.get() - 1.0).abs() < 0.1, "{level}");
        }
    }

    /// Log-normal order values, median +15 %: the planned size gives about the planned power in the analysis, and the false
    /// alarms keep to their level.
    #[test]
    fn the_planned_power_is_reached() {
        const TESTS: u32 = 1_000;
        let today = PlannedQuantile::of_log_normal(3.0, 0.8, share(0.5)).unwrap();
        let plan = today.stretched_to(today.value * 1.15).unwrap();
        let test = TwoMeans::superiority(share(0.05), Sides::Two);
        let units = test.units(&plan, share(0.8)).unwrap().whole();
        assert!((test.power(&plan, ArmSizes { ..units }).unwrap() - 0.8).abs() < 0.005);
        let mut stream = Stream::named(9, "quantile power");
        let mut arm = |factor: f64| {
            let draw = |_| factor * (3.0 + 0.8 * normal::quantile(stream.uniform())).exp();
            QuantileArm::of((0..units.control as u32).map(draw).collect())
        };
        let (mut seen, mut alarms) = (0, 0);
        for _ in 0..TESTS {
            let (control, same, better) = (arm(1.0), arm(1.0), arm(1.15));
            let rejects = |variant| {
                let effect = quantile_effect(&control, variant, share(0.5), MeanMethod::Welch).unwrap();
                effect.test(MeanNull::EQUAL, Alternative::TwoSided).unwrap().p_value <= 0.05
            };
            seen += u32::from(rejects(&better));
            alarms += u32::from(rejects(&same));
        }
        let (power, alarms) = (f64::from(seen) / f64::from(TESTS), f64::from(alarms) / f64::from(TESTS));
        // Four standard errors of 1 000 simulations each.
        assert!((power - 0.8).abs() < 0.051, "{power}");
        assert!((alarms - 0.05).abs() < 0.028, "{alarms}");
    }
}
