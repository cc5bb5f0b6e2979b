use jiff::civil::{Date, Weekday};

use super::protocol::{
    Arm, Change, DataKind, DataSource, Hypothesis, Plan, PowerOf, Prediction, Rule, RuleKind, Terms,
};
use super::{
    Correction, Defaults, Duration, Efficiency, FamilyCorrection, Fit, NullHypothesis, PlanSizeError, Traffic, WeekRule,
};
use crate::id::Id;
use crate::metric::{Baseline, Metric};
use crate::priority::Improvement;
use crate::quantity::Proportion;
use crate::roadmap::{Lane, Period};
use crate::stats::Direction;
use crate::words::Message;

/// What a draft is made from.
#[derive(Debug, Clone)]
pub struct DraftInput<'a> {
    /// The id the experiment will have.
    pub id: &'a Id,
    /// The improvement to test.
    pub improvement: &'a Improvement,
    /// What is measured in the workspace.
    pub metrics: &'a [Metric],
    /// The lane the test takes its traffic from.
    pub lane: Option<&'a Lane>,
    /// When the lane is taken already: other tests, black-out dates.
    pub busy: &'a [Period],
    /// What the workspace's tests take when they say nothing else.
    pub defaults: Defaults,
    /// When the test decides.
    pub rule: RuleKind,
    /// The day of the draft; the test starts on a Monday after it.
    pub today: Date,
}

/// A plan to start from, and what its traffic allows.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The plan.
    pub plan: Plan,
    /// How long its units take to come; none without a lane.
    pub duration: Option<Duration>,
    /// Ways out, where the traffic is short.
    pub ways_out: Vec<WayOut>,
}

/// What one can do when a test would take too long.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WayOut {
    /// Plan for the effect that the longest allowed test detects.
    LargerEffect {
        /// Weeks of the longest test.
        weeks: u32,
        /// Units by then.
        units: u64,
        /// The lift it detects with the planned power.
        lift: f64,
    },
    /// Measure a step nearer to the change, which more people take.
    NearerMetric,
    /// Test for no harm with a margin instead of for a gain.
    NoHarm,
    /// Ship and watch the metric, without claiming to know the effect.
    ShipAndWatch,
}

impl Draft {
    /// How many units the test needs and what its traffic says to that, in a sentence.
    #[must_use]
    pub fn said_traffic(&self) -> Message {
        let units = self.plan.size().map_or(0, |sizing| sizing.n_total);
        let with_units = |key| Message::new(key).count("units", units);
        match self.duration {
            Some(Duration::Weeks { weeks, fit: Fit::TooLong, .. }) => with_units("draft-too-long")
                .count("weeks", weeks.into())
                .count("most", self.plan.design.max_weeks.into()),
            Some(Duration::Weeks { weeks, .. }) => with_units("draft-fits").count("weeks", weeks.into()),
            Some(Duration::NeverReached { most_units }) => with_units("draft-never").count("most", most_units),
            None => with_units("draft-no-lane"),
        }
    }
}

impl WayOut {
    /// The way out in a clause.
    #[must_use]
    pub fn said(&self) -> Message {
        match self {
            Self::LargerEffect { weeks, units, lift } => Message::new("draft-way-larger")
                .count("weeks", (*weeks).into())
                .count("units", *units)
                .signed_percent("lift", *lift, 1),
            Self::NearerMetric => Message::new("draft-way-nearer"),
            Self::NoHarm => Message::new("draft-way-no-harm"),
            Self::ShipAndWatch => Message::new("draft-way-watch"),
        }
    }
}

/// Why no plan can be drafted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DraftError {
    /// The improvement is not to be tested.
    #[error("it is not to be tested: {0}")]
    NotTested(String),
    /// The improvement names no metric, or one that is not declared.
    #[error("it names no metric")]
    NoMetric,
    /// Today's value of the metric is not known.
    #[error("the metric {0} has no baseline")]
    NoBaseline(Id),
    /// The improvement has no likely lift.
    #[error("it has no likely lift")]
    NoLift,
    /// The metric is a score, which a lift says nothing of.
    #[error("a lift says nothing of the score {metric}")]
    NoRelativeChange {
        /// The metric.
        metric: Id,
    },
    /// The likely lift makes the metric worse, or is none.
    #[error("a lift of {lift} makes {metric} no better")]
    NoGain {
        /// The metric.
        metric: Id,
        /// The likely lift.
        lift: f64,
    },
    /// The test cannot be sized.
    #[error(transparent)]
    Size(#[from] PlanSizeError),
}

/// Drafts the plan of an improvement: its metric, its likely lift as the effect not to miss, half of the traffic for each
/// arm, and as many whole weeks as the units take to come, from the first Monday on which the lane is free.
///
/// # Errors
///
/// [`DraftError`] says what the improvement or the metric still needs.
pub fn draft(input: &DraftInput<'_>) -> Result<Draft, DraftError> {
    let improvement = input.improvement;
    if let Some(reason) = &improvement.no_test {
        return Err(DraftError::NotTested(reason.clone()));
    }
    let metric = improvement.metric.as_ref().and_then(|id| input.metrics.iter().find(|metric| metric.id == *id));
    let metric = metric.ok_or(DraftError::NoMetric)?;
    let baseline = metric.baseline.clone().ok_or_else(|| DraftError::NoBaseline(metric.id.clone()))?;
    if !metric.kind.has_lift() {
        return Err(DraftError::NoRelativeChange { metric: metric.id.clone() });
    }
    let range = improvement.lift.ok_or(DraftError::NoLift)?;
    let lift = range.likely();
    if lift * metric.direction.sign() <= 0.0 {
        return Err(DraftError::NoGain { metric: metric.id.clone(), lift });
    }
    let mut plan = undated(input, metric, baseline, lift);
    plan.prediction = Some(Prediction { lift: range, p_win: improvement.p_works, by: improvement.owner.clone() });
    let sizing = plan.size()?;
    let traffic = input.lane.and_then(|lane| Traffic::new(lane.units_per_week, lane.return_rate).ok());
    let rule = WeekRule { min_weeks: input.defaults.min_weeks, max_weeks: input.defaults.max_weeks };
    let duration = traffic.map(|traffic| traffic.duration(sizing.n_total, rule));
    let weeks = match duration {
        Some(duration) => duration.weeks().unwrap_or(rule.max_weeks).min(rule.max_weeks),
        None => rule.min_weeks,
    };
    (plan.start, plan.end) = dates(input.today, weeks, input.busy);
    let short = duration.is_some_and(|duration| !duration.is_feasible());
    let ways_out = match traffic.filter(|_| short) {
        Some(traffic) => ways_out(&plan, traffic, rule.max_weeks),
        None => Vec::new(),
    };
    Ok(Draft { plan, duration, ways_out })
}

/// Sums where they will do: they are the easier export.
fn data_kind(metric: &Metric) -> DataKind {
    if metric.needs_units() { DataKind::Units } else { DataKind::Summary }
}

fn undated(input: &DraftInput<'_>, metric: &Metric, baseline: Baseline, lift: f64) -> Plan {
    let improvement = input.improvement;
    let believed = improvement.hypothesis.as_ref();
    let half = |name: &str| Arm { name: name.to_owned(), share: half(), code: None };
    Plan {
        id: input.id.clone(),
        title: improvement.title.clone(),
        improvement: Some(improvement.id.clone()),
        hypothesis: Hypothesis {
            change: believed.and_then(|it| it.change.clone()).unwrap_or_else(|| improvement.title.clone()),
            audience: believed.and_then(|it| it.audience.clone()),
            outcome: believed.and_then(|it| it.outcome.clone()),
            because: believed.and_then(|it| it.because.clone()),
        },
        arms: vec![half("control"), half("variant")],
        primary: metric.clone(),
        baseline,
        also_primary: Vec::new(),
        secondary: Vec::new(),
        guardrails: Vec::new(),
        effect: Change::Lift(lift),
        null: NullHypothesis::Equal,
        design: Terms {
            alpha: input.defaults.alpha,
            power: input.defaults.power,
            sides: input.defaults.sides,
            correction: if input.rule == RuleKind::FixedHorizon { Correction::Dunnett } else { Correction::Bonferroni },
            secondary_correction: FamilyCorrection::default(),
            min_weeks: input.defaults.min_weeks,
            max_weeks: input.defaults.max_weeks,
            units: None,
            efficiency: Efficiency::default(),
            power_of: PowerOf::default(),
        },
        start: input.today,
        end: input.today,
        segments: Vec::new(),
        lane: input.lane.map(|lane| lane.id.clone()),
        data: DataSource { kind: data_kind(metric), file: "data.csv".to_owned(), columns: Vec::new(), events: None },
        prediction: None,
        rule: Rule { kind: input.rule.clone(), ..Rule::default() },
        rule_text: None,
    }
}

fn half() -> Proportion {
    Proportion::new(0.5).unwrap_or_else(|_| unreachable!("a half lies between 0 and 1"))
}

/// Whole weeks from the first Monday after today that no other test and no black-out date overlaps.
fn dates(today: Date, weeks: u32, busy: &[Period]) -> (Date, Date) {
    let days = i64::from(weeks.max(1)) * 7 - 1;
    let end_of = |start: Date| start.saturating_add(jiff::Span::new().days(days));
    let after = |day: Date| day.nth_weekday(1, Weekday::Monday).unwrap_or(day);
    let mut start = after(today);
    // Each step jumps past a period, so no period is met twice.
    for _ in 0..=busy.len() {
        let overlaps = |period: &&Period| period.from <= end_of(start) && start <= period.to;
        match busy.iter().filter(overlaps).map(|period| period.to).max() {
            Some(taken) => start = after(taken),
            None => break,
        }
    }
    (start, end_of(start))
}

fn ways_out(plan: &Plan, traffic: Traffic, weeks: u32) -> Vec<WayOut> {
    let units = traffic.units_by(weeks);
    let direction = if plan.primary.direction.sign() > 0.0 { Direction::Increase } else { Direction::Decrease };
    let larger =
        plan.detectable(units, direction).map(|lift| WayOut::LargerEffect { weeks, units: units as u64, lift });
    larger.into_iter().chain([WayOut::NearerMetric, WayOut::NoHarm, WayOut::ShipAndWatch]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::{self, MetricKind};
    use crate::quantity::{Positive, Range};
    use jiff::civil::date;

    fn metric() -> Metric {
        Metric {
            id: "checkout-rate".parse().unwrap(),
            name: "Orders".to_owned(),
            kind: MetricKind::Proportion,
            direction: metric::Direction::Higher,
            baseline: Some(Baseline::Rate(Proportion::new(0.36).unwrap())),
            value_per_unit: None,
            stage: None,
            unit: None,
            detail: metric::MetricDetail::default(),
        }
    }

    fn lane(units: f64) -> Lane {
        Lane {
            id: "checkout".parse().unwrap(),
            name: "Checkout".to_owned(),
            touchpoints: Vec::new(),
            units_per_week: Positive::new(units).unwrap(),
            return_rate: 0.0,
            parallel: 1,
            blackout: Vec::new(),
        }
    }

    fn drafted(change: impl FnOnce(&mut Improvement), units: f64, busy: &[Period]) -> Result<Draft, DraftError> {
        let mut improvement = Improvement::new("I-001".parse().unwrap(), "Guest checkout");
        improvement.metric = Some(metric().id);
        improvement.lift = Some(Range::new(0.02, 0.08, 0.13).unwrap());
        change(&mut improvement);
        let (id, lane) = ("E001".parse().unwrap(), lane(units));
        draft(&DraftInput {
            id: &id,
            improvement: &improvement,
            metrics: &[metric()],
            lane: Some(&lane),
            busy,
            defaults: Defaults::default(),
            rule: RuleKind::FixedHorizon,
            today: date(2026, 7, 1),
        })
    }

    #[test]
    fn a_draft_runs_for_the_weeks_its_units_take() {
        let draft = drafted(|_| {}, 6_000.0, &[]).unwrap();
        assert_eq!((draft.plan.start, draft.plan.end), (date(2026, 7, 6), date(2026, 7, 19)));
        assert!(draft.ways_out.is_empty());
        let slow = drafted(|_| {}, 1_500.0, &[]).unwrap();
        assert_eq!(slow.plan.planned_days(), 42, "8 900 units take six weeks");
    }

    #[test]
    fn a_draft_waits_until_its_lane_is_free() {
        let taken = [
            Period { from: date(2026, 7, 13), to: date(2026, 7, 26) },
            Period { from: date(2026, 8, 3), to: date(2026, 8, 4) },
        ];
        let draft = drafted(|_| {}, 6_000.0, &taken).unwrap();
        assert_eq!(draft.plan.start, date(2026, 8, 10));
    }

    #[test]
    fn where_the_traffic_is_short_there_are_ways_out() {
        let draft = drafted(|_| {}, 500.0, &[]).unwrap();
        assert_eq!(draft.plan.planned_days(), 56, "the longest test allowed");
        let Some(WayOut::LargerEffect { weeks: 8, units: 4_000, lift }) = draft.ways_out.first() else {
            panic!("{:?}", draft.ways_out)
        };
        assert!(*lift > 0.08 && *lift < 0.2, "{lift}");
    }

    #[test]
    fn what_is_still_needed_is_said() {
        let error = |change: fn(&mut Improvement)| drafted(change, 6_000.0, &[]).unwrap_err();
        assert_eq!(error(|it| it.metric = None), DraftError::NoMetric);
        assert_eq!(error(|it| it.lift = None), DraftError::NoLift);
        assert_eq!(error(|it| it.no_test = Some("law".to_owned())), DraftError::NotTested("law".to_owned()));
        assert!(matches!(error(|it| it.lift = Range::new(-0.1, -0.05, 0.0).ok()), DraftError::NoGain { .. }));
    }
}
