use serde::Serialize;

/// What a test tries to rule out. (The team's own hypothesis, "if we change X, Y follows", is another thing.)
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NullHypothesis {
    /// Variant and control are equal: the test of superiority.
    Equal,
    /// The variant lies at the control plus a margin, or beyond it.
    Difference {
        /// The margin in the unit of the metric: −0.01 for "no more than one percentage point worse".
        margin: f64,
    },
    /// The variant lies at the control times one plus a margin, or beyond it.
    Lift {
        /// The margin: −0.05 for "no more than 5 % worse".
        margin: f64,
    },
}

impl NullHypothesis {
    /// Whether it has a margin: the test then shows non-inferiority, or superiority by more than the margin.
    #[must_use]
    pub fn has_margin(self) -> bool {
        self != Self::Equal
    }

    /// The value of the variant that sits exactly on the hypothesis.
    #[must_use]
    pub fn origin(self, baseline: f64) -> f64 {
        match self {
            Self::Equal => baseline,
            Self::Difference { margin } => baseline + margin,
            Self::Lift { margin } => baseline * (1.0 + margin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_moves_with_the_margin() {
        assert_eq!(NullHypothesis::Equal.origin(0.1), 0.1);
        assert_eq!(NullHypothesis::Difference { margin: -0.02 }.origin(0.1), 0.08);
        assert_eq!(NullHypothesis::Lift { margin: -0.5 }.origin(0.1), 0.05);
    }
}
