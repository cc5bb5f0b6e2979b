//! How what a look shows is read so that it holds although there are several looks.

use super::compare::{Ends, Question};
use super::effect::{Comparison, MetricResult, SingleLook};
use super::schedule::Occasion;
use crate::metric::MetricRole;
use crate::plan::{Correction, Looks, Plan, RuleKind};
use crate::quantity::{Positive, Proportion};
use crate::stats::{
    Alternative, AnyTimePlan, Bound, LookBounds, LookDecision, LookTaken, Monitoring, NoAnswer, NormalMixture,
    Progress, SequentialError, Sides, normal,
};

/// How a look is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reading<'a> {
    /// As if it were the only look.
    Once,
    /// By the bounds of the looks so far.
    Looks {
        /// What the plan says of looks.
        looks: &'a Looks,
        /// The looks so far and this one.
        occasion: &'a Occasion,
    },
    /// By intervals that hold at every look.
    AnyTime {
        /// Units of all arms at this look.
        units: f64,
        /// Units of all arms at which the intervals are narrowest: those of the plan.
        planned: f64,
    },
}

/// What is asked of one metric.
#[derive(Debug, Clone, Copy)]
pub(super) struct Watched<'a> {
    /// Its id.
    pub metric: &'a str,
    /// What the metric is there for.
    pub role: MetricRole,
    /// Which way it should go: 1 up, −1 down.
    pub better: f64,
    /// How many variants share the risk.
    pub variants: usize,
    /// Whether the test gives up by this metric.
    pub gives_up: bool,
}

/// The statistic of one comparison, and how it is read at this look.
struct Read {
    ends: Option<Ends>,
    p_value: Option<f64>,
    single: SingleLook,
}

impl<'a> Reading<'a> {
    /// How a look at a plan is read.
    pub fn of(plan: &'a Plan, occasion: Option<&'a Occasion>, units: u64, planned: u64) -> Self {
        match (&plan.rule.kind, occasion) {
            (RuleKind::Looks(looks), Some(occasion)) => Self::Looks { looks, occasion },
            (RuleKind::AnyTime, _) if planned > 0 => Self::AnyTime { units: units as f64, planned: planned as f64 },
            _ => Self::Once,
        }
    }

    /// Asks a question of the data so that the answer holds at this look; `ask` answers it as if there were one look.
    ///
    /// Each comparison is read by its own statistic at other risks, so that test, difference and lift keep telling one story.
    pub fn ask(
        self,
        question: &Question,
        watched: Watched<'_>,
        ask: impl Fn(&Question) -> Option<MetricResult>,
    ) -> Option<MetricResult> {
        let mut result = ask(question)?;
        if matches!(self, Self::Once) {
            return Some(result);
        }
        for place in 0..result.comparisons.len() {
            let Some(comparison) = result.comparisons.get(place) else { continue };
            let read = self.read(question, watched, comparison);
            let ends = read.as_ref().and_then(|read| read.ends);
            let again = ends.and_then(|ends| ask(&Question { ends: Some(ends), ..*question }));
            let reread = again.and_then(|again| again.comparisons.into_iter().nth(place));
            if let Some(comparison) = result.comparisons.get_mut(place) {
                told(comparison, reread, read, question, watched);
            }
        }
        Some(result)
    }

    /// Where the ends of the intervals lie, and the p-value that holds; none where the data give no statistic.
    fn read(self, question: &Question, watched: Watched<'_>, comparison: &Comparison) -> Option<Read> {
        let p_value = comparison.p_value?;
        let risk = risk_of_each(question, watched.variants)?;
        let statistic = score(p_value, question.alternative, comparison, watched.better);
        let single = SingleLook { z: statistic, p_value };
        let (ends, p_value) = match self {
            Self::Once => return None,
            Self::AnyTime { units, planned } => any_time(units, planned, risk, question, p_value),
            // Nothing is left to exclude anything with.
            Self::Looks { occasion: Occasion { over_since: Some(_), .. }, .. } => (None, None),
            Self::Looks { looks, occasion } => {
                let looks = if watched.gives_up { looks.clone() } else { looks.without_futility() };
                let monitoring = monitor(&looks, occasion, risk, question.sides(), statistic).ok()?;
                let before = occasion.scores_of(watched.metric, &comparison.variant);
                let went_on = passed_before(&monitoring, &before, question.sides());
                at_look(&monitoring, occasion, watched, went_on)
            }
        };
        Some(Read { ends, p_value, single })
    }
}

/// The risk of each comparison, both sides together. Only corrections that give each a fixed part hold at looks.
pub(super) fn risk_of_each(question: &Question, variants: usize) -> Option<Proportion> {
    let parts = vec![1.0; variants];
    question.correction.level_per_comparison(question.alpha, question.sides(), 1.0, &parts).ok()
}

/// The standard score of a p-value, counted towards better.
pub(super) fn score(p_value: f64, alternative: Alternative, comparison: &Comparison, better: f64) -> f64 {
    // No double holds a smaller p-value than this score's.
    const FARTHEST: f64 = 38.0;
    let sign = comparison.statistic.or(comparison.difference.estimate).unwrap_or(0.0).signum();
    let z = match alternative {
        Alternative::TwoSided => sign * better * normal::upper_quantile(p_value / 2.0),
        Alternative::Greater => better * normal::upper_quantile(p_value),
        Alternative::Less => -better * normal::upper_quantile(p_value),
    };
    z.clamp(-FARTHEST, FARTHEST)
}

/// The looks so far against their bounds, this one with its score.
pub(super) fn monitor(
    looks: &Looks,
    occasion: &Occasion,
    risk: Proportion,
    sides: Sides,
    statistic: f64,
) -> Result<Monitoring, SequentialError> {
    let here = occasion.number() - 1;
    let progress = if occasion.last { Progress::Ended } else { Progress::Running };
    let design = looks.design(risk, sides)?;
    let bounds = design.bounds_at(&occasion.information, progress)?;
    let taken = bounds.looks().iter().enumerate().map(|(look, bounds)| LookTaken {
        information: bounds.information,
        statistic: if look == here { statistic } else { between(bounds) },
    });
    design.monitor(&taken.collect::<Vec<_>>(), progress)
}

/// A score with which a test goes on. What a look is worth depends on where the looks before it would have stopped, not on
/// where they stood: that the test got here says all of it.
fn between(bounds: &LookBounds) -> f64 {
    match (bounds.futility.value(), bounds.efficacy.value()) {
        (Some(futility), Some(efficacy)) => f64::midpoint(futility, efficacy),
        (Some(futility), None) => futility + 1.0,
        (None, _) => 0.0,
    }
}

/// Whether a look before was past its bound for efficacy, on either side of a two-sided test, and the test went on all the same:
/// because a guardrail was not yet shown to hold, or against the rule.
fn passed_before(monitoring: &Monitoring, scores: &[Option<f64>], sides: Sides) -> bool {
    monitoring.looks().iter().zip(scores).any(|(look, score)| match (look.bounds.efficacy.value(), score) {
        (Some(bound), Some(score)) => *score >= bound || (sides == Sides::Two && -score >= bound),
        _ => false,
    })
}

fn at_look(
    monitoring: &Monitoring,
    occasion: &Occasion,
    watched: Watched<'_>,
    went_on: bool,
) -> (Option<Ends>, Option<f64>) {
    let here = occasion.number() - 1;
    let repeated = monitoring.repeated_interval(here).and_then(|found| tail(found.multiplier));
    let over = monitoring.looks().get(here).is_some_and(|look| {
        occasion.due
            && !went_on
            && matches!(look.decision, LookDecision::Efficacy | LookDecision::WrongSide | LookDecision::NotShown)
    });
    // Only what the test was stopped by is read as it stopped; the rest by intervals that hold whenever it stops. So is what was
    // shown before and not stopped by: a stage-wise answer counts on its test having ended where a bound was met.
    if over
        && watched.role == MetricRole::Primary
        && let Ok(Some(found)) = monitoring.stage_wise()
        && let (Some(low), Some(high), Some(middle)) =
            (tail(found.lower_multiplier()), tail(found.upper_multiplier()), tail(found.median_multiplier()))
    {
        let beside = repeated.unwrap_or(low);
        let ends = if watched.better >= 0.0 {
            Ends { low, high, middle: Some(middle), beside }
        } else {
            Ends { low: high, high: low, middle: rest(middle), beside }
        };
        return (Some(ends), Some(found.p_value));
    }
    (repeated.map(Ends::both), monitoring.repeated_p_value(here).ok().flatten())
}

fn any_time(
    units: f64,
    planned: f64,
    risk: Proportion,
    question: &Question,
    p_value: f64,
) -> (Option<Ends>, Option<f64>) {
    let Ok(mixture) = mixture(units, planned, risk, question.sides()) else { return (None, None) };
    let alternative = question.alternative;
    let level = mixture.multiplier(risk, question.sides()).ok().and_then(tail);
    (level.map(Ends::both), Some(mixture.p_value_of(p_value, alternative)))
}

/// The mixture whose intervals are narrowest at the planned units.
pub(super) fn mixture(units: f64, planned: f64, risk: Proportion, sides: Sides) -> Result<NormalMixture, NoAnswer> {
    let planned = Positive::new(planned).map_err(|_| NoAnswer::TooFewUnits)?;
    AnyTimePlan::narrowest_at(planned, risk, sides).at(units)
}

/// The one-sided risk beyond so many standard errors.
fn tail(multiplier: f64) -> Option<Proportion> {
    Proportion::new(normal::upper_tail(multiplier)).ok()
}

fn rest(risk: Proportion) -> Option<Proportion> {
    Proportion::new(1.0 - risk.get()).ok()
}

/// Puts what holds at this look in the place of what would hold at an only one.
fn told(
    comparison: &mut Comparison,
    again: Option<Comparison>,
    read: Option<Read>,
    question: &Question,
    watched: Watched<'_>,
) {
    match again {
        Some(again) => {
            comparison.difference = again.difference;
            comparison.lift = again.lift;
        }
        // No risk is spent yet: nothing is excluded.
        None => {
            for effect in [&mut comparison.difference, &mut comparison.lift] {
                (effect.low, effect.high) = (Bound::Unbounded, Bound::Unbounded);
            }
        }
    }
    comparison.p_value = read.as_ref().and_then(|read| read.p_value);
    let corrected = watched.variants > 1 && question.correction != Correction::None;
    let adjusted = |p_value: f64| (p_value * watched.variants as f64).min(1.0);
    comparison.p_adjusted = comparison.p_value.filter(|_| corrected).map(adjusted);
    comparison.single_look = read.map(|read| read.single);
}

#[cfg(test)]
mod tests {
    use super::super::compare::{NamedArm, compare_proportions};
    use super::super::schedule::KeptScore;
    use super::*;
    use crate::stats::Conversions;
    use jiff::civil::date;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    /// 8 000 units of 10 % in the control, and so many conversions in the variant.
    fn compared(converted: u64) -> impl Fn(&Question) -> Option<MetricResult> {
        move |question| {
            let arm = |name: &str, converted| NamedArm {
                name: name.to_owned(),
                observed: Conversions::new(converted, 8_000).unwrap(),
            };
            compare_proportions(&[arm("control", 800), arm("variant", converted)], question).ok()
        }
    }

    fn watched(better: f64) -> Watched<'static> {
        Watched { metric: "orders", role: MetricRole::Primary, better, variants: 1, gives_up: true }
    }

    /// Looks at these parts of the planned units, all before the last without scores.
    fn occasion(information: &[f64]) -> Occasion {
        Occasion {
            information: information.to_vec(),
            days: vec![date(2026, 7, 6); information.len()],
            scores: vec![Vec::new(); information.len() - 1],
            due: true,
            last: *information.last().unwrap() >= 1.0,
            next: None,
            over_since: None,
        }
    }

    fn read(looks: usize, occasion: &Occasion, converted: u64, better: f64) -> Comparison {
        let looks = Looks::equal(looks, rate(0.8)).unwrap();
        let reading = Reading::Looks { looks: &looks, occasion };
        let question = Question::two_sided(rate(0.05));
        reading.ask(&question, watched(better), compared(converted)).unwrap().comparisons.remove(0)
    }

    fn once(converted: u64) -> Comparison {
        compared(converted)(&Question::two_sided(rate(0.05))).unwrap().comparisons.remove(0)
    }

    fn near(one: Bound, other: Bound) -> bool {
        (one.value().unwrap() - other.value().unwrap()).abs() < 1e-9
    }

    #[test]
    fn one_look_reads_as_the_test_without_looks() {
        for converted in [700, 810, 905] {
            let (with, without) = (read(1, &occasion(&[1.0]), converted, 1.0), once(converted));
            assert!((with.p_value.unwrap() - without.p_value.unwrap()).abs() < 1e-9);
            assert!(near(with.difference.low, without.difference.low));
            assert!(near(with.lift.high, without.lift.high));
            assert!((with.difference.estimate.unwrap() - without.difference.estimate.unwrap()).abs() < 1e-9);
        }
    }

    /// At every look the p-value is at the risk or below exactly where the score is past its bound, and exactly there the interval
    /// excludes no difference.
    #[test]
    fn p_value_interval_and_bound_tell_one_story() {
        let looks = Looks::equal(4, rate(0.8)).unwrap();
        for information in [&[0.25][..], &[0.25, 0.5], &[0.3, 0.55, 0.8], &[0.25, 0.5, 0.75, 1.0]] {
            let occasion = occasion(information);
            for converted in [600, 640, 690, 730, 800, 880, 900, 930, 980] {
                let read = read(4, &occasion, converted, 1.0);
                let z = read.single_look.unwrap().z;
                let monitoring = monitor(&looks, &occasion, rate(0.05), Sides::Two, z).unwrap();
                let bound = monitoring.looks().last().unwrap().bounds.efficacy.value().unwrap();
                let shown = z.abs() >= bound;
                assert_eq!(read.p_value.unwrap() <= 0.05, shown, "{information:?} {converted}");
                assert_eq!(!read.difference.holds(0.0), shown, "{information:?} {converted}");
            }
        }
    }

    #[test]
    fn a_metric_that_should_fall_is_read_as_one_that_should_rise() {
        let occasion = occasion(&[0.25, 0.5]);
        let (up, down) = (read(4, &occasion, 950, 1.0), read(4, &occasion, 950, -1.0));
        assert_eq!(up.single_look.unwrap().z, -down.single_look.unwrap().z);
        assert!(near(up.difference.low, down.difference.low) && near(up.difference.high, down.difference.high));
        assert!((up.difference.estimate.unwrap() - down.difference.estimate.unwrap()).abs() < 1e-9);
        assert!((up.p_value.unwrap() - down.p_value.unwrap()).abs() < 1e-9);
    }

    /// What was shown at a look before and not stopped by has an interval that holds at any look: at the last look that of the
    /// last bound, 2.01 standard errors on either side, whatever the score.
    #[test]
    fn who_goes_on_past_a_bound_is_read_by_repeated_intervals() {
        let mut passed = occasion(&[0.25, 0.5, 0.75, 1.0]);
        let kept = KeptScore { metric: "orders".to_owned(), variant: "variant".to_owned(), z: 3.4 };
        passed.scores[1].push(kept);
        let (went_on, straight) = (read(4, &passed, 960, 1.0), read(4, &occasion(&[0.25, 0.5, 0.75, 1.0]), 960, 1.0));
        let own = once(960);
        assert_eq!(went_on.difference.estimate, own.difference.estimate);
        assert!(straight.difference.estimate < own.difference.estimate, "stage-wise, median-unbiased");
        let reach = |of: &Comparison| of.difference.estimate.unwrap() - of.difference.low.value().unwrap();
        assert!((reach(&went_on) / reach(&own) - 2.014 / 1.960).abs() < 0.002);
    }

    #[test]
    fn any_time_intervals_are_wider_by_what_the_planned_units_cost() {
        let question = Question::two_sided(rate(0.05));
        let reading = Reading::AnyTime { units: 16_000.0, planned: 16_000.0 };
        let read = reading.ask(&question, watched(1.0), compared(960)).unwrap().comparisons.remove(0);
        let reach = |of: &Comparison| of.difference.high.value().unwrap() - of.difference.estimate.unwrap();
        // 1.549 times the interval of one look, where it is narrowest.
        assert!((reach(&read) / reach(&once(960)) - 1.549).abs() < 0.005);
        assert!(read.p_value.unwrap() > once(960).p_value.unwrap());
    }
}
