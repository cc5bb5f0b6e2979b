use jiff::civil::Date;

use super::{Action, Estimate, Goal, KpiSeries, Month, Notes, Outcome, PredictionCheck, Trend, estimate, trend};
use crate::analysis::Status;
use crate::id::Id;
use crate::metric::{Metric, MetricKind};
use crate::roadmap::{Days, Roadmap, RoadmapItem, Test};

/// What a review is made of.
#[derive(Debug, Clone, Copy)]
pub struct Materials<'a> {
    /// What is measured.
    pub metrics: &'a [Metric],
    /// Goals of the programme.
    pub goals: &'a [Goal],
    /// Every experiment as of the day of the review.
    pub outcomes: &'a [Outcome],
    /// What is built and tested when, if there is a roadmap.
    pub roadmap: Option<&'a Roadmap>,
    /// KPI history.
    pub kpis: &'a [KpiSeries],
    /// What people added, for every month.
    pub notes: &'a [Notes],
}

/// A piece of work the roadmap starts.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct NextStep {
    /// The improvement.
    pub improvement: Id,
    /// Its title.
    pub title: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Building or testing.
    pub kind: StepKind,
    /// The team that builds, or the lane that tests.
    pub place: Id,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

/// What kind of work a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// The team builds.
    Build,
    /// The test runs.
    Test,
}

/// A month, looked back on and forward from.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The month.
    pub month: Month,
    /// The day whose state is told.
    pub as_of: Date,
    /// The metrics that have a value this month or the month before.
    pub kpis: Vec<KpiLine>,
    /// The goals, nearest deadline first.
    pub goals: Vec<GoalLine>,
    /// Tests that ended or were decided this month.
    pub ended: Vec<Outcome>,
    /// Tests that are over and wait for a decision, whenever they ended.
    pub awaiting: Vec<Outcome>,
    /// Tests under way.
    pub running: Vec<Outcome>,
    /// Plans that have not begun.
    pub upcoming: Vec<Outcome>,
    /// Predictions against results, for the tests that ended.
    pub predictions: Vec<PredictionCheck>,
    /// What starts next month.
    pub next: Vec<NextStep>,
    /// Actions still open, or done this month.
    pub actions: Vec<ActionLine>,
    /// What people added for this month.
    pub notes: Option<Notes>,
}

/// One metric of the month.
#[derive(Debug, Clone, PartialEq)]
pub struct KpiLine {
    /// The metric.
    pub metric: Metric,
    /// This month's value.
    pub now: Option<Estimate>,
    /// The value of the month before.
    pub before: Option<Estimate>,
    /// What became of it.
    pub trend: Trend,
    /// Its history up to this month.
    pub history: Vec<(Month, Estimate)>,
    /// The value to reach, where a goal names one.
    pub target: Option<f64>,
}

/// One goal and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalLine {
    /// The goal.
    pub goal: Goal,
    /// Name of its metric.
    pub metric: String,
    /// Kind of its metric.
    pub kind: MetricKind,
    /// The latest value up to this month, and its month.
    pub latest: Option<(Month, Estimate)>,
    /// Where it stands.
    pub standing: Standing,
}

/// Where a goal stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing {
    /// The latest value is at the target or beyond, and its interval lies wholly beyond.
    Reached,
    /// The latest value is at the target or beyond, and chance may explain it.
    ReachedPerhaps,
    /// Not reached yet; the share of the way from the baseline to the target, where there is a baseline. It may be negative.
    OnTheWay(Option<f64>),
    /// The day has passed and the target was not reached.
    Missed,
    /// Nothing was measured.
    Unknown,
}

/// One action and where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionLine {
    /// The action.
    pub action: Action,
    /// The review that decided it.
    pub from: Month,
    /// Whether it was done by the day of the review.
    pub done: bool,
    /// Whether its day has passed.
    pub late: bool,
}

/// Looks back on a month and forward to the next.
#[must_use]
pub fn month(month: Month, as_of: Date, materials: Materials<'_>) -> Review {
    let outcomes = |keep: &dyn Fn(&Outcome) -> bool| -> Vec<Outcome> {
        materials.outcomes.iter().filter(|outcome| keep(outcome)).cloned().collect()
    };
    let ended = outcomes(&|outcome| outcome.ended_in(month));
    Review {
        month,
        as_of,
        kpis: kpis(month, materials),
        goals: goals(month, as_of, materials),
        predictions: ended.iter().filter_map(Outcome::predicted_against_measured).collect(),
        ended,
        awaiting: outcomes(&Outcome::awaits_decision),
        running: outcomes(&|outcome| outcome.status == Status::Running),
        upcoming: outcomes(&|outcome| matches!(outcome.status, Status::Planned | Status::Locked)),
        next: next(month, materials.roadmap),
        actions: actions(month, as_of, materials.notes),
        notes: materials.notes.iter().find(|notes| notes.month == month).cloned(),
    }
}

fn kpis(month: Month, materials: Materials<'_>) -> Vec<KpiLine> {
    let line = |metric: &Metric| {
        let series = materials.kpis.iter().find(|series| series.metric == metric.id)?;
        let (now, before) = (series.at(month), series.at(month.previous()));
        if now.is_none() && before.is_none() {
            return None;
        }
        let points = series.points.iter().filter(|point| point.month <= month);
        Some(KpiLine {
            now: now.and_then(|point| estimate(point.measure)),
            before: before.and_then(|point| estimate(point.measure)),
            trend: trend(before, now, metric.direction),
            history: points.filter_map(|point| Some((point.month, estimate(point.measure)?))).collect(),
            target: materials.goals.iter().find(|goal| goal.metric == metric.id).map(|goal| goal.target),
            metric: metric.clone(),
        })
    };
    materials.metrics.iter().filter_map(line).collect()
}

fn goals(month: Month, as_of: Date, materials: Materials<'_>) -> Vec<GoalLine> {
    let line = |goal: &Goal| {
        let metric = materials.metrics.iter().find(|metric| metric.id == goal.metric)?;
        let series = materials.kpis.iter().find(|series| series.metric == goal.metric);
        let latest = series.and_then(|series| {
            let points = series.points.iter().filter(|point| point.month <= month);
            points.filter_map(|point| Some((point.month, estimate(point.measure)?))).next_back()
        });
        Some(GoalLine {
            standing: standing(goal, metric, latest.map(|(_, estimate)| estimate), as_of),
            metric: metric.name.clone(),
            kind: metric.kind,
            goal: goal.clone(),
            latest,
        })
    };
    let mut lines: Vec<GoalLine> = materials.goals.iter().filter_map(line).collect();
    lines.sort_by_key(|line| line.goal.by);
    lines
}

fn standing(goal: &Goal, metric: &Metric, latest: Option<Estimate>, as_of: Date) -> Standing {
    let Some(latest) = latest else { return Standing::Unknown };
    let sign = metric.direction.sign();
    let beyond = |value: f64| (value - goal.target) * sign >= 0.0;
    let wholly = latest.interval.is_some_and(|(low, high)| beyond(low) && beyond(high));
    match (beyond(latest.value), wholly) {
        (true, true) => Standing::Reached,
        (true, false) => Standing::ReachedPerhaps,
        (false, _) if goal.by < as_of => Standing::Missed,
        (false, _) => {
            let way = goal.baseline.map(|baseline| (latest.value - baseline, goal.target - baseline));
            Standing::OnTheWay(way.filter(|(_, whole)| *whole != 0.0).map(|(done, whole)| done / whole))
        }
    }
}

fn next(month: Month, roadmap: Option<&Roadmap>) -> Vec<NextStep> {
    let items = roadmap.into_iter().flat_map(|roadmap| &roadmap.items);
    let mut next: Vec<NextStep> = items.flat_map(steps).filter(|step| month.next().contains(step.start)).collect();
    next.sort_by(|one, other| (one.start, &one.improvement).cmp(&(other.start, &other.improvement)));
    next
}

/// The building and the testing of one improvement.
fn steps(item: &RoadmapItem) -> Vec<NextStep> {
    let step = |kind, place: &Id, days: Days| NextStep {
        improvement: item.improvement.id.clone(),
        title: item.improvement.title.clone(),
        owner: item.improvement.owner.clone(),
        kind,
        place: place.clone(),
        start: days.first,
        end: days.last,
    };
    let mut steps = vec![step(StepKind::Build, &item.team, item.build)];
    if let Test::Run { lane, days, .. } = &item.test {
        steps.push(step(StepKind::Test, lane, *days));
    }
    steps
}

fn actions(month: Month, as_of: Date, notes: &[Notes]) -> Vec<ActionLine> {
    let shown = |action: &Action| action.is_open(as_of) || action.done.is_some_and(|done| done >= month.first_day());
    let mut lines: Vec<ActionLine> = notes
        .iter()
        .filter(|notes| notes.month <= month)
        .flat_map(|notes| notes.actions.iter().map(move |action| (notes.month, action)))
        .filter(|(_, action)| shown(action))
        .map(|(from, action)| ActionLine {
            from,
            done: !action.is_open(as_of),
            late: action.is_late(as_of),
            action: action.clone(),
        })
        .collect();
    lines.sort_by_key(|line| (line.done, !line.late, line.action.due.is_none(), line.action.due));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::Direction;
    use crate::review::{KpiPoint, Measure};
    use jiff::civil::date;

    fn metric() -> Metric {
        Metric {
            id: "rate".parse().unwrap(),
            name: "Rate".to_owned(),
            kind: MetricKind::Proportion,
            direction: Direction::Higher,
            baseline: None,
            value_per_unit: None,
            stage: None,
            unit: None,
            detail: crate::metric::MetricDetail::default(),
        }
    }

    fn goal(target: f64) -> Goal {
        Goal {
            id: "G-1".parse().unwrap(),
            metric: "rate".parse().unwrap(),
            baseline: Some(0.30),
            baseline_units: None,
            target,
            by: date(2026, 12, 31),
            owner: None,
            why: None,
        }
    }

    fn standing_of(rate: f64, units: Option<u64>, as_of: Date) -> Standing {
        standing(&goal(0.40), &metric(), estimate(Measure::Rate { rate, units }), as_of)
    }

    #[test]
    fn a_goal_is_reached_only_beyond_chance() {
        let today = date(2026, 10, 1);
        assert_eq!(standing_of(0.45, Some(10_000), today), Standing::Reached);
        assert_eq!(standing_of(0.41, Some(100), today), Standing::ReachedPerhaps);
        assert_eq!(standing_of(0.35, None, date(2027, 1, 1)), Standing::Missed);
        let Standing::OnTheWay(Some(way)) = standing_of(0.35, None, today) else { panic!("half way") };
        assert!((way - 0.5).abs() < 1e-12);
        assert_eq!(standing(&goal(0.4), &metric(), None, today), Standing::Unknown);
    }

    #[test]
    fn actions_are_carried_over_until_done() {
        let action = |what: &str, due, done| Action { what: what.to_owned(), owner: None, due, done };
        let notes = |month: &str, actions| Notes {
            month: month.parse().unwrap(),
            date: None,
            attendees: Vec::new(),
            celebrate: Vec::new(),
            map_changes: Vec::new(),
            learnt: Vec::new(),
            actions,
        };
        let all = [
            notes(
                "2026-08",
                vec![
                    action("late", Some(date(2026, 9, 1)), None),
                    action("done long ago", None, Some(date(2026, 8, 20))),
                    action("done now", None, Some(date(2026, 9, 20))),
                ],
            ),
            notes("2026-09", vec![action("new", Some(date(2026, 10, 20)), None)]),
            notes("2026-10", vec![action("not yet decided", None, None)]),
        ];
        let lines = actions("2026-09".parse().unwrap(), date(2026, 10, 1), &all);
        let seen: Vec<_> = lines.iter().map(|line| (line.action.what.as_str(), line.late, line.done)).collect();
        assert_eq!(seen, [("late", true, false), ("new", false, false), ("done now", false, true)]);
    }

    #[test]
    fn a_metric_without_values_is_left_out_and_an_old_one_keeps_its_history() {
        let series = |months: &[&str]| KpiSeries {
            metric: "rate".parse().unwrap(),
            points: months
                .iter()
                .map(|month| KpiPoint {
                    month: month.parse().unwrap(),
                    measure: Measure::Rate { rate: 0.3, units: Some(1000) },
                })
                .collect(),
        };
        let lines = |months: &[&str]| {
            let (metrics, kpis) = ([metric()], [series(months)]);
            let materials =
                Materials { metrics: &metrics, goals: &[], outcomes: &[], roadmap: None, kpis: &kpis, notes: &[] };
            kpis_of(materials)
        };
        fn kpis_of(materials: Materials<'_>) -> Vec<KpiLine> {
            kpis("2026-09".parse().unwrap(), materials)
        }
        assert!(lines(&["2026-06"]).is_empty());
        assert_eq!(lines(&["2026-06", "2026-08", "2026-09", "2026-10"])[0].history.len(), 3);
    }
}
