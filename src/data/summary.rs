//! Reads summary files: one row per arm, or per arm, day and segment, with counts and sums.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::aggregates::{Aggregates, Reading, Row, Tally};
use super::columns::Columns;
use super::mistakes::{Mistakes, Spot};
use super::sheet::{Cell, Titles};
use super::summary_source::{Line, Source};
use super::table::{Readers, Scanned, TableSource, each_row};
use super::units::arm_of;
use crate::problem::Problem;
use crate::words::Message;

/// Units no row of a test has: ten times everybody alive.
const ABSURD_UNITS: u64 = 100_000_000_000;

/// Adds up a summary file.
///
/// Separator (`,`, `;` or tab), decimal comma, byte order mark and line ends are recognised. Columns: `arm`, `units`,
/// `date` and `segment` where there are any; per metric what its kind needs, such as a column of its id with the units
/// that converted, or `<id>_sum` and `<id>_sum_squares`. Columns that no metric asks for are passed over.
///
/// # Errors
///
/// Every problem of the file at once, each with its line and column, at most twenty of them.
pub fn aggregate(source: impl Into<TableSource>, columns: &Columns) -> Result<Aggregates, Vec<Problem>> {
    let mut mistakes = Mistakes::of(&columns.file);
    let mut reader = Reader { columns, rows: Vec::new(), seen: BTreeMap::new() };
    let readers = Readers { renamed: &columns.renamed, in_plan: true, empty_mend: "data-empty-mend" };
    let scanned = each_row(
        &source.into(),
        readers,
        &mut mistakes,
        |titles, mistakes| layout(columns, titles, mistakes),
        |row, titles, layout, mistakes| reader.row(&Line { row, titles }, layout, mistakes),
    );
    reader.finish(scanned, mistakes)
}

struct Reader<'a> {
    columns: &'a Columns,
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

/// Finds every column that is needed; none when one is missing.
fn layout(columns: &Columns, titles: &Titles<'_>, mistakes: &mut Mistakes) -> Option<Layout> {
    let arm = titles.needed("arm", mistakes);
    let units = titles.needed("units", mistakes);
    let date = titles.wished("date", mistakes);
    let segment = titles.wished("segment", mistakes);
    let measures: Vec<Option<Source>> =
        columns.metrics.iter().map(|metric| Source::of(titles, metric, mistakes)).collect();
    Some(Layout {
        arm: arm?,
        units: units?,
        date: date?,
        segment: segment?,
        measures: measures.into_iter().collect::<Option<_>>()?,
    })
}

impl Reader<'_> {
    fn row(&mut self, line: &Line<'_>, layout: &Layout, mistakes: &mut Mistakes) {
        let arm = arm_of(&line.cell(layout.arm), &self.columns.arms, true, mistakes);
        let units = units(line.cell(layout.units), mistakes);
        let date = layout.date.map_or(Some(None), |position| line.cell(position).day(mistakes).map(Some));
        let segment =
            layout.segment.map(|position| line.cell(position).text().into_owned()).filter(|name| !name.is_empty());
        let mut measures = Vec::with_capacity(layout.measures.len());
        for source in &layout.measures {
            measures.push(units.and_then(|units| source.measure(line, units, mistakes)));
        }
        let (Some(arm), Some(units), Some(date), Some(measures)) =
            (arm, units, date, measures.into_iter().collect::<Option<Vec<_>>>())
        else {
            return;
        };
        let key = (arm, date, segment.clone());
        if let Some(first) = self.seen.get(&key) {
            let what = Message::new("data-row-twice").text("line", first.to_string());
            mistakes.refuse(Spot::line(line.row.line), what, Some(Message::new("data-row-twice-mend")));
            return;
        }
        self.seen.insert(key, line.row.line);
        self.rows.push(Row { arm, date, segment, tally: Tally { units, measures } });
    }

    fn finish(self, scanned: Scanned, mut mistakes: Mistakes) -> Result<Aggregates, Vec<Problem>> {
        if mistakes.is_empty() {
            self.check_whole(&mut mistakes);
        }
        if mistakes.is_empty() {
            let arms = self.columns.arms.iter().map(|arm| arm.name.clone()).collect();
            return Ok(Aggregates { arms, rows: self.rows, reading: Reading::of(scanned) });
        }
        Err(mistakes.into_problems())
    }

    /// What only shows when all rows are read.
    fn check_whole(&self, mistakes: &mut Mistakes) {
        let columns = self.columns;
        for (position, arm) in columns.arms.iter().enumerate() {
            if !self.rows.iter().any(|row| row.arm == position) {
                let what = Message::new("data-arm-missing").text("arm", &arm.code);
                mistakes.refuse(Spot::FILE, what, Some(Message::new("data-arm-missing-mend")));
            }
        }
        // A total beside its parts would count every unit twice.
        let parts = self.rows.iter().filter(|row| row.segment.is_some()).count();
        if parts > 0 && parts < self.rows.len() {
            let mend = Some(Message::new("data-mixed-segments-mend"));
            mistakes.refuse(Spot::FILE, Message::new("data-mixed-segments"), mend);
        }
    }
}

fn units(cell: Cell<'_>, mistakes: &mut Mistakes) -> Option<u64> {
    let units = cell.count(mistakes)?;
    if units > ABSURD_UNITS {
        let what = Message::new("data-absurd").count("units", units);
        cell.refuse(what, Message::new("data-absurd-mend"), mistakes);
        return None;
    }
    Some(units)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ArmName;
    use crate::data::mistakes::MOST_PROBLEMS;
    use crate::data::{Measure, MeasuredMetric};
    use crate::metric::MetricKind;
    use crate::words::{Language, Words};

    fn columns() -> Columns {
        let metric = |id: &str, kind| MeasuredMetric::of(id.parse().unwrap(), kind);
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
        assert_eq!((totals[0].units, &totals[0].measures[0]), (190, &Measure::Conversions(50)));
        let Measure::Moments(revenue) = totals[1].measures[1] else { panic!("a mean") };
        assert_eq!(revenue.count(), 205);
        assert!((revenue.mean().unwrap() - 2.0).abs() < 1e-12);
        let series = data.cumulative(|_, totals| totals.to_vec());
        assert_eq!(series.len(), 2);
        assert_eq!(series[0][1].units, 110);
        assert_eq!(series[1], totals);
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
            assert_eq!(read(other).rows, read(PLAIN).rows, "{other}");
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
        assert_eq!(aggregate(&text, &columns).unwrap().rows, read(PLAIN).rows);
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
