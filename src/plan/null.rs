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
    /// Variant and control differ by a margin or more, either way: ruling it out shows that they are equivalent, by two
    /// one-sided tests (Schuirmann 1987).
    DifferenceBeyond {
        /// The margin in the unit of the metric, above 0.
        margin: f64,
    },
    /// The variant lies a relative margin or more from the control, either way.
    LiftBeyond {
        /// The margin, above 0: 0.05 for "within 5 %".
        margin: f64,
    },
}

/// One value of the variant, relative to the control, that a one-sided or two-sided test tries to rule out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PointHypothesis {
    /// The control itself.
    Equal,
    /// The control plus this.
    Difference(f64),
    /// The control times one plus this.
    Lift(f64),
}

/// The points a hypothesis is tested at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Points {
    /// One test.
    One(PointHypothesis),
    /// Two one-sided tests: above the first and below the second.
    Between(PointHypothesis, PointHypothesis),
}

impl NullHypothesis {
    /// Whether it has a margin: the test then shows non-inferiority, superiority by more than the margin, or equivalence.
    #[must_use]
    pub fn has_margin(self) -> bool {
        self != Self::Equal
    }

    /// Whether ruling it out shows that variant and control are equivalent.
    #[must_use]
    pub fn is_equivalence(self) -> bool {
        matches!(self, Self::DifferenceBeyond { .. } | Self::LiftBeyond { .. })
    }

    /// Whether its margin is a share of the control.
    #[must_use]
    pub fn is_relative(self) -> bool {
        matches!(self, Self::Lift { .. } | Self::LiftBeyond { .. })
    }

    /// The margin with its sign; 0 without one.
    #[must_use]
    pub fn margin(self) -> f64 {
        match self {
            Self::Equal => 0.0,
            Self::Difference { margin }
            | Self::Lift { margin }
            | Self::DifferenceBeyond { margin }
            | Self::LiftBeyond { margin } => margin,
        }
    }

    /// The points it is tested at.
    #[must_use]
    pub fn points(self) -> Points {
        match self {
            Self::Equal => Points::One(PointHypothesis::Equal),
            Self::Difference { margin } => Points::One(PointHypothesis::Difference(margin)),
            Self::Lift { margin } => Points::One(PointHypothesis::Lift(margin)),
            Self::DifferenceBeyond { margin } => {
                Points::Between(PointHypothesis::Difference(-margin), PointHypothesis::Difference(margin))
            }
            Self::LiftBeyond { margin } => {
                Points::Between(PointHypothesis::Lift(-margin), PointHypothesis::Lift(margin))
            }
        }
    }

    /// The value of the variant that the plan measures distances from: the hypothesis itself, or, between two margins, the
    /// control.
    #[must_use]
    pub fn origin(self, baseline: f64) -> f64 {
        match self.points() {
            Points::One(point) => point.origin(baseline),
            Points::Between(..) => baseline,
        }
    }
}

impl PointHypothesis {
    /// The value of the variant that sits exactly on the hypothesis.
    #[must_use]
    pub fn origin(self, baseline: f64) -> f64 {
        match self {
            Self::Equal => baseline,
            Self::Difference(margin) => baseline + margin,
            Self::Lift(margin) => baseline * (1.0 + margin),
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

    #[test]
    fn equivalence_is_two_points_around_the_control() {
        let null = NullHypothesis::LiftBeyond { margin: 0.5 };
        assert!(null.is_equivalence() && null.has_margin());
        let Points::Between(low, high) = null.points() else { panic!("two points") };
        assert_eq!((low.origin(0.1), null.origin(0.1), high.origin(0.1)), (0.05, 0.1, 0.1 * 1.5));
    }
}
