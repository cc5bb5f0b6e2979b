//! What a pair of arms tells when each arm hands over an estimate with its standard error: means, ratios of totals,
//! quantiles, adjusted means. One road from there to test, difference and lift.

use super::MeanChoice;
use super::family::{Described, ObservedPair};
use crate::plan::PointHypothesis;
use crate::quantity::Proportion;
use crate::stats::{
    Alternative, ArmEstimate, EffectEstimate, Interval, MeanLift, MeanMethod, MeanNull, Method, NoAnswer, Test,
};

/// An effect, or why the data give none; what each arm shows is known either way.
pub(super) struct Estimated {
    effect: Result<EffectEstimate, NoAnswer>,
    control: Option<f64>,
    variant: Option<f64>,
    choice: MeanChoice,
}

impl Estimated {
    /// A pair whose values are known even where nothing can be said of their difference.
    pub fn new(effect: Result<EffectEstimate, NoAnswer>, values: [Option<f64>; 2], choice: MeanChoice) -> Self {
        let [control, variant] = values;
        Self { effect, control, variant, choice }
    }
}

impl MeanChoice {
    /// The distribution that judges the difference.
    pub(super) fn method(self) -> MeanMethod {
        match self {
            Self::Fieller | Self::Delta | Self::LogDelta => MeanMethod::Welch,
            Self::Z => MeanMethod::Z,
        }
    }

    fn lift(self) -> MeanLift {
        match self {
            Self::Fieller | Self::Z => MeanLift::Fieller,
            Self::Delta => MeanLift::Delta,
            Self::LogDelta => MeanLift::LogRatio,
        }
    }
}

impl ObservedPair for Estimated {
    fn difference(&self) -> Option<f64> {
        match &self.effect {
            Ok(effect) => Some(effect.difference()),
            Err(_) => Some(self.variant? - self.control?),
        }
    }

    fn lift(&self) -> Option<f64> {
        match &self.effect {
            Ok(effect) => effect.lift(),
            Err(_) => {
                let control = self.control.filter(|control| *control != 0.0)?;
                Some((self.variant? - control) / control)
            }
        }
    }

    fn difference_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        self.effect.map(|effect| effect.difference_interval(alpha, Alternative::TwoSided))
    }

    fn lift_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        self.effect?.lift_interval(alpha, Alternative::TwoSided, self.choice.lift())
    }

    fn test(&self, null: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer> {
        let null = match null {
            PointHypothesis::Equal => MeanNull::EQUAL,
            PointHypothesis::Difference(margin) => MeanNull::Difference(margin),
            PointHypothesis::Lift(margin) => MeanNull::Lift(margin),
        };
        self.effect?.test(null, alternative)
    }

    fn method(&self) -> Method {
        match self.choice.method() {
            MeanMethod::Welch => Method::Welch,
            MeanMethod::Pooled => Method::PooledT,
            MeanMethod::Z => Method::Z,
        }
    }
}

/// What one arm tells by itself: its value, known even where its spread is not.
pub(super) fn described(
    units: u64,
    value: f64,
    estimate: Result<ArmEstimate, NoAnswer>,
    own: Proportion,
    interval: Option<Interval>,
) -> Described {
    let by_error = || estimate.and_then(|arm| arm.interval(own, Alternative::TwoSided)).ok();
    Described {
        units,
        estimate: value,
        interval: interval.or_else(by_error),
        // Where all units are alike the correlations have no meaning, and the correction falls back on Bonferroni.
        information: estimate.map_or(0.0, |arm| 1.0 / (arm.error * arm.error)),
    }
}
