use crate::id::Id;

use super::Month;

/// The history of one metric, month by month.
#[derive(Debug, Clone, PartialEq)]
pub struct KpiSeries {
    /// The metric.
    pub metric: Id,
    /// Its values in the order of months, one a month at most.
    pub points: Vec<KpiPoint>,
}

/// The value of a metric in a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KpiPoint {
    /// The month.
    pub month: Month,
    /// What was measured.
    pub measure: Measure,
}

/// A measured value with what its interval needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// A rate between 0 and 1 over so many units.
    Rate {
        /// The rate.
        rate: f64,
        /// Units it was measured on; without them there is no interval.
        units: Option<u64>,
    },
    /// A mean over so many units.
    Mean {
        /// The mean.
        mean: f64,
        /// Standard deviation between units, and their number; without them there is no interval.
        spread: Option<(f64, u64)>,
    },
    /// Answers to the recommendation question.
    Answers {
        /// Answers of 9 and 10.
        promoters: u64,
        /// Answers of 7 and 8.
        passives: u64,
        /// Answers of 0 to 6.
        detractors: u64,
    },
}

impl Measure {
    /// The value as it is shown: a rate between 0 and 1, a mean, a Net Promoter Score from −100 to 100.
    ///
    /// `None` for a Net Promoter Score without answers.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Rate { rate, .. } => Some(rate),
            Self::Mean { mean, .. } => Some(mean),
            Self::Answers { promoters, passives, detractors } => {
                let answers = (promoters + passives + detractors) as f64;
                (answers > 0.0).then(|| 100.0 * (promoters as f64 - detractors as f64) / answers)
            }
        }
    }

    /// Units it was measured on.
    #[must_use]
    pub fn units(self) -> Option<u64> {
        match self {
            Self::Rate { units, .. } => units,
            Self::Mean { spread, .. } => spread.map(|(_, units)| units),
            Self::Answers { promoters, passives, detractors } => Some(promoters + passives + detractors),
        }
    }
}

impl KpiSeries {
    /// The value of a month.
    #[must_use]
    pub fn at(&self, month: Month) -> Option<&KpiPoint> {
        self.points.iter().find(|point| point.month == month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_net_promoter_score_is_the_difference_of_shares() {
        let measure = Measure::Answers { promoters: 50, passives: 30, detractors: 20 };
        assert_eq!(measure.value(), Some(30.0));
        assert_eq!(Measure::Answers { promoters: 0, passives: 0, detractors: 0 }.value(), None);
    }
}
