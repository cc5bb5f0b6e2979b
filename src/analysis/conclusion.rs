use super::effect::Comparison;

/// What a comparison allows one to say, relative to what its test tried to rule out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Conclusion {
    /// The variant lies above the hypothesis: above the control, or above the margin.
    Above,
    /// The variant lies below the hypothesis.
    Below,
    /// The variant lies between the two margins: equivalent.
    Within,
    /// The data rule nothing out.
    Undecided,
    /// The data give no test at all.
    CannotSay,
}

impl Conclusion {
    /// What a comparison allows one to say at the risk `alpha`, counting all variants.
    #[must_use]
    pub fn of(comparison: &Comparison, alpha: f64) -> Self {
        match (comparison.deciding_p_value(), comparison.statistic) {
            (None, _) => Self::CannotSay,
            (Some(_), _) if !comparison.is_significant(alpha) => Self::Undecided,
            _ if comparison.null_hypothesis.is_equivalence() => Self::Within,
            // A statistic beyond every number has the sign of the difference.
            (_, statistic) if statistic.or(comparison.difference.estimate).unwrap_or(0.0) < 0.0 => Self::Below,
            _ => Self::Above,
        }
    }

    /// Whether the test ruled its hypothesis out.
    #[must_use]
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Above | Self::Below | Self::Within)
    }
}
