//! Where a summary file holds each kind of metric, and how its cells become counts and moments.

use super::aggregates::Measure;
use super::columns::MeasuredMetric;
use super::mistakes::{Mistakes, Spot};
use super::sheet::{Cell, Row, Titles};
use crate::metric::MetricKind;
use crate::stats::{CrossMoments, JointMomentsError, Moments, MomentsError, UnitCounts};
use crate::words::Message;

/// The columns of one metric.
pub(super) enum Source {
    Conversions(usize),
    Sums { sum: usize, squares: usize },
    Spread { mean: usize, deviation: usize },
    Pair(PairColumns),
    Events { events: usize, exposure: Option<usize> },
    Counts { events: usize, squares: usize, exposure: Option<ExposureColumns> },
    Answers(Vec<usize>),
}

/// Sums, sums of squares and sum of products of two numbers per unit.
pub(super) struct PairColumns {
    sums: [usize; 2],
    squares: [usize; 2],
    product: usize,
}

/// Exposure of single units: its sum, its sum of squares, and the sum of its products with the events.
pub(super) struct ExposureColumns {
    sum: usize,
    squares: usize,
    product: usize,
}

/// One row with the titles of its columns.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub row: &'a Row<'a>,
    pub titles: &'a Titles<'a>,
}

impl<'a> Line<'a> {
    pub fn cell(&self, position: usize) -> Cell<'a> {
        self.row.cell(self.titles, position)
    }
}

impl Source {
    /// Finds the columns of a metric; none when one is missing or no summary can hold the metric.
    pub fn of(titles: &Titles<'_>, metric: &MeasuredMetric, mistakes: &mut Mistakes) -> Option<Self> {
        let id = metric.id.as_str();
        match metric.kind {
            // A conversion is 1 or 0, and so its own square.
            MetricKind::Proportion if metric.covariate => {
                let names = [id.to_owned(), format!("{id}_before_sum")];
                let squares = [id.to_owned(), format!("{id}_before_sum_squares")];
                PairColumns::named(titles, &names, &squares, id, mistakes).map(Self::Pair)
            }
            MetricKind::Proportion => titles.needed(id, mistakes).map(Self::Conversions),
            MetricKind::Mean | MetricKind::LifetimeValue | MetricKind::Duration => {
                if metric.detail.cap.is_some() {
                    return needs_units(id, "data-needs-units-cap", mistakes);
                }
                if metric.covariate {
                    return PairColumns::find(titles, [id.to_owned(), format!("{id}_before")], id, mistakes)
                        .map(Self::Pair);
                }
                mean(titles, id, mistakes)
            }
            MetricKind::Ratio => {
                let parts = [format!("{id}_numerator"), format!("{id}_denominator")];
                PairColumns::find(titles, parts, id, mistakes).map(Self::Pair)
            }
            MetricKind::Count => count(titles, id, mistakes),
            MetricKind::Nps => recommendation(titles, id, mistakes),
            MetricKind::Csat | MetricKind::Ces | MetricKind::Rating => {
                let Some(scale) = metric.detail.scale else { return no_scale(id, mistakes) };
                let names = (scale.low()..=scale.high()).map(|answer| format!("{id}_{answer}"));
                all(titles, names, mistakes).map(Self::Answers)
            }
            MetricKind::Retention => needs_units(id, "data-needs-units-retention", mistakes),
            MetricKind::Quantile => needs_units(id, "data-needs-units-quantile", mistakes),
        }
    }

    /// What one row says of the metric.
    pub fn measure(&self, line: &Line<'_>, units: u64, mistakes: &mut Mistakes) -> Option<Measure> {
        match self {
            Self::Conversions(position) => conversions(line.cell(*position), units, mistakes),
            Self::Sums { sum, squares } => {
                let (sum, squares) = (line.cell(*sum), line.cell(*squares));
                let [sum_value, squares_value] = numbers([sum, squares], mistakes)?;
                if units == 0 {
                    let nothing = Measure::Moments(Moments::default());
                    return nobody(squares, &[sum_value, squares_value], nothing, mistakes);
                }
                moments(squares, Moments::from_sums(units, sum_value, squares_value), mistakes)
            }
            Self::Spread { mean, deviation } => spread(line.cell(*mean), line.cell(*deviation), units, mistakes),
            Self::Pair(columns) => {
                let nothing = Measure::CrossMoments(CrossMoments::default());
                columns
                    .moments(line, units, nothing, mistakes)
                    .map(|found| found.map_or_else(|nobody| nobody, Measure::CrossMoments))
            }
            Self::Events { events, exposure } => {
                let events = line.cell(*events).count(mistakes);
                let exposure =
                    exposure.map_or(Some(units as f64), |position| exposed(line.cell(position), units, mistakes));
                Some(Measure::Events { events: events?, exposure: exposure? })
            }
            Self::Counts { events, squares, exposure } => {
                counts(line, [*events, *squares], exposure.as_ref(), units, mistakes)
            }
            Self::Answers(positions) => answers(line, positions, units, mistakes),
        }
    }
}

fn mean(titles: &Titles<'_>, id: &str, mistakes: &mut Mistakes) -> Option<Source> {
    let [sum, squares, mean, deviation] = ["sum", "sum_squares", "mean", "sd"].map(|part| format!("{id}_{part}"));
    if titles.find(&mean).is_some() {
        let (mean, deviation) = (titles.needed(&mean, mistakes), titles.needed(&deviation, mistakes));
        return Some(Source::Spread { mean: mean?, deviation: deviation? });
    }
    let (sum, squares) = (titles.needed(&sum, mistakes), titles.needed(&squares, mistakes));
    Some(Source::Sums { sum: sum?, squares: squares? })
}

/// Events and their exposure; with their squares where the file has them, so that over-dispersion can be seen.
fn count(titles: &Titles<'_>, id: &str, mistakes: &mut Mistakes) -> Option<Source> {
    let [events, exposure, squares, exposure_squares, product] =
        ["events", "exposure", "events_sum_squares", "exposure_sum_squares", "product_sum"]
            .map(|part| format!("{id}_{part}"));
    let events = titles.needed(&events, mistakes)?;
    let exposure = titles.wished(&exposure, mistakes)?;
    let Some(squares) = titles.wished(&squares, mistakes)? else { return Some(Source::Events { events, exposure }) };
    let Some(sum) = exposure else { return Some(Source::Counts { events, squares, exposure: None }) };
    let (exposure_squares, product) = (titles.needed(&exposure_squares, mistakes), titles.needed(&product, mistakes));
    let exposure = ExposureColumns { sum, squares: exposure_squares?, product: product? };
    Some(Source::Counts { events, squares, exposure: Some(exposure) })
}

/// Detractors, passives and promoters; or the eleven answers, which also show a scale that starts at 1.
fn recommendation(titles: &Titles<'_>, id: &str, mistakes: &mut Mistakes) -> Option<Source> {
    let names: Vec<String> = if titles.find(&format!("{id}_10")).is_some() {
        (0..=10).map(|answer| format!("{id}_{answer}")).collect()
    } else {
        ["detractors", "passives", "promoters"].map(|group| format!("{id}_{group}")).into()
    };
    all(titles, names.into_iter(), mistakes).map(Source::Answers)
}

fn all(titles: &Titles<'_>, names: impl Iterator<Item = String>, mistakes: &mut Mistakes) -> Option<Vec<usize>> {
    // Every missing column is said, not the first one alone.
    let found: Vec<Option<usize>> = names.map(|name| titles.needed(&name, mistakes)).collect();
    found.into_iter().collect()
}

fn needs_units(id: &str, why: &'static str, mistakes: &mut Mistakes) -> Option<Source> {
    let what = Message::new("data-needs-units").text("metric", id).said("why", Message::new(why));
    mistakes.refuse(Spot::FILE, what, Some(Message::new("data-needs-units-mend")));
    None
}

/// Says that a metric with answers has no scale in the settings.
pub(super) fn no_scale<T>(id: &str, mistakes: &mut Mistakes) -> Option<T> {
    mistakes.refuse(
        Spot::FILE,
        Message::new("data-no-scale").text("metric", id),
        Some(Message::new("data-no-scale-mend").text("metric", id)),
    );
    None
}

impl PairColumns {
    fn find(titles: &Titles<'_>, names: [String; 2], id: &str, mistakes: &mut Mistakes) -> Option<Self> {
        let sums = names.each_ref().map(|name| format!("{name}_sum"));
        let squares = names.each_ref().map(|name| format!("{name}_sum_squares"));
        Self::named(titles, &sums, &squares, id, mistakes)
    }

    fn named(
        titles: &Titles<'_>,
        sums: &[String; 2],
        squares: &[String; 2],
        id: &str,
        mistakes: &mut Mistakes,
    ) -> Option<Self> {
        let sums = sums.each_ref().map(|name| titles.needed(name, mistakes));
        let squares = squares.each_ref().map(|name| titles.needed(name, mistakes));
        let product = titles.needed(&format!("{id}_product_sum"), mistakes);
        let ([Some(first), Some(second)], [Some(one), Some(other)]) = (sums, squares) else { return None };
        Some(Self { sums: [first, second], squares: [one, other], product: product? })
    }

    /// The moments of a row; `nobody` where it has no units.
    fn moments(
        &self,
        line: &Line<'_>,
        units: u64,
        nothing: Measure,
        mistakes: &mut Mistakes,
    ) -> Option<Result<CrossMoments, Measure>> {
        let product = line.cell(self.product);
        let sums = numbers(self.sums.map(|position| line.cell(position)), mistakes);
        let squares = numbers(self.squares.map(|position| line.cell(position)), mistakes);
        let (product_sum, sums, [first, second]) = (product.number(mistakes)?, sums?, squares?);
        if units == 0 {
            let all = [sums[0], sums[1], first, second, product_sum];
            return nobody(product, &all, nothing, mistakes).map(Err);
        }
        let products = [[first, product_sum], [product_sum, second]];
        joint(product, CrossMoments::from_sums(units, sums, products), mistakes).map(Ok)
    }
}

fn numbers<const K: usize>(cells: [Cell<'_>; K], mistakes: &mut Mistakes) -> Option<[f64; K]> {
    let found = cells.map(|cell| cell.number(mistakes));
    found.iter().all(Option::is_some).then(|| found.map(Option::unwrap_or_default))
}

fn conversions(cell: Cell<'_>, units: u64, mistakes: &mut Mistakes) -> Option<Measure> {
    let converted = cell.count(mistakes)?;
    if converted > units {
        let what = Message::new("data-too-many").count("converted", converted).count("units", units);
        cell.refuse(what, Message::new("data-too-many-mend"), mistakes);
        return None;
    }
    Some(Measure::Conversions(converted))
}

fn spread(mean: Cell<'_>, deviation: Cell<'_>, units: u64, mistakes: &mut Mistakes) -> Option<Measure> {
    // A spread of nobody or of one is nothing: files leave the cell empty.
    let alone = units < 2 && deviation.is_empty();
    if units == 0 && mean.is_empty() && alone {
        return Some(Measure::Moments(Moments::default()));
    }
    let spread = if alone { Some(0.0) } else { deviation.number(mistakes) };
    let (mean_value, spread) = (mean.number(mistakes)?, spread?);
    if units == 0 {
        return nobody(deviation, &[mean_value, spread], Measure::Moments(Moments::default()), mistakes);
    }
    moments(deviation, Moments::from_summary(units, mean_value, spread), mistakes)
}

/// The exposure of all units of a row: above 0, unless there are none.
fn exposed(cell: Cell<'_>, units: u64, mistakes: &mut Mistakes) -> Option<f64> {
    let exposure = cell.number(mistakes)?;
    let possible = (1e-50..=1e50).contains(&exposure) || (units == 0 && exposure == 0.0);
    if !possible {
        let what = Message::new("data-no-exposure").text("value", cell.shortened());
        cell.refuse(what, Message::new("data-no-exposure-mend"), mistakes);
    }
    possible.then_some(exposure)
}

fn counts(
    line: &Line<'_>,
    [events, squares]: [usize; 2],
    exposure: Option<&ExposureColumns>,
    units: u64,
    mistakes: &mut Mistakes,
) -> Option<Measure> {
    let columns = match exposure {
        Some(exposure) => PairColumns {
            sums: [events, exposure.sum],
            squares: [squares, exposure.squares],
            product: exposure.product,
        },
        // Every unit is watched for the same time, which counts as 1.
        None => {
            let cell = line.cell(squares);
            let (events, squares) = (line.cell(events).count(mistakes), cell.number(mistakes));
            let (events, squares) = (events? as f64, squares?);
            if units == 0 {
                return nobody(cell, &[events, squares], Measure::Counts(UnitCounts::default()), mistakes);
            }
            let each = units as f64;
            let found = CrossMoments::from_sums(units, [events, each], [[squares, events], [events, each]]);
            return of_units(cell, joint(cell, found, mistakes)?, mistakes);
        }
    };
    let cell = line.cell(columns.product);
    match columns.moments(line, units, Measure::Counts(UnitCounts::default()), mistakes)? {
        Ok(found) => of_units(cell, found, mistakes),
        Err(nobody) => Some(nobody),
    }
}

fn of_units(cell: Cell<'_>, found: CrossMoments, mistakes: &mut Mistakes) -> Option<Measure> {
    match UnitCounts::of_moments(found) {
        Ok(counts) => Some(Measure::Counts(counts)),
        Err(_) => {
            cell.refuse(Message::new("data-no-counts"), Message::new("data-no-counts-mend"), mistakes);
            None
        }
    }
}

fn answers(line: &Line<'_>, positions: &[usize], units: u64, mistakes: &mut Mistakes) -> Option<Measure> {
    let counts: Vec<Option<u64>> = positions.iter().map(|position| line.cell(*position).count(mistakes)).collect();
    let counts: Vec<u64> = counts.into_iter().collect::<Option<_>>()?;
    let answers = counts.iter().fold(0, |sum: u64, count| sum.saturating_add(*count));
    if answers > units {
        let what = Message::new("data-too-many-answers").count("answers", answers).count("units", units);
        let cell = line.cell(positions.last().copied().unwrap_or_default());
        cell.refuse(what, Message::new("data-too-many-answers-mend"), mistakes);
        return None;
    }
    Some(Measure::Answers(counts))
}

/// A row without units may only hold zeros.
fn nobody(cell: Cell<'_>, values: &[f64], nothing: Measure, mistakes: &mut Mistakes) -> Option<Measure> {
    if values.iter().all(|value| *value == 0.0) {
        return Some(nothing);
    }
    cell.refuse(Message::new("data-sums-of-nobody"), Message::new("data-sums-of-nobody-mend"), mistakes);
    None
}

fn moments(cell: Cell<'_>, moments: Result<Moments, MomentsError>, mistakes: &mut Mistakes) -> Option<Measure> {
    moments.map(Measure::Moments).map_err(|error| impossible(cell, error, mistakes)).ok()
}

fn joint(
    cell: Cell<'_>,
    moments: Result<CrossMoments, JointMomentsError>,
    mistakes: &mut Mistakes,
) -> Option<CrossMoments> {
    match moments {
        Ok(moments) => return Some(moments),
        Err(JointMomentsError::Single(error)) => impossible(cell, error, mistakes),
        Err(JointMomentsError::ImpossibleProducts { .. }) => {
            cell.refuse(
                Message::new("data-product-impossible"),
                Message::new("data-product-impossible-mend"),
                mistakes,
            );
        }
    }
    None
}

/// Says why no units have these sums.
fn impossible(cell: Cell<'_>, error: MomentsError, mistakes: &mut Mistakes) {
    let (what, mend) = match error {
        MomentsError::NegativeSpread(value) => {
            (Message::new("data-spread-negative").text("value", value.to_string()), "data-spread-mend")
        }
        MomentsError::SpreadOfOne(value) => {
            (Message::new("data-spread-of-one").text("value", value.to_string()), "data-spread-mend")
        }
        MomentsError::ImpossibleSums { sum_of_squares, least } => (
            Message::new("data-sums-impossible").text("squares", sum_of_squares.to_string()).number("least", least, 2),
            "data-sums-impossible-mend",
        ),
        MomentsError::OutOfScale(value) => {
            (Message::new("data-out-of-scale").text("value", format!("{value:e}")), "data-out-of-scale-mend")
        }
        MomentsError::NoUnits | MomentsError::NotFinite(_) => {
            (Message::new("data-sums-of-nobody"), "data-sums-of-nobody-mend")
        }
    };
    cell.refuse(what, Message::new(mend), mistakes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ArmName, Columns, aggregate};
    use crate::metric::{AnswerScale, MetricDetail};
    use crate::quantity::Proportion;
    use crate::words::{Language, Words};

    fn columns(kind: MetricKind, detail: MetricDetail, covariate: bool) -> Columns {
        Columns {
            file: "data.csv".to_owned(),
            arms: vec![ArmName { name: "a".to_owned(), code: "a".to_owned() }],
            metrics: vec![MeasuredMetric { detail, covariate, ..MeasuredMetric::of("m".parse().unwrap(), kind) }],
            renamed: Vec::new(),
        }
    }

    fn read(columns: &Columns, text: &str) -> Result<Measure, Vec<String>> {
        let words = Words::new(Language::English);
        aggregate(text, columns)
            .map(|data| data.totals()[0].measures[0].clone())
            .map_err(|problems| problems.iter().map(|problem| problem.say(&words)).collect())
    }

    fn plain(kind: MetricKind, text: &str) -> Result<Measure, Vec<String>> {
        read(&columns(kind, MetricDetail::default(), false), text)
    }

    /// Three units: (orders, sessions) = (0, 1), (2, 5), (1, 2).
    const PAIR: [[f64; 2]; 3] = [[0.0, 1.0], [2.0, 5.0], [1.0, 2.0]];

    fn close(found: &CrossMoments) {
        let expected = CrossMoments::of(&PAIR);
        assert_eq!(found.count(), expected.count());
        for (one, other) in [(0, 0), (0, 1), (1, 1)] {
            let (found, expected) = (found.covariance(one, other).unwrap(), expected.covariance(one, other).unwrap());
            assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
        }
    }

    #[test]
    fn pairs_come_from_five_sums() {
        let header = "arm,units,m_numerator_sum,m_numerator_sum_squares,m_denominator_sum,m_denominator_sum_squares,m_product_sum\n";
        let Ok(Measure::CrossMoments(ratio)) = plain(MetricKind::Ratio, &format!("{header}a,3,3,5,8,30,12\n")) else {
            panic!("a ratio");
        };
        close(&ratio);
        let mean = columns(MetricKind::Mean, MetricDetail::default(), true);
        let header = "arm,units,m_sum,m_sum_squares,m_before_sum,m_before_sum_squares,m_product_sum\n";
        let Ok(Measure::CrossMoments(adjusted)) = read(&mean, &format!("{header}a,3,3,5,8,30,12\n")) else {
            panic!("a mean with its covariate");
        };
        close(&adjusted);
        let refused = read(&mean, &format!("{header}a,3,3,5,8,30,25\n")).unwrap_err();
        assert!(refused[0].contains("column `m_product_sum`: a sum of products like this cannot be"), "{refused:#?}");
    }

    #[test]
    fn a_rate_is_its_own_square() {
        let rate = columns(MetricKind::Proportion, MetricDetail::default(), true);
        let text = "arm,units,m,m_before_sum,m_before_sum_squares,m_product_sum\na,4,2,3,3,2\n";
        let Ok(Measure::CrossMoments(found)) = read(&rate, text) else { panic!("a rate with its covariate") };
        let expected = CrossMoments::of(&[[1.0, 1.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]);
        assert!((found.covariance(0, 1).unwrap() - expected.covariance(0, 1).unwrap()).abs() < 1e-12);
    }

    #[test]
    fn events_have_the_units_for_their_exposure_unless_one_is_given() {
        let kind = MetricKind::Count;
        assert_eq!(plain(kind, "arm,units,m_events\na,10,7\n"), Ok(Measure::Events { events: 7, exposure: 10.0 }));
        let given = plain(kind, "arm,units,m_events,m_exposure\na,10,7,25.5\n");
        assert_eq!(given, Ok(Measure::Events { events: 7, exposure: 25.5 }));
        let Ok(Measure::Counts(alike)) = plain(kind, "arm,units,m_events,m_events_sum_squares\na,3,3,5\n") else {
            panic!("counts by unit");
        };
        let mut expected = UnitCounts::default();
        [0, 2, 1].into_iter().for_each(|events| expected.push(events, 1.0).unwrap());
        assert!((alike.estimate().unwrap().error - expected.estimate().unwrap().error).abs() < 1e-12);
        let header = "arm,units,m_events,m_events_sum_squares,m_exposure,m_exposure_sum_squares,m_product_sum\n";
        let Ok(Measure::Counts(exposed)) = plain(kind, &format!("{header}a,3,3,5,8,30,12\n")) else {
            panic!("counts by unit with their exposure");
        };
        let mut expected = UnitCounts::default();
        PAIR.iter().for_each(|[events, exposure]| expected.push(*events as u64, *exposure).unwrap());
        assert!((exposed.estimate().unwrap().error - expected.estimate().unwrap().error).abs() < 1e-12);
        let refused = plain(kind, "arm,units,m_events,m_exposure\na,10,7,0\n").unwrap_err();
        assert!(refused[0].contains("0 is not an exposure"), "{refused:#?}");
    }

    #[test]
    fn answers_come_one_by_one_or_in_their_groups() {
        let groups = plain(MetricKind::Nps, "arm,units,m_promoters,m_passives,m_detractors\na,20,7,5,3\n");
        assert_eq!(groups, Ok(Measure::Answers(vec![3, 5, 7])));
        let names: Vec<String> = (0..=10).map(|answer| format!("m_{answer}")).collect();
        let eleven =
            plain(MetricKind::Nps, &format!("arm,units,{}\na,66,{}\n", names.join(","), "1,".repeat(10) + "4"));
        assert_eq!(eleven, Ok(Measure::Answers(vec![1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4])));
        let detail = MetricDetail { scale: AnswerScale::new(1, 3), ..MetricDetail::default() };
        let rating = columns(MetricKind::Rating, detail, false);
        assert_eq!(read(&rating, "arm,units,m_3,m_1,m_2\na,9,4,2,3\n"), Ok(Measure::Answers(vec![2, 3, 4])));
        let refused = read(&rating, "arm,units,m_3,m_1,m_2\na,8,4,2,3\n").unwrap_err();
        assert!(refused[0].contains("9 answers from 8 units"), "{refused:#?}");
        let refused = read(&rating, "arm,units\na,8\n").unwrap_err();
        assert_eq!(refused.len(), 3, "every missing answer is said: {refused:#?}");
        let refused = plain(MetricKind::Ces, "arm,units\na,8\n").unwrap_err();
        assert!(refused[0].contains("the metric m has no scale"), "{refused:#?}");
    }

    #[test]
    fn what_sums_cannot_hold_is_refused_by_name() {
        let cap = MetricDetail { cap: Some(Proportion::new(0.99).unwrap()), ..MetricDetail::default() };
        for (kind, detail, why) in [
            (MetricKind::Retention, MetricDetail::default(), "retention needs how long each unit stayed"),
            (MetricKind::Quantile, MetricDetail::default(), "a quantile needs the value of each unit"),
            (MetricKind::Mean, cap, "a cap needs the value of each unit"),
        ] {
            let refused = read(&columns(kind, detail, false), "arm,units,m_sum\na,8,1\n").unwrap_err();
            assert!(refused[0].contains(why) && refused[0].contains("kind = \"units\""), "{refused:#?}");
        }
    }

    #[test]
    fn a_row_of_nobody_says_nothing() {
        let header = "arm,units,m_events,m_events_sum_squares\n";
        let nobody = plain(MetricKind::Count, &format!("{header}a,0,0,0\n"));
        assert_eq!(nobody, Ok(Measure::Counts(UnitCounts::default())));
        assert!(plain(MetricKind::Count, &format!("{header}a,0,0,3\n")).is_err());
    }
}
