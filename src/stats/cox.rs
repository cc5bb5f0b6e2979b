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
    times.iter().fold((0.0, 0.0), |(slope, information), time| {
        let (expected, variance) = match ties {
            CoxTies::Breslow => {
                let (share, variance) = share_of_variant(time, ratio, 0.0);
                (time.events() as f64 * share, time.events() as f64 * variance)
            }
            CoxTies::Efron if time.events() > MOST_ONE_BY_ONE => efron_at_once(time, ratio),
            CoxTies::Efron => efron_one_by_one(time, ratio, 0..time.events()),
        };
        (slope + (time.variant_events as f64 - expected), information + variance)
    })
}

/// The chance that the next event is the variant's, and its variance, when `part` of the tied events have left the group.
fn share_of_variant(time: &EventTime, ratio: f64, part: f64) -> (f64, f64) {
    let control = time.control_at_risk - part * time.control_events as f64;
    let variant = ratio * (time.variant_at_risk - part * time.variant_events as f64);
    let (share, other) = (variant / (control + variant), control / (control + variant));
    (share, share * other)
}

/// More tied events than this are summed at once.
const MOST_ONE_BY_ONE: u64 = 256;

/// Expected events of the variant and their variance, over some of the tied events.
fn efron_one_by_one(time: &EventTime, ratio: f64, gone: std::ops::Range<u64>) -> (f64, f64) {
    let events = time.events() as f64;
    gone.map(|gone| share_of_variant(time, ratio, gone as f64 / events))
        .fold((0.0, 0.0), |sums, (share, variance)| (sums.0 + share, sums.1 + variance))
}

/// The same over all of them, however many: Efron's shares are a + b·u with u = 1 / (1 − k/pole), whose sums over k follow from
/// Euler and Maclaurin's formula but for the last few, which lie too near the pole.
fn efron_at_once(time: &EventTime, ratio: f64) -> (f64, f64) {
    let (control, variant) = (time.control_events as f64, ratio * time.variant_events as f64);
    let events = time.events() as f64;
    let limit = variant / (control + variant);
    let slope = share_of_variant(time, ratio, 0.0).0 - limit;
    let pole = events * ((time.control_at_risk + ratio * time.variant_at_risk) / (control + variant));
    let apart = 64;
    let many = events - apart as f64;
    let near = 1.0 / (1.0 - many / pole);
    let ends = |power: i32| near.powi(power) - 1.0;
    let sum =
        -pole * (-many / pole).ln_1p() - ends(1) / 2.0 + ends(2) / (12.0 * pole) - ends(4) / (120.0 * pole.powi(3));
    let squares = many * near - ends(2) / 2.0 + ends(3) / (6.0 * pole) - ends(5) / (30.0 * pole.powi(3));
    let last = efron_one_by_one(time, ratio, time.events() - apart..time.events());
    let expected = many * limit + slope * sum;
    let variance = many * limit * (1.0 - limit) + slope * (1.0 - 2.0 * limit) * sum - slope * slope * squares;
    (expected + last.0, variance + last.1)
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
    use crate::stats::{Ending, EndingsAt, RiskTable};

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
    fn many_tied_events_are_summed_as_they_would_be_one_by_one() {
        for (control_at_risk, variant_at_risk, control_events, variant_events, ratio) in [
            (5000.0, 4000.0, 900, 500, 0.7),
            (900.0, 500.0, 900, 500, 1.6),
            (900.0, 4000.0, 900, 500, 0.2),
            (1e9, 1e9, 0, 700, 3.0),
        ] {
            let time = EventTime { control_at_risk, variant_at_risk, control_events, variant_events };
            let one_by_one = efron_one_by_one(&time, ratio, 0..time.events());
            let at_once = efron_at_once(&time, ratio);
            assert!((at_once.0 / one_by_one.0 - 1.0).abs() < 1e-11, "{at_once:?} {one_by_one:?}");
            assert!((at_once.1 / one_by_one.1 - 1.0).abs() < 1e-9, "{at_once:?} {one_by_one:?}");
        }
    }

    #[test]
    fn a_billion_units_take_no_longer() {
        let arm = |events| {
            let at = |time, events, censored| EndingsAt { time, events, censored };
            RiskTable::from_counts([at(1.0, events, 0), at(2.0, 0, 1_000_000_000 - events)]).unwrap()
        };
        let (control, variant) = (arm(500_000_000), arm(400_000_000));
        let found = SurvivalArms { control: &control, variant: &variant }.cox(CoxTies::Efron).unwrap();
        let ratio = 0.6_f64.ln() / 0.5_f64.ln();
        assert!((found.log_hazard_ratio.exp() / ratio - 1.0).abs() < 0.01, "{found:?}");
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
