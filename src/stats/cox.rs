//! Cox's proportional hazards with one covariate: which arm a unit is in.

use super::interval::{Effect, Interval, Method, NoAnswer, Shape, Test};
use super::log_rank::{EventTime, SurvivalArms};
use super::{Alternative, normal, root};
use crate::quantity::{Positive, Proportion};

/// How events at one time enter the likelihood. Without tied times both are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CoxTies {
    /// Those with an event leave the group at risk little by little (Efron 1977). The better of the two.
    Efron,
    /// All are at risk for each of the events (Breslow 1974): draws the ratio towards 1.
    Breslow,
}

/// The fitted model.
///
/// ```
/// use jalon::stats::{CoxTies, Ending, RiskTable, SurvivalArms};
/// let control = RiskTable::of([(1.0, Ending::Event), (4.0, Ending::Event), (6.0, Ending::Censored)]).unwrap();
/// let variant = RiskTable::of([(2.0, Ending::Censored), (5.0, Ending::Event), (7.0, Ending::Event)]).unwrap();
/// let fit = SurvivalArms { control: &control, variant: &variant }.cox(CoxTies::Efron).unwrap();
/// assert!(fit.log_hazard_ratio < 0.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoxFit {
    /// Logarithm of the hazard of the variant over that of the control.
    pub log_hazard_ratio: f64,
    /// Its standard error, from the observed information.
    pub standard_error: f64,
    /// How ties were taken.
    pub ties: CoxTies,
}

impl SurvivalArms<'_> {
    /// Fits the model by maximum partial likelihood.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for an empty arm, [`NoAnswer::NoEvents`] where no time with events found both arms there,
    /// [`NoAnswer::ArmWithoutEvents`] where all those events were of one arm: the likelihood then has no maximum.
    ///
    /// # Source
    ///
    /// Cox 1972, *JRSS B* 34:187–220; Efron 1977, *JASA* 72:557–565; Breslow 1974, *Biometrics* 30:89–99.
    pub fn cox(self, ties: CoxTies) -> Result<CoxFit, NoAnswer> {
        if self.control.units() == 0 || self.variant.units() == 0 {
            return Err(NoAnswer::TooFewUnits);
        }
        let shared = |time: &EventTime| time.control_at_risk > 0.0 && time.variant_at_risk > 0.0;
        let times: Vec<EventTime> = self.event_times().filter(shared).collect();
        match (times.iter().any(|time| time.control_events > 0), times.iter().any(|time| time.variant_events > 0)) {
            (false, false) => return Err(NoAnswer::NoEvents),
            (true, true) => {}
            _ => return Err(NoAnswer::ArmWithoutEvents),
        }
        // The log-likelihood is concave, so its slope crosses 0 once.
        let log_hazard_ratio = root::rising(|log_ratio| -slope_and_information(&times, log_ratio, ties).0, 0.0, 0.25)?;
        let information = slope_and_information(&times, log_hazard_ratio, ties).1;
        Ok(CoxFit { log_hazard_ratio, standard_error: information.sqrt().recip(), ties })
    }
}

/// First derivative of the log partial likelihood, and the second with its sign turned.
fn slope_and_information(times: &[EventTime], log_ratio: f64, ties: CoxTies) -> (f64, f64) {
    let ratio = log_ratio.exp();
    let mut sums = (0.0, 0.0);
    for time in times {
        let events = time.events();
        sums.0 += time.variant_events as f64;
        let mut add = |control: f64, variant: f64, times: f64| {
            let total = control + ratio * variant;
            let (variant, control) = (ratio * variant / total, control / total);
            sums.0 -= times * variant;
            sums.1 += times * variant * control;
        };
        match ties {
            CoxTies::Breslow => add(time.control_at_risk, time.variant_at_risk, events as f64),
            CoxTies::Efron => {
                for gone in 0..events {
                    let part = gone as f64 / events as f64;
                    let control = time.control_at_risk - part * time.control_events as f64;
                    add(control, time.variant_at_risk - part * time.variant_events as f64, 1.0);
                }
            }
        }
    }
    sums
}

impl CoxFit {
    /// The hazard ratio with Wald's interval, symmetric on the scale of its logarithm.
    #[must_use]
    pub fn hazard_ratio(&self, alpha: Proportion, alternative: Alternative) -> Effect {
        let reach = normal::upper_quantile(alternative.sides().level(alpha.get())) * self.standard_error;
        let (low, high) = ((self.log_hazard_ratio - reach).exp(), (self.log_hazard_ratio + reach).exp());
        let shape = Shape::sided(low, high, alternative);
        Effect {
            estimate: Some(self.log_hazard_ratio.exp()),
            interval: Interval { shape, alpha, method: self.method() },
        }
    }

    /// Wald's test of the hazard ratio `null`.
    #[must_use]
    pub fn test(&self, null: Positive, alternative: Alternative) -> Test {
        let statistic = (self.log_hazard_ratio - null.get().ln()) / self.standard_error;
        let p_value = alternative.p_value(statistic, normal::upper_tail);
        Test { statistic, degrees_of_freedom: None, p_value, method: self.method() }
    }

    fn method(&self) -> Method {
        match self.ties {
            CoxTies::Efron => Method::CoxEfron,
            CoxTies::Breslow => Method::CoxBreslow,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Ending, RiskTable};

    fn table(events: &[f64], censored: &[f64]) -> RiskTable {
        let events = events.iter().map(|&time| (time, Ending::Event));
        RiskTable::of(events.chain(censored.iter().map(|&time| (time, Ending::Censored)))).unwrap()
    }

    fn fit(control: &RiskTable, variant: &RiskTable) -> Result<CoxFit, NoAnswer> {
        SurvivalArms { control, variant }.cox(CoxTies::Efron)
    }

    #[test]
    fn a_likelihood_without_maximum_is_named() {
        let some = table(&[1.0, 2.0], &[3.0]);
        assert_eq!(fit(&some, &RiskTable::default()), Err(NoAnswer::TooFewUnits));
        assert_eq!(fit(&some, &table(&[], &[9.0])), Err(NoAnswer::ArmWithoutEvents));
        assert_eq!(fit(&table(&[], &[9.0]), &table(&[], &[9.0])), Err(NoAnswer::NoEvents));
    }

    /// Control events at 1 and 4, variant event at 2, nobody censored before 5: with θ the ratio and 2 + 2 units, the
    /// likelihood is 1/(2 + 2θ) · θ/(1 + 2θ) · 1/(1 + θ), largest where 1/θ = 2/(1 + θ) + 2/(1 + 2θ): 4θ² + θ = 1.
    #[test]
    fn four_units_by_hand() {
        let found = fit(&table(&[1.0, 4.0], &[]), &table(&[2.0], &[5.0])).unwrap();
        let ratio = (17.0_f64.sqrt() - 1.0) / 8.0;
        assert!((found.log_hazard_ratio - ratio.ln()).abs() < 1e-14, "{found:?}");
        let share = |control: f64, variant: f64| ratio * variant * control / (control + ratio * variant).powi(2);
        let information = share(2.0, 2.0) + share(1.0, 2.0) + share(1.0, 1.0);
        assert!((found.standard_error * information.sqrt() - 1.0).abs() < 1e-13);
    }

    #[test]
    fn the_interval_leaves_out_one_where_the_test_rejects() {
        let fit = CoxFit { log_hazard_ratio: -0.4, standard_error: 0.2, ties: CoxTies::Breslow };
        for (alpha, rejected) in [(0.05, true), (0.04, false)] {
            let interval = fit.hazard_ratio(Proportion::new(alpha).unwrap(), Alternative::TwoSided).interval;
            assert_eq!(!interval.contains(1.0), rejected);
            assert_eq!(fit.test(Positive::ONE, Alternative::TwoSided).p_value < alpha, rejected);
        }
    }
}
