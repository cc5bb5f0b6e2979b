//! The hypothesis a test tries to reject: no effect, or an effect no better than a margin. Sizing, test and interval take
//! the same ones.

/// What the variant is compared with: the control itself, or the control moved by a margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ProportionNull {
    /// The hypothesis to reject is `variant − control = difference`. 0 asks for superiority; −0.01 for "no more than one
    /// percentage point worse".
    Difference(f64),
    /// The hypothesis to reject is `variant / control = ratio`. 1 asks for superiority; 0.95 for "no more than 5 % worse".
    Ratio(f64),
}

impl ProportionNull {
    /// No difference: the usual test of superiority.
    pub const EQUAL: Self = Self::Difference(0.0);

    /// Whether this is the hypothesis that both rates are equal, in either writing.
    #[must_use]
    pub fn is_equality(self) -> bool {
        matches!(self, Self::Difference(0.0)) || matches!(self, Self::Ratio(1.0))
    }

    /// Whether any two rates can lie so far apart.
    pub(super) fn is_possible(self) -> bool {
        match self {
            Self::Difference(difference) => difference > -1.0 && difference < 1.0,
            Self::Ratio(ratio) => ratio > 0.0 && ratio.is_finite(),
        }
    }

    /// The variant rate that sits exactly on the hypothesis.
    pub(super) fn variant_rate(self, control: f64) -> f64 {
        match self {
            Self::Difference(difference) => control + difference,
            Self::Ratio(ratio) => control * ratio,
        }
    }

    /// What the control rate is multiplied with in the statistic `variant − scale · control`.
    pub(super) fn control_scale(self) -> f64 {
        match self {
            Self::Difference(_) => 1.0,
            Self::Ratio(ratio) => ratio,
        }
    }
}

/// What the event rate of the variant is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum EventNull {
    /// The hypothesis to reject is `variant − control = difference`, in events per unit of exposure.
    Difference(f64),
    /// The hypothesis to reject is `variant / control = ratio`. 1 asks for superiority; 1.1 for "no more than 10 % more events".
    Ratio(f64),
}

impl EventNull {
    /// Equal rates: the usual test.
    pub const EQUAL: Self = Self::Ratio(1.0);

    /// Whether two rates can lie so far apart.
    pub(super) fn is_possible(self) -> bool {
        match self {
            Self::Difference(difference) => difference.is_finite(),
            Self::Ratio(ratio) => ratio > 0.0 && ratio.is_finite(),
        }
    }

    /// The hypothesis as a ratio; none for a difference other than 0.
    pub(super) fn as_ratio(self) -> Option<f64> {
        match self {
            Self::Ratio(ratio) => Some(ratio),
            Self::Difference(difference) => (difference == 0.0).then_some(1.0),
        }
    }
}

/// What the variant mean is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MeanNull {
    /// The hypothesis to reject is `variant − control = difference`, in the unit of the metric. 0 asks for superiority.
    Difference(f64),
    /// The hypothesis to reject is `variant = (1 + lift) · control`: −0.02 for "no more than 2 % worse". The test is Fieller's,
    /// on `variant − (1 + lift) · control`; at a lift of 0 it is the test of the difference.
    Lift(f64),
}

impl MeanNull {
    /// No difference: the usual test of superiority.
    pub const EQUAL: Self = Self::Difference(0.0);

    /// What the control mean is multiplied with in the statistic `variant − scale · control`.
    pub(super) fn control_scale(self) -> f64 {
        match self {
            Self::Difference(_) => 1.0,
            Self::Lift(lift) => 1.0 + lift,
        }
    }

    /// What the statistic is compared with.
    pub(super) fn offset(self) -> f64 {
        match self {
            Self::Difference(difference) => difference,
            Self::Lift(_) => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equality_has_two_writings_for_rates() {
        assert!(ProportionNull::EQUAL.is_equality() && ProportionNull::Ratio(1.0).is_equality());
        assert!(!ProportionNull::Ratio(0.9).is_equality() && !ProportionNull::Difference(-0.01).is_equality());
    }

    #[test]
    fn rates_cannot_differ_by_everything() {
        for null in [ProportionNull::Difference(1.0), ProportionNull::Ratio(0.0), ProportionNull::Ratio(f64::INFINITY)]
        {
            assert!(!null.is_possible(), "{null:?}");
        }
    }

    #[test]
    fn a_margin_says_where_the_variant_would_sit() {
        assert_eq!(ProportionNull::Difference(-0.25).variant_rate(0.5), 0.25);
        assert_eq!(ProportionNull::Ratio(0.5).variant_rate(0.5), 0.25);
        assert_eq!((MeanNull::Lift(-0.25).control_scale(), MeanNull::Lift(-0.25).offset()), (0.75, 0.0));
        assert_eq!((MeanNull::Difference(3.0).control_scale(), MeanNull::Difference(3.0).offset()), (1.0, 3.0));
    }
}
