use serde::Serialize;

/// How several variants against one control share the risk of a false alarm, in the sizing as in the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// Dunnett 1955: the joint distribution of comparisons that share a control. Intervals are simultaneous.
    Dunnett,
    /// Holm 1979 for the p-values; sizes and intervals are those of [`Bonferroni`](Self::Bonferroni), its first step.
    Holm,
    /// Each comparison at `alpha` over the number of variants.
    Bonferroni,
    /// No correction: the risk of at least one false alarm grows with each variant.
    None,
}
