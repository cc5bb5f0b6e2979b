//! `kpis.csv`: the history of metrics, one row a month and metric.
//!
//! Columns: `month` (2026-09, or any day of it), `metric`, `value`, `n`, and where they apply `sd`, `promoters`,
//! `passives`, `detractors`. Separator `,` or `;`; with `;` the decimal mark may be a comma.

use std::collections::BTreeMap;
use std::path::Path;

use super::disk::read_text;
use super::ledger::Kind;
use super::open::Shelf;
use super::source::SourceFile;
use crate::id::Id;
use crate::metric::{Metric, MetricKind};
use crate::number;
use crate::problem::Place;
use crate::problem::nearest;
use crate::review::{KpiPoint, KpiSeries, Measure, Month};
use crate::words::Message;

const COLUMNS: [&str; 8] = ["month", "metric", "value", "n", "sd", "promoters", "passives", "detractors"];

/// Reads the file where there is one.
pub(super) fn read(shelf: Shelf<'_>, path: &Path, metrics: &[Metric]) -> Vec<KpiSeries> {
    if !path.exists() {
        return Vec::new();
    }
    let Some(file) = read_text(path, shelf.findings) else { return Vec::new() };
    let mut series: BTreeMap<Id, Vec<KpiPoint>> = BTreeMap::new();
    for row in rows(shelf, &file) {
        let Some((metric, point)) = row.read(metrics) else { continue };
        let points = series.entry(metric.clone()).or_default();
        if points.iter().any(|known| known.month == point.month) {
            let what =
                Message::new("kpis-twice").text("metric", metric.as_str()).text("month", point.month.to_string());
            row.refuse("month", what, Message::new("kpis-twice-mend"));
        } else {
            points.push(point);
        }
    }
    series
        .into_iter()
        .map(|(metric, mut points)| {
            points.sort_by_key(|point| point.month);
            KpiSeries { metric, points }
        })
        .collect()
}

/// One row: its line and its cells by column.
struct Row<'a> {
    shelf: Shelf<'a>,
    place: Place,
    cells: BTreeMap<&'static str, String>,
}

fn rows<'a>(shelf: Shelf<'a>, file: &SourceFile) -> Vec<Row<'a>> {
    let separator = if file.text().lines().next().is_some_and(|header| header.contains(';')) { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(file.text().as_bytes());
    let headers: Vec<String> =
        reader.headers().map(|headers| headers.iter().map(str::to_lowercase).collect()).unwrap_or_default();
    let columns = columns(shelf, file, &headers);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                let place = line_place(file, line);
                let what = Message::new("kpis-unreadable").text("detail", error.to_string());
                shelf.findings.error(place, what, Message::new("kpis-unreadable-mend"));
                continue;
            }
        };
        if record.iter().all(str::is_empty) {
            continue;
        }
        let place = line_place(file, record.position().map_or(1, csv::Position::line));
        let cells = columns
            .iter()
            .zip(record.iter())
            .filter_map(|(column, cell)| column.filter(|_| !cell.is_empty()).map(|column| (column, cell.to_owned())))
            .collect();
        rows.push(Row { shelf, place, cells });
    }
    rows
}

fn line_place(file: &SourceFile, line: u64) -> Place {
    Place::line(file.name(), u32::try_from(line).unwrap_or(u32::MAX))
}

/// Which known column each header names; unknown and missing ones are findings.
fn columns(shelf: Shelf<'_>, file: &SourceFile, headers: &[String]) -> Vec<Option<&'static str>> {
    let known = headers.iter().map(|header| COLUMNS.into_iter().find(|column| column == header)).collect::<Vec<_>>();
    let place = |field: &str| Place { field: Some(field.to_owned()), ..Place::line(file.name(), 1) };
    for (header, _) in headers.iter().zip(&known).filter(|(_, column)| column.is_none()) {
        let mend = match nearest(header, COLUMNS) {
            Some(name) => Message::new("workspace-nearest").text("name", name),
            None => Message::new("kpis-columns").texts("columns", COLUMNS),
        };
        shelf.findings.error(place(header), Message::new("kpis-unknown-column").text("column", header), mend);
    }
    for needed in ["month", "metric"] {
        if !known.contains(&Some(needed)) {
            let mend = Message::new("kpis-columns").texts("columns", COLUMNS);
            shelf.findings.error(place(needed), Message::new("kpis-missing-column").text("column", needed), mend);
        }
    }
    known
}

impl Row<'_> {
    fn read(&self, metrics: &[Metric]) -> Option<(Id, KpiPoint)> {
        let month = self.month();
        let metric = self.metric(metrics);
        let measure = self.measure(metric.map(|metric| metric.kind));
        Some((metric?.id.clone(), KpiPoint { month: month?, measure: measure? }))
    }

    fn month(&self) -> Option<Month> {
        let text = self.required("month")?;
        let month = text.parse::<Month>().ok().or_else(|| text.parse().ok().map(Month::of));
        if month.is_none() {
            self.refuse(
                "month",
                Message::new("kpis-not-a-month").text("text", text),
                Message::new("kpis-not-a-month-mend"),
            );
        }
        month
    }

    fn metric<'m>(&self, metrics: &'m [Metric]) -> Option<&'m Metric> {
        let text = self.required("metric")?;
        let Ok(id) = text.parse::<Id>() else {
            self.refuse(
                "metric",
                Message::new("workspace-invalid-id").text("id", text),
                Message::new("workspace-invalid-id-mend"),
            );
            return None;
        };
        self.shelf.ledger.refer(Kind::Metric, &id, self.field("metric"));
        metrics.iter().find(|metric| metric.id == id)
    }

    fn measure(&self, kind: Option<MetricKind>) -> Option<Measure> {
        let count = |column| self.number(column, |text| number::count(text).ok());
        let answers = ["promoters", "passives", "detractors"].map(count);
        if let [Some(promoters), Some(passives), Some(detractors)] = answers {
            return Some(Measure::Answers { promoters, passives, detractors });
        }
        let units = count("n");
        let sd = self.number("sd", |text| number::number(text).ok().filter(|sd| *sd >= 0.0));
        self.required("value")?;
        let value = self.number("value", |text| number::fraction(text).ok())?;
        match kind? {
            MetricKind::Proportion | MetricKind::Retention if (0.0..=1.0).contains(&value) => {
                Some(Measure::Rate { rate: value, units })
            }
            MetricKind::Proportion | MetricKind::Retention => {
                let what = Message::new("quantity-not-a-share").text("field", "value").text("value", value.to_string());
                self.refuse("value", what, Message::new("quantity-proportion-mend"));
                None
            }
            _ => Some(Measure::Mean { mean: value, spread: sd.zip(units) }),
        }
    }

    fn required(&self, column: &'static str) -> Option<&str> {
        let cell = self.cells.get(column).map(String::as_str);
        if cell.is_none() {
            self.refuse(column, Message::new("kpis-empty").text("column", column), Message::new("kpis-empty-mend"));
        }
        cell
    }

    fn number<T>(&self, column: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.cells.get(column)?;
        let value = read(text);
        if value.is_none() {
            let what = Message::new("kpis-not-a-number").text("column", column).text("text", text);
            self.refuse(column, what, Message::new("kpis-not-a-number-mend"));
        }
        value
    }

    fn field(&self, column: &str) -> Place {
        Place { field: Some(column.to_owned()), ..self.place.clone() }
    }

    fn refuse(&self, column: &str, what: Message, mend: Message) {
        self.shelf.findings.error(self.field(column), what, mend);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::Direction;
    use crate::words::{Language, Words};
    use crate::workspace::findings::Findings;
    use crate::workspace::ledger::Ledger;

    fn metric(id: &str, kind: MetricKind) -> Metric {
        Metric {
            id: id.parse().unwrap(),
            name: id.to_owned(),
            kind,
            direction: Direction::Higher,
            baseline: None,
            value_per_unit: None,
            stage: None,
            unit: None,
            detail: crate::metric::MetricDetail::default(),
        }
    }

    fn read_text(text: &str) -> (Vec<KpiSeries>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kpis.csv");
        std::fs::write(&path, text).unwrap();
        let (findings, ledger) = (Findings::default(), Ledger::default());
        let metrics = [metric("conversion", MetricKind::Proportion), metric("nps", MetricKind::Nps)];
        for metric in &metrics {
            ledger.define(Kind::Metric, &metric.id, Place::default());
        }
        let series = read(Shelf { findings: &findings, ledger: &ledger }, &path, &metrics);
        ledger.check(&findings);
        let words = Words::new(Language::English);
        let said = findings.into_problems().iter().map(|problem| problem.say(&words)).collect();
        (series, said)
    }

    #[test]
    fn french_and_english_spreadsheets_are_read() {
        let (series, problems) = read_text(
            "\u{feff}month;metric;value;n\r\n2026-08;conversion;3,1 %;48 000\r\n2026-07-31;conversion;0,030;1000\r\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        let rates: Vec<_> = series[0].points.iter().map(|point| (point.month.to_string(), point.measure)).collect();
        assert_eq!(
            rates,
            [
                ("2026-07".to_owned(), Measure::Rate { rate: 0.03, units: Some(1000) }),
                ("2026-08".to_owned(), Measure::Rate { rate: 0.031, units: Some(48_000) }),
            ]
        );
    }

    #[test]
    fn every_bad_row_is_named_and_the_good_ones_are_kept() {
        let (series, problems) = read_text(
            "month,metric,value,n,promoters,passives,detractors\n\
             2026-13,conversion,0.03,10,,,\n\
             2026-07,convresion,0.03,10,,,\n\
             2026-07,conversion,3.1,10,,,\n\
             2026-07,conversion,0.03,1.5,,,\n\
             2026-08,conversion,,10,,,\n\
             2026-08,nps,,,50,30,20\n\
             2026-08,nps,,,50,30,20\n",
        );
        assert_eq!(series.iter().map(|series| series.points.len()).sum::<usize>(), 2, "{series:#?}");
        for (line, part) in [(2, "2026-13"), (3, "convresion"), (4, "3.1"), (5, "1.5"), (6, "value"), (8, "nps")] {
            assert!(
                problems.iter().any(|said| said.contains(&format!(":{line}:")) && said.contains(part)),
                "line {line}: {problems:#?}"
            );
        }
    }
}
