//! Comparisons that decide nothing, read together: what they share so that their number raises no false alarms.

use super::effect::MetricResult;
use crate::plan::{Correction, FamilyCorrection};
use crate::quantity::Proportion;
use crate::stats::Sides;

/// How the comparisons of a family share a risk, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SharedRisk {
    /// The correction.
    pub correction: FamilyCorrection,
    /// The risk of any false alarm; with Benjamini & Hochberg, the expected share of false alarms among the findings.
    pub risk: f64,
    /// Comparisons in the family, those without p-value among them.
    pub comparisons: usize,
    /// Comparisons whose adjusted p-value is at most the risk.
    pub found: usize,
    /// The level of each interval.
    pub interval_level: f64,
}

/// Comparisons to be read together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Family {
    pub correction: FamilyCorrection,
    pub risk: Proportion,
    pub sides: Sides,
}

impl Family {
    /// Asks everything at the whole risk, corrects the p-values for their number, and asks again at the risk that is left for
    /// each interval: intervals are computed from the data, never made to fit a p-value.
    ///
    /// `ask` takes the risk of one comparison, and corrects for nothing itself. With fewer than two comparisons nothing is
    /// shared.
    pub fn share<Asked>(
        self,
        asked: &[Asked],
        ask: impl Fn(&Asked, Proportion) -> Option<MetricResult>,
    ) -> (Vec<Option<MetricResult>>, Option<SharedRisk>) {
        let first: Vec<Option<MetricResult>> = asked.iter().map(|asked| ask(asked, self.risk)).collect();
        let comparisons = first.iter().flatten().flat_map(|result| &result.comparisons);
        let p_values: Vec<Option<f64>> = comparisons.map(|comparison| comparison.p_value).collect();
        let Some(each) = self.each(&p_values) else { return (first, None) };
        let adjusted = self.adjusted(&p_values);
        let picked = Correction::from(self.correction).found(self.risk, &p_values);
        let mut place = 0;
        let mut results = Vec::new();
        for (asked, first) in asked.iter().zip(first) {
            let again =
                if each == self.risk { first } else { first.and_then(|first| asked_again(first, ask(asked, each))) };
            results.push(again.map(|mut result| {
                for comparison in &mut result.comparisons {
                    comparison.p_adjusted = adjusted.get(place).copied().flatten();
                    comparison.picked = picked.as_ref().map(|picked| picked.picked.contains(&place));
                    place += 1;
                }
                // The family corrects for the variants too.
                result.correction = (result.comparisons.len() > 1).then_some(self.correction.into());
                result
            }));
        }
        let found = match &picked {
            Some(picked) => picked.picked.len(),
            None => self.deciding(&p_values, &adjusted).filter(|p_value| *p_value <= self.risk.get()).count(),
        };
        let two_sided = each.get() * if self.sides == Sides::One { 2.0 } else { 1.0 };
        let (correction, risk, comparisons) = (self.correction, self.risk.get(), p_values.len());
        (results, Some(SharedRisk { correction, risk, comparisons, found, interval_level: 1.0 - two_sided }))
    }

    /// The risk of each interval; none where there is nothing to share.
    fn each(self, p_values: &[Option<f64>]) -> Option<Proportion> {
        let alike = vec![1.0; p_values.len()];
        let risk = Correction::from(self.correction).interval_risk(self.risk, self.sides, 1.0, &alike, p_values);
        risk.ok().filter(|_| p_values.len() > 1)
    }

    fn adjusted(self, p_values: &[Option<f64>]) -> Vec<Option<f64>> {
        let alike = vec![1.0; p_values.len()];
        Correction::from(self.correction).adjusted(p_values, self.sides, 1.0, &alike)
    }

    fn deciding<'a>(self, p_values: &'a [Option<f64>], adjusted: &'a [Option<f64>]) -> impl Iterator<Item = f64> + 'a {
        p_values.iter().zip(adjusted).filter_map(|(own, adjusted)| adjusted.or(*own))
    }
}

/// The second answer with the arms of the first: an arm's own interval is at the whole risk.
fn asked_again(first: MetricResult, again: Option<MetricResult>) -> Option<MetricResult> {
    again.map(|again| MetricResult { arms: first.arms, also: first.also, ..again })
}
