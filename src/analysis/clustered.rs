//! Data that do not say what cluster a unit is in: the planned design effect widens what is read as if units came on their own.

use super::compare::Question;
use super::effect::{Effect, MetricResult};
use crate::plan::{Correction, Plan};
use crate::quantity::Proportion;
use crate::stats::{Sides, normal};

/// By how much errors grow where units come in clusters: the square root of the design effect.
///
/// A statistic divided by it and a critical value times it say the same, so the data are asked at the smaller risk whose critical
/// value is that much larger; p-values are turned back by the same rule, and intervals are told at the level that they then have.
/// This is exact for normal statistics. The t distribution makes intervals of few units a little wider.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Widened(f64);

impl Widened {
    /// What the plan's clusters do; none where units come on their own.
    pub fn of(plan: &Plan) -> Option<Self> {
        let clusters = plan.design.efficiency.clusters()?;
        Some(Self(clusters.design_effect().sqrt())).filter(|widened| widened.0 > 1.0)
    }

    /// Asks at the widened risk and tells the answer at the risk of the question.
    pub fn ask(
        self,
        question: &Question,
        units: &[f64],
        ask: impl Fn(&Question) -> Option<MetricResult>,
    ) -> Option<MetricResult> {
        let (control, variants) = units.split_first()?;
        let (sides, correction) = (question.sides(), question.correction);
        let alone = |risk: Proportion| self.inner(question, risk);
        let first = ask(&alone(question.alpha)?)?;
        if variants.len() < 2 {
            return Some(self.told(first, question, 1.0 - question.two_sided_risk(question.alpha.get())));
        }
        let p_values: Vec<Option<f64>> =
            first.comparisons.iter().map(|each| each.p_value.map(|p_value| self.p_value(p_value, sides))).collect();
        let each = correction.interval_risk(question.alpha, sides, *control, variants, &p_values).ok()?;
        let picked = correction.found(question.alpha, &p_values);
        // Simultaneous intervals are told at the level of all of them together.
        let level = if picked.is_some() { each.get() } else { question.alpha.get() };
        let level = 1.0 - question.two_sided_risk(level);
        let mut again = self.told(ask(&alone(each)?)?, question, level);
        let adjusted = correction.adjusted(&p_values, sides, *control, variants);
        for (place, comparison) in again.comparisons.iter_mut().enumerate() {
            comparison.p_adjusted = adjusted.get(place).copied().flatten();
            comparison.picked = picked.as_ref().map(|picked| picked.picked.contains(&place));
        }
        again.correction = Some(correction);
        // An arm's own interval is at the whole risk.
        again.arms = self.told(first, question, 1.0 - question.two_sided_risk(question.alpha.get())).arms;
        Some(again)
    }

    fn inner(self, question: &Question, risk: Proportion) -> Option<Question> {
        let alpha = self.risk(risk.get(), question.sides());
        let ends =
            question.ends.map(|ends| ends.widened(|risk| normal::upper_tail(self.0 * normal::upper_quantile(risk))));
        Some(Question { alpha: Proportion::new(alpha).ok()?, correction: Correction::None, ends, ..*question })
    }

    /// The risk whose critical value is so many times that of `risk`.
    fn risk(self, risk: f64, sides: Sides) -> f64 {
        tail(normal::upper_tail(self.0 * normal::upper_quantile(sides.level(risk))), sides)
    }

    /// The p-value of a statistic so many times smaller.
    fn p_value(self, p_value: f64, sides: Sides) -> f64 {
        tail(normal::upper_tail(normal::upper_quantile(sides.level(p_value)) / self.0), sides).min(1.0)
    }

    fn told(self, mut result: MetricResult, question: &Question, level: f64) -> MetricResult {
        for arm in &mut result.arms {
            if let Some(interval) = &mut arm.interval {
                interval.level = level;
            }
        }
        for comparison in &mut result.comparisons {
            comparison.statistic = comparison.statistic.map(|statistic| statistic / self.0);
            comparison.p_value = comparison.p_value.map(|p_value| self.p_value(p_value, question.sides()));
            comparison.difference = Effect { level, ..comparison.difference };
            comparison.lift = Effect { level, ..comparison.lift };
            comparison.errors = comparison.errors.map(|errors| errors.widened(self.0));
        }
        let beside = Question { ..question.without_margin() };
        result.also = result.also.into_iter().map(|also| self.told(also, &beside, level)).collect();
        result
    }
}

/// Both tails, or one.
fn tail(one: f64, sides: Sides) -> f64 {
    match sides {
        Sides::One => one,
        Sides::Two => 2.0 * one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{NamedArm, compare_means};
    use crate::stats::{Alternative, Moments};

    fn arms(means: &[f64], units: u64, sd: f64) -> Vec<NamedArm<Moments>> {
        let named = means.iter().enumerate();
        named
            .map(|(place, mean)| NamedArm {
                name: place.to_string(),
                observed: Moments::from_summary(units, *mean, sd).unwrap(),
            })
            .collect()
    }

    fn question(alternative: Alternative) -> Question {
        Question { alternative, ..Question::two_sided(Proportion::new(0.05).unwrap()) }
    }

    /// With many units, clusters of a design effect of 4 are units with twice the standard deviation.
    #[test]
    fn a_design_effect_is_a_larger_spread() {
        for (alternative, means) in [
            (Alternative::TwoSided, vec![10.0, 10.05]),
            (Alternative::Greater, vec![10.0, 10.05]),
            (Alternative::TwoSided, vec![10.0, 10.05, 9.98]),
        ] {
            let (question, units) = (question(alternative), vec![1e6; means.len()]);
            let plain = arms(&means, 1_000_000, 10.0);
            let widened = Widened(2.0).ask(&question, &units, |asked| compare_means(&plain, asked).ok()).unwrap();
            let spread = compare_means(&arms(&means, 1_000_000, 20.0), &question).unwrap();
            assert_eq!(widened.correction, spread.correction);
            for (one, other) in widened.comparisons.iter().zip(&spread.comparisons) {
                let close =
                    |one: f64, other: f64| assert!((one - other).abs() < 2e-5 * other.abs().max(0.1), "{one} {other}");
                close(one.p_value.unwrap(), other.p_value.unwrap());
                close(one.deciding_p_value().unwrap(), other.deciding_p_value().unwrap());
                close(one.statistic.unwrap(), other.statistic.unwrap());
                close(one.difference.low.value().unwrap(), other.difference.low.value().unwrap());
                close(one.lift.high.value().unwrap(), other.lift.high.value().unwrap());
                assert!((one.difference.level - other.difference.level).abs() < 1e-12);
            }
            let own = |result: &MetricResult| result.arms[0].interval.unwrap();
            assert!((own(&widened).low - own(&spread).low).abs() < 1e-6);
            assert_eq!(own(&widened).level, own(&spread).level);
        }
    }

    #[test]
    fn risks_and_p_values_are_each_other_s_way_back() {
        let widened = Widened(1.4);
        for sides in [Sides::One, Sides::Two] {
            for risk in [0.001, 0.05, 0.4] {
                assert!((widened.p_value(widened.risk(risk, sides), sides) / risk - 1.0).abs() < 1e-12);
            }
        }
    }
}
