//! Adds up unit files: one row per unit, with its arm, its first day and its metrics.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasher;

use jiff::civil::Date;

use super::aggregates::{Aggregates, Reading, Row as Part, Tally};
use super::columns::Columns;
use super::mistakes::{Mistakes, Spot};
use super::sheet::{Row, Titles};
use super::table::{Readers, TableSource, each_row, in_parallel};
use super::unit_source::{Growing, Observed, UnitSource};
use super::units::arm_of;
use crate::problem::Problem;
use crate::words::Message;

/// Adds up a unit file by arm, day and segment.
///
/// CSV in any of its ways, packed or not, and Parquet are recognised. Columns: `arm`; `date`, the first day of the unit,
/// `segment` and `unit`, its identifier, where there are any; per metric what its kind needs, such as a column of its id.
/// Columns that no metric asks for are passed over. Where the file names its units, none may come twice.
///
/// # Errors
///
/// Every problem of the file at once, each with its line and column, at most twenty of them.
pub fn aggregate_units(source: impl Into<TableSource>, columns: &Columns) -> Result<Aggregates, Vec<Problem>> {
    let source = source.into();
    let mut mistakes = Mistakes::of(&columns.file);
    let readers = Readers { renamed: &columns.renamed, in_plan: true, empty_mend: "data-units-empty-mend" };
    let mut units = Units::of(columns);
    let scanned = in_parallel(
        &source,
        readers,
        &mut mistakes,
        |titles, mistakes| Layout::of(titles, columns, mistakes),
        |_| SomeUnits::default(),
        |some, row, titles, layout, mistakes| some.add(row, titles, layout, columns, mistakes),
        |some, _| units.take(some),
    );
    if units.some_twice() && mistakes.is_empty() {
        say_twice(&source, readers, &units.hashes, &mut mistakes);
    }
    let rows = units.finish(&mut mistakes);
    if !mistakes.is_empty() {
        return Err(mistakes.into_problems());
    }
    let arms = columns.arms.iter().map(|arm| arm.name.clone()).collect();
    Ok(Aggregates { arms, rows, reading: Reading::of(scanned) })
}

/// Where each thing stands in a row.
struct Layout {
    arm: usize,
    unit: Option<usize>,
    date: Option<usize>,
    segment: Option<usize>,
    sources: Vec<UnitSource>,
}

impl Layout {
    fn of(titles: &Titles<'_>, columns: &Columns, mistakes: &mut Mistakes) -> Option<Self> {
        let arm = titles.needed("arm", mistakes);
        let unit = titles.wished("unit", mistakes);
        let date = titles.wished("date", mistakes);
        let segment = titles.wished("segment", mistakes);
        let sources: Vec<Option<UnitSource>> =
            columns.metrics.iter().map(|metric| UnitSource::of(titles, metric, mistakes)).collect();
        Some(Self {
            arm: arm?,
            unit: unit?,
            date: date?,
            segment: segment?,
            sources: sources.into_iter().collect::<Option<_>>()?,
        })
    }
}

/// The part of the data a unit belongs to: its first day, its arm, its segment.
type Key = (Option<Date>, usize, Option<usize>);

/// The units of some rows, as one thread reads them.
#[derive(Default)]
struct SomeUnits {
    /// The segments of these rows, numbered as they appear.
    segments: Vec<String>,
    /// The parts of these rows, numbered as they appear.
    keys: Vec<Key>,
    numbers: HashMap<Key, u32, foldhash::fast::FixedState>,
    /// The part of each unit.
    places: Vec<u32>,
    /// What each unit adds to each metric.
    observed: Vec<Observed>,
    /// What tells the units apart.
    hashes: Vec<u64>,
    /// The day that was read last, which mostly comes again.
    last_day: Option<(String, Date)>,
}

impl SomeUnits {
    fn add(&mut self, row: &Row<'_>, titles: &Titles<'_>, layout: &Layout, columns: &Columns, mistakes: &mut Mistakes) {
        let before = self.observed.len();
        let arm = arm_of(&row.cell(titles, layout.arm), &columns.arms, true, mistakes);
        let date = layout.date.map_or(Some(None), |position| self.day(row, titles, position, mistakes).map(Some));
        let segment = layout.segment.and_then(|position| self.segment(&row.cell(titles, position).text()));
        let mut whole = true;
        for source in &layout.sources {
            match source.observe(row, titles, mistakes) {
                Some(observed) => self.observed.push(observed),
                None => whole = false,
            }
        }
        let (Some(arm), Some(date), true) = (arm, date, whole) else {
            self.observed.truncate(before);
            return;
        };
        let next = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let key = (date, arm, segment);
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.keys.push(key);
        }
        self.places.push(number);
        if let Some(position) = layout.unit {
            let cell = row.cell(titles, position);
            if !cell.is_empty() {
                self.hashes.push(hash(&cell.text()));
            }
        }
    }

    fn day(&mut self, row: &Row<'_>, titles: &Titles<'_>, position: usize, mistakes: &mut Mistakes) -> Option<Date> {
        let cell = row.cell(titles, position);
        let text = cell.text();
        if let Some((last, day)) = &self.last_day
            && *last == text
        {
            return Some(*day);
        }
        let day = cell.day(mistakes)?;
        self.last_day = Some((text.into_owned(), day));
        Some(day)
    }

    fn segment(&mut self, name: &str) -> Option<usize> {
        if name.is_empty() {
            return None;
        }
        let known = self.segments.iter().position(|segment| segment == name);
        Some(known.unwrap_or_else(|| {
            self.segments.push(name.to_owned());
            self.segments.len() - 1
        }))
    }
}

/// Two units of one hash are told apart by a second look at the file.
fn hash(unit: &str) -> u64 {
    foldhash::quality::FixedState::default().hash_one(unit)
}

/// The units of all rows.
struct Units<'a> {
    columns: &'a Columns,
    /// Segments by name, numbered as they appear.
    segments: HashMap<String, usize>,
    /// Each part's place among the tallies.
    places: BTreeMap<Key, usize>,
    tallies: Vec<(u64, Vec<Growing>)>,
    hashes: Vec<u64>,
}

impl<'a> Units<'a> {
    fn of(columns: &'a Columns) -> Self {
        Self { columns, segments: HashMap::new(), places: BTreeMap::new(), tallies: Vec::new(), hashes: Vec::new() }
    }

    /// Adds units in the order of the file: a sum of decimals depends on it.
    fn take(&mut self, some: SomeUnits) {
        let segments: Vec<usize> = some.segments.into_iter().map(|name| self.segment(name)).collect();
        let mut places = Vec::with_capacity(some.keys.len());
        for (date, arm, segment) in some.keys {
            let segment = segment.and_then(|local| segments.get(local).copied());
            let metrics = &self.columns.metrics;
            let tallies = &mut self.tallies;
            places.push(*self.places.entry((date, arm, segment)).or_insert_with(|| {
                tallies.push((0, metrics.iter().map(Growing::of).collect()));
                tallies.len() - 1
            }));
        }
        let metrics = self.columns.metrics.len();
        for (unit, part) in some.places.iter().enumerate() {
            let place = places.get(*part as usize);
            let Some((units, growing)) = place.and_then(|place| self.tallies.get_mut(*place)) else { continue };
            *units += 1;
            let observed = some.observed.get(unit * metrics..(unit + 1) * metrics).unwrap_or_default();
            for (growing, observed) in growing.iter_mut().zip(observed) {
                growing.add(observed);
            }
        }
        self.hashes.extend(some.hashes);
    }

    fn segment(&mut self, name: String) -> usize {
        let next = self.segments.len();
        *self.segments.entry(name).or_insert(next)
    }

    /// Whether some unit may be there twice. A unit counted twice makes the data look surer than they are, and one in two
    /// arms saw both. What is left of the hashes are those that came twice.
    fn some_twice(&mut self) -> bool {
        self.hashes.sort_unstable();
        let (mut last, mut again) = (None, Vec::new());
        for hash in &self.hashes {
            if last == Some(*hash) {
                again.push(*hash);
            }
            last = Some(*hash);
        }
        self.hashes = again;
        !self.hashes.is_empty()
    }

    fn finish(self, mistakes: &mut Mistakes) -> Vec<Part> {
        let mut names: Vec<(usize, String)> = self.segments.into_iter().map(|(name, number)| (number, name)).collect();
        names.sort_unstable();
        let mut tallies: Vec<Option<(u64, Vec<Growing>)>> = self.tallies.into_iter().map(Some).collect();
        let mut parts = Vec::with_capacity(tallies.len());
        for ((date, arm, segment), place) in self.places {
            let Some((units, growing)) = tallies.get_mut(place).and_then(Option::take) else { continue };
            let segment = segment.and_then(|number| names.get(number)).map(|(_, name)| name.clone());
            let measures = growing.into_iter().map(Growing::finish).collect();
            parts.push(Part { arm, date, segment, tally: Tally { units, measures } });
        }
        if mistakes.is_empty() {
            for (position, arm) in self.columns.arms.iter().enumerate() {
                if !parts.iter().any(|part| part.arm == position) {
                    let what = Message::new("data-arm-missing").text("arm", &arm.code);
                    mistakes.refuse(Spot::FILE, what, Some(Message::new("data-arm-missing-mend")));
                }
            }
        }
        parts
    }
}

/// Looks at the file once more, for the lines of the units that came twice.
fn say_twice(source: &TableSource, readers: Readers<'_>, hashes: &[u64], mistakes: &mut Mistakes) {
    let wanted: HashSet<u64> = hashes.iter().copied().collect();
    let mut seen: HashMap<String, u64> = HashMap::new();
    // What else is wrong was said, or left out, when the rows were read.
    let mut known = Mistakes::of(mistakes.file());
    each_row(
        source,
        readers,
        &mut known,
        |titles, _| titles.find("unit"),
        |row, titles, position, known| {
            let cell = row.cell(titles, *position);
            mistakes.in_file(known.file());
            let unit = cell.text();
            if cell.is_empty() || !wanted.contains(&hash(&unit)) {
                return;
            }
            match seen.get(&*unit) {
                Some(line) => {
                    let what =
                        Message::new("data-unit-twice").text("unit", cell.shortened()).text("line", line.to_string());
                    cell.refuse(what, Message::new("data-unit-twice-mend"), mistakes);
                }
                None => {
                    seen.insert(unit.into_owned(), row.line);
                }
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::data::table::samples;
    use crate::data::{ArmName, BadRows, Measure, MeasuredMetric, TableFile};
    use crate::metric::{MetricDetail, MetricKind};
    use crate::words::{Language, Words};

    fn columns() -> Columns {
        let metric = |id: &str, kind| MeasuredMetric::of(id.parse().unwrap(), kind);
        Columns {
            file: "units.csv".to_owned(),
            arms: ["témoin", "B"].map(|name| ArmName { name: name.to_owned(), code: name.to_owned() }).into(),
            metrics: vec![
                metric("order", MetricKind::Proportion),
                metric("minutes", MetricKind::Duration),
                MeasuredMetric { detail: MetricDetail::default(), ..metric("basket", MetricKind::Ratio) },
                metric("revenue", MetricKind::Mean),
            ],
            renamed: Vec::new(),
        }
    }

    const TITLES: &str = "unit,arm,date,segment,order,minutes,basket_numerator,basket_denominator,revenue";

    /// Some units, more than one block of them, with values that no sum in another order gives again.
    fn rows(units: usize) -> Vec<Vec<String>> {
        (0..units)
            .map(|unit| {
                let value = |by: usize| ((unit * by) % 9_973) as f64 / 7.0;
                vec![
                    format!("u{unit}"),
                    if unit % 3 == 0 { "témoin" } else { "B" }.to_owned(),
                    format!("2026-07-{:02}", unit % 28 + 1),
                    if unit % 5 == 0 { "new" } else { "known" }.to_owned(),
                    (unit % 7 % 2).to_string(),
                    if unit % 11 == 0 { String::new() } else { value(31).to_string() },
                    value(37).to_string(),
                    (unit % 4).to_string(),
                    value(41).to_string(),
                ]
            })
            .collect()
    }

    fn csv(rows: &[Vec<String>]) -> String {
        let lines = rows.iter().map(|row| row.join(","));
        std::iter::once(TITLES.to_owned()).chain(lines).map(|line| line + "\n").collect()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn read(bytes: impl Into<Vec<u8>>, threads: usize) -> Vec<Part> {
        let source = TableSource { threads, ..TableSource::from(bytes.into()) };
        aggregate_units(source, &columns()).unwrap_or_else(|problems| panic!("{:#?}", said(&problems))).rows
    }

    fn said(problems: &[Problem]) -> Vec<String> {
        problems.iter().map(|problem| problem.say(&Words::new(Language::English))).collect()
    }

    fn refused(source: impl Into<TableSource>) -> Vec<String> {
        said(&aggregate_units(source, &columns()).expect_err("a file with problems"))
    }

    /// The same to the last bit, whatever holds the rows and however many threads read them.
    #[test]
    fn every_form_and_any_threads_give_the_same() {
        let rows = rows(8_000);
        let text = csv(&rows);
        let plain = read(text.as_bytes(), 1);
        assert_eq!(plain.iter().map(|part| part.tally.units).sum::<u64>(), 8_000);
        let quoted = text.replace("témoin", "\"témoin\"");
        let french = text.replace(',', ";").replace('.', ",").replace('\n', "\r\n");
        let marked = format!("\u{feff}{text}");
        let letters: Vec<u16> = std::iter::once(0xfeff).chain(text.encode_utf16()).collect();
        let forms = [
            text.clone().into_bytes(),
            quoted.into_bytes(),
            french.into_bytes(),
            marked.into_bytes(),
            letters.iter().flat_map(|letter| letter.to_le_bytes()).collect(),
            letters.iter().flat_map(|letter| letter.to_be_bytes()).collect(),
            encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
            gzip(text.as_bytes()),
            [gzip(&text.as_bytes()[..300_000]), gzip(&text.as_bytes()[300_000..])].concat(),
            zstd::encode_all(text.as_bytes(), 1).unwrap(),
            samples::parquet(TITLES, &rows, 7_000),
        ];
        for (form, bytes) in forms.into_iter().enumerate() {
            for threads in [1, 2, 5] {
                assert_eq!(read(bytes.clone(), threads), plain, "form {form}, {threads} threads");
            }
        }
    }

    #[test]
    fn several_files_are_one_table() {
        let rows = rows(3_000);
        let file =
            |name: &str, bytes: Vec<u8>| TableFile { name: name.to_owned(), content: std::sync::Arc::new(bytes) };
        let last: Vec<Vec<String>> = rows[2_000..].to_vec();
        let files = vec![
            file("1.csv", csv(&rows[..1_000]).into_bytes()),
            file("2.csv.gz", gzip(csv(&rows[1_000..2_000]).as_bytes())),
            file("3.parquet", samples::parquet(TITLES, &last, 400)),
        ];
        let data = aggregate_units(TableSource::of(files.clone()), &columns()).unwrap();
        assert_eq!(data.rows, read(csv(&rows), 1));
        assert_eq!(data.reading().assumed.len(), 3);
        let mut other = files;
        other[2] = file("3.parquet", samples::parquet(&TITLES.replace("revenue", "turnover"), &last, 400));
        let problems = refused(TableSource::of(other.clone()));
        assert!(problems[0].contains("3.parquet: there is no column `revenue`"), "{problems:#?}");
        other[2] = file("3.csv", csv(&last).replace("segment", "part").into_bytes());
        let problems = refused(TableSource::of(other));
        assert!(problems[0].contains("3.csv: there is no column `segment`, but 1.csv has one"), "{problems:#?}");
    }

    #[test]
    fn a_mistake_far_down_has_its_line() {
        let mut rows = rows(12_000);
        rows[10_765][8] = "much".to_owned();
        let text = csv(&rows);
        for bytes in [text.clone().into_bytes(), gzip(text.as_bytes())] {
            let problems = refused(bytes);
            assert_eq!(problems.len(), 1);
            assert!(
                problems[0].contains("units.csv:10767: column `revenue`: \"much\" is not a number"),
                "{problems:#?}"
            );
        }
        let source = TableSource::from(&text).with_bad_rows(BadRows::Skipped);
        let data = aggregate_units(source, &columns()).unwrap();
        assert_eq!((data.reading().skipped, data.reading().rows), (1, 11_999));
        let Measure::Values(_) = data.totals()[0].measures[3] else { panic!("a mean") };
    }

    #[test]
    fn a_unit_that_comes_twice_is_named_with_both_lines() {
        let mut rows = rows(12_000);
        rows[11_000][0] = "u17".to_owned();
        let problems = refused(&csv(&rows));
        assert_eq!(problems.len(), 1, "{problems:#?}");
        let expected = "units.csv:11002: column `unit`: the unit u17 is there already, in line 19";
        assert!(problems[0].contains(expected), "{problems:#?}");
    }

    #[test]
    fn files_that_break_off_or_are_no_tables_say_so() {
        let text = csv(&rows(8_000));
        let packed = gzip(text.as_bytes());
        let cut = refused(packed[..packed.len() / 2].to_vec());
        assert!(cut.iter().any(|problem| problem.contains("the gzip data end too early")), "{cut:#?}");
        let packed = zstd::encode_all(text.as_bytes(), 1).unwrap();
        let cut = refused(packed[..packed.len() / 2].to_vec());
        assert!(cut.iter().any(|problem| problem.contains("the zstd data end too early")), "{cut:#?}");
        let columns = samples::parquet(TITLES, &rows(5_000), 1_000);
        let cut = refused(columns[..columns.len() - 9].to_vec());
        assert!(cut[0].contains("this Parquet file cannot be read"), "{cut:#?}");
        let zip = refused(b"PK\x03\x04xl/workbook".to_vec());
        assert!(zip[0].contains("a file of another kind (XLSX, ZIP)"), "{zip:#?}");
        let open = text.replacen("u9,", "\"u9,", 1);
        assert!(refused(&open)[0].contains("the row has"), "{:#?}", refused(&open));
        let mixed = [
            text.as_bytes(),
            "x,témoin,2026-07-01,new,1,,1,1,1\n".as_bytes(),
            b"y,t\xe9moin,2026-07-01,new,1,,1,1,1\n",
        ];
        let mixed = refused(mixed.concat());
        assert!(mixed.iter().any(|problem| problem.contains("the letters are written in another way")), "{mixed:#?}");
    }

    #[test]
    fn a_wrong_cell_of_parquet_names_its_row_group() {
        let mut rows = rows(5_000);
        rows[4_321][8] = "much".to_owned();
        let problems = refused(samples::parquet(TITLES, &rows, 1_000));
        let expected = "units.csv: row group 5, row 322: column `revenue`: \"much\" is not a number";
        assert!(problems[0].contains(expected), "{problems:#?}");
    }
}
