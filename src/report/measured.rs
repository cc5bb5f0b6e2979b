//! How the calculator speaks of each kind of metric: its scale, what it counts, its test, what its size assumes.

use super::metric_values::Scale;
use crate::plan::SimulatedPower;
use crate::plan::sizing::{Measured, Sizing, TestName};
use crate::quantity::{Positive, Proportion};
use crate::stats::{CategoryShares, NormalTest, PlannedOdds, hazard};
use crate::words::{Message, Words};

/// The scale the values of a sized test are written on.
pub(super) fn scale(sizing: &Sizing) -> Scale {
    let baseline = sizing.baseline();
    match &sizing.design.measured {
        Measured::Proportion { .. } | Measured::Answers { .. } | Measured::Retention { .. } => Scale::Rate,
        Measured::Recommendation(_) => Scale::Mean { decimals: 1 },
        _ => Scale::of_means(baseline.abs().max(sizing.target.abs())),
    }
}

/// Units as people call them: visitors where a rate is measured, answers where people are asked.
pub(super) fn units(sizing: &Sizing, count: u64) -> Message {
    match &sizing.design.measured {
        Measured::Proportion { .. } => Message::new("size-visitors").count("units", count),
        Measured::Recommendation(_) | Measured::Answers { .. } => Message::new("size-answers").count("units", count),
        _ => Message::new("count-units").count("units", count),
    }
}

/// The title of a column of units.
pub(super) fn units_title(sizing: &Sizing) -> &'static str {
    match &sizing.design.measured {
        Measured::Proportion { .. } => "size-visitors-title",
        Measured::Recommendation(_) | Measured::Answers { .. } => "size-answers-title",
        _ => "size-units-title",
    }
}

/// What the baseline is called: a win probability and a share still there need their names said.
pub(super) fn baseline_title(measured: &Measured) -> &'static str {
    match measured {
        Measured::Answers { .. } => "size-fact-chance-today",
        Measured::Retention { .. } => "size-fact-there-today",
        _ => "size-fact-baseline",
    }
}

/// What the target is called.
pub(super) fn target_title(measured: &Measured) -> &'static str {
    match measured {
        Measured::Answers { .. } => "size-fact-chance-target",
        Measured::Retention { .. } => "size-fact-there-target",
        _ => "size-fact-target",
    }
}

/// What a change of ordered answers means on the scales people know, and the size of the best-known formula beside ours.
fn answer_facts(sizing: &Sizing, shares: &CategoryShares, odds: Positive, words: &Words) -> Vec<(String, String)> {
    let expected = shares.shifted(odds);
    let mut facts = vec![(words.key("size-fact-odds-ratio"), words.number(odds.get(), 3))];
    let change = |from: String, to: String| words.say(&Message::new("size-from-to").text("from", from).text("to", to));
    let answers = shares.get().len();
    if answers > 2
        && let (Ok(from), Ok(to)) = (shares.top(2), expected.top(2))
    {
        facts.push((words.key("size-fact-top-two"), change(words.percent(from, 1), words.percent(to, 1))));
    }
    let scores: Vec<f64> = (1..=answers).map(|score| score as f64).collect();
    if let (Ok(from), Ok(to)) = (shares.mean(&scores), expected.mean(&scores)) {
        let title = Message::new("size-fact-mean-answer").count("answers", answers as u64);
        facts.push((words.say(&title), change(words.number(from, 2), words.number(to, 2))));
    }
    facts.extend(whitehead(sizing, shares, odds).map(|total| {
        let total = Message::new("size-answers").count("units", total);
        (words.key("size-fact-whitehead"), words.say(&total))
    }));
    facts
}

/// Whitehead's size of the proportional-odds model, where it answers the same question: two arms, no margin.
fn whitehead(sizing: &Sizing, shares: &CategoryShares, odds: Positive) -> Option<u64> {
    let design = &sizing.design;
    let [control, variant] = sizing.arms.as_slice() else { return None };
    if design.null.has_margin() || odds == Positive::ONE {
        return None;
    }
    let test = NormalTest { alpha: design.alpha, sides: design.sides };
    let allocation = Positive::new(variant.share / control.share).ok()?;
    let power = Proportion::new(sizing.power).ok()?;
    let units = test.units(&PlannedOdds::from_control(shares, odds).effect(), allocation, power).ok()?;
    Some(units.total().ceil() as u64)
}

/// What the size takes for granted of the baseline.
pub(super) fn assumption(measured: &Measured) -> &'static str {
    match measured {
        Measured::Proportion { .. } => "size-assume-baseline",
        Measured::Mean { .. } => "size-assume-spread",
        Measured::Ratio { .. } => "size-assume-ratio",
        Measured::Count { .. } => "size-assume-count",
        Measured::Recommendation(_) => "size-assume-answers",
        Measured::Answers { .. } => "size-assume-odds",
        Measured::Retention { .. } => "size-assume-hazards",
        Measured::Quantile { .. } => "size-assume-density",
    }
}

/// The name of the test.
pub(super) fn test_key(test: TestName) -> &'static str {
    match test {
        TestName::PooledZ => "size-test-pooled-z",
        TestName::FarringtonManning => "size-test-farrington-manning",
        TestName::WelchT => "size-test-welch-t",
        TestName::FiellerT => "size-test-fieller-t",
        TestName::DeltaT => "size-test-delta-t",
        TestName::PoissonScore => "size-test-poisson-score",
        TestName::NegativeBinomialScore => "size-test-negative-binomial-score",
        TestName::ScoreZ => "size-test-score-z",
        TestName::BrunnerMunzel => "size-test-brunner-munzel",
        TestName::LogRank => "size-test-log-rank",
        TestName::QuantileT => "size-test-quantile-t",
    }
}

/// What a unit is worth, where it is not just one: a name, a value and a remark each.
pub(super) fn efficiency_facts(sizing: &Sizing, words: &Words) -> Vec<(String, String, String)> {
    let efficiency = sizing.design.efficiency;
    let covariate = efficiency.covariate_correlation().map(|correlation| {
        let left = Message::new("size-covariate-left").percent("left", (1.0 - correlation) * (1.0 + correlation), 1);
        (words.key("size-fact-covariate"), words.number(correlation, 2), words.say(&left))
    });
    let clusters = efficiency.clusters().map(|clusters| {
        let numbers = sizing.clusters().into_iter().map(|number| words.count(number)).collect::<Vec<_>>();
        let alike = numbers.windows(2).all(|pair| pair.first() == pair.last());
        let numbers = if alike { numbers.first().cloned().unwrap_or_default() } else { numbers.join(" / ") };
        let size = words.number(clusters.size().get(), decimals(clusters.size().get()));
        let value = Message::new("size-clusters-per-arm").text("arms", numbers).text("size", size);
        let effect = Message::new("size-design-effect")
            .number("effect", clusters.design_effect(), 3)
            .number("icc", clusters.correlation().get(), 3)
            .number("cv", clusters.size_variation(), 2);
        (words.key("size-fact-clusters"), words.say(&value), words.say(&effect))
    });
    covariate.into_iter().chain(clusters).collect()
}

/// The power of simulated tests: a name, a value and how sure it is.
pub(super) fn simulated_fact(simulated: &SimulatedPower, words: &Words) -> (String, String, String) {
    let how = Message::new("size-simulated-how").count("tests", simulated.tests.into()).number(
        "error",
        100.0 * simulated.standard_error,
        1,
    );
    (words.key("size-fact-simulated"), words.percent(simulated.power, 1), words.say(&how))
}

/// Six decimals, more where they would leave fewer than three digits of the density.
fn density_decimals(density: f64) -> usize {
    const FEWEST: f64 = 6.0;
    (2.0 - density.log10().floor()).clamp(FEWEST, 15.0) as usize
}

fn decimals(value: f64) -> usize {
    usize::from(value.fract() != 0.0)
}

/// What the size depends on beside baseline and target: a name and a value each.
pub(super) fn facts(sizing: &Sizing, words: &Words) -> Vec<(String, String)> {
    let number = |value: f64, decimals| words.number(value, decimals);
    match &sizing.design.measured {
        Measured::Proportion { .. } => Vec::new(),
        Measured::Mean { control_sd, variant_sd, .. } => {
            let written = if control_sd == variant_sd {
                number(control_sd.get(), 2)
            } else {
                format!("{} / {}", number(control_sd.get(), 2), number(variant_sd.get(), 2))
            };
            vec![(words.key("size-fact-sd"), written)]
        }
        Measured::Ratio { sd, .. } => vec![(words.key("size-fact-sd"), number(sd.get(), 2))],
        Measured::Count { exposure, dispersion, .. } => vec![
            (words.key("size-fact-exposure"), number(exposure.get(), 2)),
            (words.key("size-fact-dispersion"), number(*dispersion, 2)),
        ],
        Measured::Recommendation(planned) => {
            let share = |value: f64| words.percent(value, 1);
            vec![
                (words.key("size-fact-promoters"), share(planned.control.promoters())),
                (words.key("size-fact-detractors"), share(planned.control.detractors())),
            ]
        }
        Measured::Answers { shares } => {
            let odds = Proportion::new(sizing.target).ok().and_then(|target| shares.odds_ratio_for(target).ok());
            odds.map(|odds| answer_facts(sizing, shares, odds, words)).unwrap_or_default()
        }
        Measured::Retention { share, watched } => {
            let ratio = Proportion::new(sizing.target).ok().map(|target| hazard::ratio(*share, target));
            let ratio = ratio.map(|ratio| (words.key("size-fact-hazard-ratio"), number(ratio, 3)));
            let events = sizing.events().map(|events| (words.key("size-fact-events"), number(events, 0)));
            let horizon = (words.key("size-fact-horizon"), number(watched.horizon.get(), 2));
            std::iter::once(horizon).chain(ratio).chain(events).collect()
        }
        Measured::Quantile { level, density, .. } => vec![
            (words.key("size-fact-level"), words.percent(level.get(), 1)),
            (words.key("size-fact-density"), number(density.get(), density_decimals(density.get()))),
        ],
    }
}
