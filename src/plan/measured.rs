use crate::metric::{Baseline, Metric, MetricKind, Watched};
use crate::quantity::{Positive, Proportion};
use crate::stats::{CategoryShares, PlannedQuantile, ScoreShares, ScoreShift, SizingError};

/// What is measured, and its value in the control.
///
/// Each kind is planned on one number: the rate, the mean, the score. Targets, margins and detectable effects are written on
/// that number's scale.
#[derive(Debug, Clone, PartialEq)]
pub enum Measured {
    /// A rate: conversion.
    Proportion {
        /// Today's rate.
        baseline: Proportion,
    },
    /// A mean per unit: revenue, minutes.
    Mean {
        /// Today's mean.
        baseline: f64,
        /// Standard deviation between units of the control.
        control_sd: Positive,
        /// Standard deviation between units of each variant.
        variant_sd: Positive,
    },
    /// A total over another: order value, pages per session.
    Ratio {
        /// Today's ratio of the totals.
        baseline: f64,
        /// Standard deviation of what one unit contributes to the ratio: (yᵢ − R xᵢ) / mean of x (Deng, Knoblich & Lu 2018).
        sd: Positive,
    },
    /// Events per unit of exposure.
    Count {
        /// Today's events per unit of exposure.
        rate: Positive,
        /// Exposure of each unit.
        exposure: Positive,
        /// The k of the negative binomial; 0 for Poisson.
        dispersion: f64,
    },
    /// A Net Promoter Score, in points.
    Recommendation(Recommendation),
    /// Ordered answers, planned on the win probability: the chance that an answer of the variant is higher than one of the
    /// control, ties counted half. It is ½ where the arms are alike.
    Answers {
        /// Today's share of each answer, from the lowest up.
        shares: CategoryShares,
    },
    /// The share still there after a time.
    Retention {
        /// Today's share at the horizon.
        share: Proportion,
        /// How long units come in and are watched.
        watched: Watched,
    },
    /// A quantile.
    Quantile {
        /// Today's value.
        value: f64,
        /// Which quantile: 0.9 for the 90th percentile.
        level: Proportion,
        /// Share of the units per unit of the metric around it.
        density: Positive,
    },
}

/// The shares behind a Net Promoter Score, and how they move.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recommendation {
    /// Today's shares.
    pub control: ScoreShares,
    /// The shares the variant should reach, where they are known.
    pub variant: Option<ScoreShares>,
    /// Else, who changes their answer.
    pub shift: ScoreShift,
}

impl Recommendation {
    /// The shares of a variant whose score is the target: its own where they are known and make that score, else the control's
    /// moved there.
    ///
    /// # Errors
    ///
    /// [`SizingError`] for a score that no shares have.
    pub fn reaching(&self, target: f64) -> Result<ScoreShares, SizingError> {
        let known = self.variant.filter(|variant| (variant.score() - target).abs() < 1e-9);
        known.map_or_else(|| self.control.moved_to(target, self.shift), Ok)
    }
}

impl Measured {
    /// What a metric's baseline says; none where the two do not belong together.
    #[must_use]
    pub fn of(metric: &Metric, baseline: &Baseline) -> Option<Self> {
        Some(match baseline {
            Baseline::Rate(baseline) => Self::Proportion { baseline: *baseline },
            Baseline::Mean { mean, standard_deviation } if metric.kind == MetricKind::Ratio => {
                Self::Ratio { baseline: *mean, sd: *standard_deviation }
            }
            Baseline::Mean { mean, standard_deviation } => {
                Self::Mean { baseline: *mean, control_sd: *standard_deviation, variant_sd: *standard_deviation }
            }
            Baseline::Count { rate, exposure, dispersion } => {
                Self::Count { rate: *rate, exposure: *exposure, dispersion: *dispersion }
            }
            Baseline::Recommendation { promoters, detractors } => Self::Recommendation(Recommendation {
                control: ScoreShares::new(*promoters, *detractors).ok()?,
                variant: None,
                shift: ScoreShift::BetweenEnds,
            }),
            Baseline::Answers(shares) => Self::Answers { shares: CategoryShares::new(shares.clone()).ok()? },
            Baseline::Retention { share, watched } => Self::Retention { share: *share, watched: *watched },
            Baseline::Quantile { value, density } => {
                Self::Quantile { value: *value, level: metric.detail.level?, density: *density }
            }
        })
    }

    /// The kind's name in answers for programs.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Proportion { .. } => "proportion",
            Self::Mean { .. } => "mean",
            Self::Ratio { .. } => "ratio",
            Self::Count { .. } => "count",
            Self::Recommendation(_) => "nps",
            Self::Answers { .. } => "ordinal",
            Self::Retention { .. } => "survival",
            Self::Quantile { .. } => "quantile",
        }
    }

    /// Today's value.
    #[must_use]
    pub fn baseline(&self) -> f64 {
        match self {
            Self::Proportion { baseline } => baseline.get(),
            Self::Mean { baseline, .. } | Self::Ratio { baseline, .. } => *baseline,
            Self::Count { rate, .. } => rate.get(),
            Self::Recommendation(planned) => planned.control.score(),
            Self::Answers { .. } => 0.5,
            Self::Retention { share, .. } => share.get(),
            Self::Quantile { value, .. } => *value,
        }
    }

    /// Whether a relative change has a meaning: a score that may be 0 or below has none, nor has a win probability.
    #[must_use]
    pub fn has_lift(&self) -> bool {
        !matches!(self, Self::Recommendation(_) | Self::Answers { .. })
    }

    /// Baseline and spreads of kinds that are planned as two means; none of the others.
    pub(super) fn as_means(&self) -> Option<(f64, (Positive, Positive))> {
        match self {
            Self::Mean { baseline, control_sd, variant_sd } => Some((*baseline, (*control_sd, *variant_sd))),
            Self::Ratio { baseline, sd } => Some((*baseline, (*sd, *sd))),
            Self::Quantile { value, level, density } => {
                let sd = PlannedQuantile::of_density(*value, *density, *level).ok()?.unit_sd;
                Some((*value, (sd, sd)))
            }
            _ => None,
        }
    }

    /// Standard deviations of control and variant units, up to a common factor: what the comparisons of several variants
    /// with one control share.
    pub(super) fn spreads(&self) -> (f64, f64) {
        match self {
            Self::Mean { control_sd, variant_sd, .. } => (control_sd.get(), variant_sd.get()),
            _ => (1.0, 1.0),
        }
    }

    /// Where targets lie: strictly between these two.
    fn range(&self) -> (f64, f64) {
        match self {
            Self::Proportion { .. } | Self::Answers { .. } | Self::Retention { .. } => (0.0, 1.0),
            Self::Mean { .. } | Self::Ratio { .. } | Self::Quantile { .. } => (f64::NEG_INFINITY, f64::INFINITY),
            Self::Count { .. } => (0.0, f64::INFINITY),
            Self::Recommendation(_) => (-100.0, 100.0),
        }
    }

    /// Whether a value can be reached at all.
    pub(super) fn admits(&self, value: f64) -> bool {
        let (low, high) = self.range();
        value > low && value < high
    }
}
