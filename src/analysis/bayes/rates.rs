use crate::analysis::{ArmResult, MetricResult};
use crate::metric::{Direction, MetricKind};
use crate::quantity::Proportion;
use crate::stats::{Conversions, RateMargin, RatePosterior, TwoRatePosteriors, best_rates};

/// What is believed of the rates themselves, exact for units that convert on their own: each rate by itself, any as likely as any
/// other before the data.
#[derive(Debug, Clone, PartialEq)]
pub struct RateBelief {
    /// What every rate is believed to be before the data.
    pub prior: RatePosterior,
    /// The arms, control first.
    pub arms: Vec<RateArm>,
    /// Each variant beside the control, in the order of the arms.
    pub comparisons: Vec<RateComparison>,
}

/// What is believed of one rate.
#[derive(Debug, Clone, PartialEq)]
pub struct RateArm {
    /// The arm's name.
    pub name: String,
    /// After the data.
    pub posterior: RatePosterior,
    /// Lower and upper end of the central interval; none where no double answers.
    pub interval: Option<(f64, f64)>,
    /// Chance that no other arm is better.
    pub chance_to_be_best: f64,
    /// What choosing it is expected to cost against the best, in the unit of the rate.
    pub loss: f64,
}

/// One variant beside the control.
#[derive(Debug, Clone, PartialEq)]
pub struct RateComparison {
    /// The variant's name.
    pub variant: String,
    /// Chance that it is better.
    pub chance_to_beat_control: f64,
    /// What shipping it is expected to cost, in the unit of the rate.
    pub loss_of_shipping: f64,
    /// What keeping the control is expected to cost, in the unit of the rate.
    pub loss_of_keeping: f64,
}

impl RateBelief {
    /// Reads a result of rates; none of another kind of metric, or with fewer than two arms.
    #[must_use]
    pub fn of(result: &MetricResult, better: Direction, alpha: Proportion) -> Option<Self> {
        if result.kind != MetricKind::Proportion {
            return None;
        }
        let prior = RatePosterior::UNIFORM;
        let posteriors: Vec<RatePosterior> =
            result.arms.iter().map(|arm| Some(prior.after(conversions(arm)?))).collect::<Option<_>>()?;
        // Where less is better, the best rate is that of those who do not convert.
        let sides: Vec<RatePosterior> = posteriors.iter().map(|arm| towards(*arm, better)).collect::<Option<_>>()?;
        let best = best_rates(&sides).ok()?;
        let arm = |((arm, posterior), best): ((&ArmResult, &RatePosterior), &crate::stats::BestRate)| RateArm {
            name: arm.name.clone(),
            posterior: *posterior,
            interval: posterior.interval(alpha).ok(),
            chance_to_be_best: best.chance,
            loss: best.loss,
        };
        let arms: Vec<RateArm> = result.arms.iter().zip(&posteriors).zip(&best).map(arm).collect();
        let (&control, variants) = sides.split_first()?;
        let compared = result.arms.iter().skip(1).zip(variants);
        let comparison = |(arm, &variant): (&ArmResult, &RatePosterior)| {
            let pair = TwoRatePosteriors { control, variant };
            Some(RateComparison {
                variant: arm.name.clone(),
                chance_to_beat_control: pair.chance_ahead(RateMargin::NONE)?,
                loss_of_shipping: pair.loss_of_shipping(),
                loss_of_keeping: pair.loss_of_keeping(),
            })
        };
        Some(Self { prior, comparisons: compared.map(comparison).collect::<Option<_>>()?, arms })
    }

    /// The reading of one variant.
    #[must_use]
    pub fn comparison(&self, variant: &str) -> Option<&RateComparison> {
        self.comparisons.iter().find(|comparison| comparison.variant == variant)
    }
}

/// A result keeps the rate and the units; their product is the count it came from.
fn conversions(arm: &ArmResult) -> Option<Conversions> {
    Conversions::new((arm.estimate * arm.n as f64).round() as u64, arm.n).ok()
}

/// The belief about the share that is to be high.
fn towards(arm: RatePosterior, better: Direction) -> Option<RatePosterior> {
    match better {
        Direction::Higher => Some(arm),
        Direction::Lower => RatePosterior::new(arm.b(), arm.a()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{NamedArm, Question, compare_proportions};

    fn result(arms: &[(u64, u64)]) -> MetricResult {
        let arm = |(place, &(conversions, visitors)): (usize, &(u64, u64))| NamedArm {
            name: ["A", "B", "C"][place].to_owned(),
            observed: Conversions::new(conversions, visitors).unwrap(),
        };
        let arms: Vec<_> = arms.iter().enumerate().map(arm).collect();
        compare_proportions(&arms, &Question::two_sided(Proportion::new(0.05).unwrap())).unwrap()
    }

    fn read(arms: &[(u64, u64)], better: Direction) -> RateBelief {
        RateBelief::of(&result(arms), better, Proportion::new(0.05).unwrap()).unwrap()
    }

    /// Uniform posteriors of one visitor each: Beta(1, 2) against Beta(2, 1) has P(V > C) = 5/6 and E max(V − C, 0) = 11/30, by
    /// integration of the polynomials.
    #[test]
    fn one_visitor_each_by_hand() {
        let found = read(&[(0, 1), (1, 1)], Direction::Higher);
        let comparison = found.comparison("B").unwrap();
        assert!((comparison.chance_to_beat_control - 5.0 / 6.0).abs() < 1e-12);
        assert!((comparison.loss_of_keeping - comparison.loss_of_shipping - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(found.arms[1].posterior, RatePosterior::new(2.0, 1.0).unwrap());
    }

    #[test]
    fn less_is_better_turns_chances_and_losses_over() {
        let (higher, lower) =
            (read(&[(40, 900), (60, 880)], Direction::Higher), read(&[(40, 900), (60, 880)], Direction::Lower));
        let (up, down) = (&higher.comparisons[0], &lower.comparisons[0]);
        assert!((up.chance_to_beat_control + down.chance_to_beat_control - 1.0).abs() < 1e-12);
        assert!((up.loss_of_shipping - down.loss_of_keeping).abs() < 1e-12);
        assert_eq!(higher.arms[1].posterior, lower.arms[1].posterior);
    }

    #[test]
    fn counts_come_back_from_rates() {
        let found = read(&[(123_457, 9_999_991), (7, 13), (0, 5)], Direction::Higher);
        assert_eq!(found.arms[0].posterior.a(), 123_458.0);
        assert_eq!((found.arms[2].posterior.a(), found.arms[2].posterior.b()), (1.0, 6.0));
        assert!((found.arms.iter().map(|arm| arm.chance_to_be_best).sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
