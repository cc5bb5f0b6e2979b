use super::{Ends, HazardMethod, MeanChoice, ProportionMethod};
use crate::plan::{Correction, NullHypothesis};
use crate::quantity::Proportion;
use crate::stats::{Alternative, Bootstrap, Sides, WinMethod};

/// What is asked of the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// What the test tries to rule out.
    pub null: NullHypothesis,
    /// Risk of a false alarm over all variants.
    pub alpha: Proportion,
    /// Which departures from the hypothesis count.
    pub alternative: Alternative,
    /// How several variants share the risk.
    pub correction: Correction,
    /// The statistic for rates.
    pub proportion_method: ProportionMethod,
    /// The scale of win probabilities, for ordered answers.
    pub win_method: WinMethod,
    /// The statistic for times to leaving.
    pub hazard_method: HazardMethod,
    /// The statistic for means, ratios of totals and quantiles.
    pub mean_method: MeanChoice,
    /// Intervals of means by resampling; only where the value of every unit is at hand
    /// ([`compare_values`](super::compare_values)).
    pub bootstrap: Option<Bootstrap>,
    /// At which risks ends and estimates are read; none for those of the risk itself, as without looks.
    pub ends: Option<Ends>,
    /// Whether the standard errors of each comparison by itself are asked for too ([`Comparison::errors`]).
    ///
    /// [`Comparison::errors`]: crate::analysis::Comparison::errors
    pub errors: bool,
}

impl Question {
    /// Whether variant and control differ, either way.
    #[must_use]
    pub fn two_sided(alpha: Proportion) -> Self {
        Self {
            null: NullHypothesis::Equal,
            alpha,
            alternative: Alternative::TwoSided,
            correction: Correction::Dunnett,
            proportion_method: ProportionMethod::Score,
            win_method: WinMethod::BrunnerMunzel,
            hazard_method: HazardMethod::LogRank,
            mean_method: MeanChoice::Fieller,
            bootstrap: None,
            ends: None,
            errors: false,
        }
    }

    /// The same risk without hypothesis or direction: for what is read beside the metric that is asked about.
    pub(in crate::analysis) fn without_margin(&self) -> Self {
        let alpha = Proportion::new(self.two_sided_risk(self.alpha.get())).unwrap_or(self.alpha);
        Self { alpha, alternative: Alternative::TwoSided, ..self.beside() }
    }

    /// The same question without hypothesis, for other readings of the same data.
    pub(super) fn beside(&self) -> Self {
        Self { null: NullHypothesis::Equal, ends: self.ends.map(|ends| Ends::both(ends.beside)), ..*self }
    }

    /// The level of the intervals: 95 % for 5 % on two sides, 90 % for 5 % on one.
    ///
    /// Intervals always have both ends here. Each end carries the risk the test takes on its side, so that the end on the
    /// test's side excludes the hypothesis exactly when the test rejects it.
    #[must_use]
    pub fn interval_level(&self) -> f64 {
        1.0 - self.two_sided_risk(self.alpha.get())
    }

    /// One direction or two. Equivalence is two one-sided tests, each at the whole risk.
    #[must_use]
    pub fn sides(&self) -> Sides {
        if self.null.is_equivalence() { Sides::One } else { self.alternative.sides() }
    }

    pub(in crate::analysis) fn two_sided_risk(&self, alpha: f64) -> f64 {
        match self.sides() {
            Sides::Two => alpha,
            Sides::One => 2.0 * alpha,
        }
    }
}
