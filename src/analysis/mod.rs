//! Health checks, effects with their intervals, and the verdict of the plan's rule.

mod analyse;
mod bayes;
mod clustered;
mod compare;
mod conclusion;
mod deviation;
mod effect;
mod effects;
mod estimate;
mod happened;
mod health;
mod observed;
mod reading;
mod record;
mod schedule;
mod segments;
mod several_metrics;
mod shared_risk;
mod stage;
mod verdict;
mod watching;

pub use analyse::{Analysis, Before, DailyEffect, DecidingQuestion, analyse, deciding_questions};
pub use bayes::{
    BayesReading, Belief, BeliefPrior, FEWEST_TESTS, FLAG, FalseFlags, GainPrior, Habit, MOST_HABIT_LOOKS,
    MetricBelief, PriorOrigin, RateArm, RateBelief, RateComparison, USUAL_SD, UsualBecause, VariantBelief,
};
// One line for each kind of metric, as in `compare`.
pub use compare::compare_recommendations;
pub use compare::{CAPPED, SHARE_ABOVE_ZERO, UNCAPPED, VALUE_ABOVE_ZERO, compare_values};
pub use compare::{CompareError, NamedArm, Question};
pub use compare::{EventMethod, UnitCountMethod, compare_counts, compare_counts_by, compare_events, compare_events_by};
pub use compare::{HAZARD_RATIO, HazardMethod, RESTRICTED_MEAN, SHARE_AT_HORIZON, compare_retention};
pub use compare::{MEAN_ANSWER, TOP_TWO, compare_answers};
pub use compare::{MeanChoice, compare_means};
pub use compare::{ODDS_RATIO, ProportionMethod, compare_proportions};
pub use compare::{UNADJUSTED, compare_adjusted, compare_adjusted_values};
pub use compare::{compare_quantiles, compare_ratios};
pub use conclusion::Conclusion;
pub use deviation::{Deviation, DeviationKind, deviations, last_day};
pub use effect::{
    ArmInterval, ArmResult, ArmTail, Comparison, CovariateUse, Effect, MetricResult, SingleLook, StandardErrors,
    ValueTail, reason_name,
};
pub use effects::effects;
pub use estimate::{Estimate, FEW_ANSWERS, Measure};
pub use health::{Check, ENOUGH_UNITS, HealthCheck, HealthStatus, SAMPLE_RATIO_THRESHOLD};
pub use record::{ArmUnits, Decision, DecisionKind, Look, Record, SeenEffect, SeenInterval, Status, VerdictKind};
pub use schedule::{Now, Occasion};
pub use segments::{EffectScale, Interaction, SegmentFamily, SegmentResult, Segments};
pub use shared_risk::SharedRisk;
pub use verdict::{GuardrailOutcome, GuardrailStatus, Verdict, change_argument, rule_says};
pub use watching::{LookToCome, Peeking, RestOfTest, Watched, WatchedLook};
