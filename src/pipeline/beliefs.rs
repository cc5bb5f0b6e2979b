//! From a look and the own history to the Bayesian reading.

use super::TakenLook;
use crate::analysis::{
    BayesReading, FalseFlags, GainPrior, Habit, MetricBelief, PriorOrigin, Record, Status, VerdictKind,
};
use crate::id::Id;
use crate::metric::Direction;
use crate::plan::{LiftBelief, Plan};
use crate::quantity::Proportion;
use crate::review::Outcome;
use crate::stats::{GroupEffect, error_of_interval};

/// What the team says for a Bayesian reading; what it leaves open is taken from its history and its plan.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BayesQuestion {
    /// The prior given with the question.
    pub asked: Option<LiftBelief>,
    /// The prior of the settings.
    pub settings: Option<LiftBelief>,
    /// How people look; daily over the planned days where it is not said.
    pub habit: Option<Habit>,
}

/// The prior on the lift of the next test: the one asked for, else the settings', else from the lifts of the own tests that ended
/// with a result to be trusted, first variant of the primary metric, the test `but` left out.
#[must_use]
pub fn lift_prior(question: &BayesQuestion, outcomes: &[Outcome], but: &Id) -> GainPrior {
    let said = |belief: LiftBelief, origin| GainPrior { mean: belief.mean, sd: belief.sd, origin };
    match (question.asked, question.settings) {
        (Some(asked), _) => said(asked, PriorOrigin::Asked),
        (None, Some(settings)) => said(settings, PriorOrigin::Settings),
        (None, None) => {
            let own = outcomes.iter().filter(|outcome| outcome.experiment != *but);
            GainPrior::from_history(&own.filter_map(gain).collect::<Vec<_>>())
        }
    }
}

/// What an ended test measured, counted towards better, with the standard error of its interval.
fn gain(outcome: &Outcome) -> Option<GroupEffect> {
    let over = matches!(outcome.status, Status::Ended | Status::Decided(_));
    let trusted = !matches!(outcome.verdict()?, VerdictKind::TooEarly | VerdictKind::NotTrusted);
    let lift = outcome.primary_effect()?.lift.filter(|_| over && trusted)?;
    let error = error_of_interval(lift.low?, lift.high?, Proportion::new(1.0 - lift.level).ok()?)?;
    let sign = match outcome.direction {
        Direction::Higher => 1.0,
        Direction::Lower => -1.0,
    };
    Some(GroupEffect { estimate: sign * lift.estimate, error })
}

/// Reads a look the Bayesian way. It changes nothing of the verdict.
#[must_use]
pub fn bayes_reading(
    plan: &Plan,
    record: &Record,
    taken: &TakenLook,
    question: &BayesQuestion,
    outcomes: &[Outcome],
) -> BayesReading {
    let prior = lift_prior(question, outcomes, &plan.id);
    let alone = plan.design.efficiency.clusters().is_none();
    let alpha = plan.design.alpha;
    let deciding: Vec<_> = plan.deciding().collect();
    let read = taken.analysis.alone.iter().filter_map(|result| {
        let metric = deciding.iter().find(|metric| metric.id.as_str() == result.id)?;
        Some(MetricBelief::of(result, metric.direction, prior, alpha, alone))
    });
    let metrics = read.collect();
    let habit = question.habit.unwrap_or_else(|| Habit::over(plan.planned_days()));
    BayesReading { metrics, alpha, habit, flags: habit.false_flags(), on_record: on_record(record, taken) }
}

/// The looks so far with their units, this one last.
fn on_record(record: &Record, taken: &TakenLook) -> Option<FalseFlags> {
    let total = |arms: &[crate::analysis::ArmUnits]| arms.iter().map(|arm| arm.units as f64).sum::<f64>();
    let on = taken.analysis.on;
    let earlier = record.looks.iter().filter(|look| look.on <= on).map(|look| total(&look.arms));
    FalseFlags::at(&earlier.chain([total(&taken.analysis.arms)]).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{DecisionKind, Look, SeenEffect, SeenInterval, UsualBecause};
    use crate::metric::MetricRole;
    use crate::quantity::Positive;
    use jiff::civil::date;

    fn outcome(number: usize, lift: f64, verdict: VerdictKind, direction: Direction) -> Outcome {
        let seen = |estimate: f64| SeenInterval {
            estimate,
            low: Some(estimate - 0.019_599_639_845_400_54),
            high: Some(estimate + 0.019_599_639_845_400_54),
            level: 0.95,
        };
        let effect = SeenEffect {
            metric: "conversion".parse().unwrap(),
            role: MetricRole::Primary,
            variant: "B".to_owned(),
            control: 0.1,
            value: 0.1 * (1.0 + lift),
            difference: seen(0.1 * lift),
            lift: Some(seen(lift)),
            p_value: None,
            z: None,
        };
        let look = Look {
            on: date(2026, 5, 1),
            data_through: None,
            data_digest: String::new(),
            fingerprint: String::new(),
            arms: Vec::new(),
            verdict,
            failed_checks: Vec::new(),
            effects: vec![effect],
        };
        Outcome {
            experiment: format!("E{number:03}").parse().unwrap(),
            title: String::new(),
            improvement: None,
            status: Status::Decided(DecisionKind::Ship),
            start: date(2026, 4, 1),
            end: date(2026, 4, 28),
            metric: String::new(),
            direction,
            look: Some(look),
            looks: 1,
            decision: None,
            prediction: None,
        }
    }

    const LIFTS: [f64; 6] = [0.12, -0.04, 0.31, 0.06, -0.10, 0.20];

    fn history() -> Vec<Outcome> {
        let numbered = LIFTS.iter().enumerate();
        numbered.map(|(place, lift)| outcome(place, *lift, VerdictKind::Ship, Direction::Higher)).collect()
    }

    fn prior(outcomes: &[Outcome]) -> GainPrior {
        lift_prior(&BayesQuestion::default(), outcomes, &"E999".parse().unwrap())
    }

    #[test]
    fn ended_tests_make_the_prior() {
        let found = prior(&history());
        assert_eq!(found.origin, PriorOrigin::History { tests: 6 });
        assert!((found.mean - LIFTS.iter().sum::<f64>() / 6.0).abs() < 1e-9);
    }

    #[test]
    fn a_test_is_no_history_of_itself_and_unfinished_ones_are_none() {
        let mut outcomes = history();
        let own = lift_prior(&BayesQuestion::default(), &outcomes, &"E003".parse().unwrap());
        assert_eq!(own.origin, PriorOrigin::Usual(UsualBecause::TooFewTests { tests: 5 }));
        outcomes[0].status = Status::Running;
        outcomes[1] = outcome(1, 0.2, VerdictKind::NotTrusted, Direction::Higher);
        assert_eq!(prior(&outcomes).origin, PriorOrigin::Usual(UsualBecause::TooFewTests { tests: 4 }));
    }

    #[test]
    fn a_fall_of_what_should_fall_is_a_gain() {
        let mut outcomes = history();
        outcomes[2] = outcome(2, -0.31, VerdictKind::Ship, Direction::Lower);
        assert!((prior(&outcomes).mean - prior(&history()).mean).abs() < 1e-12);
    }

    #[test]
    fn what_is_said_goes_before_history() {
        let belief = |mean| Some(LiftBelief { mean, sd: Positive::ONE });
        let question = BayesQuestion { asked: belief(0.01), settings: belief(0.02), habit: None };
        let of = |question: &BayesQuestion| lift_prior(question, &history(), &"E999".parse().unwrap());
        assert_eq!((of(&question).mean, of(&question).origin), (0.01, PriorOrigin::Asked));
        assert_eq!(of(&BayesQuestion { asked: None, ..question }).origin, PriorOrigin::Settings);
    }
}
