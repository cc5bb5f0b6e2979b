use jiff::civil::Date;
use serde::Serialize;

use crate::id::Id;
use crate::metric::MetricRole;
use crate::plan::Lock;

/// What happened to an experiment, in the order it happened; the program alone writes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record {
    /// The lock, once there is one.
    pub lock: Option<Lock>,
    /// Every look at the data.
    pub looks: Vec<Look>,
    /// Every decision; the last one stands.
    pub decisions: Vec<Decision>,
    /// Days on which a record that jalon had not written was accepted as it stood.
    pub accepted: Vec<Date>,
}

/// One look at the data: what was seen, and what it said.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The day of the look.
    pub on: Date,
    /// The last day the data speak of, where they are dated.
    pub data_through: Option<Date>,
    /// SHA-256 of the data file.
    pub data_digest: String,
    /// The plan's fingerprint on that day.
    pub fingerprint: String,
    /// Units of each arm, control first.
    pub arms: Vec<ArmUnits>,
    /// What the rule said.
    pub verdict: VerdictKind,
    /// Health checks that did not pass.
    pub failed_checks: Vec<String>,
    /// The effects that were seen.
    pub effects: Vec<SeenEffect>,
}

/// How many units an arm had.
#[derive(Debug, Clone, PartialEq)]
pub struct ArmUnits {
    /// The arm's name.
    pub name: String,
    /// Its units.
    pub units: u64,
}

/// One effect as a look saw it.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenEffect {
    /// The metric.
    pub metric: Id,
    /// What the metric is there for.
    pub role: MetricRole,
    /// The variant compared with the control.
    pub variant: String,
    /// The control's rate or mean.
    pub control: f64,
    /// The variant's rate or mean.
    pub value: f64,
    /// Difference of the two, with its interval.
    pub difference: SeenInterval,
    /// Relative change, with its interval; none where the control is at 0.
    pub lift: Option<SeenInterval>,
    /// Two-sided or one-sided p-value, as planned; none where it cannot be said.
    pub p_value: Option<f64>,
    /// The standard score of this look by itself, counted towards better; only of tests that may decide at several looks.
    pub z: Option<f64>,
}

/// An estimate with its interval; an end that is not there is unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SeenInterval {
    /// The estimate.
    pub estimate: f64,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Confidence level.
    pub level: f64,
}

/// What the plan's rule says of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// The primary metric is better and the guardrails hold.
    Ship,
    /// The primary metric is worse, or a guardrail fell.
    Stop,
    /// The planned size is reached and the data cannot tell.
    Undecided,
    /// The planned size or the planned weeks are not reached.
    TooEarly,
    /// The data are broken: the arms did not get their shares, or an arm is missing.
    NotTrusted,
}

impl VerdictKind {
    /// Whether the rule came to a decision.
    #[must_use]
    pub fn decides(self) -> bool {
        matches!(self, Self::Ship | Self::Stop)
    }

    /// The verdict's name in files and answers for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ship => "ship",
            Self::Stop => "stop",
            Self::Undecided => "undecided",
            Self::TooEarly => "too_early",
            Self::NotTrusted => "not_trusted",
        }
    }
}

/// What a team decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// Deploy the variant.
    Ship,
    /// Change something and test again.
    Iterate,
    /// Keep the control.
    Stop,
}

impl DecisionKind {
    /// The decision's name in files and answers for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ship => "ship",
            Self::Iterate => "iterate",
            Self::Stop => "stop",
        }
    }

    /// Whether the decision is what the verdict asks for. Where the rule did not decide, to iterate goes with it; to
    /// stop goes with an undecided test too, as nothing spoke for the variant.
    #[must_use]
    pub fn follows(self, verdict: VerdictKind) -> bool {
        match verdict {
            VerdictKind::Ship => self == Self::Ship,
            VerdictKind::Stop => self == Self::Stop,
            VerdictKind::Undecided => self != Self::Ship,
            VerdictKind::TooEarly | VerdictKind::NotTrusted => self == Self::Iterate,
        }
    }
}

/// What was decided, by whom, when and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What was decided.
    pub decision: DecisionKind,
    /// The day.
    pub on: Date,
    /// Who decided.
    pub by: Option<String>,
    /// Why.
    pub why: String,
    /// What the last look said, where there was one.
    pub verdict: Option<VerdictKind>,
    /// Why it was decided without a look.
    pub waiver: Option<String>,
}

impl Record {
    /// The last look.
    #[must_use]
    pub fn last_look(&self) -> Option<&Look> {
        self.looks.last()
    }

    /// The decision that stands.
    #[must_use]
    pub fn decision(&self) -> Option<&Decision> {
        self.decisions.last()
    }

    /// Where the experiment is in its life on a day.
    #[must_use]
    pub fn status(&self, today: Date) -> Status {
        match (&self.lock, self.decision()) {
            (_, Some(decision)) if decision.on <= today => Status::Decided(decision.decision),
            (Some(lock), _) if lock.on > today => Status::Planned,
            (Some(lock), _) if today < lock.start => Status::Locked,
            (Some(lock), _) if today <= lock.end => Status::Running,
            (Some(_), _) => Status::Ended,
            (None, _) => Status::Planned,
        }
    }
}

/// Where an experiment is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A plan that may still change.
    Planned,
    /// A plan that may no longer change; the test has not begun.
    Locked,
    /// The test is under way.
    Running,
    /// The planned days are over and nothing is decided.
    Ended,
    /// Decided.
    Decided(DecisionKind),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Lock;
    use jiff::civil::date;

    fn locked() -> Record {
        let lock = Lock {
            on: date(2026, 7, 3),
            fingerprint: String::new(),
            start: date(2026, 7, 6),
            end: date(2026, 7, 19),
            arms: Vec::new(),
            power: None,
            prediction: None,
        };
        Record { lock: Some(lock), ..Record::default() }
    }

    #[test]
    fn an_experiment_goes_through_its_life() {
        assert_eq!(Record::default().status(date(2026, 7, 1)), Status::Planned);
        let mut record = locked();
        assert_eq!(record.status(date(2026, 7, 2)), Status::Planned, "the lock was not there yet");
        assert_eq!(record.status(date(2026, 7, 3)), Status::Locked);
        assert_eq!(record.status(date(2026, 7, 19)), Status::Running);
        assert_eq!(record.status(date(2026, 7, 20)), Status::Ended);
        record.decisions.push(Decision {
            decision: DecisionKind::Ship,
            on: date(2026, 7, 21),
            by: None,
            why: String::new(),
            verdict: None,
            waiver: None,
        });
        assert_eq!(record.status(date(2026, 7, 20)), Status::Ended, "not decided yet on that day");
        assert_eq!(record.status(date(2026, 7, 21)), Status::Decided(DecisionKind::Ship));
    }

    #[test]
    fn only_a_decision_that_the_verdict_asks_for_follows_it() {
        assert!(DecisionKind::Ship.follows(VerdictKind::Ship));
        assert!(DecisionKind::Stop.follows(VerdictKind::Undecided));
        assert!(!DecisionKind::Ship.follows(VerdictKind::Undecided));
        assert!(!DecisionKind::Stop.follows(VerdictKind::NotTrusted));
    }
}
