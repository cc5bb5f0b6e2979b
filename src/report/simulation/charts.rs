//! The charts of a simulated plan: power by effect, false alarms by look.

use super::{SimulationPage, verdict};
use crate::analysis::VerdictKind;
use crate::chart::{
    AlarmsAtLook, Caption, ChartError, EffectPower, EffectUnit, FalseAlarmsByLook, Figure, PowerByEffect,
    SampleSizeDistribution, StopScenario, Tone, VerdictName,
};
use crate::pipeline::simulation::{Chance, Peeking, SIMULATION_LEVEL, ScenarioKind, ScenarioOutcome, Truth};
use crate::report::verdict::verdict_words;
use crate::stats::Sides;
use crate::words::{Message, Words};

impl SimulationPage<'_> {
    /// The charts: power by effect, and false alarms by look where looking was asked about.
    ///
    /// # Errors
    ///
    /// [`ChartError`] for a number without a place on a chart.
    pub fn figures(&self, words: &Words) -> Result<Vec<Figure>, ChartError> {
        let mut figures = Vec::new();
        if self.found.by_effect().len() > 1 {
            figures.push(self.power_chart(words).draw(words)?);
        }
        if self.found.scenarios.iter().any(|outcome| outcome.stops.len() > 1) {
            figures.push(self.length_chart(words).draw(words)?);
        }
        if let Some(peeking) = self.found.peeking.as_ref().filter(|peeking| peeking.looks > 1) {
            figures.push(self.peeking_chart(peeking, words).draw(words)?);
        }
        Ok(figures)
    }

    /// Power and verdicts by the effect on the primary metric; other success metrics move with it.
    fn power_chart(&self, words: &Words) -> PowerByEffect {
        let unit = self.unit(&self.plan.primary, self.plan.baseline_value(), words);
        let at = |truth: &Truth| match &unit {
            EffectUnit::Lift => truth.lift().unwrap_or(0.0),
            _ => truth.difference(),
        };
        let kinds = self.verdict_kinds();
        let outcomes = self.found.by_effect();
        let point = |outcome: &&ScenarioOutcome| {
            let (truth, found) = (outcome.scenario.truths.first()?, outcome.metrics.first()?.found);
            let chance = |kind: &VerdictKind| verdict(outcome, *kind).map_or(0.0, Chance::share);
            Some(EffectPower {
                effect: at(truth),
                power: found.share(),
                interval: Some(found.interval()),
                verdicts: kinds.iter().map(chance).collect(),
            })
        };
        let planned = outcomes.iter().find(|outcome| outcome.scenario.kind == ScenarioKind::Planned);
        let named = kinds.iter().map(|kind| VerdictName { label: verdict_words(*kind, words), tone: tone(*kind) });
        PowerByEffect {
            caption: self.caption("power", "simulate-chart-power", words),
            verdicts: named.collect(),
            points: outcomes.iter().filter_map(point).collect(),
            planned: planned.and_then(|outcome| outcome.scenario.truths.first()).map(at),
            goal: Some(self.plan.design.power.get()),
            alpha: self.risk(),
            sides: if self.plan.null.has_margin() || self.plan.design.sides == Sides::One { 1 } else { 2 },
            level: SIMULATION_LEVEL,
            runs: Some(self.found.tests.into()),
            unit,
        }
    }

    /// Where the tests end, in each scenario.
    fn length_chart(&self, words: &Words) -> SampleSizeDistribution {
        let stops = self.found.scenarios.first().map(|outcome| outcome.stops.as_slice()).unwrap_or_default();
        let scenario = |outcome: &ScenarioOutcome| StopScenario {
            label: self.case(outcome, words),
            chances: outcome.stops.iter().map(|stop| stop.chance.share()).collect(),
            expected_units: outcome.units.map_or(0.0, |units| units.mean),
        };
        SampleSizeDistribution {
            caption: self.caption("length", "simulate-chart-length", words),
            stops: stops.iter().map(|stop| stop.units as f64).collect(),
            scenarios: self.found.scenarios.iter().map(scenario).collect(),
            fixed_units: self.found.fixed_units.map(|units| units as f64),
            runs: Some(self.found.tests.into()),
        }
    }

    fn peeking_chart(&self, peeking: &Peeking, words: &Words) -> FalseAlarmsByLook {
        let risk = self.risk();
        let level = words.say(&Message::new("simulate-chart-risk").percent("alpha", risk, 1));
        let points = peeking.by_look.iter().zip(1..);
        FalseAlarmsByLook {
            caption: self.caption("peeking", "simulate-chart-peeking", words),
            points: points.map(|(chance, look)| point(look, *chance)).collect(),
            risk: (risk, level),
        }
    }

    fn caption(&self, slug: &str, key: &'static str, words: &Words) -> Caption {
        let title = Message::new(key).text("metric", &self.plan.primary.name);
        let subtitle = Message::new("simulate-chart-subtitle")
            .text("experiment", format!("{} · {}", self.plan.id, self.plan.title))
            .count("tests", self.found.tests.into())
            .count("units", self.found.units);
        let mut caption = Caption::new(format!("{}-{slug}", self.plan.id), words.say(&title));
        caption.subtitle = words.say(&subtitle);
        caption
    }
}

fn tone(kind: VerdictKind) -> Tone {
    match kind {
        VerdictKind::Ship => Tone::Good,
        VerdictKind::Stop | VerdictKind::NotTrusted => Tone::Bad,
        VerdictKind::Undecided | VerdictKind::TooEarly => Tone::Open,
    }
}

fn point(look: u32, chance: Chance) -> AlarmsAtLook {
    let (low, high) = chance.interval();
    AlarmsAtLook { look, share: chance.share(), low, high }
}
