//! Units that come in groups (shops, days, accounts): how much less they tell than as many units on their own.

use super::Moments;
use super::interval::NoAnswer;
use crate::quantity::{Positive, Share};

/// How units are grouped, for planning.
///
/// ```
/// use jalon::quantity::{Positive, Share};
/// use jalon::stats::Clusters;
/// let shops = Clusters::new(Positive::new(20.0).unwrap(), 0.0, Share::new(0.02).unwrap()).unwrap();
/// assert!((shops.design_effect() - 1.38).abs() < 1e-12);
/// assert_eq!(shops.inflated(3838.1).units.ceil(), 5297.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clusters {
    size: Positive,
    variation: f64,
    correlation: Share,
}

/// Why numbers do not describe groups of units.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ClustersError {
    /// A group holds at least one unit on average.
    #[error("a mean cluster size of {0} is below 1")]
    TooSmall(f64),
    /// A coefficient of variation is a finite number of at least 0.
    #[error("{0} is not a coefficient of variation")]
    ImpossibleVariation(f64),
}

/// Units and clusters of one arm, before rounding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusteredSize {
    /// Units.
    pub units: f64,
    /// Clusters that hold them.
    pub clusters: f64,
}

impl ClusteredSize {
    /// Whole clusters, and the units they hold.
    #[must_use]
    pub fn whole(self) -> Self {
        let clusters = self.clusters.ceil();
        Self { units: clusters * (self.units / self.clusters), clusters }
    }
}

impl Clusters {
    /// Takes the mean size of a cluster, the coefficient of variation of the sizes (0 when all are equal) and the intraclass
    /// correlation: the share of the variance that lies between clusters.
    ///
    /// # Errors
    ///
    /// [`ClustersError`] for a mean size below 1 or a variation that is none.
    pub fn new(mean_size: Positive, size_variation: f64, correlation: Share) -> Result<Self, ClustersError> {
        if mean_size.get() < 1.0 {
            return Err(ClustersError::TooSmall(mean_size.get()));
        }
        if !(size_variation >= 0.0 && size_variation.is_finite()) {
            return Err(ClustersError::ImpossibleVariation(size_variation));
        }
        Ok(Self { size: mean_size, variation: size_variation, correlation })
    }

    /// Mean size of a cluster.
    #[must_use]
    pub fn size(&self) -> Positive {
        self.size
    }

    /// Coefficient of variation of the sizes.
    #[must_use]
    pub fn size_variation(&self) -> f64 {
        self.variation
    }

    /// Intraclass correlation: the share of the variance that lies between clusters.
    #[must_use]
    pub fn correlation(&self) -> Share {
        self.correlation
    }

    /// How many times the variance is that of as many units on their own: `1 + ((1 + cv²) m − 1) ICC`.
    ///
    /// # Source
    ///
    /// Eldridge, Ashby & Kerry 2006, "Sample size for cluster randomized trials: effect of coefficient of variation of cluster
    /// size and analysis method", *Int. J. Epidemiology* 35:1292–1300. With equal sizes it is Kish's `1 + (m − 1) ICC`.
    #[must_use]
    pub fn design_effect(&self) -> f64 {
        ((1.0 + self.variation * self.variation) * self.size.get() - 1.0).mul_add(self.correlation.get(), 1.0)
    }

    /// The size of an arm that tells as much as `units` on their own.
    #[must_use]
    pub fn inflated(&self, units: f64) -> ClusteredSize {
        let units = units * self.design_effect();
        ClusteredSize { units, clusters: units / self.size.get() }
    }

    /// How many units on their own tell as much as these clustered ones.
    #[must_use]
    pub fn effective(&self, units: f64) -> f64 {
        units / self.design_effect()
    }
}

/// What weights cost: the design effect of Kish and the effective number of units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightEffect {
    /// How many times the variance is that of equal weights: `n Σw² / (Σw)²`.
    pub design_effect: f64,
    /// Units of equal weight that tell as much: `(Σw)² / Σw²`.
    pub effective_units: f64,
}

/// Returns what these weights cost.
///
/// # Errors
///
/// [`NoAnswer::TooFewUnits`] when no weight is above 0, or one is below 0 or not finite.
///
/// # Source
///
/// Kish 1965, *Survey Sampling*, § 11.7.
pub fn weight_effect(weights: &[f64]) -> Result<WeightEffect, NoAnswer> {
    let largest = weights.iter().copied().fold(0.0, f64::max);
    let possible = weights.iter().all(|weight| (0.0..f64::INFINITY).contains(weight));
    if !possible || largest == 0.0 {
        return Err(NoAnswer::TooFewUnits);
    }
    // Divided by the largest, so that no square over- or underflows.
    let sum: f64 = weights.iter().map(|weight| weight / largest).sum();
    let squares: f64 = weights.iter().map(|weight| (weight / largest).powi(2)).sum();
    let effective_units = sum * sum / squares;
    Ok(WeightEffect { design_effect: weights.len() as f64 / effective_units, effective_units })
}

/// Returns the intraclass correlation that these clusters show, by one-way analysis of variance:
/// `(MSB − MSW) / (MSB + (m₀ − 1) MSW)` with `m₀ = (N − Σm²/N)/(k − 1)`.
///
/// It falls below 0 where clusters differ less than chance alone would make them; a plan then takes 0. Empty clusters do not
/// count.
///
/// # Errors
///
/// [`NoAnswer::TooFewUnits`] for fewer than two clusters or none with two units, [`NoAnswer::NoVariation`] when all units are
/// alike.
///
/// # Source
///
/// Donner 1986, "A review of inference procedures for the intraclass correlation coefficient in the one-way random effects
/// model", *International Statistical Review* 54:67–82.
///
/// ```
/// use jalon::stats::{Moments, intraclass_correlation};
/// let shops = [Moments::of(&[1.0, 2.0, 3.0]), Moments::of(&[5.0, 6.0, 7.0])];
/// assert!((intraclass_correlation(&shops).unwrap() - 23.0 / 26.0).abs() < 1e-14);
/// ```
pub fn intraclass_correlation(clusters: &[Moments]) -> Result<f64, NoAnswer> {
    let filled: Vec<&Moments> = clusters.iter().filter(|cluster| cluster.count() > 0).collect();
    let mut all = Moments::default();
    filled.iter().for_each(|cluster| all.merge(cluster));
    let (units, groups) = (all.count() as f64, filled.len() as f64);
    if groups < 2.0 || units <= groups {
        return Err(NoAnswer::TooFewUnits);
    }
    let grand_mean = all.mean().ok_or(NoAnswer::TooFewUnits)?;
    let size = |cluster: &Moments| cluster.count() as f64;
    let between: f64 = filled
        .iter()
        .filter_map(|cluster| cluster.mean().map(|mean| size(cluster) * (mean - grand_mean).powi(2)))
        .sum();
    let within: f64 = filled.iter().map(|cluster| cluster.squares()).sum();
    let typical = (units - filled.iter().map(|cluster| size(cluster).powi(2)).sum::<f64>() / units) / (groups - 1.0);
    let (between, within) = (between / (groups - 1.0), within / (units - groups));
    let total = between + (typical - 1.0) * within;
    if total == 0.0 { Err(NoAnswer::NoVariation) } else { Ok((between - within) / total) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::draws::Stream;
    use crate::stats::normal;

    fn clusters(size: f64, variation: f64, correlation: f64) -> Result<Clusters, ClustersError> {
        Clusters::new(Positive::new(size).unwrap(), variation, Share::new(correlation).unwrap())
    }

    #[test]
    fn what_describes_no_clusters_is_named() {
        assert_eq!(clusters(0.5, 0.0, 0.1), Err(ClustersError::TooSmall(0.5)));
        assert_eq!(clusters(5.0, -1.0, 0.1), Err(ClustersError::ImpossibleVariation(-1.0)));
        assert!(clusters(5.0, f64::NAN, 0.1).is_err());
        for weights in [&[][..], &[0.0, 0.0], &[1.0, -1.0], &[1.0, f64::NAN]] {
            assert_eq!(weight_effect(weights), Err(NoAnswer::TooFewUnits));
        }
        let one = [Moments::of(&[1.0, 2.0])];
        assert_eq!(intraclass_correlation(&one), Err(NoAnswer::TooFewUnits));
        let singles = [Moments::of(&[1.0]), Moments::of(&[2.0])];
        assert_eq!(intraclass_correlation(&singles), Err(NoAnswer::TooFewUnits));
        let alike = [Moments::of(&[1.0, 1.0]), Moments::of(&[1.0])];
        assert_eq!(intraclass_correlation(&alike), Err(NoAnswer::NoVariation));
        // Groups that are all the same inside and different between explain everything.
        let sorted = [Moments::of(&[1.0, 1.0]), Moments::of(&[2.0, 2.0])];
        assert_eq!(intraclass_correlation(&sorted), Ok(1.0));
    }

    #[test]
    fn effective_size_undoes_the_inflation() {
        let shops = clusters(30.0, 0.7, 0.01).unwrap();
        assert!((shops.effective(shops.inflated(1000.0).units) - 1000.0).abs() < 1e-9);
        let whole = ClusteredSize { units: 100.0, clusters: 9.5 }.whole();
        assert_eq!((whole.clusters, (whole.units * 9.5).round()), (10.0, 1000.0));
        let huge = weight_effect(&[1e300, 1e300]).unwrap();
        assert_eq!((huge.design_effect, huge.effective_units), (1.0, 2.0));
    }

    /// 400 clusters of 10 with a fifth of the variance between them.
    #[test]
    fn the_correlation_behind_the_data_is_found_and_so_is_its_design_effect() {
        let mut stream = Stream::named(20_260_501, "clusters");
        let mut standard = || normal::quantile(stream.uniform());
        let drawn: Vec<Moments> = (0..400)
            .map(|_| {
                let shared = 0.2_f64.sqrt() * standard();
                Moments::of(&(0..10).map(|_| shared + 0.8_f64.sqrt() * standard()).collect::<Vec<_>>())
            })
            .collect();
        let found = intraclass_correlation(&drawn).unwrap();
        assert!((found - 0.2).abs() < 0.08, "{found}");
        // The variance of cluster means is that of 10 units on their own times the design effect.
        let means = Moments::of(&drawn.iter().filter_map(Moments::mean).collect::<Vec<_>>());
        let effect = clusters(10.0, 0.0, 0.2).unwrap().design_effect();
        assert!((means.variance().unwrap() / (effect / 10.0) - 1.0).abs() < 0.25);
    }
}
