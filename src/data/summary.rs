//! Reads summary files: one row per arm, or per arm, day and segment, with counts and sums.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::aggregates::{Aggregates, Measure, Row, Tally};
use super::columns::{Columns, MeasuredMetric};
use crate::metric::MetricKind;
use crate::number;
use crate::problem::{Place, Problem};
use crate::stats::{Moments, MomentsError};
use crate::words::Message;

/// Problems shown of one file; a wrong column would otherwise be said once per row.
const MOST_PROBLEMS: usize = 20;

/// Units no row of a test has: ten times everybody alive.
const ABSURD_UNITS: u64 = 100_000_000_000;

/// Adds up a summary file.
///
/// Separator (`,`, `;` or tab), decimal comma, byte order mark and line ends are recognised. Columns: `arm`, `units`,
/// `date` and `segment` where there are any; per rate a column of its id with the units that converted; per mean
/// `<id>_sum` and `<id>_sum_squares`, or `<id>_mean` and `<id>_sd`. Columns that no metric asks for are passed over.
///
/// # Errors
///
/// Every problem of the file at once, each with its line and column, at most twenty of them.
pub fn aggregate(text: &str, columns: &Columns) -> Result<Aggregates, Vec<Problem>> {
    let mut reader = Reader::new(columns);
    reader.read(text);
    reader.finish()
}

struct Reader<'a> {
    columns: &'a Columns,
    problems: Vec<Problem>,
    more: u64,
    rows: Vec<Row>,
    seen: BTreeMap<(usize, Option<Date>, Option<String>), u64>,
}

/// Where each thing stands in a row.
struct Layout {
    arm: usize,
    units: usize,
    date: Option<usize>,
    segment: Option<usize>,
    measures: Vec<Source>,
}

/// Where a metric's numbers stand.
enum Source {
    Conversions(usize),
    Sums { sum: usize, squares: usize },
    Spread { mean: usize, deviation: usize },
}

/// One row with its line.
struct Line<'a> {
    number: u64,
    record: &'a ::csv::StringRecord,
    header: &'a ::csv::StringRecord,
}

impl Line<'_> {
    fn cell(&self, position: usize) -> &str {
        self.record.get(position).unwrap_or_default().trim()
    }

    fn title(&self, position: usize) -> &str {
        self.header.get(position).unwrap_or_default().trim()
    }
}

impl<'a> Reader<'a> {
    fn new(columns: &'a Columns) -> Self {
        Self { columns, problems: Vec::new(), more: 0, rows: Vec::new(), seen: BTreeMap::new() }
    }

    fn read(&mut self, text: &str) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = ::csv::ReaderBuilder::new()
            .delimiter(separator(text))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut header = None;
        let mut layout = None;
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error.position().map(::csv::Position::line);
                    self.refuse(line, None, Message::new("data-broken").text("detail", error.to_string()), None);
                    continue;
                }
            };
            let number = record.position().map_or(1, ::csv::Position::line);
            // GA4 and others write remarks before the table.
            if record.iter().all(|cell| cell.trim().is_empty())
                || record.get(0).is_some_and(|cell| cell.starts_with('#'))
            {
                continue;
            }
            let Some(titles) = &header else {
                layout = self.layout(&record, number);
                header = Some(record);
                continue;
            };
            if let Some(layout) = &layout {
                self.row(&Line { number, record: &record, header: titles }, layout);
            }
        }
        if header.is_none() {
            self.refuse(None, None, Message::new("data-empty"), Some(Message::new("data-empty-mend")));
        } else if layout.is_some() && self.rows.is_empty() && self.problems.is_empty() {
            self.refuse(None, None, Message::new("data-no-rows"), Some(Message::new("data-no-rows-mend")));
        }
    }

    /// Finds every column that is needed; none when one is missing.
    fn layout(&mut self, header: &::csv::StringRecord, line: u64) -> Option<Layout> {
        for (position, title) in header.iter().enumerate() {
            let twice = |other: &str| !other.trim().is_empty() && other.trim().eq_ignore_ascii_case(title.trim());
            if header.iter().take(position).any(twice) {
                let what = Message::new("data-column-twice").text("column", title.trim());
                self.refuse(Some(line), Some(title), what, Some(Message::new("data-column-twice-mend")));
            }
        }
        let arm = self.needed(header, line, "arm");
        let units = self.needed(header, line, "units");
        let date = self.wished(header, line, "date");
        let segment = self.wished(header, line, "segment");
        let columns = self.columns;
        let measures: Vec<Option<Source>> =
            columns.metrics.iter().map(|metric| self.source(header, line, metric)).collect();
        Some(Layout {
            arm: arm?,
            units: units?,
            date: date?,
            segment: segment?,
            measures: measures.into_iter().collect::<Option<_>>()?,
        })
    }

    fn source(&mut self, header: &::csv::StringRecord, line: u64, metric: &MeasuredMetric) -> Option<Source> {
        let id = metric.id.as_str();
        if metric.kind == MetricKind::Proportion {
            return self.needed(header, line, id).map(Source::Conversions);
        }
        let [sum, squares, mean, deviation] = ["sum", "sum_squares", "mean", "sd"].map(|part| format!("{id}_{part}"));
        if self.find(header, &mean).is_some() {
            let (mean, deviation) = (self.needed(header, line, &mean), self.needed(header, line, &deviation));
            return Some(Source::Spread { mean: mean?, deviation: deviation? });
        }
        let (sum, squares) = (self.needed(header, line, &sum), self.needed(header, line, &squares));
        Some(Source::Sums { sum: sum?, squares: squares? })
    }

    fn find(&self, header: &::csv::StringRecord, role: &str) -> Option<usize> {
        let name = self.columns.name(role);
        header.iter().position(|title| title.trim().to_lowercase() == name.to_lowercase())
    }

    fn needed(&mut self, header: &::csv::StringRecord, line: u64, role: &str) -> Option<usize> {
        let found = self.find(header, role);
        if found.is_none() {
            let name = self.columns.name(role);
            let what = Message::new("data-no-column").text("column", name);
            let titles: Vec<&str> = header.iter().map(str::trim).filter(|title| !title.is_empty()).collect();
            let mend = match nearest(name, &titles) {
                Some(near) => Message::new("data-no-column-near").text("column", near).text("role", role),
                None => Message::new("data-no-column-mend").texts("columns", titles).text("role", role),
            };
            self.refuse(Some(line), Some(name), what, Some(mend));
        }
        found
    }

    /// A column that need not be there, unless the plan names it. `Some(None)` when it is simply absent.
    fn wished(&mut self, header: &::csv::StringRecord, line: u64, role: &str) -> Option<Option<usize>> {
        if self.columns.renamed.iter().any(|(known, _)| known == role) {
            self.needed(header, line, role).map(Some)
        } else {
            Some(self.find(header, role))
        }
    }

    fn row(&mut self, line: &Line<'_>, layout: &Layout) {
        if line.record.len() != line.header.len() {
            let what = Message::new("data-row-length")
                .count("found", line.record.len() as u64)
                .count("expected", line.header.len() as u64);
            self.refuse(Some(line.number), None, what, Some(Message::new("data-row-length-mend")));
            return;
        }
        let arm = self.arm(line, layout.arm);
        let units = self.units(line, layout.units);
        let date = layout.date.map_or(Some(None), |position| self.date(line, position));
        let segment = layout.segment.map(|position| line.cell(position).to_owned()).filter(|name| !name.is_empty());
        let mut measures = Vec::with_capacity(layout.measures.len());
        for source in &layout.measures {
            measures.push(units.and_then(|units| self.measure(line, source, units)));
        }
        let (Some(arm), Some(units), Some(date), Some(measures)) =
            (arm, units, date, measures.into_iter().collect::<Option<Vec<_>>>())
        else {
            return;
        };
        let key = (arm, date, segment.clone());
        if let Some(first) = self.seen.get(&key) {
            let what = Message::new("data-row-twice").text("line", first.to_string());
            self.refuse(Some(line.number), None, what, Some(Message::new("data-row-twice-mend")));
            return;
        }
        self.seen.insert(key, line.number);
        self.rows.push(Row { arm, date, segment, tally: Tally { units, measures } });
    }

    fn arm(&mut self, line: &Line<'_>, position: usize) -> Option<usize> {
        let cell = line.cell(position);
        let arms = &self.columns.arms;
        let found = arms
            .iter()
            .position(|arm| arm.code == cell)
            .or_else(|| arms.iter().position(|arm| arm.code.to_lowercase() == cell.to_lowercase() || arm.name == cell));
        if found.is_none() {
            let what = Message::new("data-unknown-arm").text("arm", cell);
            let codes: Vec<&str> = arms.iter().map(|arm| arm.code.as_str()).collect();
            let mend = match nearest(cell, &codes) {
                Some(near) => Message::new("workspace-nearest").text("name", near),
                None => Message::new("data-unknown-arm-mend").texts("arms", codes),
            };
            self.refuse(Some(line.number), Some(line.title(position)), what, Some(mend));
        }
        found
    }

    fn units(&mut self, line: &Line<'_>, position: usize) -> Option<u64> {
        let units = self.count(line, position)?;
        if units > ABSURD_UNITS {
            let what = Message::new("data-absurd").count("units", units);
            self.refuse(Some(line.number), Some(line.title(position)), what, Some(Message::new("data-absurd-mend")));
            return None;
        }
        Some(units)
    }

    fn measure(&mut self, line: &Line<'_>, source: &Source, units: u64) -> Option<Measure> {
        match *source {
            Source::Conversions(position) => {
                let converted = self.count(line, position)?;
                if converted > units {
                    let what = Message::new("data-too-many").count("converted", converted).count("units", units);
                    let mend = Some(Message::new("data-too-many-mend"));
                    self.refuse(Some(line.number), Some(line.title(position)), what, mend);
                    return None;
                }
                Some(Measure::Conversions(converted))
            }
            Source::Sums { sum, squares } => {
                let (sum_value, squares_value) = (self.number(line, sum), self.number(line, squares));
                let (sum_value, squares_value) = (sum_value?, squares_value?);
                if units == 0 {
                    return self.nobody(line, squares, [sum_value, squares_value]);
                }
                self.moments(line, squares, Moments::from_sums(units, sum_value, squares_value))
            }
            Source::Spread { mean, deviation } => {
                // A spread of nobody or of one is nothing: files leave the cell empty.
                let alone = units < 2 && line.cell(deviation).is_empty();
                if units == 0 && line.cell(mean).is_empty() && alone {
                    return Some(Measure::Moments(Moments::default()));
                }
                let spread = if alone { Some(0.0) } else { self.number(line, deviation) };
                let (mean_value, spread) = (self.number(line, mean)?, spread?);
                if units == 0 {
                    return self.nobody(line, deviation, [mean_value, spread]);
                }
                self.moments(line, deviation, Moments::from_summary(units, mean_value, spread))
            }
        }
    }

    /// A row without units may only hold zeros.
    fn nobody(&mut self, line: &Line<'_>, position: usize, values: [f64; 2]) -> Option<Measure> {
        if values.iter().all(|value| *value == 0.0) {
            return Some(Measure::Moments(Moments::default()));
        }
        let mend = Some(Message::new("data-sums-of-nobody-mend"));
        self.refuse(Some(line.number), Some(line.title(position)), Message::new("data-sums-of-nobody"), mend);
        None
    }

    fn moments(&mut self, line: &Line<'_>, position: usize, moments: Result<Moments, MomentsError>) -> Option<Measure> {
        let (what, mend) = match moments {
            Ok(moments) => return Some(Measure::Moments(moments)),
            Err(MomentsError::NegativeSpread(value)) => {
                (Message::new("data-spread-negative").text("value", value.to_string()), "data-spread-mend")
            }
            Err(MomentsError::SpreadOfOne(value)) => {
                (Message::new("data-spread-of-one").text("value", value.to_string()), "data-spread-mend")
            }
            Err(MomentsError::ImpossibleSums { sum_of_squares, least }) => (
                Message::new("data-sums-impossible")
                    .text("squares", sum_of_squares.to_string())
                    .number("least", least, 2),
                "data-sums-impossible-mend",
            ),
            Err(MomentsError::OutOfScale(value)) => {
                (Message::new("data-out-of-scale").text("value", format!("{value:e}")), "data-out-of-scale-mend")
            }
            Err(MomentsError::NoUnits | MomentsError::NotFinite(_)) => {
                (Message::new("data-sums-of-nobody"), "data-sums-of-nobody-mend")
            }
        };
        self.refuse(Some(line.number), Some(line.title(position)), what, Some(Message::new(mend)));
        None
    }

    fn count(&mut self, line: &Line<'_>, position: usize) -> Option<u64> {
        let value = self.number(line, position)?;
        let cell = line.cell(position);
        if let Ok(count) = number::count(cell) {
            return Some(count);
        }
        let (what, mend) = if value < 0.0 {
            ("data-negative", "data-negative-mend")
        } else if value >= 9e15 {
            ("data-count-huge", "data-absurd-mend")
        } else {
            ("data-not-whole", "data-not-whole-mend")
        };
        let what = Message::new(what).text("value", cell);
        self.refuse(Some(line.number), Some(line.title(position)), what, Some(Message::new(mend)));
        None
    }

    fn number(&mut self, line: &Line<'_>, position: usize) -> Option<f64> {
        let cell = line.cell(position);
        let number = number::number(cell).ok();
        if number.is_none() {
            let (what, mend) = if cell.is_empty() {
                (Message::new("data-empty-cell"), Message::new("data-empty-cell-mend"))
            } else {
                (
                    Message::new("data-not-a-number").text("value", shortened(cell)),
                    Message::new("data-not-a-number-mend"),
                )
            };
            self.refuse(Some(line.number), Some(line.title(position)), what, Some(mend));
        }
        number
    }

    fn date(&mut self, line: &Line<'_>, position: usize) -> Option<Option<Date>> {
        let cell = line.cell(position);
        let date = day(cell);
        if date.is_none() {
            let what = Message::new("data-not-a-date").text("value", shortened(cell));
            self.refuse(
                Some(line.number),
                Some(line.title(position)),
                what,
                Some(Message::new("data-not-a-date-mend")),
            );
        }
        date.map(Some)
    }

    fn refuse(&mut self, line: Option<u64>, column: Option<&str>, what: Message, mend: Option<Message>) {
        if self.problems.len() >= MOST_PROBLEMS {
            self.more += 1;
            return;
        }
        let place = Place {
            file: self.columns.file.clone(),
            line: line.and_then(|line| u32::try_from(line).ok()),
            column: None,
            field: column.map(|column| column.trim().to_owned()),
        };
        let what = match column {
            Some(column) if line.is_some() => {
                Message::new("data-in-column").text("column", column.trim()).said("what", what)
            }
            _ => what,
        };
        let problem = Problem::error(place, what);
        self.problems.push(match mend {
            Some(mend) => problem.mended_by(mend),
            None => problem,
        });
    }

    fn finish(mut self) -> Result<Aggregates, Vec<Problem>> {
        if self.problems.is_empty() {
            self.check_whole();
        }
        if self.problems.is_empty() {
            let arms = self.columns.arms.iter().map(|arm| arm.name.clone()).collect();
            return Ok(Aggregates { arms, rows: self.rows });
        }
        if self.more > 0 {
            let place = Place::file(&self.columns.file);
            self.problems.push(Problem::error(place, Message::new("data-more").count("problems", self.more)));
        }
        Err(self.problems)
    }

    /// What only shows when all rows are read.
    fn check_whole(&mut self) {
        let columns = self.columns;
        for (position, arm) in columns.arms.iter().enumerate() {
            if !self.rows.iter().any(|row| row.arm == position) {
                let what = Message::new("data-arm-missing").text("arm", &arm.code);
                self.refuse(None, None, what, Some(Message::new("data-arm-missing-mend")));
            }
        }
        // A total beside its parts would count every unit twice.
        let parts = self.rows.iter().filter(|row| row.segment.is_some()).count();
        if parts > 0 && parts < self.rows.len() {
            let mend = Some(Message::new("data-mixed-segments-mend"));
            self.refuse(None, None, Message::new("data-mixed-segments"), mend);
        }
    }
}

/// The separator of a file: the one its first line of text has most often.
fn separator(text: &str) -> u8 {
    let titles = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    let often = |separator: u8| titles.bytes().filter(|byte| *byte == separator).count();
    // The comma comes last: of equal counts `max_by_key` takes the last one.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| often(*separator)).unwrap_or(b',')
}

/// A day as `2026-07-06`, with a time after it or not, or as `20260706`. Days such as `06/07/2026` are read in two ways
/// in two countries, hence in none.
fn day(text: &str) -> Option<Date> {
    let compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    if compact {
        let part = |range: std::ops::Range<usize>| text.get(range);
        return format!("{}-{}-{}", part(0..4)?, part(4..6)?, part(6..8)?).parse().ok();
    }
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    if date.len() == 10 { date.parse().ok() } else { None }
}

/// The known name nearest to a mistyped one.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    const NEAR_ENOUGH: f64 = 0.7;
    let lower = name.to_lowercase();
    known
        .iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(&lower, &candidate.to_lowercase()), *candidate))
        .filter(|(likeness, _)| *likeness >= NEAR_ENOUGH)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, candidate)| candidate)
}

fn shortened(cell: &str) -> String {
    cell.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ArmName;
    use crate::words::{Language, Words};

    fn columns() -> Columns {
        let metric = |id: &str, kind| MeasuredMetric { id: id.parse().unwrap(), kind };
        Columns {
            file: "data.csv".to_owned(),
            arms: ["control", "guest"].map(|name| ArmName { name: name.to_owned(), code: name.to_owned() }).into(),
            metrics: vec![metric("orders", MetricKind::Proportion), metric("revenue", MetricKind::Mean)],
            renamed: Vec::new(),
        }
    }

    fn read(text: &str) -> Aggregates {
        aggregate(text, &columns()).unwrap_or_else(|problems| panic!("{:#?}", said(&problems)))
    }

    fn said(problems: &[Problem]) -> Vec<String> {
        let words = Words::new(Language::English);
        problems.iter().map(|problem| problem.say(&words)).collect()
    }

    fn refused(text: &str) -> Vec<String> {
        said(&aggregate(text, &columns()).expect_err("a file with problems"))
    }

    const PLAIN: &str = "date,arm,segment,units,orders,revenue_sum,revenue_sum_squares\n\
        2026-07-06,control,new,100,30,200,4000\n2026-07-06,guest,new,110,40,220,4400\n\
        2026-07-07,control,new,90,20,180,3600\n2026-07-07,guest,new,95,31,190,3800\n";

    #[test]
    fn rows_add_up_by_arm_day_and_segment() {
        let data = read(PLAIN);
        let totals = data.totals();
        assert_eq!((totals[0].units, totals[0].measures[0]), (190, Measure::Conversions(50)));
        let Measure::Moments(revenue) = totals[1].measures[1] else { panic!("a mean") };
        assert_eq!(revenue.count(), 205);
        assert!((revenue.mean().unwrap() - 2.0).abs() < 1e-12);
        let series = data.cumulative();
        assert_eq!(series.len(), 2);
        assert_eq!(series[0].1[1].units, 110);
        assert_eq!(series[1].1, totals);
        assert_eq!(data.segments().into_iter().collect::<Vec<_>>(), ["new"]);
        assert_eq!(data.on_days(|day| day < jiff::civil::date(2026, 7, 7)).totals()[0].units, 100);
    }

    #[test]
    fn french_spreadsheets_and_other_exports_read_the_same() {
        let french = format!("\u{feff}{}", PLAIN.replace(',', ";").replace(";200;4000", ";200,0;4\u{202f}000,0"));
        let windows = french.replace('\n', "\r\n");
        let commented = format!("# export of 8 July\n\n{PLAIN}\n\n");
        let tabs = PLAIN.replace(',', "\t");
        let compact = PLAIN.replace("2026-07-06", "20260706").replace("2026-07-07", "2026-07-07T00:00:00");
        let quoted = PLAIN.replace("control", "\"control\"").replace("date,arm", "Date, Arm");
        for other in [&french, &windows, &commented, &tabs, &compact, &quoted] {
            assert_eq!(read(other), read(PLAIN), "{other}");
        }
    }

    #[test]
    fn means_may_come_as_mean_and_spread() {
        let data = read("arm,units,orders,revenue_mean,revenue_sd\ncontrol,2,1,3,1.4142135623730951\nguest,1,0,5,\n");
        let Measure::Moments(revenue) = data.totals()[0].measures[1] else { panic!("a mean") };
        assert!((revenue.variance().unwrap() - 2.0).abs() < 1e-12);
    }

    #[test]
    fn columns_may_have_other_names() {
        let mut columns = columns();
        columns.renamed = vec![("arm".to_owned(), "group".to_owned()), ("orders".to_owned(), "converted".to_owned())];
        columns.arms[0].code = "A".to_owned();
        let text = PLAIN.replace(",arm,", ",Group,").replace(",orders,", ",converted,").replace(",control,", ",A,");
        assert_eq!(aggregate(&text, &columns).unwrap(), read(PLAIN));
    }

    #[test]
    fn every_mistake_has_its_own_message() {
        let header = "arm,units,orders,revenue_sum,revenue_sum_squares\n";
        let both = "guest,10,1,2,4\n";
        for (rows, expected) in [
            ("control,ten,1,2,4\n", "data.csv:2: column `units`: \"ten\" is not a number"),
            ("control,10,11,2,4\n", "column `orders`: 11 converted out of 10 units"),
            ("control,-10,1,2,4\n", "column `units`: -10 is below 0"),
            ("control,10.5,1,2,4\n", "column `units`: 10.5 is not a whole number"),
            ("contrl,10,1,2,4\n", "column `arm`: \"contrl\" is not an arm"),
            ("control,10,,2,4\n", "column `orders`: the cell is empty"),
            ("control,10,1,100,4\n", "a sum of squares of 4 cannot be"),
            ("control,900000000000,1,2,4\n", "900,000,000,000 units"),
            ("control,1e17,1,2,4\n", "1e17 is more than"),
            ("control,0,0,5,4\n", "sums of nobody"),
            ("control,10,1,2\n", "has 4 cells, not 5"),
            ("control,10,1,2,4\ncontrol,10,1,2,4\n", "data.csv:3: the same arm, day and segment as line 2"),
            ("", "no row of the arm \"control\""),
        ] {
            let problems = refused(&format!("{header}{rows}{both}"));
            assert!(problems.iter().any(|problem| problem.contains(expected)), "{expected}: {problems:#?}");
        }
    }

    #[test]
    fn a_file_that_is_no_table_is_said() {
        for (text, expected) in [
            ("", "the file is empty"),
            ("arm,units,orders,revenue_sum,revenue_sum_squares\n", "no rows"),
            ("arm,unts,orders,revenue_sum,revenue_sum_squares\ncontrol,1,1,1,1\n", "no column `units`"),
            ("arm,units,orders,revenue_mean\ncontrol,1,1,1\n", "no column `revenue_sd`"),
            ("arm,arm,units,orders,revenue_sum,revenue_sum_squares\n", "column `arm`: there twice"),
            (
                "date,arm,units,orders,revenue_sum,revenue_sum_squares\n06/07/2026,guest,1,1,1,1\n",
                "\"06/07/2026\" is not a date",
            ),
            (
                "segment,arm,units,orders,revenue_sum,revenue_sum_squares\nnew,guest,1,1,1,1\n,guest,1,1,1,1\n,control,1,1,1,1\n",
                "some rows name a segment and some do not",
            ),
        ] {
            let problems = refused(text);
            assert!(problems.iter().any(|problem| problem.contains(expected)), "{expected}: {problems:#?}");
        }
    }

    #[test]
    fn all_problems_come_at_once_but_not_without_end() {
        let header = "arm,units,orders,revenue_sum,revenue_sum_squares\n";
        let problems = refused(&format!("{header}{}", "guest,x,y,2,4\n".repeat(30)));
        assert_eq!(problems.len(), MOST_PROBLEMS + 1, "{problems:#?}");
        assert!(problems[MOST_PROBLEMS].contains("10 more"), "{problems:#?}");
        let two = refused(&format!("{header}guest,x,1,2,4\ncontrl,1,1,2,4\n"));
        assert_eq!(two.len(), 2, "{two:#?}");
    }
}
