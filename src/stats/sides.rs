//! Which departures from the hypothesised value count: both, or one only.

/// How many directions a planned test watches. The direction of a one-sided plan follows from its effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sides {
    /// The whole risk `alpha` stands on the side of the planned effect.
    One,
    /// Half of `alpha` stands on each side.
    Two,
}

impl Sides {
    /// The share of `alpha` that stands on the side of the effect: all of it, or half.
    #[must_use]
    pub fn level(self, alpha: f64) -> f64 {
        match self {
            Self::One => alpha,
            Self::Two => alpha / 2.0,
        }
    }
}

/// What a test of observed data looks for, as "variant against control".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alternative {
    /// The effect differs from the hypothesised one, either way.
    TwoSided,
    /// The effect is above the hypothesised one; the interval that goes with it has a lower end only.
    Greater,
    /// The effect is below the hypothesised one; the interval that goes with it has an upper end only.
    Less,
}

impl Alternative {
    /// How many directions this alternative watches.
    #[must_use]
    pub fn sides(self) -> Sides {
        match self {
            Self::TwoSided => Sides::Two,
            Self::Greater | Self::Less => Sides::One,
        }
    }

    /// The alternative of the same question with the sign turned round.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::TwoSided => Self::TwoSided,
            Self::Greater => Self::Less,
            Self::Less => Self::Greater,
        }
    }

    /// The p-value of a statistic that is symmetric about 0, from its upper-tail function.
    ///
    /// Both tails come from the survival function, so a p-value of 1e-200 keeps its digits.
    pub(super) fn p_value(self, statistic: f64, upper_tail: impl Fn(f64) -> f64) -> f64 {
        match self {
            Self::TwoSided => (2.0 * upper_tail(statistic.abs())).min(1.0),
            Self::Greater => upper_tail(statistic),
            Self::Less => upper_tail(-statistic),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_sides_halve_the_level() {
        assert_eq!(Alternative::TwoSided.sides().level(0.05), 0.025);
        assert_eq!(Alternative::Less.sides().level(0.05), 0.05);
    }

    #[test]
    fn p_values_of_the_three_alternatives() {
        let tail = |x: f64| 0.5 - x / 10.0;
        assert!((Alternative::TwoSided.p_value(-2.0, tail) - 0.6).abs() < 1e-15);
        assert!((Alternative::Greater.p_value(-2.0, tail) - 0.7).abs() < 1e-15);
        assert!((Alternative::Less.p_value(-2.0, tail) - 0.3).abs() < 1e-15);
    }
}
