//! What is measured: conversion, order value, satisfaction.

mod baseline;

pub use baseline::{Baseline, Watched};

use serde::Serialize;

use crate::id::Id;
use crate::quantity::{Positive, Proportion};

/// One measure of the programme, declared once in `jalon.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Its id, as plans and data name it.
    pub id: Id,
    /// Its name, as people read it.
    pub name: String,
    /// What kind of number it is, hence which test reads it.
    pub kind: MetricKind,
    /// Whether more is better.
    pub direction: Direction,
    /// Today's value, where it is known.
    pub baseline: Option<Baseline>,
    /// What one unit of it is worth, in the workspace's currency: one conversion, one point.
    pub value_per_unit: Option<f64>,
    /// The stage of the journey it belongs to.
    pub stage: Option<Id>,
    /// Unit shown after means: `€`, `min`, `points`.
    pub unit: Option<String>,
    /// What its kind needs beside.
    pub detail: MetricDetail,
}

/// The kind of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricKind {
    /// Yes or no per unit: a conversion rate.
    Proportion,
    /// A number per unit: revenue per visitor, minutes.
    Mean,
    /// A total over another total: per session, order value.
    Ratio,
    /// Events per unit of exposure: contacts per customer and month.
    Count,
    /// Net Promoter Score.
    Nps,
    /// Customer satisfaction.
    Csat,
    /// Customer effort.
    Ces,
    /// Answers on any other scale: stars, agreement.
    Rating,
    /// Share still there after a time.
    Retention,
    /// Lifetime value.
    #[serde(rename = "ltv")]
    LifetimeValue,
    /// A length of time, by its mean.
    Duration,
    /// A quantile: the load time that 90 % of the visits stay below.
    Quantile,
}

/// What a metric decides in an experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricRole {
    /// The one that decides whether the change works.
    Primary,
    /// One that must not get worse than its margin.
    Guardrail,
    /// One that is read, and decides nothing.
    Secondary,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better: conversion.
    #[default]
    Higher,
    /// Less is better: effort, waiting time.
    Lower,
}

impl Direction {
    /// +1 where more is better, −1 where less is.
    #[must_use]
    pub fn sign(self) -> f64 {
        match self {
            Self::Higher => 1.0,
            Self::Lower => -1.0,
        }
    }
}

/// What a kind of metric needs beside its name; what does not apply is none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MetricDetail {
    /// The lowest and the highest answer, of answers on a scale.
    pub scale: Option<AnswerScale>,
    /// The quantile of all arms together above which values are capped, of a mean.
    pub cap: Option<Proportion>,
    /// The level of a quantile: 0.9 for the 90th percentile.
    pub level: Option<Proportion>,
    /// The time after which retention is said, in the unit of the data.
    pub horizon: Option<Positive>,
}

/// The answers a question allows: whole numbers from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct AnswerScale {
    low: u8,
    high: u8,
}

impl AnswerScale {
    /// The scale of a Net Promoter Score.
    pub const RECOMMENDATION: Self = Self { low: 0, high: 10 };
    /// The usual scale of satisfaction.
    pub const ONE_TO_FIVE: Self = Self { low: 1, high: 5 };
    /// The most answers a scale may have.
    pub const MOST_ANSWERS: usize = 101;

    /// A scale from its lowest to its highest answer; none where they are not in order or too far apart.
    #[must_use]
    pub fn new(low: u8, high: u8) -> Option<Self> {
        (low < high && usize::from(high - low) < Self::MOST_ANSWERS).then_some(Self { low, high })
    }

    /// The lowest answer.
    #[must_use]
    pub fn low(self) -> u8 {
        self.low
    }

    /// The highest answer.
    #[must_use]
    pub fn high(self) -> u8 {
        self.high
    }

    /// How many answers there are.
    #[must_use]
    pub fn answers(self) -> usize {
        usize::from(self.high - self.low) + 1
    }

    /// The place of an answer on the scale; none for one that is not on it.
    #[must_use]
    pub fn place(self, answer: f64) -> Option<usize> {
        let on_scale = answer.fract() == 0.0 && answer >= f64::from(self.low) && answer <= f64::from(self.high);
        on_scale.then(|| (answer - f64::from(self.low)) as usize)
    }
}

impl Metric {
    /// Whether its comparison needs the value of each unit, so that sums will not do: a time to leaving, a quantile, a cap.
    #[must_use]
    pub fn needs_units(&self) -> bool {
        match self.kind {
            MetricKind::Retention | MetricKind::Quantile => true,
            MetricKind::Mean | MetricKind::LifetimeValue | MetricKind::Duration => self.detail.cap.is_some(),
            _ => false,
        }
    }
}

impl MetricKind {
    /// The kind's name in files and answers for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Proportion => "proportion",
            Self::Mean => "mean",
            Self::Ratio => "ratio",
            Self::Count => "count",
            Self::Nps => "nps",
            Self::Csat => "csat",
            Self::Ces => "ces",
            Self::Rating => "rating",
            Self::Retention => "retention",
            Self::LifetimeValue => "ltv",
            Self::Duration => "duration",
            Self::Quantile => "quantile",
        }
    }

    /// Whether values of this kind are fractions of 1, shown as percentages.
    #[must_use]
    pub fn is_rate(self) -> bool {
        matches!(self, Self::Proportion | Self::Retention)
    }

    /// Whether a unit gives one of a few ordered answers, which are compared by the chance that one is higher.
    #[must_use]
    pub fn is_ordered_answer(self) -> bool {
        matches!(self, Self::Csat | Self::Ces | Self::Rating)
    }

    /// Whether the analysis can adjust it for what the units did before the test.
    #[must_use]
    pub fn can_be_adjusted(self) -> bool {
        matches!(self, Self::Proportion | Self::Mean | Self::LifetimeValue | Self::Duration)
    }

    /// Whether a relative change has a meaning: a score that may be 0 or below has none.
    #[must_use]
    pub fn has_lift(self) -> bool {
        !(self.is_ordered_answer() || self == Self::Nps)
    }
}
