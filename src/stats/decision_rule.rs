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
//! **All must win.** Where a yes needs every success metric, a wrong yes needs a false alarm of the very metric that does not
//! improve: each keeps the whole of `alpha` (intersection–union), and each of the S + G metrics may miss, so the divisor is S + G.
//!
//! **Harm.** Where one win suffices, a yes is also refused if another success metric is shown to be worse. A metric that does not
//! move seems worse with the risk of one side of its test; these chances, (S − 1) of them, are taken off what may fail before it is
//! divided, as long as they leave half of it.
//!
//! Source: Schultzberg, Ankargren & Frånberg 2024, "Risk-aware product decisions in A/B tests with multiple metrics",
//! arXiv 2402.11609.

use super::{ArmSizes, Sides};
use crate::quantity::Proportion;

/// How many of several success metrics must win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SuccessRule {
    /// One of them: they share `alpha`.
    #[default]
    Any,
    /// Every one of them: each has all of `alpha`, and they share what may be missed.
    All,
}

impl SuccessRule {
    /// Its name in files and answers for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::All => "all",
        }
    }
}

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
    success: SuccessRule,
    /// The chance that a success metric which does not move seems worse, over all but the one that wins.
    false_harm: f64,
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
        let success_alpha = match success_metrics {
            0 => None,
            metrics => Some(possible(alpha.get() / f64::from(metrics))?),
        };
        let metric_power = shared_power(power, 0.0, guardrails.saturating_add(u32::from(success_metrics > 0)))?;
        let success = SuccessRule::Any;
        Ok(Self { success_metrics, guardrails, alpha, power, success_alpha, metric_power, success, false_harm: 0.0 })
    }

    /// The rule that every success metric must win.
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// use jalon::stats::DecisionRule;
    /// let rate = |value| Proportion::new(value).unwrap();
    /// let rule = DecisionRule::all(2, 2, rate(0.05), rate(0.80)).unwrap();
    /// assert_eq!(rule.success_alpha().map(Proportion::get), Some(0.05));
    /// assert!((rule.metric_power().get() - 0.95).abs() < 1e-15);
    /// ```
    ///
    /// # Errors
    ///
    /// [`DecisionRuleError`].
    pub fn all(
        success_metrics: u32,
        guardrails: u32,
        alpha: Proportion,
        power: Proportion,
    ) -> Result<Self, DecisionRuleError> {
        let metric_power = shared_power(power, 0.0, guardrails.saturating_add(success_metrics))?;
        let success_alpha = (success_metrics > 0).then_some(alpha);
        let success = SuccessRule::All;
        Ok(Self { success_metrics, guardrails, alpha, power, success_alpha, metric_power, success, false_harm: 0.0 })
    }

    /// The same rule, which also says no when a success metric is shown to be worse by the same tests, on so many sides.
    ///
    /// Where all must win this changes nothing: what is worse has not won.
    ///
    /// # Errors
    ///
    /// [`DecisionRuleError::TooManyMetrics`].
    pub fn stopping_at_harm(self, sides: Sides) -> Result<Self, DecisionRuleError> {
        let (SuccessRule::Any, Some(each)) = (self.success, self.success_alpha) else { return Ok(self) };
        let false_harm = f64::from(self.success_metrics - 1) * sides.level(each.get());
        let metric_power = shared_power(self.power, false_harm, self.guardrails.saturating_add(1))?;
        Ok(Self { metric_power, false_harm, ..self })
    }

    /// Returns a power that the decision reaches at least, whatever the dependence of its metrics, from the power of each. Where
    /// one win suffices it holds whichever success metric moves.
    ///
    /// None where the sum of what may fail says nothing: it reaches 1, or there is no metric.
    #[must_use]
    pub fn least_power(&self, success: &[f64], guardrails: &[f64]) -> Option<f64> {
        let misses = |powers: &[f64]| powers.iter().map(|power| 1.0 - power).sum::<f64>();
        let missed = match self.success {
            SuccessRule::Any => success.iter().map(|power| 1.0 - power).fold(0.0, f64::max) + self.false_harm,
            SuccessRule::All => misses(success),
        };
        let failed = missed + misses(guardrails);
        (failed < 1.0 && !(success.is_empty() && guardrails.is_empty())).then_some(1.0 - failed)
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

fn possible(value: f64) -> Result<Proportion, DecisionRuleError> {
    Proportion::new(value).map_err(|_| DecisionRuleError::TooManyMetrics)
}

/// The power of each of the metrics that must hold.
fn shared_power(power: Proportion, false_harm: f64, must_hold: u32) -> Result<Proportion, DecisionRuleError> {
    if must_hold == 0 {
        return Err(DecisionRuleError::NoMetrics);
    }
    let may_fail = 1.0 - power.get();
    possible(1.0 - (may_fail - false_harm.min(may_fail / 2.0)) / f64::from(must_hold))
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
    fn all_must_win_shares_what_may_be_missed() {
        let all = DecisionRule::all(3, 1, rate(0.05), rate(0.8)).unwrap();
        assert_eq!((all.success_alpha(), all.guardrail_alpha()), (Some(rate(0.05)), rate(0.05)));
        assert!((all.metric_power().get() - 0.95).abs() < 1e-15);
        assert!((all.least_power(&[0.95; 3], &[0.95]).unwrap() - 0.8).abs() < 1e-12);
        assert_eq!(all.stopping_at_harm(Sides::Two), Ok(all));
        assert_eq!(DecisionRule::all(0, 0, rate(0.05), rate(0.8)), Err(DecisionRuleError::NoMetrics));
        assert_eq!(all.least_power(&[0.5; 2], &[]), None);
    }

    /// By hand: two metrics at 2.5 %, of which the one that does not move seems worse in 1.25 % of tests.
    #[test]
    fn a_false_harm_is_taken_off_what_may_fail() {
        let any = rule(2, 1).stopping_at_harm(Sides::Two).unwrap();
        assert!((any.metric_power().get() - (1.0 - (0.2 - 0.0125) / 2.0)).abs() < 1e-15);
        let each = any.metric_power().get();
        assert!((any.least_power(&[each, 0.99], &[each]).unwrap() - 0.8).abs() < 1e-12);
        assert!((rule(2, 0).stopping_at_harm(Sides::One).unwrap().metric_power().get() - 0.825).abs() < 1e-15);
        // Where false harms are more than may fail, half of it is left to share.
        let sure = DecisionRule::new(4, 0, rate(0.05), rate(0.99)).unwrap().stopping_at_harm(Sides::One).unwrap();
        assert!((sure.metric_power().get() - 0.995).abs() < 1e-15);
        assert_eq!(rule(1, 1).stopping_at_harm(Sides::Two).unwrap().metric_power(), rule(1, 1).metric_power());
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
