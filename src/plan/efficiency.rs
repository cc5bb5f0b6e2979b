use crate::stats::Clusters;

/// What makes a unit tell more or less than one drawn on its own: a covariate known beforehand, and clusters.
///
/// A covariate that correlates with the metric by ρ leaves 1 − ρ² of the variance, where the analysis adjusts for it (CUPED).
/// Units that come in clusters (shops, accounts, days) tell less, by the design effect. Both act on the variance, so the
/// units a test needs are multiplied by the product of the two, whatever is measured.
///
/// # Source
///
/// Deng, Xu, Kohavi & Walker 2013, "Improving the sensitivity of online controlled experiments by utilizing pre-experiment
/// data", WSDM; Eldridge, Ashby & Kerry 2006, *Int. J. Epidemiology* 35:1292–1300.
///
/// ```
/// use jalon::plan::Efficiency;
/// let plain = Efficiency::default();
/// assert_eq!(plain.factor(), 1.0);
/// let adjusted = plain.with_covariate(0.5).unwrap();
/// assert_eq!(adjusted.factor(), 0.75);
/// assert_eq!(adjusted.effective(100.0), 100.0 / 0.75);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Efficiency {
    covariate_correlation: Option<f64>,
    clusters: Option<Clusters>,
}

/// A correlation with a covariate that leaves nothing to test by, or is none.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("a correlation of {0} does not lie strictly between -1 and 1")]
pub struct ImpossibleCorrelation(pub f64);

impl Efficiency {
    /// The same with a covariate the analysis adjusts for; its correlation with the metric should come from a window as long
    /// as the test.
    ///
    /// # Errors
    ///
    /// [`ImpossibleCorrelation`] unless it lies strictly between −1 and 1.
    pub fn with_covariate(self, correlation: f64) -> Result<Self, ImpossibleCorrelation> {
        if !(correlation > -1.0 && correlation < 1.0) {
            return Err(ImpossibleCorrelation(correlation));
        }
        Ok(Self { covariate_correlation: Some(correlation), ..self })
    }

    /// The same with units that come in clusters, each wholly in one arm.
    #[must_use]
    pub fn with_clusters(self, clusters: Clusters) -> Self {
        Self { clusters: Some(clusters), ..self }
    }

    /// The correlation of the metric with the covariate; none where the analysis adjusts for nothing.
    #[must_use]
    pub fn covariate_correlation(&self) -> Option<f64> {
        self.covariate_correlation
    }

    /// The clusters; none where units come on their own.
    #[must_use]
    pub fn clusters(&self) -> Option<&Clusters> {
        self.clusters.as_ref()
    }

    /// Whether units count for just what they are.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Units needed for each unit that an ordinary test would need: `(1 − ρ²) ·` design effect.
    #[must_use]
    pub fn factor(&self) -> f64 {
        let left = self.covariate_correlation.map_or(1.0, |correlation| (1.0 - correlation) * (1.0 + correlation));
        left * self.clusters.map_or(1.0, |clusters| clusters.design_effect())
    }

    /// How many ordinary units tell as much as these.
    #[must_use]
    pub fn effective(&self, units: f64) -> f64 {
        units / self.factor()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::sizing::{Aim, Design, Measured};
    use crate::quantity::{Positive, Proportion, Share};
    use crate::stats::Direction;
    use proptest::prelude::*;

    fn shops(size: f64, variation: f64, correlation: f64) -> Clusters {
        Clusters::new(Positive::new(size).unwrap(), variation, Share::new(correlation).unwrap()).unwrap()
    }

    fn conversion(efficiency: Efficiency) -> Design {
        let baseline = Proportion::new(0.1).unwrap();
        Design { efficiency, ..Design::two_arms(Measured::Proportion { baseline }) }
    }

    #[test]
    fn what_is_no_correlation_is_refused() {
        for correlation in [1.0, -1.0, 1.5, f64::NAN, f64::INFINITY] {
            assert!(Efficiency::default().with_covariate(correlation).is_err(), "{correlation}");
        }
    }

    #[test]
    fn a_covariate_and_clusters_act_together_whatever_the_sign() {
        let clusters = Efficiency::default().with_clusters(shops(20.0, 0.0, 0.02));
        for correlation in [0.5, -0.5] {
            let both = clusters.with_covariate(correlation).unwrap();
            assert!((both.factor() - 0.75 * 1.38).abs() < 1e-15);
            assert!(!both.is_plain());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// Sizes are those of an ordinary test times the factor; power and detectable effect those of as many effective units.
        #[test]
        fn sizes_powers_and_effects_follow_the_factor(
            correlation in -0.9..0.9_f64, size in 1.0..50.0_f64, variation in 0.0..1.0_f64, icc in 0.0..0.2_f64,
        ) {
            let power = Proportion::new(0.8).unwrap();
            let efficiency = Efficiency::default().with_covariate(correlation).unwrap()
                .with_clusters(shops(size, variation, icc));
            let (plain, helped) = (conversion(Efficiency::default()), conversion(efficiency));
            let [one, other] = [&plain, &helped].map(|design| design.size(Aim::Lift(0.1), power).unwrap());
            prop_assert!((other.arms[0].n_exact / one.arms[0].n_exact / efficiency.factor() - 1.0).abs() < 1e-9);
            let units = [30_000, 30_000];
            let power_found = helped.power(Aim::Lift(0.1), &units).unwrap().power;
            prop_assert!(other.power_attained >= 0.8 - 1e-9);
            prop_assert_eq!(power_found > 0.8, other.arms[0].n < 30_000);
            let detected = helped.detectable(power, &units, Direction::Increase).unwrap();
            let again = helped.power(Aim::Target(detected.target), &units).unwrap();
            prop_assert!((again.power - 0.8).abs() < 1e-9);
        }
    }
}
