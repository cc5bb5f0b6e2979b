use jiff::civil::Date;

use super::Improvement;
use crate::quantity::{Positive, Range, Score};

/// What one rater of a workshop said about an improvement.
#[derive(Debug, Clone, PartialEq)]
pub struct Vote {
    /// Who voted: a first name or a role.
    pub rater: String,
    /// Impact in points from 1 to 5.
    pub impact: Option<Score>,
    /// Person-days.
    pub effort_days: Option<Positive>,
    /// When.
    pub date: Option<Date>,
}

/// What several raters said of one thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opinion {
    /// Raters who voted.
    pub raters: usize,
    /// Lowest vote.
    pub lowest: f64,
    /// Median vote.
    pub median: f64,
    /// Highest vote.
    pub highest: f64,
}

impl Opinion {
    /// The opinion behind votes; none without votes.
    #[must_use]
    pub fn of(votes: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut votes: Vec<f64> = votes.into_iter().collect();
        votes.sort_by(f64::total_cmp);
        let (lowest, highest) = (*votes.first()?, *votes.last()?);
        let upper = *votes.get(votes.len() / 2)?;
        let lower = *votes.get((votes.len() - 1) / 2)?;
        Some(Self { raters: votes.len(), lowest, median: (lower + upper) / 2.0, highest })
    }

    /// The votes as a range: lowest, median, highest.
    ///
    /// A workshop has a handful of raters; their extremes are all the spread there is to see, so they stand for the ends of
    /// a 90 % range.
    #[must_use]
    pub fn range(&self) -> Option<Range> {
        Range::new(self.lowest, self.median, self.highest).ok()
    }

    /// Points between the highest and the lowest vote.
    #[must_use]
    pub fn spread(&self) -> f64 {
        self.highest - self.lowest
    }
}

impl Improvement {
    /// Impact in points: the estimate written down, else what the raters voted.
    #[must_use]
    pub fn impact_points(&self) -> Option<Range> {
        self.impact.or_else(|| self.impact_opinion()?.range())
    }

    /// Effort in person-days: the estimate written down, else what the raters voted.
    #[must_use]
    pub fn effort(&self) -> Option<Range> {
        self.effort_days.or_else(|| self.effort_opinion()?.range())
    }

    /// What the raters voted on impact.
    #[must_use]
    pub fn impact_opinion(&self) -> Option<Opinion> {
        Opinion::of(self.votes.iter().filter_map(|vote| vote.impact.map(Score::get)))
    }

    /// What the raters voted on effort.
    #[must_use]
    pub fn effort_opinion(&self) -> Option<Opinion> {
        Opinion::of(self.votes.iter().filter_map(|vote| vote.effort_days.map(Positive::get)))
    }

    /// Whether the raters are far apart: two points of impact or more, or efforts that differ threefold. Such an improvement
    /// is talked over before it is ranked.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        let impact = self.impact_opinion().is_some_and(|opinion| opinion.spread() >= 2.0);
        let effort = self.effort_opinion().is_some_and(|opinion| opinion.highest >= 3.0 * opinion.lowest);
        impact || effort
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(impact: f64, effort_days: f64) -> Vote {
        Vote {
            rater: "Sam".to_owned(),
            impact: Score::new(impact).ok(),
            effort_days: Positive::new(effort_days).ok(),
            date: None,
        }
    }

    #[test]
    fn raters_give_a_median_and_a_spread() {
        let mut improvement = Improvement::new("I-001".parse().unwrap(), "Guest checkout");
        assert_eq!(improvement.impact_points(), None);
        improvement.votes = vec![vote(4.0, 6.0), vote(2.0, 3.0), vote(3.0, 4.0), vote(4.0, 8.0)];
        assert_eq!(improvement.impact_points(), Range::new(2.0, 3.5, 4.0).ok());
        assert_eq!(improvement.effort(), Range::new(3.0, 5.0, 8.0).ok());
        assert!(improvement.is_disputed(), "two points apart");
    }

    #[test]
    fn an_estimate_goes_before_votes() {
        let mut improvement = Improvement::new("I-001".parse().unwrap(), "Guest checkout");
        improvement.votes = vec![vote(4.0, 6.0)];
        improvement.effort_days = Range::new(2.0, 4.0, 9.0).ok();
        assert_eq!(improvement.effort().map(Range::likely), Some(4.0));
        assert!(!improvement.is_disputed(), "one rater cannot disagree");
    }
}
