use crate::quantity::{Positive, Proportion, Share};

/// Today's value of a metric, with what its size depends on.
#[derive(Debug, Clone, PartialEq)]
pub enum Baseline {
    /// A rate.
    Rate(Proportion),
    /// A mean or a ratio of totals, with the standard deviation between units (of a ratio: of the units' own contributions).
    Mean {
        /// Mean per unit, or ratio of the totals.
        mean: f64,
        /// Standard deviation between units.
        standard_deviation: Positive,
    },
    /// Events per unit of exposure.
    Count {
        /// Events per unit of exposure.
        rate: Positive,
        /// Exposure of one unit: 1 where every unit is watched for the same time.
        exposure: Positive,
        /// How much more units differ than chance alone makes them: the k of the negative binomial, 0 for Poisson.
        dispersion: f64,
    },
    /// A Net Promoter Score.
    Recommendation {
        /// Share of answers 9 and 10.
        promoters: Share,
        /// Share of answers 0 to 6.
        detractors: Share,
    },
    /// Answers on a scale: the share of each, from the lowest answer up; they add up to 1.
    Answers(Vec<f64>),
    /// The share still there after a time.
    Retention {
        /// Share of units still there at the metric's horizon.
        share: Proportion,
        /// How long units come in and are watched.
        watched: Watched,
    },
    /// A quantile.
    Quantile {
        /// Its value.
        value: f64,
        /// Share of the units per unit of the metric around the quantile.
        density: Positive,
    },
}

/// How long a test of retention takes units in and watches them; all in the unit of the horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Watched {
    /// The time after which retention is said.
    pub horizon: Positive,
    /// How long units come in; 0 where all are there from the start.
    pub accrual: f64,
    /// How long the last one is watched.
    pub follow_up: Positive,
    /// Share of the units lost from sight in the time of the horizon, for reasons of their own.
    pub dropout: Share,
}

impl Baseline {
    /// The number that effects on the metric are written for: the rate, the mean, the score in points; ½ for answers, which
    /// are planned on the chance that a unit of the variant answers higher than one of the control.
    #[must_use]
    pub fn value(&self) -> f64 {
        match self {
            Self::Rate(rate) => rate.get(),
            Self::Mean { mean, .. } => *mean,
            Self::Count { rate, .. } => rate.get(),
            Self::Recommendation { promoters, detractors } => 100.0 * (promoters.get() - detractors.get()),
            Self::Answers(_) => 0.5,
            Self::Retention { share, .. } => share.get(),
            Self::Quantile { value, .. } => *value,
        }
    }
}
