use super::prior::{GainPrior, PriorOrigin};
use crate::analysis::{Comparison, MetricResult};
use crate::metric::Direction;
use crate::quantity::{Positive, Proportion};
use crate::stats::{self, EffectScale, NoAnswer, NormalPosterior, Prior};

/// What was believed of an effect before the data, on the scale it is read on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BeliefPrior {
    /// The belief, with the sign of the effect itself.
    pub prior: Prior,
    /// Where it comes from.
    pub origin: PriorOrigin,
}

/// What is believed of one variant's effect after the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Belief {
    /// The metric's id.
    pub metric: String,
    /// Name of the control arm.
    pub control: String,
    /// Name of the variant arm.
    pub variant: String,
    /// Which way is better.
    pub better: Direction,
    /// What the effect is measured in: the lift where there is one, else the difference.
    pub scale: EffectScale,
    /// The control's own value: a loss of lift times it is a loss in the unit of the metric.
    pub control_value: f64,
    /// The estimate and its standard error, as the data alone have them.
    pub estimate: (f64, f64),
    /// What was believed before.
    pub prior: BeliefPrior,
    /// What is believed after.
    pub posterior: NormalPosterior,
}

impl Belief {
    /// Reads one comparison whose standard errors were asked for.
    ///
    /// On the lift, where the control lies above 0 and the data tell how sure the lift is; else on the difference, with a prior
    /// on the lift taken times the control. `prior` of a metric without a lift is one on its difference; without any, all
    /// effects are as likely as each other.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] without a standard error, [`NoAnswer::ZeroBaseline`] for a prior on the lift over a control
    /// of 0.
    pub fn of(
        result: &MetricResult,
        comparison: &Comparison,
        better: Direction,
        prior: Option<GainPrior>,
    ) -> Result<Self, NoAnswer> {
        let control = result.arms.iter().find(|arm| arm.name == comparison.control);
        let control_value = control.map(|arm| arm.estimate).ok_or(NoAnswer::TooFewUnits)?;
        let has_lift = result.kind.has_lift();
        let (scale, estimate) = read_on(comparison, has_lift && control_value > 0.0)?;
        let prior = match prior {
            Some(given) => {
                let believed = if has_lift { EffectScale::Lift } else { EffectScale::Difference };
                let prior = Prior::Normal { mean: given.mean * better.sign(), sd: given.sd };
                BeliefPrior { prior: prior.on_scale(believed, scale, control_value)?, origin: given.origin }
            }
            None => BeliefPrior { prior: Prior::Flat, origin: PriorOrigin::Flat },
        };
        Ok(Self {
            metric: result.id.clone(),
            control: comparison.control.clone(),
            variant: comparison.variant.clone(),
            better,
            scale,
            control_value,
            estimate,
            prior,
            posterior: NormalPosterior::of(prior.prior, estimate.0, estimate.1)?,
        })
    }

    /// Which way a better effect points.
    fn direction(&self) -> stats::Direction {
        match self.better {
            Direction::Higher => stats::Direction::Increase,
            Direction::Lower => stats::Direction::Decrease,
        }
    }

    /// Chance that the variant is better than the control.
    #[must_use]
    pub fn chance_to_beat_control(&self) -> f64 {
        self.posterior.chance_to_beat_control(self.direction())
    }

    /// What shipping the variant is expected to cost, on the scale of the effect.
    #[must_use]
    pub fn loss_of_shipping(&self) -> f64 {
        self.posterior.loss_of_shipping(self.direction())
    }

    /// What keeping the control is expected to cost, on the scale of the effect.
    #[must_use]
    pub fn loss_of_keeping(&self) -> f64 {
        self.posterior.loss_of_keeping(self.direction())
    }

    /// Lower and upper end of the interval that holds the effect with probability 1 − `alpha`.
    #[must_use]
    pub fn interval(&self, alpha: Proportion) -> (f64, f64) {
        self.posterior.interval(alpha)
    }

    /// A size on the scale of the effect in the unit of the metric.
    #[must_use]
    pub fn in_unit(&self, size: f64) -> f64 {
        match self.scale {
            EffectScale::Lift => size * self.control_value,
            EffectScale::Difference => size,
        }
    }

    /// A size on the scale of the effect as a share of the control; none where the control is not above 0.
    #[must_use]
    pub fn as_share(&self, size: f64) -> Option<f64> {
        match self.scale {
            EffectScale::Lift => Some(size),
            EffectScale::Difference => {
                let control = Positive::new(self.control_value).ok()?;
                Some(size / control.get()).filter(|share| share.is_finite())
            }
        }
    }

    /// The density of a normal belief over effects, for a picture: by rising effects, scaled to its own standard deviation.
    #[must_use]
    pub fn density(mean: f64, sd: f64) -> Vec<(f64, f64)> {
        const REACH: i32 = 5;
        const STEPS: i32 = 40;
        let place = |step: i32| {
            let z = f64::from(step) / f64::from(STEPS);
            (mean + z * sd, (-0.5 * z * z).exp() / sd)
        };
        let mut drawn: Vec<(f64, f64)> = (-REACH * STEPS..=REACH * STEPS).map(place).collect();
        // Where the spread is lost beside the mean, neighbouring places are one.
        drawn.dedup_by(|next, one| next.0 <= one.0);
        drawn
    }
}

/// The scale the data can be read on, with estimate and standard error.
fn read_on(comparison: &Comparison, by_lift: bool) -> Result<(EffectScale, (f64, f64)), NoAnswer> {
    let errors = comparison.errors.unwrap_or_default();
    let lift = comparison.lift.estimate.zip(errors.lift).filter(|_| by_lift);
    let difference = comparison.difference.estimate.zip(errors.difference);
    match (lift, difference) {
        (Some(lift), _) => Ok((EffectScale::Lift, lift)),
        (None, Some(difference)) => Ok((EffectScale::Difference, difference)),
        (None, None) => Err(comparison.no_test.unwrap_or(NoAnswer::NoVariation)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{
        NamedArm, Question, UsualBecause, compare_means, compare_proportions, compare_recommendations,
    };
    use crate::stats::{Answers, Conversions, Moments};

    fn question() -> Question {
        Question { errors: true, ..Question::two_sided(Proportion::new(0.05).unwrap()) }
    }

    fn named<T>(arms: Vec<T>) -> Vec<NamedArm<T>> {
        let name = |place: usize| ["A", "B"][place].to_owned();
        arms.into_iter().enumerate().map(|(place, observed)| NamedArm { name: name(place), observed }).collect()
    }

    fn rates(control: (u64, u64), variant: (u64, u64)) -> MetricResult {
        let arms = [control, variant].map(|(conversions, visitors)| Conversions::new(conversions, visitors).unwrap());
        compare_proportions(&named(arms.to_vec()), &question()).unwrap()
    }

    fn means(control: f64, variant: f64, sd: f64) -> MetricResult {
        let arms = [control, variant].map(|mean| Moments::from_summary(10_000, mean, sd).unwrap());
        compare_means(&named(arms.to_vec()), &question()).unwrap()
    }

    fn usual() -> Option<GainPrior> {
        Some(GainPrior::usual(UsualBecause::NoHistory))
    }

    fn read(result: &MetricResult, better: Direction, prior: Option<GainPrior>) -> Result<Belief, NoAnswer> {
        Belief::of(result, &result.comparisons[0], better, prior)
    }

    /// Difference 1 of means 100 and 101, sd 20, 10,000 units an arm: error √(2 · 400/10⁴) = 0.2828…, by the delta method
    /// √(0.08 + 0.0201·0.04)/100 of the lift, prior sd 0.1.
    #[test]
    fn a_mean_by_hand() {
        let found = read(&means(100.0, 101.0, 20.0), Direction::Higher, usual()).unwrap();
        let error = (0.04 + 1.01_f64.powi(2) * 0.04).sqrt() / 100.0;
        assert_eq!(found.scale, EffectScale::Lift);
        // Fieller's interval of t with 19,998 degrees of freedom is wider than the normal's of the delta method in the 4th digit.
        assert!((found.estimate.1 / error - 1.0).abs() < 2e-4, "{} {error}", found.estimate.1);
        let weight = 0.01 / (0.01 + error * error);
        assert!((found.posterior.mean() - weight * 0.01).abs() < 1e-7);
        let (low, high) = found.interval(Proportion::new(0.05).unwrap());
        assert!(low < 0.01 && high > 0.01 && found.chance_to_beat_control() > 0.999);
    }

    /// On the difference a rise and a fall are mirror images; on the lift a fall is known a little better than a rise.
    #[test]
    fn less_is_better_mirrors_the_reading() {
        let (up, down) = (means(-100.0, -99.5, 20.0), means(-100.0, -100.5, 20.0));
        let own = GainPrior { mean: 0.002, ..usual().unwrap() };
        let (higher, lower) =
            (read(&up, Direction::Higher, Some(own)).unwrap(), read(&down, Direction::Lower, Some(own)).unwrap());
        assert!((higher.chance_to_beat_control() - lower.chance_to_beat_control()).abs() < 1e-12);
        assert!((higher.posterior.mean() + lower.posterior.mean()).abs() < 1e-12);
        assert!((higher.loss_of_shipping() - lower.loss_of_shipping()).abs() < 1e-12);
        assert!(lower.loss_of_shipping() < lower.loss_of_keeping());
    }

    #[test]
    fn controls_at_or_below_zero_are_read_on_the_difference() {
        assert_eq!(read(&rates((0, 500), (9, 500)), Direction::Higher, usual()), Err(NoAnswer::ZeroBaseline));
        let flat = read(&rates((0, 500), (9, 500)), Direction::Higher, None).unwrap();
        assert_eq!((flat.scale, flat.prior.prior), (EffectScale::Difference, Prior::Flat));
        let below = read(&means(-100.0, -99.0, 20.0), Direction::Higher, usual()).unwrap();
        assert_eq!(below.scale, EffectScale::Difference);
        assert_eq!(below.prior.prior, Prior::Normal { mean: 0.0, sd: Positive::new(10.0).unwrap() });
        assert!(below.chance_to_beat_control() > 0.99 && below.as_share(1.0).is_none());
    }

    #[test]
    fn a_noisy_control_is_read_on_the_difference() {
        let found = read(&means(0.1, 0.2, 20.0), Direction::Higher, usual()).unwrap();
        assert_eq!(found.scale, EffectScale::Difference);
        assert!(found.as_share(0.1).unwrap() > 0.99);
    }

    #[test]
    fn what_has_no_spread_has_no_belief() {
        let alike = rates((0, 10), (0, 10));
        assert!(read(&alike, Direction::Higher, usual()).is_err());
        let scores = named(vec![Answers::new(50, 30, 20).unwrap(), Answers::new(60, 20, 20).unwrap()]);
        let scores = compare_recommendations(&scores, &question()).unwrap();
        let found = read(&scores, Direction::Higher, None).unwrap();
        assert_eq!(found.scale, EffectScale::Difference);
        let without = compare_recommendations(
            &named(vec![Answers::new(50, 30, 20).unwrap(), Answers::new(60, 20, 20).unwrap()]),
            &Question { errors: false, ..question() },
        );
        assert!(read(&without.unwrap(), Direction::Higher, None).is_err());
    }

    #[test]
    fn a_density_is_drawn_by_rising_effects() {
        for (mean, sd) in [(0.0, 1.0), (1e9, 1e-9), (-3.0, 0.2)] {
            let drawn = Belief::density(mean, sd);
            assert!(drawn.windows(2).all(|pair| pair[0].0 < pair[1].0), "{mean} {sd}");
        }
    }
}
