use super::quadrant::{Borders, Quadrant};
use super::ranking::{Apart, Estimate, RankedItem, Ranking};
use super::sample::{Sample, Scoring};
use super::scale::{Scale, common_scale, fits, other_scale};
use super::{Improvement, Method};
use crate::metric::Metric;
use crate::stats::draws::{Sorted, ranks};

/// How to rank.
#[derive(Debug, Clone, PartialEq)]
pub struct RankOptions {
    /// How to score.
    pub method: Method,
    /// The unit of the impacts; none takes the one most improvements share.
    pub scale: Option<Scale>,
    /// Impact from which on it is high; none takes the median.
    pub impact_border: Option<f64>,
    /// Person-days up to which effort is low; none takes the median.
    pub effort_border: Option<f64>,
    /// Draws; at least 1.
    pub draws: usize,
    /// The k of "among the first k".
    pub top: usize,
    /// Seed of the draws.
    pub seed: u64,
}

impl Default for RankOptions {
    /// Impact ÷ effort on the common scale, borders at the medians, 10 000 draws, the first three, seed 1.
    fn default() -> Self {
        Self {
            method: Method::default(),
            scale: None,
            impact_border: None,
            effort_border: None,
            draws: 10_000,
            top: 3,
            seed: 1,
        }
    }
}

/// Neighbours are too close to call when the better one stands before the other in fewer draws than this.
///
/// The same from the other side is 0.35: between the two, the order is hardly better than a coin.
const CLEARLY_BEFORE: f64 = 0.65;

/// Ranks improvements: best first, with intervals and probabilities from seeded draws.
///
/// Every improvement draws from streams of its own, so the order of the list changes nothing. Improvements that are done or
/// dropped are not ranked; those that the method cannot score stand [apart](Ranking::apart) with what is missing.
#[must_use]
pub fn rank(improvements: &[Improvement], metrics: &[Metric], options: &RankOptions) -> Ranking {
    let (mut open, mut settled): (Vec<&Improvement>, Vec<&Improvement>) =
        improvements.iter().partition(|improvement| improvement.is_open());
    open.sort_by_key(|improvement| &improvement.id);
    settled.sort_by_key(|improvement| &improvement.id);
    let scale = options.scale.clone().unwrap_or_else(|| common_scale(&open, metrics));
    let scoring = Scoring { method: options.method, scale: &scale, metrics };
    let (mut samples, mut apart) = (Vec::new(), Vec::new());
    for improvement in open {
        match scoring.sample(improvement, options.draws.max(1), options.seed) {
            Ok(sample) => samples.push(sample),
            Err(missing) => apart.push(Apart {
                improvement: improvement.clone(),
                missing,
                // An impact that is on the scale lacks something else; another scale would not help.
                other_scale: if fits(improvement, metrics, &scale) {
                    None
                } else {
                    other_scale(improvement, metrics, &scale)
                },
            }),
        }
    }
    let borders = borders(&samples, options);
    let items = borders.map(|borders| ordered(&samples, borders, options)).unwrap_or_default();
    Ranking {
        method: options.method,
        borders,
        seed: options.seed,
        draws: options.draws.max(1),
        top: options.top,
        items,
        apart,
        settled: settled.into_iter().cloned().collect(),
        scale,
    }
}

fn borders(samples: &[Sample<'_>], options: &RankOptions) -> Option<Borders> {
    let median = |values: Vec<f64>| Sorted::of(values).quantile(0.5);
    let impacts = samples.iter().map(|sample| sample.impact.expected).collect();
    let efforts = samples.iter().map(|sample| sample.effort.median).collect();
    Some(Borders {
        impact: options.impact_border.or(median(impacts))?,
        effort_days: options.effort_border.or(median(efforts))?,
        impact_given: options.impact_border.is_some(),
        effort_given: options.effort_border.is_some(),
    })
}

/// What an item is placed by: quick wins first where the method says so, then the score.
type Key = (bool, f64);

fn before(one: Key, other: Key) -> std::cmp::Ordering {
    other.0.cmp(&one.0).then(other.1.total_cmp(&one.1))
}

fn ordered(samples: &[Sample<'_>], borders: Borders, options: &RankOptions) -> Vec<RankedItem> {
    let wins_first = options.method == Method::ImpactEffort;
    let key = |impact: f64, effort: f64, score: f64| -> Key {
        (wins_first && borders.quadrant(impact, effort) == Quadrant::QuickWin, score)
    };
    let standing = |sample: &Sample<'_>| key(sample.impact.expected, sample.effort.median, sample.score.expected);
    let mut order: Vec<&Sample<'_>> = samples.iter().collect();
    // Samples come in the order of their ids, so equals stay in that order.
    order.sort_by(|one, other| before(standing(one), standing(other)));
    let keys: Vec<Vec<Key>> = order
        .iter()
        .map(|sample| {
            let draws = sample.impacts.iter().zip(&sample.efforts).zip(&sample.scores);
            draws.map(|((impact, effort), score)| key(*impact, *effort, *score)).collect()
        })
        .collect();
    let places = places(&keys);
    let mut items: Vec<RankedItem> = Vec::new();
    for (place, sample) in order.iter().enumerate() {
        let p_over_next = keys.get(place).zip(keys.get(place + 1)).map(|(own, next)| share_before(own, next));
        let group = match items.last() {
            Some(last) if last.p_over_next.is_some_and(|p| p < CLEARLY_BEFORE) => last.group,
            Some(last) => last.group + 1,
            None => 1,
        };
        let ranks = places.get(place).map_or(&[][..], Vec::as_slice);
        items.push(item(sample, place + 1, group, ranks, p_over_next, borders, options.top));
    }
    items
}

fn item(
    sample: &Sample<'_>,
    rank: usize,
    group: usize,
    ranks: &[f64],
    p_over_next: Option<f64>,
    borders: Borders,
    top: usize,
) -> RankedItem {
    let share = |count: usize| count as f64 / ranks.len().max(1) as f64;
    let sorted = Sorted::of(ranks.to_vec());
    let place = |p: f64| sorted.quantile(p).unwrap_or(rank as f64);
    RankedItem {
        improvement: sample.improvement.clone(),
        rank,
        group,
        score: sample.score,
        impact: sample.impact,
        effort_days: sample.effort,
        quadrant: borders.quadrant(sample.impact.expected, sample.effort.median),
        // Equals share a place such as 7.5; the interval is widened to whole places.
        rank_interval: (place(0.1).floor() as usize, place(0.9).ceil() as usize),
        rank_median: place(0.5),
        p_top: share(ranks.iter().filter(|rank| **rank <= top as f64).count()),
        p_positive: share(sample.impacts.iter().filter(|impact| **impact > 0.0).count()),
        p_over_next,
        decided_by: sample.decided_by,
    }
}

/// The place of each item in each draw; equals share the mean of theirs.
fn places(keys: &[Vec<Key>]) -> Vec<Vec<f64>> {
    let draws = keys.first().map_or(0, Vec::len);
    let mut places = vec![Vec::with_capacity(draws); keys.len()];
    for draw in 0..draws {
        let column: Vec<Key> = keys.iter().filter_map(|own| own.get(draw).copied()).collect();
        for (own, place) in places.iter_mut().zip(column_places(&column)) {
            own.push(place);
        }
    }
    places
}

fn column_places(column: &[Key]) -> Vec<f64> {
    // Quick wins among themselves, then the others behind them.
    let wins = column.iter().filter(|key| key.0).count() as f64;
    let of = |wanted: bool| ranks(&column.iter().filter(|key| key.0 == wanted).map(|key| -key.1).collect::<Vec<_>>());
    let (mut first, mut second) = (of(true).into_iter(), of(false).into_iter());
    let next = |key: &Key| if key.0 { first.next() } else { second.next().map(|place| place + wins) };
    column.iter().filter_map(next).collect()
}

/// Share of the draws in which one stands before the other; equals count half.
fn share_before(one: &[Key], other: &[Key]) -> f64 {
    let points: f64 = one
        .iter()
        .zip(other)
        .map(|(one, other)| match before(*one, *other) {
            std::cmp::Ordering::Less => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Greater => 0.0,
        })
        .sum();
    points / one.len().max(1) as f64
}

impl Estimate {
    /// The estimate behind draws.
    pub(super) fn of(draws_if_it_works: &[f64], draws: &[f64], chance: f64) -> Self {
        let all = Sorted::of(draws.to_vec());
        let median = Sorted::of(draws_if_it_works.to_vec()).quantile(0.5).unwrap_or_default();
        Self {
            median,
            expected: median * chance,
            low: all.quantile(0.1).unwrap_or_default(),
            high: all.quantile(0.9).unwrap_or_default(),
        }
    }

    /// The same interval about a median that is known without drawing.
    pub(super) fn around(self, median: f64) -> Self {
        Self { median, expected: median, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::priority::Missing;
    use crate::quantity::{Range, Share};

    fn improvement(id: &str, impact: (f64, f64), effort: (f64, f64)) -> Improvement {
        let mut item = Improvement::new(id.parse().unwrap(), id);
        item.impact = Range::new(impact.0, f64::midpoint(impact.0, impact.1), impact.1).ok();
        item.effort_days = Range::new(effort.0, f64::midpoint(effort.0, effort.1), effort.1).ok();
        item.confidence = Share::new(1.0).ok();
        item
    }

    /// An improvement whose impact is money with a log-normal spread, as METHODS draws it.
    fn money(id: &str, value: (f64, f64), effort: (f64, f64)) -> (Improvement, Metric) {
        use crate::metric::{Baseline, Direction, MetricKind};
        use crate::quantity::Positive;
        let mut item = improvement(id, (3.0, 3.0), effort);
        item.impact = None;
        item.metric = "value".parse().ok();
        // Reach 1 a week × baseline 1 × value 1/52 × 52 weeks: the lift is the money.
        item.reach_per_week = Range::new(1.0, 1.0, 1.0).ok();
        item.lift = Range::new(value.0, f64::midpoint(value.0, value.1), value.1).ok();
        let metric = Metric {
            id: "value".parse().unwrap(),
            name: "value".to_owned(),
            kind: MetricKind::Mean,
            direction: Direction::Higher,
            baseline: Some(Baseline::Mean { mean: 1.0, standard_deviation: Positive::new(1.0).unwrap() }),
            value_per_unit: Some(1.0 / 52.0),
            stage: None,
            unit: None,
            detail: crate::metric::MetricDetail::default(),
        };
        (item, metric)
    }

    /// Closed form: ln(score) of A is normal with μ = ln(√(2 000·20 000)/√(2·8)), of B with √(6 000·12 000)/√(4·6);
    /// P(A over B) = Φ((μ_A − μ_B)/√(σ_A² + σ_B²)) = 0.4574, medians 1 581 and 1 732.
    #[test]
    fn draws_agree_with_the_closed_form() {
        const DRAWS: usize = 40_000;
        let (wide, metric) = money("A", (2_000.0, 20_000.0), (2.0, 8.0));
        let (narrow, _) = money("B", (6_000.0, 12_000.0), (4.0, 6.0));
        let options = RankOptions { method: Method::Ice, draws: DRAWS, ..RankOptions::default() };
        let ranking = rank(&[wide, narrow], &[metric], &options);
        let [first, second] = &ranking.items[..] else { panic!("{:?}", ranking.items.len()) };
        assert_eq!((first.improvement.id.as_str(), second.improvement.id.as_str()), ("B", "A"));
        let error = (0.4574_f64 * 0.5426 / DRAWS as f64).sqrt();
        let p = 1.0 - first.p_over_next.unwrap();
        assert!((p - 0.4574).abs() < 3.0 * error, "{p}");
        assert_eq!((first.group, second.group), (1, 1), "too close to call");
        // Standard error of a log-normal's median: 1.2533 · σ · median / √draws; σ of A 0.8176, of B 0.2443.
        for (item, median, sigma) in [(second, 1_581.139, 0.8176), (first, 1_732.051, 0.2443)] {
            let error = 1.2533 * sigma * median / (DRAWS as f64).sqrt();
            assert!((item.score.median - median).abs() < 3.0 * error, "{} {median}", item.score.median);
        }
    }

    /// RICE as Intercom's own example counts it: 500 · 2 · 0.8 / 2 = 400.
    #[test]
    fn rice_multiplies_reach_impact_and_confidence() {
        let mut item = improvement("A", (2.0, 2.0), (2.0, 2.0));
        item.reach_per_week = Range::new(500.0, 500.0, 500.0).ok();
        item.confidence = Share::new(0.8).ok();
        let ranking = rank(&[item], &[], &RankOptions { method: Method::Rice, ..RankOptions::default() });
        assert_eq!(ranking.items[0].score.median, 400.0);
        assert_eq!(ranking.items[0].rank_interval, (1, 1));
    }

    #[test]
    fn what_cannot_be_scored_stands_apart_and_is_never_nought() {
        let mut no_effort = improvement("A", (2.0, 2.0), (2.0, 2.0));
        no_effort.effort_days = None;
        let good = improvement("B", (2.0, 4.0), (2.0, 5.0));
        let ranking = rank(&[no_effort, good.clone()], &[], &RankOptions::default());
        assert_eq!(ranking.items.len(), 1);
        assert_eq!(ranking.apart[0].missing, [Missing::Effort]);
        let rice = rank(&[good], &[], &RankOptions { method: Method::Rice, ..RankOptions::default() });
        assert_eq!(rice.apart[0].missing, [Missing::Reach]);
        assert!(!rice.is_mixed(), "its impact is on the scale");
    }

    #[test]
    fn euros_are_not_compared_with_points() {
        let (in_money, metric) = money("A", (2_000.0, 20_000.0), (2.0, 8.0));
        let in_points = improvement("B", (5.0, 5.0), (1.0, 1.0));
        let ranking = rank(&[in_points, in_money], &[metric], &RankOptions::default());
        assert_eq!(ranking.scale, Scale::Money);
        assert_eq!(ranking.items.len(), 1);
        assert_eq!(ranking.apart[0].other_scale, Some(Scale::Points));
        assert!(ranking.is_mixed());
    }

    #[test]
    fn quick_wins_go_first_even_before_a_better_score() {
        let win = improvement("WIN", (4.0, 4.0), (4.0, 4.0));
        let bet = improvement("BET", (5.0, 5.0), (8.0, 8.0));
        let fill = improvement("FILL", (2.0, 2.0), (1.0, 1.0));
        let ranking = rank(&[fill, bet, win], &[], &RankOptions::default());
        let order: Vec<&str> = ranking.items.iter().map(|item| item.improvement.id.as_str()).collect();
        assert_eq!(order, ["WIN", "FILL", "BET"]);
        assert_eq!(ranking.items[1].quadrant, Quadrant::FillIn);
        let ice = rank(
            &ranking.items.iter().map(|item| item.improvement.clone()).collect::<Vec<_>>(),
            &[],
            &RankOptions { method: Method::Ice, ..RankOptions::default() },
        );
        assert_eq!(ice.items[0].improvement.id.as_str(), "FILL", "ICE has no quadrants");
    }

    #[test]
    fn the_order_of_the_list_and_other_items_change_nothing() {
        let items: Vec<Improvement> = [
            ("A", (1.0, 4.0), (2.0, 9.0)),
            ("B", (2.0, 5.0), (3.0, 6.0)),
            ("C", (1.0, 3.0), (1.0, 4.0)),
            ("D", (2.0, 5.0), (3.0, 6.5)),
        ]
        .map(|(id, impact, effort)| improvement(id, impact, effort))
        .to_vec();
        let options = RankOptions { draws: 2_000, ..RankOptions::default() };
        let first = rank(&items, &[], &options);
        let mut turned = items.clone();
        turned.reverse();
        assert_eq!(rank(&turned, &[], &options), first);
        let fewer = rank(&items[..3], &[], &options);
        let impact = |ranking: &Ranking, id: &str| ranking.item(&id.parse().unwrap()).map(|item| item.impact);
        assert_eq!(impact(&fewer, "A"), impact(&first, "A"));
    }

    #[test]
    fn a_chance_that_it_works_is_drawn_not_hidden() {
        let mut unsure = improvement("A", (4.0, 4.0), (2.0, 2.0));
        unsure.p_works = Share::new(0.25).ok();
        let ranking = rank(&[unsure], &[], &RankOptions::default());
        let item = &ranking.items[0];
        assert_eq!((item.impact.median, item.impact.expected, item.impact.low), (4.0, 1.0, 0.0));
        assert!((item.p_positive - 0.25).abs() < 3.0 * (0.25_f64 * 0.75 / 10_000.0).sqrt(), "{}", item.p_positive);
    }

    #[test]
    fn nothing_to_rank_is_an_empty_ranking() {
        let ranking = rank(&[], &[], &RankOptions::default());
        assert!(ranking.items.is_empty() && ranking.borders.is_none());
    }
}
