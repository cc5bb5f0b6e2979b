//! One decision from several metrics: ship when at least one success metric is better and no guardrail is worse. What each
//! metric must be tested and sized at, so that the decision keeps the risks asked for.
//!
//! The rule: at least one of S success metrics is significantly better **and** all G guardrails are significantly no worse than
//! their margins.
//!
//! **Risk of a wrong yes.** If no success metric improves, a yes needs one of S false alarms: the sum of their risks is at most
//! `alpha` when each is tested at `alpha/S` (Bonferroni). If a guardrail is worse than its margin, a yes needs that very
//! guardrail to pass, which happens with its own risk, at most `alpha`, whatever the others do (an intersection–union test).
//! So `alpha` is split over the success metrics alone, and each guardrail keeps all of it.
//!
//! **Chance of a right yes.** Let the planned effect hold for one success metric and every guardrail be unharmed. A no needs
//! this success metric to miss or some guardrail to fail: G + 1 events, whatever their dependence, whose chances add up at most
//! (union bound). With a risk of `(1 − power)/(G + 1)` each, the decision has the power asked for. The divisor is G + 1, not G:
//! the success metric may miss too. It does not grow with S: that any *other* success metric is significant only adds to
//! the chance of a yes. The bound is reached when failures never coincide, so no smaller divisor holds in general; independent
//! metrics decide a little more often, positively correlated ones more still. Without success metrics the divisor is G.
//!
//! Source: Schultzberg, Ankargren & Frånberg 2024, "Risk-aware product decisions in A/B tests with multiple metrics",
//! arXiv 2402.11609.

use super::ArmSizes;
use crate::quantity::Proportion;

/// How many metrics take part in a decision, and its risks.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::DecisionRule;
/// let rate = |value| Proportion::new(value).unwrap();
/// let rule = DecisionRule::new(2, 3, rate(0.05), rate(0.80)).unwrap();
/// assert_eq!(rule.success_alpha().map(Proportion::get), Some(0.025));
/// assert_eq!(rule.guardrail_alpha(), rate(0.05));
/// assert!((rule.metric_power().get() - 0.95).abs() < 1e-15);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DecisionRule {
    success_metrics: u32,
    guardrails: u32,
    alpha: Proportion,
    power: Proportion,
    success_alpha: Option<Proportion>,
    metric_power: Proportion,
}

/// Why metrics make no decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecisionRuleError {
    /// There is no metric to decide by.
    #[error("there is no metric to decide by")]
    NoMetrics,
    /// Split over so many metrics, the risks are too near 0 to be told from it.
    #[error("the risks cannot be split over so many metrics")]
    TooManyMetrics,
}

impl DecisionRule {
    /// Takes the number of success metrics and guardrails, the risk of a wrong yes and the chance of a right one.
    ///
    /// # Errors
    ///
    /// [`DecisionRuleError`].
    pub fn new(
        success_metrics: u32,
        guardrails: u32,
        alpha: Proportion,
        power: Proportion,
    ) -> Result<Self, DecisionRuleError> {
        let must_hold = guardrails.saturating_add(u32::from(success_metrics > 0));
        if must_hold == 0 {
            return Err(DecisionRuleError::NoMetrics);
        }
        let proportion = |value: f64| Proportion::new(value).map_err(|_| DecisionRuleError::TooManyMetrics);
        let metric_power = proportion(1.0 - (1.0 - power.get()) / f64::from(must_hold))?;
        let success_alpha = match success_metrics {
            0 => None,
            metrics => Some(proportion(alpha.get() / f64::from(metrics))?),
        };
        Ok(Self { success_metrics, guardrails, alpha, power, success_alpha, metric_power })
    }

    /// The risk each success metric is tested and sized at; none without success metrics.
    ///
    /// In the analysis Holm's or Hommel's adjustment of the success metrics' p-values at the whole `alpha` does at least as well.
    #[must_use]
    pub fn success_alpha(&self) -> Option<Proportion> {
        self.success_alpha
    }

    /// The risk each guardrail is tested and sized at, one-sided: the whole of it.
    #[must_use]
    pub fn guardrail_alpha(&self) -> Proportion {
        self.alpha
    }

    /// The power each metric is sized at: a success metric at its planned effect, a guardrail at the effect assumed of it
    /// (usually none) against its margin.
    #[must_use]
    pub fn metric_power(&self) -> Proportion {
        self.metric_power
    }

    /// The power asked for the decision as a whole.
    #[must_use]
    pub fn power(&self) -> Proportion {
        self.power
    }

    /// Success metrics that take part.
    #[must_use]
    pub fn success_metrics(&self) -> u32 {
        self.success_metrics
    }

    /// Guardrails that take part.
    #[must_use]
    pub fn guardrails(&self) -> u32 {
        self.guardrails
    }

    /// The size of the experiment: in each arm the largest that any metric needs; none without metrics.
    #[must_use]
    pub fn largest(sizes: &[ArmSizes]) -> Option<ArmSizes> {
        sizes.iter().copied().reduce(|one, other| ArmSizes {
            control: one.control.max(other.control),
            variant: one.variant.max(other.variant),
        })
    }
}

/// Returns a power that the decision reaches at least, whatever the dependence of its metrics, from the power of each: the best
/// success metric's misses and every guardrail's failures added up.
///
/// None where the sum says nothing: it reaches 1, or there is no metric.
///
/// ```
/// use jalon::stats::least_decision_power;
/// assert!((least_decision_power(&[0.9, 0.6], &[0.95, 0.99]).unwrap() - 0.84).abs() < 1e-12);
/// assert_eq!(least_decision_power(&[0.4], &[0.5]), None);
/// ```
#[must_use]
pub fn least_decision_power(success: &[f64], guardrails: &[f64]) -> Option<f64> {
    let best = success.iter().copied().reduce(f64::max);
    if best.is_none() && guardrails.is_empty() {
        return None;
    }
    let misses = best.map_or(0.0, |power| 1.0 - power) + guardrails.iter().map(|power| 1.0 - power).sum::<f64>();
    (misses < 1.0).then_some(1.0 - misses)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::draws::Stream;
    use crate::stats::normal;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn rule(success: u32, guardrails: u32) -> DecisionRule {
        DecisionRule::new(success, guardrails, rate(0.05), rate(0.8)).unwrap()
    }

    #[test]
    fn the_risks_are_split_where_they_must_be() {
        assert_eq!(DecisionRule::new(0, 0, rate(0.05), rate(0.8)), Err(DecisionRuleError::NoMetrics));
        // One success metric alone is the usual test; many success metrics need no more power each.
        assert!((rule(1, 0).metric_power().get() - 0.8).abs() < 1e-15);
        assert_eq!(rule(7, 3).metric_power(), rule(1, 3).metric_power());
        // Guardrails alone share the misses among themselves, and test nothing for success.
        assert!((rule(0, 4).metric_power().get() - 0.95).abs() < 1e-15);
        assert_eq!(rule(0, 4).success_alpha(), None);
        let tiny = Proportion::new(f64::MIN_POSITIVE / 2.0).unwrap();
        assert!(DecisionRule::new(u32::MAX, u32::MAX, tiny, rate(0.8)).is_err() || tiny.get() > 0.0);
        assert_eq!(least_decision_power(&[], &[]), None);
        let sizes = [ArmSizes { control: 10.0, variant: 30.0 }, ArmSizes { control: 20.0, variant: 20.0 }];
        assert_eq!(DecisionRule::largest(&sizes), Some(ArmSizes { control: 20.0, variant: 30.0 }));
        assert_eq!(DecisionRule::largest(&[]), None);
    }

    /// How often the rule says yes: statistics with equal correlations, each shifted so that it passes with its planned power.
    fn yes(rule: &DecisionRule, shifted: impl Fn(usize) -> f64, correlation: f64) -> f64 {
        let (success, all) = (rule.success_metrics as usize, (rule.success_metrics + rule.guardrails) as usize);
        let mut stream = Stream::named(20_260_501, "decision rule");
        let success_critical = rule.success_alpha().map(|alpha| normal::upper_quantile(alpha.get()));
        let guardrail_critical = normal::upper_quantile(rule.guardrail_alpha().get());
        let runs = 20_000;
        let said = (0..runs)
            .filter(|_| {
                let own: Vec<f64> = (0..all).map(|_| normal::quantile(stream.uniform())).collect();
                let z = correlated(&own, correlation, normal::quantile(stream.uniform()));
                let passes = |index: usize, critical: f64| z[index] + shifted(index) > critical;
                success_critical.is_none_or(|critical| (0..success).any(|index| passes(index, critical)))
                    && (success..all).all(|index| passes(index, guardrail_critical))
            })
            .count();
        said as f64 / f64::from(runs)
    }

    /// Standard normal numbers with one correlation for all pairs, also the most negative one that there can be.
    fn correlated(own: &[f64], correlation: f64, shared: f64) -> Vec<f64> {
        if correlation >= 0.0 {
            return own.iter().map(|x| (1.0 - correlation).sqrt() * x + correlation.sqrt() * shared).collect();
        }
        // Deviations from a mean have the correlation −1/(n − 1).
        let mean = own.iter().sum::<f64>() / own.len() as f64;
        let scale = (1.0 - 1.0 / own.len() as f64).sqrt();
        own.iter().map(|x| (x - mean) / scale).collect()
    }

    #[test]
    fn a_right_yes_has_the_power_asked_for_whatever_the_correlation() {
        for (success, guardrails) in [(1, 1), (1, 4), (3, 2), (0, 3)] {
            let rule = rule(success, guardrails);
            let reach = normal::quantile(rule.metric_power().get());
            let planned = |index: usize| {
                let metrics = success as usize;
                // One success metric has its effect, the other success metrics have none.
                match (index, rule.success_alpha()) {
                    (0, Some(alpha)) => normal::upper_quantile(alpha.get()) + reach,
                    (index, _) if index < metrics => 0.0,
                    _ => normal::upper_quantile(0.05) + reach,
                }
            };
            for correlation in [-1.0, 0.0, 0.5, 0.9] {
                let found = yes(&rule, planned, correlation);
                assert!(found > 0.8 - 0.006, "{success} {guardrails} {correlation}: {found}");
                // Failures rarely coincide: the bound is close, not idle.
                assert!(correlation > 0.0 || found < 0.86, "{success} {guardrails} {correlation}: {found}");
            }
        }
    }

    /// With β/G for each of G + 1 metrics the misses of one success metric and one guardrail that never coincide add up to 2β.
    #[test]
    fn a_divisor_that_forgets_the_success_metric_has_too_little_power() {
        let two = rule(1, 1);
        let (success, guardrail) = (normal::upper_quantile(0.05), normal::upper_quantile(0.05));
        let reach = normal::quantile(0.8);
        let shifted = |index: usize| if index == 0 { success + reach } else { guardrail + reach };
        let found = yes(&two, shifted, -1.0);
        assert!((found - 0.6).abs() < 0.015, "{found}");
        assert!((least_decision_power(&[0.8], &[0.8]).unwrap() - 0.6).abs() < 1e-15);
    }

    #[test]
    fn a_wrong_yes_is_no_more_likely_than_alpha() {
        let rule = rule(3, 2);
        for correlation in [0.0, 0.5, 0.9] {
            // No success metric moves; guardrails are certain to pass.
            let no_success = yes(&rule, |index| if index < 3 { 0.0 } else { 9.0 }, correlation);
            assert!(no_success < 0.05 + 0.006, "{correlation}: {no_success}");
            // Success is certain; one guardrail sits on its margin.
            let harmed = yes(&rule, |index| if index == 4 { 0.0 } else { 9.0 }, correlation);
            assert!((harmed - 0.05).abs() < 0.006, "{correlation}: {harmed}");
        }
    }
}
