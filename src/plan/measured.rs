use crate::quantity::{Positive, Proportion};

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
}

impl Measured {
    /// Today's value.
    #[must_use]
    pub fn baseline(&self) -> f64 {
        match self {
            Self::Proportion { baseline } => baseline.get(),
            Self::Mean { baseline, .. } => *baseline,
        }
    }

    /// Standard deviations of control and variant units, up to a common factor: what the comparisons of several variants
    /// with one control share.
    pub(super) fn spreads(&self) -> (f64, f64) {
        match self {
            Self::Proportion { .. } => (1.0, 1.0),
            Self::Mean { control_sd, variant_sd, .. } => (control_sd.get(), variant_sd.get()),
        }
    }

    /// Where targets lie: strictly between these two.
    pub(super) fn range(&self) -> (f64, f64) {
        match self {
            Self::Proportion { .. } => (0.0, 1.0),
            Self::Mean { .. } => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// Whether a value can be reached at all.
    pub(super) fn admits(&self, value: f64) -> bool {
        let (low, high) = self.range();
        value > low && value < high
    }
}
