use serde::Serialize;

/// Where an improvement lies in impact × effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// High impact, low effort (petites victoires).
    QuickWin,
    /// High impact, high effort (grands projets).
    BigBet,
    /// Low impact, low effort (à l'occasion).
    FillIn,
    /// Low impact, high effort (à éviter).
    Avoid,
}

/// Where the quadrants meet.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Borders {
    /// Impact from which on it is high, on the ranking's scale.
    pub impact: f64,
    /// Person-days up to which effort is low.
    pub effort_days: f64,
    /// Whether the impact border was given; else it is the median of the items.
    pub impact_given: bool,
    /// Whether the effort border was given; else it is the median of the items.
    pub effort_given: bool,
}

impl Borders {
    /// The quadrant of an impact and an effort. An impact of 0 or less is never high.
    #[must_use]
    pub fn quadrant(&self, impact: f64, effort_days: f64) -> Quadrant {
        match (impact > 0.0 && impact >= self.impact, effort_days <= self.effort_days) {
            (true, true) => Quadrant::QuickWin,
            (true, false) => Quadrant::BigBet,
            (false, true) => Quadrant::FillIn,
            (false, false) => Quadrant::Avoid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_itself_counts_as_high_and_as_cheap() {
        let borders = Borders { impact: 3.0, effort_days: 5.0, impact_given: true, effort_given: true };
        assert_eq!(borders.quadrant(3.0, 5.0), Quadrant::QuickWin);
        assert_eq!(borders.quadrant(3.0, 5.1), Quadrant::BigBet);
        assert_eq!(borders.quadrant(2.9, 5.0), Quadrant::FillIn);
        assert_eq!(borders.quadrant(2.9, 5.1), Quadrant::Avoid);
        let negative = Borders { impact: -2.0, ..borders };
        assert_eq!(negative.quadrant(-1.0, 1.0), Quadrant::FillIn, "a loss is no win");
    }
}
