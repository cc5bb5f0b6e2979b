use crate::quantity::Proportion;
use crate::stats::{Bound, Interval, Method, NoAnswer};

/// At which one-sided risks the ends of an interval, and the estimate between them, are read off a statistic.
///
/// An ordinary interval has half of its risk at each end and the estimate itself between them. After looks at the data an
/// interval that keeps its promise reads the very same statistic at other risks: repeated intervals at the risk of the
/// boundary they meet, the interval at the end of a sequential test at those where its stage-wise p-value says so.
/// Every kind of metric can so be read after looks by its own statistic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    /// The risk that the truth lies below the lower end.
    pub low: Proportion,
    /// The risk that the truth lies above the upper end.
    pub high: Proportion,
    /// The risk of the lower end that is told as the estimate; none where it is the estimate of the data alone.
    pub middle: Option<Proportion>,
    /// The risk at either end of what is read beside the metric that is asked about.
    pub beside: Proportion,
}

/// An effect read off its statistic.
pub(super) struct ReadEffect {
    pub estimate: Option<f64>,
    pub low: Bound,
    pub high: Bound,
    pub method: Method,
}

impl Ends {
    /// The same risk at either end, the estimate left as it is.
    #[must_use]
    pub fn both(risk: Proportion) -> Self {
        Self { low: risk, high: risk, middle: None, beside: risk }
    }

    /// The same with each risk carried over, as where errors are larger than the statistic knows.
    #[must_use]
    pub fn widened(self, carry: impl Fn(f64) -> f64) -> Self {
        let carried = |risk: Proportion| Proportion::new(carry(risk.get())).unwrap_or(risk);
        Self {
            low: carried(self.low),
            high: carried(self.high),
            middle: self.middle.map(carried),
            beside: carried(self.beside),
        }
    }

    /// Reads the ends off the two-sided intervals of a statistic; `estimate` is that of the data alone.
    pub(super) fn read(
        self,
        estimate: Option<f64>,
        interval: impl Fn(Proportion) -> Result<Interval, NoAnswer>,
    ) -> Result<ReadEffect, NoAnswer> {
        let lower = |risk| limit(risk, estimate, &interval, End::Lower);
        Ok(ReadEffect {
            estimate: self.middle.map_or(Ok(estimate), |middle| lower(middle).map(Bound::value))?,
            low: lower(self.low)?,
            high: limit(self.high, estimate, &interval, End::Upper)?,
            method: interval(two_sided(self.beside))?.method,
        })
    }
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Lower,
    Upper,
}

/// The limit at a one-sided risk. Above one half it is the other limit at what is left, and at one half the estimate.
fn limit(
    risk: Proportion,
    estimate: Option<f64>,
    interval: &impl Fn(Proportion) -> Result<Interval, NoAnswer>,
    end: End,
) -> Result<Bound, NoAnswer> {
    if risk.get() == 0.5 {
        return Ok(estimate.map_or(Bound::Unbounded, Bound::At));
    }
    let interval = interval(two_sided(risk))?;
    Ok(if (risk.get() < 0.5) == (end == End::Lower) { interval.low() } else { interval.high() })
}

/// The risk of the two-sided interval with an end at a one-sided risk, or at what the risk leaves.
fn two_sided(risk: Proportion) -> Proportion {
    let smaller = risk.get().min(1.0 - risk.get());
    // Doubling what is below one half stays below 1.
    Proportion::new(2.0 * smaller).unwrap_or(risk)
}

#[cfg(test)]
mod tests {
    use super::super::{NamedArm, Question, compare_proportions};
    use super::*;
    use crate::stats::Conversions;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn effect(ends: Option<Ends>) -> crate::analysis::Effect {
        let arm = |name: &str, converted, units| NamedArm {
            name: name.to_owned(),
            observed: Conversions::new(converted, units).unwrap(),
        };
        let question = Question { ends, ..Question::two_sided(rate(0.05)) };
        compare_proportions(&[arm("control", 400, 4_000), arm("variant", 445, 4_000)], &question)
            .unwrap()
            .comparisons
            .remove(0)
            .difference
    }

    #[test]
    fn half_of_the_risk_at_either_end_is_the_ordinary_interval() {
        let (ordinary, read) = (effect(None), effect(Some(Ends::both(rate(0.025)))));
        assert_eq!((ordinary.low, ordinary.high, ordinary.estimate), (read.low, read.high, read.estimate));
        assert_eq!(ordinary.method, read.method);
    }

    #[test]
    fn a_risk_above_one_half_is_the_other_end_at_what_is_left() {
        let swapped = effect(Some(Ends { low: rate(0.9), high: rate(0.7), ..Ends::both(rate(0.025)) }));
        let (tenth, third) = (effect(Some(Ends::both(rate(0.1)))), effect(Some(Ends::both(rate(0.3)))));
        let near = |one: Bound, other: Bound| (one.value().unwrap() - other.value().unwrap()).abs() < 1e-12;
        assert!(near(swapped.low, tenth.high) && near(swapped.high, third.low));
    }

    #[test]
    fn the_estimate_is_the_limit_whose_risk_is_one_half() {
        let ends = |middle| Some(Ends { middle: Some(rate(middle)), ..Ends::both(rate(0.025)) });
        let own = effect(None).estimate.unwrap();
        assert_eq!(effect(ends(0.5)).estimate, Some(own));
        let (nearly, cautious) = (effect(ends(0.499)).estimate.unwrap(), effect(ends(0.4)).estimate.unwrap());
        assert!((nearly - own).abs() < 1e-4 && cautious < nearly, "{own} {nearly} {cautious}");
    }
}
