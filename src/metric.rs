//! What is measured: conversion, order value, satisfaction.

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
    /// Net Promoter Score.
    Nps,
    /// Customer satisfaction.
    Csat,
    /// Customer effort.
    Ces,
    /// Share still there after a time.
    Retention,
    /// Lifetime value.
    LifetimeValue,
    /// A length of time.
    Duration,
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

/// Today's value of a metric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Baseline {
    /// A rate, for [`MetricKind::Proportion`].
    Rate(Proportion),
    /// A mean with the standard deviation between units, for [`MetricKind::Mean`].
    Mean {
        /// Mean per unit.
        mean: f64,
        /// Standard deviation between units.
        standard_deviation: Positive,
    },
}

impl MetricKind {
    /// The kind's name in files and answers for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Proportion => "proportion",
            Self::Mean => "mean",
            Self::Ratio => "ratio",
            Self::Nps => "nps",
            Self::Csat => "csat",
            Self::Ces => "ces",
            Self::Retention => "retention",
            Self::LifetimeValue => "ltv",
            Self::Duration => "duration",
        }
    }

    /// Whether jalon can size and analyse a test on this kind of metric.
    #[must_use]
    pub fn is_testable(self) -> bool {
        matches!(self, Self::Proportion | Self::Mean)
    }
}
