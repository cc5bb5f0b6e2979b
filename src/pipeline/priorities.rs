//! From improvements and experiments to what the ranking and the roadmap ask for.

use crate::analysis::{DecisionKind, Status as TestStatus};
use crate::id::Id;
use crate::journey::FrictionPoint;
use crate::metric::Metric;
use crate::plan::sizing::{Aim, Design, Measured, SizingProblem};
use crate::plan::{Defaults, Duration, Fit, Traffic, WeekRule};
use crate::priority::{Improvement, Status};
use crate::quantity::Range;
use crate::review::Outcome;
use crate::roadmap::{Lane, RunLength, RunLengths, Running, Untestable};

/// Fills in the reach of the improvements that do not say theirs, from the map: everybody who passes the busiest touchpoint
/// of their friction points. The lift of a metric is an effect on all of them, not only on those the friction hits.
#[must_use]
pub fn reached(improvements: &[Improvement], points: &[FrictionPoint]) -> Vec<Improvement> {
    let from_map = |improvement: &Improvement| {
        let own = points.iter().filter(|point| improvement.frictions.contains(&point.id));
        let busiest = own.filter_map(|point| point.volume_per_week).max_by(f64::total_cmp)?;
        Range::new(busiest, busiest, busiest).ok()
    };
    let reach = |improvement: &Improvement| match improvement.reach_per_week {
        Some(_) => improvement.clone(),
        None => {
            let reach_per_week = from_map(improvement);
            Improvement { reach_from_map: reach_per_week.is_some(), reach_per_week, ..improvement.clone() }
        }
    };
    improvements.iter().map(reach).collect()
}

/// The improvements as their experiments left them: in test, shipped, given up or back in the queue.
///
/// What an experiment says goes before the `status` somebody wrote; of several experiments of one improvement the last one
/// counts.
#[must_use]
pub fn standing(improvements: &[Improvement], outcomes: &[Outcome]) -> Vec<Improvement> {
    let stands = |improvement: &Improvement| {
        let status = last_test(&improvement.id, outcomes).and_then(said_by).unwrap_or(improvement.status);
        Improvement { status, ..improvement.clone() }
    };
    improvements.iter().map(stands).collect()
}

fn last_test<'a>(improvement: &Id, outcomes: &'a [Outcome]) -> Option<&'a Outcome> {
    let own = outcomes.iter().filter(|outcome| outcome.improvement.as_ref() == Some(improvement));
    own.max_by_key(|outcome| (outcome.start, outcome.experiment.clone()))
}

fn said_by(outcome: &Outcome) -> Option<Status> {
    match outcome.status {
        TestStatus::Planned => None,
        TestStatus::Locked | TestStatus::Running | TestStatus::Ended => Some(Status::Testing),
        TestStatus::Decided(DecisionKind::Ship) => Some(Status::Done),
        TestStatus::Decided(DecisionKind::Stop) => Some(Status::Dropped),
        TestStatus::Decided(DecisionKind::Iterate) => Some(Status::Proposed),
    }
}

/// The tests that hold a lane: under way, or locked and about to begin.
#[must_use]
pub fn running_tests(improvements: &[Improvement], outcomes: &[Outcome]) -> Vec<Running> {
    let holds = |outcome: &&Outcome| matches!(outcome.status, TestStatus::Locked | TestStatus::Running);
    let running = outcomes.iter().filter(holds).filter_map(|outcome| {
        let improvement = outcome.improvement.clone()?;
        let lane = improvements.iter().find(|known| known.id == improvement).and_then(|known| known.lane.clone());
        Some(Running { improvement, lane, until: outcome.end })
    });
    running.collect()
}

/// How long the test of each improvement runs: sized for its likely lift with the test the analysis will run, on the
/// traffic of its lane.
#[must_use]
pub fn run_lengths(
    improvements: &[Improvement],
    metrics: &[Metric],
    lanes: &[Lane],
    defaults: &Defaults,
) -> RunLengths {
    let length = |improvement: &Improvement| match &improvement.no_test {
        Some(why) => RunLength::NotNeeded(why.clone()),
        None => match weeks(improvement, metrics, lanes, defaults) {
            Ok(weeks) => RunLength::Weeks(weeks),
            Err(why) => RunLength::NotTestable(why),
        },
    };
    improvements.iter().map(|improvement| (improvement.id.clone(), length(improvement))).collect()
}

fn weeks(
    improvement: &Improvement,
    metrics: &[Metric],
    lanes: &[Lane],
    defaults: &Defaults,
) -> Result<u32, Untestable> {
    let metric = improvement.metric.as_ref().ok_or(Untestable::NoMetric)?;
    let metric = metrics.iter().find(|known| known.id == *metric).ok_or(Untestable::NoMetric)?;
    let baseline = metric.baseline.as_ref().ok_or(Untestable::NoBaseline)?;
    let measured = Measured::of(metric, baseline).filter(Measured::has_lift).ok_or(Untestable::UnsizedMetric)?;
    let lift = improvement.lift.ok_or(Untestable::NoLift)?.likely();
    let lane = improvement.lane.as_ref().and_then(|wanted| lanes.iter().find(|lane| lane.id == *wanted));
    let lane = lane.ok_or(Untestable::NoLane)?;
    let too_long = |weeks| Untestable::TooLong { weeks, max_weeks: defaults.max_weeks };
    let design = Design { alpha: defaults.alpha, sides: defaults.sides, ..Design::two_arms(measured) };
    let sizing = design.size(Aim::Lift(lift), defaults.power).map_err(|problem| match problem {
        SizingProblem::Absurd { .. } => Untestable::NeverEnough,
        _ => Untestable::NoEffect,
    })?;
    let traffic = Traffic::new(lane.units_per_week, lane.return_rate).map_err(|_| Untestable::NoLane)?;
    let rule = WeekRule { min_weeks: defaults.min_weeks, max_weeks: defaults.max_weeks };
    match traffic.duration(sizing.n_total, rule) {
        Duration::Weeks { weeks, fit: Fit::TooLong, .. } => Err(too_long(weeks)),
        Duration::Weeks { weeks, .. } => Ok(weeks),
        Duration::NeverReached { .. } => Err(Untestable::NeverEnough),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::EvidenceStrength;
    use crate::metric::{Baseline, Direction, MetricKind};
    use crate::quantity::{Positive, Proportion, Range};
    use jiff::ToSpan;
    use jiff::civil::{Date, date};

    fn shop() -> (Vec<Metric>, Vec<Lane>) {
        let metric = Metric {
            id: "conversion".parse().unwrap(),
            name: "Conversion".to_owned(),
            kind: MetricKind::Proportion,
            direction: Direction::Higher,
            baseline: Proportion::new(0.10).ok().map(Baseline::Rate),
            value_per_unit: None,
            stage: None,
            unit: None,
            detail: crate::metric::MetricDetail::default(),
        };
        let lane = Lane {
            id: "shop".parse().unwrap(),
            name: "Shop".to_owned(),
            touchpoints: Vec::new(),
            units_per_week: Positive::new(6_000.0).unwrap(),
            return_rate: 0.0,
            parallel: 1,
            blackout: Vec::new(),
        };
        (vec![metric], vec![lane])
    }

    fn improvement(lift: f64) -> Improvement {
        let mut item = Improvement::new("I-1".parse().unwrap(), "One");
        item.metric = "conversion".parse().ok();
        item.lane = "shop".parse().ok();
        item.lift = Range::new(lift, lift, lift).ok();
        item
    }

    fn length(item: &Improvement) -> RunLength {
        let (metrics, lanes) = shop();
        let lengths = run_lengths(std::slice::from_ref(item), &metrics, &lanes, &Defaults::default());
        lengths[&item.id].clone()
    }

    fn outcome(experiment: &str, improvement: &str, status: TestStatus, start: Date) -> Outcome {
        Outcome {
            experiment: experiment.parse().unwrap(),
            title: experiment.to_owned(),
            improvement: improvement.parse().ok(),
            status,
            start,
            end: start.saturating_add(27.days()),
            metric: "Conversion".to_owned(),
            direction: Direction::Higher,
            look: None,
            looks: 0,
            decision: None,
            prediction: None,
        }
    }

    #[test]
    fn the_map_gives_the_reach_an_improvement_does_not_say() {
        let point = |id: &str, volume| FrictionPoint {
            id: id.parse().unwrap(),
            title: String::new(),
            stage: None,
            touchpoint: None,
            personas: Vec::new(),
            kind: None,
            cause: None,
            severity: None,
            frequency: None,
            moment_of_truth: None,
            moment_weight: 1.0,
            evidence: EvidenceStrength::None,
            evidence_pieces: 0,
            volume_per_week: volume,
            reach_per_week: None,
            satisfaction: None,
            satisfaction_gap: None,
            root_cause: None,
        };
        let points = [point("F-1", Some(6_000.0)), point("F-2", Some(9_000.0)), point("F-3", None)];
        let treats = |frictions: &[&str], own: Option<f64>| {
            let mut item = improvement(0.1);
            item.frictions = frictions.iter().map(|id| id.parse().unwrap()).collect();
            item.reach_per_week = own.and_then(|own| Range::new(own, own, own).ok());
            let reached = reached(&[item], &points).remove(0);
            (reached.reach_per_week.map(Range::likely), reached.reach_from_map)
        };
        assert_eq!(treats(&["F-1", "F-2"], None), (Some(9_000.0), true));
        assert_eq!(treats(&["F-1"], Some(500.0)), (Some(500.0), false));
        assert_eq!(treats(&["F-3"], None), (None, false));
    }

    #[test]
    fn improvements_stand_as_their_last_experiment_left_them() {
        let mut items: Vec<Improvement> =
            ["I-1", "I-2", "I-3", "I-4"].map(|id| Improvement::new(id.parse().unwrap(), id)).to_vec();
        items[3].status = Status::Building;
        items[1].lane = "shop".parse().ok();
        let decided = |kind| TestStatus::Decided(kind);
        let outcomes = [
            outcome("E1", "I-1", decided(DecisionKind::Iterate), date(2026, 5, 4)),
            outcome("E2", "I-1", decided(DecisionKind::Ship), date(2026, 7, 6)),
            outcome("E3", "I-2", TestStatus::Running, date(2026, 9, 7)),
            outcome("E4", "I-3", decided(DecisionKind::Stop), date(2026, 7, 6)),
            outcome("E5", "I-4", TestStatus::Planned, date(2026, 10, 5)),
        ];
        let standing: Vec<Status> = standing(&items, &outcomes).iter().map(|item| item.status).collect();
        assert_eq!(standing, [Status::Done, Status::Testing, Status::Dropped, Status::Building]);
        let running = running_tests(&items, &outcomes);
        assert_eq!(running.len(), 1);
        assert_eq!((running[0].lane.clone(), running[0].until), ("shop".parse().ok(), date(2026, 10, 4)));
    }

    /// 10 % against 11 % needs 14 751 in each arm (`two_proportion_sample_size.csv`): 29 502 at 6 000 a week are 5 weeks.
    #[test]
    fn a_test_runs_as_long_as_its_size_asks() {
        assert_eq!(length(&improvement(0.10)), RunLength::Weeks(5));
        assert_eq!(length(&improvement(0.30)), RunLength::Weeks(2), "held to the minimum");
    }

    #[test]
    fn what_cannot_be_tested_says_why() {
        let why = |item: &Improvement| match length(item) {
            RunLength::NotTestable(why) => why,
            other => panic!("{other:?}"),
        };
        assert!(matches!(why(&improvement(0.03)), Untestable::TooLong { weeks, max_weeks: 8 } if weeks > 8));
        assert_eq!(why(&improvement(0.0)), Untestable::NoEffect);
        assert_eq!(why(&improvement(10.0)), Untestable::NoEffect, "beyond 100 %");
        let changed = |change: &dyn Fn(&mut Improvement)| {
            let mut item = improvement(0.1);
            change(&mut item);
            item
        };
        assert_eq!(why(&changed(&|item| item.metric = None)), Untestable::NoMetric);
        assert_eq!(why(&changed(&|item| item.lift = None)), Untestable::NoLift);
        assert_eq!(why(&changed(&|item| item.lane = None)), Untestable::NoLane);
        let watched = changed(&|item| item.no_test = Some("too small".to_owned()));
        assert_eq!(length(&watched), RunLength::NotNeeded("too small".to_owned()));
    }
}
