use super::ranking::{Estimate, Input};
use super::scale::{ImpactModel, Missing, Scale};
use super::{Improvement, Method};
use crate::metric::Metric;
use crate::quantity::Share;
use crate::stats::draws::{Spread, Stream, rank_correlation};

/// How improvements are scored: what decides which inputs are needed and how they come together.
pub(super) struct Scoring<'a> {
    pub(super) method: Method,
    pub(super) scale: &'a Scale,
    pub(super) metrics: &'a [Metric],
}

/// The draws of one improvement and what they come to.
pub(super) struct Sample<'a> {
    pub(super) improvement: &'a Improvement,
    pub(super) impacts: Vec<f64>,
    pub(super) efforts: Vec<f64>,
    pub(super) scores: Vec<f64>,
    pub(super) impact: Estimate,
    pub(super) effort: Estimate,
    pub(super) score: Estimate,
    pub(super) decided_by: Option<Input>,
}

/// Everything a score is made of, checked to be there.
struct Inputs {
    impact: ImpactModel,
    effort: Spread,
    /// What multiplies the score: confidence, or 1.
    weight: f64,
    /// Reach that multiplies the score, for RICE in points.
    reach: Option<Spread>,
    /// The chance that it works, where it is drawn.
    works: Option<Share>,
}

impl Scoring<'_> {
    /// Draws one improvement; an `Err` names every input the method needs and does not find.
    pub(super) fn sample<'i>(
        &self,
        improvement: &'i Improvement,
        draws: usize,
        seed: u64,
    ) -> Result<Sample<'i>, Vec<Missing>> {
        let inputs = self.inputs(improvement)?;
        let stream = |what: &str| Stream::named(seed, &format!("{} {what}", improvement.id));
        let series =
            |spread: Spread, mut stream: Stream| -> Vec<f64> { (0..draws).map(|_| spread.draw(&mut stream)).collect() };
        let raw = series(inputs.impact.spread, stream("impact"));
        let efforts = series(inputs.effort, stream("effort"));
        let reach = inputs.impact.reach.or(inputs.reach).map(|spread| series(spread, reach_stream(improvement, seed)));
        let mut chance = stream("works");
        let works: Option<Vec<f64>> =
            inputs.works.map(|share| (0..draws).map(|_| if chance.happens(share) { 1.0 } else { 0.0 }).collect());
        let reached = |draw: usize| reach.as_ref().and_then(|reach| reach.get(draw)).copied().unwrap_or(1.0);
        let in_impact = inputs.impact.reach.is_some();
        let announced: Vec<f64> = raw
            .iter()
            .enumerate()
            .map(|(draw, raw)| raw * inputs.impact.factor * if in_impact { reached(draw) } else { 1.0 })
            .collect();
        let weight = |draw: usize| inputs.weight * if in_impact { 1.0 } else { reached(draw) };
        let scored: Vec<f64> = announced
            .iter()
            .zip(&efforts)
            .enumerate()
            .map(|(draw, (impact, effort))| impact * weight(draw) / effort)
            .collect();
        let if_works = |values: &[f64]| match &works {
            Some(works) => values.iter().zip(works).map(|(value, works)| value * works).collect(),
            None => values.to_vec(),
        };
        let (impacts, scores) = (if_works(&announced), if_works(&scored));
        let chance = inputs.works.map_or(1.0, Share::get);
        let decided_by = decided_by(
            &scores,
            [
                (Input::Impact, Some(&raw)),
                (Input::Effort, Some(&efforts)),
                (Input::Reach, reach.as_ref()),
                (Input::Works, works.as_ref()),
            ],
        );
        Ok(Sample {
            improvement,
            impact: Estimate::of(&announced, &impacts, chance),
            // Known without drawing, so that equal estimates are equal to the last bit.
            effort: Estimate::of(&efforts, &efforts, 1.0).around(inputs.effort.median()),
            score: Estimate::of(&scored, &scores, chance),
            impacts,
            efforts,
            scores,
            decided_by,
        })
    }

    fn inputs(&self, improvement: &Improvement) -> Result<Inputs, Vec<Missing>> {
        let mut missing = Vec::new();
        let impact = ImpactModel::of(improvement, self.metrics, self.scale).map_err(|what| missing.extend(what)).ok();
        let effort = improvement.effort();
        if effort.is_none() {
            missing.push(Missing::Effort);
        }
        let multiplies = self.method.uses_confidence();
        // Confidence as a multiplier and the chance that it works are one idea; either stands for the other.
        let confidence = improvement.confidence.or(improvement.p_works);
        if multiplies && confidence.is_none() {
            missing.push(Missing::Confidence);
        }
        let counts_reach = self.method == Method::Rice && *self.scale == Scale::Points;
        let reach = improvement.reach_per_week.filter(|_| counts_reach);
        if counts_reach && reach.is_none() {
            missing.push(Missing::Reach);
        }
        let (Some(impact), Some(effort), true) = (impact, effort, missing.is_empty()) else { return Err(missing) };
        Ok(Inputs {
            impact,
            effort: Spread::of(effort),
            weight: confidence.filter(|_| multiplies).map_or(1.0, Share::get),
            reach: reach.map(Spread::of),
            works: improvement.p_works.filter(|_| !multiplies),
        })
    }
}

/// The traffic of a lane is one unknown, however many improvements wait for it: they share its draws.
fn reach_stream(improvement: &Improvement, seed: u64) -> Stream {
    match &improvement.lane {
        Some(lane) => Stream::named(seed, &format!("reach of lane {lane}")),
        None => Stream::named(seed, &format!("{} reach", improvement.id)),
    }
}

/// The input whose draws go with the score's the most, up or down.
fn decided_by(scores: &[f64], inputs: [(Input, Option<&Vec<f64>>); 4]) -> Option<Input> {
    // A correlation needs fewer draws than a tail does; sorting all of them would be most of the work.
    const ENOUGH: usize = 2_000;
    let some = |draws: &'_ [f64]| -> Vec<f64> { draws.iter().take(ENOUGH).copied().collect() };
    let scores = some(scores);
    inputs
        .into_iter()
        .filter_map(|(input, draws)| Some((input, rank_correlation(&some(draws?), &scores)?.abs())))
        .max_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(input, _)| input)
}
