//! The primary effect by segment. Segments never decide: a closer look at those declared beforehand, ideas from the others.

use super::analyse::{Asked, roles};
use super::effect::{Comparison, Effect, MetricResult};
use super::reading::Reading;
use super::shared_risk::{Family, SharedRisk};
use crate::data::{Aggregates, Tally};
use crate::plan::{Change, FamilyCorrection, Plan};
use crate::quantity::Proportion;
use crate::stats::{Adjustment, GroupEffect, Heterogeneity, Sides, adjust, heterogeneity};

/// The primary effect in segments.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Segments {
    /// Those the plan declares, in its order, corrected together by Holm.
    pub declared: SegmentFamily,
    /// Whether the effect differs between the declared ones, for each variant that can be asked.
    pub interactions: Vec<Interaction>,
    /// Those only the data name, the findings first, then by size; corrected by Benjamini & Hochberg.
    pub exploratory: SegmentFamily,
}

/// Segments that are read together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SegmentFamily {
    /// The effect in each.
    pub results: Vec<SegmentResult>,
    /// How they share a risk; none where there is one comparison or none.
    pub shared: Option<SharedRisk>,
}

/// The primary effect in one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentResult {
    /// The segment, as the data name it.
    pub segment: String,
    /// Its units, all arms together.
    pub units: u64,
    /// Its effect; none where an arm has too few units in it.
    pub result: Option<MetricResult>,
}

/// Whether the effect of a variant differs between segments.
#[derive(Debug, Clone, PartialEq)]
pub struct Interaction {
    /// The variant.
    pub variant: String,
    /// Segments with an effect and its error; the others say nothing here.
    pub segments: usize,
    /// The unit in which effects are compared.
    pub scale: EffectScale,
    /// Cochran's test.
    pub test: Heterogeneity,
    /// Its p-value, corrected by Holm for the number of variants; none with one.
    pub p_adjusted: Option<f64>,
}

/// The unit in which effects are compared: the one the plan states its effect in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectScale {
    /// Relative effects, as logarithms of the variant over the control.
    Lift,
    /// Differences in the metric's own unit.
    Difference,
}

impl Interaction {
    /// The p-value to read: corrected where there are several variants.
    #[must_use]
    pub fn p_value(&self) -> f64 {
        self.p_adjusted.unwrap_or(self.test.p_value)
    }
}

/// Reads the primary effect in every segment of the data and of the plan.
pub(super) fn segments(plan: &Plan, data: &Aggregates) -> Segments {
    let Some(primary) = roles(plan).into_iter().next() else { return Segments::default() };
    let totals = data.totals_by_segment();
    let mut declared: Vec<Part<'_>> = Vec::new();
    for segment in &plan.segments {
        if declared.iter().all(|part| part.segment != segment) {
            let tallies = totals.get(segment.as_str()).cloned().unwrap_or_default();
            declared.push(Part { segment, tallies });
        }
    }
    let is_declared = |segment: &str| plan.segments.iter().any(|declared| declared == segment);
    let others = totals.iter().filter(|(segment, _)| !is_declared(segment));
    let others: Vec<Part<'_>> = others.map(|(segment, tallies)| Part { segment, tallies: tallies.clone() }).collect();
    let mut exploratory = family(plan, primary, &others, FamilyCorrection::BenjaminiHochberg);
    exploratory.results.sort_by_key(|segment| (!segment.is_found(), std::cmp::Reverse(segment.units)));
    Segments {
        interactions: interactions(plan, primary, &declared),
        declared: family(plan, primary, &declared, FamilyCorrection::Holm),
        exploratory,
    }
}

/// The data of one segment.
struct Part<'a> {
    segment: &'a str,
    tallies: Vec<Tally>,
}

impl SegmentResult {
    fn is_found(&self) -> bool {
        let comparisons = self.result.iter().flat_map(|result| &result.comparisons);
        comparisons.into_iter().any(|comparison| comparison.picked == Some(true))
    }
}

fn family(plan: &Plan, primary: Asked<'_>, parts: &[Part<'_>], correction: FamilyCorrection) -> SegmentFamily {
    let Some(question) = primary.question(plan) else { return SegmentFamily::default() };
    let family = Family { correction, risk: question.alpha, sides: question.sides() };
    let (results, shared) =
        family.share(parts, |part, risk| primary.at(risk).result(plan, &part.tallies, Reading::Once));
    let named = parts.iter().zip(results).map(|(part, result)| SegmentResult {
        segment: part.segment.to_owned(),
        units: part.tallies.iter().map(|tally| tally.units).sum(),
        result,
    });
    SegmentFamily { results: named.collect(), shared }
}

/// The risk of an interval that reaches one standard error to each side of a normal estimate.
const ONE_ERROR_RISK: f64 = 0.317_310_507_862_914_1;

fn interactions(plan: &Plan, primary: Asked<'_>, parts: &[Part<'_>]) -> Vec<Interaction> {
    let Some(question) = primary.question(plan) else { return Vec::new() };
    let halves = if question.sides() == Sides::One { 2.0 } else { 1.0 };
    let Ok(risk) = Proportion::new(ONE_ERROR_RISK / halves) else { return Vec::new() };
    let results = parts.iter().filter_map(|part| primary.at(risk).result(plan, &part.tallies, Reading::Once));
    let results: Vec<MetricResult> = results.collect();
    let variants = plan.variants().iter();
    let mut found: Vec<Interaction> =
        variants.filter_map(|variant| interaction(plan, &variant.name, &results)).collect();
    let p_values: Vec<f64> = found.iter().map(|interaction| interaction.test.p_value).collect();
    if let (true, Ok(adjusted)) = (found.len() > 1, adjust(&p_values, Adjustment::Holm)) {
        for (interaction, adjusted) in found.iter_mut().zip(adjusted) {
            interaction.p_adjusted = Some(adjusted);
        }
    }
    found
}

fn interaction(plan: &Plan, variant: &str, results: &[MetricResult]) -> Option<Interaction> {
    let compared = results.iter().flat_map(|result| &result.comparisons);
    let compared: Vec<&Comparison> = compared.filter(|comparison| comparison.variant == variant).collect();
    // Effects that are alike as lifts differ as differences wherever the baselines do, and the other way round.
    let scale = match plan.effect {
        Change::Lift(_) if plan.primary.kind.has_lift() => EffectScale::Lift,
        Change::Lift(_) | Change::Difference(_) => EffectScale::Difference,
    };
    let groups: Vec<GroupEffect> = compared.iter().filter_map(|comparison| scale.group(comparison)).collect();
    let test = heterogeneity(&groups).ok()?;
    Some(Interaction { variant: variant.to_owned(), segments: groups.len(), scale, test, p_adjusted: None })
}

impl EffectScale {
    /// An effect with its error: half the length of an interval of one error to each side.
    fn group(self, comparison: &Comparison) -> Option<GroupEffect> {
        let (effect, convert): (&Effect, fn(f64) -> f64) = match self {
            Self::Lift => (&comparison.lift, f64::ln_1p),
            Self::Difference => (&comparison.difference, std::convert::identity),
        };
        let (low, high) = (convert(effect.low.value()?), convert(effect.high.value()?));
        let group = GroupEffect { estimate: convert(effect.estimate?), error: (high - low) / 2.0 };
        (group.estimate.is_finite() && group.error.is_finite() && group.error > 0.0).then_some(group)
    }
}
