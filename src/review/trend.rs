use serde::Serialize;

use super::{KpiPoint, Measure};
use crate::metric::Direction;
use crate::quantity::Proportion;
use crate::stats::{
    Alternative, Answers, Bound, Conversions, MeanArms, MeanMethod, MeanNull, Moments, NoAnswer, ProportionArms,
    ProportionNull, RateInterval, ScoreInterval,
};

/// Answers below which the normal limits of a Net Promoter Score are too narrow, so that the adjusted ones are taken.
const FEW_ANSWERS: u64 = 100;

/// A measured value with the values its size allows at 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The value as measured.
    pub value: f64,
    /// The 95 % interval; none where the number of units or the spread is not known.
    pub interval: Option<(f64, f64)>,
    /// Units it was measured on.
    pub units: Option<u64>,
}

/// What became of a metric since the month before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Trend {
    /// Better, and by more than chance explains at 5 %.
    Better(Change),
    /// Worse, and by more than chance explains at 5 %.
    Worse(Change),
    /// The two months differ by no more than chance explains.
    WithinNoise(Change),
    /// One of the two months has no value.
    NoComparison,
    /// Both months have a value, and the spread to judge the difference by is missing.
    NoSpread {
        /// This month minus the month before.
        difference: f64,
    },
}

/// A change between two months.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Change {
    /// This month minus the month before, in the metric's own unit.
    pub difference: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
    /// Chance of a change at least as large if nothing had changed.
    pub p_value: f64,
}

/// The value of a month with its interval: Wilson for a rate, Student's t for a mean, normal limits for a score.
#[must_use]
pub fn estimate(measure: Measure) -> Option<Estimate> {
    Some(Estimate { value: measure.value()?, interval: interval(measure), units: measure.units() })
}

/// Compares a month with the month before.
#[must_use]
pub fn trend(before: Option<&KpiPoint>, now: Option<&KpiPoint>, direction: Direction) -> Trend {
    let (Some(before), Some(now)) = (before, now) else { return Trend::NoComparison };
    let (Some(old), Some(new)) = (before.measure.value(), now.measure.value()) else { return Trend::NoComparison };
    match change(before.measure, now.measure) {
        Some(change) if change.low <= 0.0 && change.high >= 0.0 => Trend::WithinNoise(change),
        Some(change) if change.difference * direction.sign() > 0.0 => Trend::Better(change),
        Some(change) => Trend::Worse(change),
        None => Trend::NoSpread { difference: new - old },
    }
}

fn interval(measure: Measure) -> Option<(f64, f64)> {
    let interval = match measure {
        Measure::Rate { rate, units } => {
            conversions(rate, units?)?.interval(five_percent()?, Alternative::TwoSided, RateInterval::Wilson).ok()?
        }
        Measure::Mean { mean, spread } => {
            let (sd, units) = spread?;
            Moments::from_summary(units, mean, sd).ok()?.interval(five_percent()?, Alternative::TwoSided).ok()?
        }
        Measure::Answers { promoters, passives, detractors } => {
            let five_percent = five_percent()?;
            let few = promoters + passives + detractors < FEW_ANSWERS;
            let method = if few { ScoreInterval::AdjustedWald } else { ScoreInterval::Wald };
            let answers = Answers::new(promoters, passives, detractors).ok()?;
            // However many they are, answers of one group alone have no normal limits.
            let adjusted = |_| answers.interval(five_percent, ScoreInterval::AdjustedWald);
            answers.interval(five_percent, method).or_else(adjusted).ok()?
        }
    };
    both_ends(interval.low(), interval.high())
}

fn change(before: Measure, now: Measure) -> Option<Change> {
    let alpha = five_percent()?;
    let (difference, interval, test) = match (before, now) {
        (Measure::Rate { rate: old, units: old_units }, Measure::Rate { rate: new, units: new_units }) => {
            let arms =
                ProportionArms { control: conversions(old, old_units?)?, variant: conversions(new, new_units?)? };
            let compared = arms.compare(ProportionNull::Difference(0.0), alpha, Alternative::TwoSided).ok()?;
            (compared.difference.estimate?, compared.difference.interval, compared.test)
        }
        (Measure::Mean { mean: old, spread: old_spread }, Measure::Mean { mean: new, spread: new_spread }) => {
            let moments = |mean, (sd, units)| Moments::from_summary(units, mean, sd).ok();
            let arms = MeanArms { control: moments(old, old_spread?)?, variant: moments(new, new_spread?)? };
            let compared =
                arms.compare(MeanNull::Difference(0.0), alpha, Alternative::TwoSided, MeanMethod::Welch).ok()?;
            (compared.difference.estimate?, compared.difference.interval, compared.test)
        }
        (Measure::Answers { .. }, Measure::Answers { .. }) => {
            let (interval, test) = answers(before)?.change_to(answers(now)?, alpha).ok()?;
            (now.value()? - before.value()?, interval, Ok::<_, NoAnswer>(test))
        }
        // The same metric measured in two ways has no common spread.
        _ => return None,
    };
    let (low, high) = both_ends(interval.low(), interval.high())?;
    Some(Change { difference, low, high, p_value: test.ok()?.p_value })
}

fn answers(measure: Measure) -> Option<Answers> {
    match measure {
        Measure::Answers { promoters, passives, detractors } => Answers::new(promoters, passives, detractors).ok(),
        _ => None,
    }
}

/// A rate over so many units as counts. A rate that was rounded when it was written down gives the nearest count.
fn conversions(rate: f64, units: u64) -> Option<Conversions> {
    Conversions::new((rate * units as f64).round() as u64, units).ok()
}

fn both_ends(low: Bound, high: Bound) -> Option<(f64, f64)> {
    low.value().zip(high.value())
}

fn five_percent() -> Option<Proportion> {
    Proportion::new(0.05).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(measure: Measure) -> KpiPoint {
        KpiPoint { month: "2026-09".parse().unwrap(), measure }
    }

    fn rate(rate: f64, units: Option<u64>) -> KpiPoint {
        point(Measure::Rate { rate, units })
    }

    /// 500 and 550 of 10 000: z 1.585, p 0.1129 (`tests/golden/two_proportion_tests.csv`, row 1).
    #[test]
    fn a_small_change_is_noise_and_a_large_one_is_not() {
        let small = trend(Some(&rate(0.05, Some(10_000))), Some(&rate(0.055, Some(10_000))), Direction::Higher);
        let Trend::WithinNoise(change) = small else { panic!("{small:?}") };
        assert!((change.p_value - 0.1129).abs() < 1e-4, "{change:?}");
        let large = |direction| trend(Some(&rate(0.05, Some(10_000))), Some(&rate(0.06, Some(10_000))), direction);
        assert!(matches!(large(Direction::Higher), Trend::Better(_)));
        assert!(matches!(large(Direction::Lower), Trend::Worse(_)));
    }

    #[test]
    fn what_cannot_be_compared_is_said() {
        let known = rate(0.05, Some(100));
        assert_eq!(trend(None, Some(&known), Direction::Higher), Trend::NoComparison);
        let bare = trend(Some(&rate(0.05, None)), Some(&known), Direction::Higher);
        assert_eq!(bare, Trend::NoSpread { difference: 0.0 });
        let mixed = point(Measure::Mean { mean: 4.0, spread: Some((1.0, 50)) });
        assert!(matches!(trend(Some(&known), Some(&mixed), Direction::Higher), Trend::NoSpread { .. }));
    }

    #[test]
    fn every_kind_has_its_interval() {
        for measure in [
            Measure::Rate { rate: 0.0, units: Some(20) },
            Measure::Mean { mean: 4.2, spread: Some((1.1, 30)) },
            Measure::Answers { promoters: 12, passives: 3, detractors: 5 },
        ] {
            let found = estimate(measure).unwrap();
            let (low, high) = found.interval.unwrap();
            assert!(low <= found.value && found.value <= high && low < high, "{found:?}");
        }
        assert_eq!(estimate(Measure::Rate { rate: 0.3, units: None }).unwrap().interval, None);
    }
}
