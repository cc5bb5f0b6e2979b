//! Values of metrics as people read them: rates as percentages, money with its currency, the rest as numbers.

use crate::chart::EffectUnit;
use crate::metric::{Metric, MetricKind};
use crate::words::Words;

/// Decimals with which values of a metric are written, so that values of one table line up.
///
/// `typical` is the size of the values around: a rate of 0.36 as 36.0 %, of 0.0312 as 3.12 %; money and other numbers with
/// three or four digits; scores as people know them.
fn decimals(metric: &Metric, typical: f64) -> usize {
    let size = typical.abs();
    match metric.kind {
        MetricKind::Proportion | MetricKind::Retention if size >= 0.1 => 1,
        MetricKind::Proportion | MetricKind::Retention if size >= 0.01 => 2,
        MetricKind::Proportion | MetricKind::Retention => 3,
        MetricKind::Nps => 1,
        MetricKind::Csat | MetricKind::Ces | MetricKind::Rating => 2,
        // Events per unit of exposure may be rare.
        MetricKind::Count if size >= 1.0 => 2,
        MetricKind::Count if size >= 0.01 || size == 0.0 => 3,
        MetricKind::Count => 5,
        _ if size >= 100.0 => 0,
        _ if size >= 10.0 => 1,
        _ => 2,
    }
}

/// Whether values of this kind are fractions of 1, shown as percentages.
#[must_use]
pub fn is_rate(kind: MetricKind) -> bool {
    matches!(kind, MetricKind::Proportion | MetricKind::Retention)
}

/// A value of a metric with its unit: `36.0%`, `2.10 €`, `31.4`.
#[must_use]
pub fn value(metric: &Metric, value: f64, words: &Words) -> String {
    value_like(metric, value, value, words)
}

/// A value written with the decimals of another one: the ends of an interval like its middle.
#[must_use]
pub fn value_like(metric: &Metric, value: f64, typical: f64, words: &Words) -> String {
    let decimals = decimals(metric, typical);
    if is_rate(metric.kind) {
        return words.percent(value, decimals);
    }
    let written = words.number(value, decimals);
    match &metric.unit {
        Some(unit) => format!("{written}\u{a0}{unit}"),
        None => written,
    }
}

/// The unit differences of a metric are written in: percentage points for rates, else its own.
#[must_use]
pub fn difference_unit(metric: &Metric, typical: f64) -> EffectUnit {
    if is_rate(metric.kind) {
        return EffectUnit::Points;
    }
    EffectUnit::Amount { unit: metric.unit.clone().unwrap_or_default(), decimals: decimals(metric, typical) }
}

/// The unit the effects of a metric are written in that have no lift: points of a score, wins in a hundred pairs of answers.
#[must_use]
pub fn effect_unit(metric: &Metric, typical: f64, words: &Words) -> EffectUnit {
    match metric.kind {
        kind if kind.is_ordered_answer() => EffectUnit::Wins,
        MetricKind::Nps => EffectUnit::Amount { unit: words.key("effect-score-points"), decimals: 1 },
        _ => difference_unit(metric, typical),
    }
}

/// A difference of a metric with its sign and unit: `+1.20 pp`.
#[must_use]
pub fn difference(metric: &Metric, difference: f64, typical: f64, words: &Words) -> String {
    difference_unit(metric, typical).write(words, difference).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::Direction;
    use crate::words::Language;

    fn metric(kind: MetricKind, unit: Option<&str>) -> Metric {
        Metric {
            id: "m".parse().unwrap(),
            name: "M".to_owned(),
            kind,
            direction: Direction::Higher,
            baseline: None,
            value_per_unit: None,
            stage: None,
            unit: unit.map(str::to_owned),
            detail: crate::metric::MetricDetail::default(),
        }
    }

    #[test]
    fn values_show_three_digits() {
        let words = Words::new(Language::English);
        let rate = metric(MetricKind::Proportion, None);
        assert_eq!(value(&rate, 0.36, &words), "36.0%");
        assert_eq!(value(&rate, 0.00512, &words), "0.512%");
        assert_eq!(value(&metric(MetricKind::Mean, Some("€")), 2.1, &words), "2.10\u{a0}€");
        assert_eq!(value(&metric(MetricKind::Nps, None), 31.4, &words), "31.4");
    }
}
