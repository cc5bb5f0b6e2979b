use serde::Serialize;

use super::Improvement;
use crate::id::Id;
use crate::metric::{Baseline, Metric};
use crate::stats::draws::Spread;

/// Weeks in a year, for values per year.
const WEEKS_PER_YEAR: f64 = 52.0;

/// Beyond this a baseline or a value is a slip of the pen, and sums of it would overflow.
const LARGEST_FACTOR: f64 = 1e15;

/// The unit all impacts of one ranking are in. Euros are never compared with points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "unit", content = "metric")]
pub enum Scale {
    /// Money a year, in the workspace's currency: reach × baseline × lift × value of a unit × 52 weeks.
    Money,
    /// Units of one metric a year (conversions, contacts saved): reach × baseline × lift × 52 weeks.
    Metric(Id),
    /// Points from 1 to 5.
    Points,
}

/// An input a method needs and an improvement does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// No estimate and no vote of the impact in points.
    Impact,
    /// No relative change of a metric.
    Lift,
    /// No metric.
    Metric,
    /// The metric's value today is not known.
    Baseline,
    /// What a unit of the metric is worth is not known, or beyond all sense.
    UnitValue,
    /// No units reached in a week.
    Reach,
    /// No estimate and no vote of the effort.
    Effort,
    /// Neither a confidence nor a chance that it works.
    Confidence,
}

/// How an impact is drawn: a spread, times the reach where the scale counts units, times what one unit gives.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ImpactModel {
    /// Points, or the relative lift.
    pub(super) spread: Spread,
    /// Units reached in a week, where they belong to the impact.
    pub(super) reach: Option<Spread>,
    /// What a lift of 1 gives for one unit a week, over a year; 1 for points.
    pub(super) factor: f64,
}

impl ImpactModel {
    /// The impact of an improvement on a scale, or what is missing to say it.
    pub(super) fn of(improvement: &Improvement, metrics: &[Metric], scale: &Scale) -> Result<Self, Vec<Missing>> {
        match scale {
            // The scale of points ends at 1 and 5; a log-normal would not.
            Scale::Points => match improvement.impact_points() {
                Some(points) => Ok(Self { spread: Spread::pert(points), reach: None, factor: 1.0 }),
                None => Err(vec![Missing::Impact]),
            },
            Scale::Money => Self::units(improvement, metrics, true),
            Scale::Metric(_) => Self::units(improvement, metrics, false),
        }
    }

    fn units(improvement: &Improvement, metrics: &[Metric], in_money: bool) -> Result<Self, Vec<Missing>> {
        let metric = improvement.metric.as_ref().and_then(|wanted| metrics.iter().find(|metric| metric.id == *wanted));
        let with_lift = metric.filter(|metric| metric.kind.has_lift());
        let baseline = with_lift.and_then(|metric| metric.baseline.as_ref()).map(Baseline::value);
        let value = if in_money { metric.and_then(|metric| metric.value_per_unit) } else { Some(1.0) };
        let (Some(metric), Some(baseline), Some(value), Some(lift), Some(reach)) =
            (metric, baseline, value, improvement.lift, improvement.reach_per_week)
        else {
            let missing = [
                (improvement.lift.is_none(), Missing::Lift),
                (metric.is_none(), Missing::Metric),
                (metric.is_some() && baseline.is_none(), Missing::Baseline),
                (metric.is_some() && value.is_none(), Missing::UnitValue),
                (improvement.reach_per_week.is_none(), Missing::Reach),
            ];
            return Err(missing.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect());
        };
        let factor = metric.direction.sign() * baseline * value * WEEKS_PER_YEAR;
        if factor.abs() > LARGEST_FACTOR {
            return Err(vec![Missing::UnitValue]);
        }
        Ok(Self { spread: Spread::of(lift), reach: Some(Spread::of(reach)), factor })
    }
}

/// The scale most improvements can be put on; money before units of a metric before points where several are equal.
pub(super) fn common_scale(improvements: &[&Improvement], metrics: &[Metric]) -> Scale {
    let mut candidates = vec![Scale::Money];
    candidates.extend(metrics.iter().map(|metric| Scale::Metric(metric.id.clone())));
    candidates.push(Scale::Points);
    let covered = |scale: &Scale| improvements.iter().filter(|item| fits(item, metrics, scale)).count();
    // The first of equals wins, hence the search from the back.
    candidates.into_iter().rev().max_by_key(covered).unwrap_or(Scale::Points)
}

/// Whether the impact of an improvement can be said on a scale.
pub(super) fn fits(improvement: &Improvement, metrics: &[Metric], scale: &Scale) -> bool {
    let right_metric = match scale {
        Scale::Metric(metric) => improvement.metric.as_ref() == Some(metric),
        Scale::Money | Scale::Points => true,
    };
    right_metric && ImpactModel::of(improvement, metrics, scale).is_ok()
}

/// The first scale, other than `scale`, on which the impact can be said.
pub(super) fn other_scale(improvement: &Improvement, metrics: &[Metric], scale: &Scale) -> Option<Scale> {
    let own = improvement.metric.iter().cloned().map(Scale::Metric);
    std::iter::once(Scale::Money)
        .chain(std::iter::once(Scale::Points))
        .chain(own)
        .find(|other| other != scale && fits(improvement, metrics, other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::{Direction, MetricKind};
    use crate::quantity::{Proportion, Range};

    fn metric(id: &str, value: Option<f64>, direction: Direction) -> Metric {
        Metric {
            id: id.parse().unwrap(),
            name: id.to_owned(),
            kind: MetricKind::Proportion,
            direction,
            baseline: Proportion::new(0.04).ok().map(Baseline::Rate),
            value_per_unit: value,
            stage: None,
            unit: None,
            detail: crate::metric::MetricDetail::default(),
        }
    }

    fn lifting(metric: &str, lift: f64) -> Improvement {
        let mut item = Improvement::new("I-1".parse().unwrap(), "One");
        item.metric = metric.parse().ok();
        item.lift = Range::new(lift, lift, lift).ok();
        item.reach_per_week = Range::new(1_000.0, 1_000.0, 1_000.0).ok();
        item
    }

    /// 1 000 customers × 4 % contacts × 10 % fewer × 5 € × 52 weeks = 1 040 €, by hand.
    #[test]
    fn money_counts_what_is_saved_where_less_is_better() {
        let metrics = [metric("contact", Some(5.0), Direction::Lower)];
        let model = ImpactModel::of(&lifting("contact", -0.10), &metrics, &Scale::Money).unwrap();
        let reach = model.reach.map_or(1.0, Spread::mean);
        assert!((model.spread.mean() * reach * model.factor - 1_040.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_missing_is_named() {
        let metrics = [metric("contact", None, Direction::Lower)];
        let mut item = lifting("contact", -0.10);
        item.reach_per_week = None;
        let missing = ImpactModel::of(&item, &metrics, &Scale::Money).unwrap_err();
        assert_eq!(missing, [Missing::UnitValue, Missing::Reach]);
        assert_eq!(ImpactModel::of(&item, &metrics, &Scale::Points).unwrap_err(), [Missing::Impact]);
    }

    #[test]
    fn the_scale_most_items_share_is_taken() {
        let metrics = [metric("contact", Some(5.0), Direction::Lower)];
        let mut both = lifting("contact", -0.10);
        both.impact = Range::new(3.0, 3.0, 3.0).ok();
        let mut points = Improvement::new("I-2".parse().unwrap(), "Two");
        points.impact = both.impact;
        assert_eq!(common_scale(&[&both], &metrics), Scale::Money, "money goes first among equals");
        assert_eq!(common_scale(&[&both, &points], &metrics), Scale::Points);
        assert_eq!(other_scale(&points, &metrics, &Scale::Money), Some(Scale::Points));
        assert_eq!(other_scale(&lifting("contact", 0.1), &metrics, &Scale::Points), Some(Scale::Money));
    }
}
