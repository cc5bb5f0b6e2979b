//! Reads unit files: one row per unit, with its arm and what was measured on it.

use super::clusters::Clusters;
use super::columns::ArmName;
use super::mistakes::{Mistakes, Spot};
pub use super::reading::Reading;
use super::sheet::{Cell, Row, Titles};
use super::table::{Readers, TableSource, each_row};
use crate::problem::{Problem, nearest};
use crate::words::Message;

/// Arms a file may name by itself. More of them mean that the column holds something else: identifiers, days.
const MOST_ARMS: usize = 50;

/// What to read of a unit file.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitColumns {
    /// The file, as problems name it.
    pub file: String,
    /// The column that holds the arm; none where all units are one sample.
    pub arm: Option<String>,
    /// The arms, control first; empty to take them as the file names them, in order of appearance.
    pub arms: Vec<ArmName>,
    /// The columns to read, in the order of the values.
    pub values: Vec<UnitColumn>,
}

/// One column of a unit file.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitColumn {
    /// Its title.
    pub name: String,
    /// What its cells hold.
    pub reading: Reading,
}

/// What was measured on each unit of each arm.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitData {
    /// The arms, control first; a sample without arms is one without a name.
    pub arms: Vec<String>,
    /// The values of each arm, column and unit; none where the cell is empty.
    pub values: Vec<Vec<Vec<Option<f64>>>>,
}

/// Reads some columns of a unit file.
///
/// Separator (`,`, `;` or tab), decimal comma, byte order mark and line ends are recognised; remarks (`# …`) are passed
/// over, and so are columns nobody asks for. An empty cell is no value, not 0.
///
/// # Errors
///
/// Every problem of the file at once, each with its line and column, at most twenty of them.
///
/// ```
/// use jalon::data::units::{Reading, UnitColumn, UnitColumns, read};
/// let wanted = UnitColumns {
///     file: "orders.csv".to_owned(),
///     arm: Some("group".to_owned()),
///     arms: Vec::new(),
///     values: vec![UnitColumn { name: "value".to_owned(), reading: Reading::Number }],
/// };
/// let data = read("group;value\nA;12,5\nB;\nA;0\n", &wanted).unwrap();
/// assert_eq!(data.arms, ["A", "B"]);
/// assert_eq!(data.values[0][0], [Some(12.5), Some(0.0)]);
/// assert_eq!(data.values[1][0], [None]);
/// ```
pub fn read(source: impl Into<TableSource>, wanted: &UnitColumns) -> Result<UnitData, Vec<Problem>> {
    let mut mistakes = Mistakes::of(&wanted.file);
    let mut collected = Collected::new(wanted);
    let readers = Readers { renamed: &[], in_plan: false, empty_mend: "data-units-empty-mend" };
    each_row(
        &source.into(),
        readers,
        &mut mistakes,
        |titles, mistakes| layout(titles, wanted, mistakes),
        |row, titles, (arm, columns), mistakes| collected.add(row, titles, *arm, columns, mistakes),
    );
    let data = collected.finish(&mut mistakes);
    if mistakes.is_empty() { Ok(data) } else { Err(mistakes.into_problems()) }
}

/// Where the arm and the values stand.
type Layout = (Option<usize>, Vec<(usize, Reading)>);

fn layout(titles: &Titles<'_>, wanted: &UnitColumns, mistakes: &mut Mistakes) -> Option<Layout> {
    let arm = match &wanted.arm {
        Some(name) => titles.needed(name, mistakes).map(Some),
        None => Some(None),
    };
    let found = |column: &UnitColumn| Some((titles.needed(&column.name, mistakes)?, column.reading));
    let columns: Vec<Option<(usize, Reading)>> = wanted.values.iter().map(found).collect();
    Some((arm?, columns.into_iter().collect::<Option<_>>()?))
}

/// The values read so far.
struct Collected<'a> {
    /// The arms that are allowed; none where the file names them.
    known: &'a [ArmName],
    arms: Vec<String>,
    values: Vec<Vec<Vec<Option<f64>>>>,
    columns: usize,
    clusters: Clusters,
}

impl<'a> Collected<'a> {
    fn new(wanted: &'a UnitColumns) -> Self {
        let columns = wanted.values.len();
        Self {
            known: &wanted.arms,
            arms: wanted.arms.iter().map(|arm| arm.name.clone()).collect(),
            values: vec![vec![Vec::new(); columns]; wanted.arms.len()],
            columns,
            clusters: Clusters::default(),
        }
    }

    /// Adds one unit, as long as reading on is not pointless.
    fn add(
        &mut self,
        row: &Row<'_>,
        titles: &Titles<'_>,
        arm: Option<usize>,
        columns: &[(usize, Reading)],
        mistakes: &mut Mistakes,
    ) {
        if self.arms.len() > MOST_ARMS {
            return;
        }
        let place = match arm.map(|position| row.cell(titles, position)) {
            None => Some(self.whole_sample()),
            Some(cell) if self.known.is_empty() => self.named(&cell, mistakes),
            Some(cell) => arm_of(&cell, self.known, false, mistakes),
        };
        for (column, (position, reading)) in columns.iter().enumerate() {
            let value = reading.read(&row.cell(titles, *position), place, &mut self.clusters, mistakes);
            if let (Some(value), Some(units)) =
                (value, place.and_then(|arm| self.values.get_mut(arm)).and_then(|arm| arm.get_mut(column)))
            {
                units.push(value);
            }
        }
    }

    /// The place of the only arm of a file without arms.
    fn whole_sample(&mut self) -> usize {
        if self.arms.is_empty() {
            self.arms.push(String::new());
            self.values.push(vec![Vec::new(); self.columns]);
        }
        0
    }

    /// The place of an arm the file names; a new one is added at the end.
    fn named(&mut self, cell: &Cell<'_>, mistakes: &mut Mistakes) -> Option<usize> {
        if let Some(place) = self.arms.iter().position(|arm| *arm == cell.text()) {
            return Some(place);
        }
        if cell.is_empty() {
            cell.refuse(Message::new("data-no-arm"), Message::new("data-no-arm-mend"), mistakes);
            return None;
        }
        if self.arms.len() == MOST_ARMS {
            let what = Message::new("data-arms-many").count("arms", MOST_ARMS as u64);
            cell.refuse(what, Message::new("data-arms-many-mend"), mistakes);
        }
        self.arms.push(cell.text().into_owned());
        self.values.push(vec![Vec::new(); self.columns]);
        Some(self.arms.len() - 1)
    }

    fn finish(self, mistakes: &mut Mistakes) -> UnitData {
        if mistakes.is_empty() {
            for (arm, values) in self.known.iter().zip(&self.values) {
                if values.first().is_some_and(Vec::is_empty) {
                    let what = Message::new("data-arm-missing").text("arm", &arm.code);
                    mistakes.refuse(Spot::FILE, what, Some(Message::new("data-arm-missing-mend-plain")));
                }
            }
        }
        UnitData { arms: self.arms, values: self.values }
    }
}

/// The place of a row's arm among those there should be; said where it is none of them.
pub(super) fn arm_of(cell: &Cell<'_>, arms: &[ArmName], in_plan: bool, mistakes: &mut Mistakes) -> Option<usize> {
    let text = cell.text();
    let found = arms
        .iter()
        .position(|arm| arm.code == text)
        .or_else(|| arms.iter().position(|arm| arm.code.to_lowercase() == text.to_lowercase() || arm.name == text));
    if found.is_none() {
        let codes: Vec<&str> = arms.iter().map(|arm| arm.code.as_str()).collect();
        let mend = match nearest(&text, codes.iter().copied()) {
            Some(near) => Message::new("workspace-nearest").text("name", near),
            None if in_plan => Message::new("data-unknown-arm-mend").texts("arms", codes),
            None => Message::new("data-unknown-arm-mend-plain").texts("arms", codes),
        };
        let what = if in_plan { "data-unknown-arm" } else { "data-unknown-arm-plain" };
        cell.refuse(Message::new(what).text("arm", cell.shortened()), mend, mistakes);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::mistakes::MOST_PROBLEMS;
    use crate::words::{Language, Words};
    use proptest::prelude::*;

    fn column(name: &str, reading: Reading) -> UnitColumn {
        UnitColumn { name: name.to_owned(), reading }
    }

    fn wanted(arms: &[&str]) -> UnitColumns {
        UnitColumns {
            file: "units.csv".to_owned(),
            arm: Some("arm".to_owned()),
            arms: arms.iter().map(|arm| ArmName { name: (*arm).to_owned(), code: (*arm).to_owned() }).collect(),
            values: ["revenue", "visits"].map(|name| column(name, Reading::Number)).to_vec(),
        }
    }

    fn refused(text: &str, arms: &[&str]) -> Vec<String> {
        let words = Words::new(Language::English);
        let problems = read(text, &wanted(arms)).expect_err("a file with problems");
        problems.iter().map(|problem| problem.say(&words)).collect()
    }

    const PLAIN: &str = "unit,arm,revenue,visits\nu1,control,12.5,3\nu2,guest,0,1\nu3,control,,2\nu4,guest,7.25,1\n";

    #[test]
    fn units_are_sorted_by_arm() {
        let data = read(PLAIN, &wanted(&["control", "guest"])).unwrap();
        assert_eq!(data.arms, ["control", "guest"]);
        assert_eq!(data.values[0], [[Some(12.5), None], [Some(3.0), Some(2.0)]]);
        assert_eq!(data.values[1], [[Some(0.0), Some(7.25)], [Some(1.0), Some(1.0)]]);
        assert_eq!(read(PLAIN, &wanted(&[])), Ok(data), "as found");
    }

    #[test]
    fn the_control_comes_first_even_where_the_file_starts_with_a_variant() {
        let data = read(PLAIN, &wanted(&["guest", "control"])).unwrap();
        assert_eq!(data.arms, ["guest", "control"]);
        assert_eq!(data.values[0][1], [Some(1.0), Some(1.0)]);
    }

    #[test]
    fn spreadsheets_and_other_exports_read_the_same() {
        let plain = read(PLAIN, &wanted(&[])).unwrap();
        let french = format!("\u{feff}{}", PLAIN.replace(',', ";").replace('.', ","));
        let windows = french.replace('\n', "\r\n");
        let commented = format!("# export\n\n{PLAIN}\n\n");
        let tabs = PLAIN.replace(',', "\t");
        let quoted = PLAIN.replace("control", "\"control\"").replace("arm,revenue", "Arm, Revenue");
        for other in [&french, &windows, &commented, &tabs, &quoted] {
            assert_eq!(read(other, &wanted(&[])).as_ref(), Ok(&plain), "{other}");
        }
    }

    #[test]
    fn every_mistake_has_its_own_message() {
        for (text, expected) in [
            ("", "units.csv: the file is empty"),
            ("arm,revenue,visits\n", "column names but no rows"),
            ("arm,revenu,visits\ncontrol,1,1\n", "units.csv:1: there is no column `revenue`"),
            ("arm,revenue,visits,Arm\ncontrol,1,1,b\n", "column `Arm`: there twice"),
            ("arm,revenue,visits\ncontrol,1,1\nguest,x1,1\n", "units.csv:3: column `revenue`: \"x1\" is not a number"),
            ("arm,revenue,visits\ncontrl,1,1\nguest,1,1\n", "units.csv:2: column `arm`: \"contrl\" is not an arm"),
            ("arm,revenue,visits\ncontrol,1\nguest,1,1\n", "units.csv:2: the row has 2 cells, not 3"),
            ("arm,revenue,visits\ncontrol,1e300,1\nguest,1,1\n", "column `revenue`: 1e300 is beyond any measure"),
            ("arm,revenue,visits\ncontrol,inf,1\nguest,1,1\n", "\"inf\" is not a number"),
            ("arm,revenue,visits\ncontrol,1,1\n", "there is no row of the arm \"guest\""),
        ] {
            let problems = refused(text, &["control", "guest"]);
            assert!(problems.iter().any(|problem| problem.contains(expected)), "{expected}: {problems:#?}");
            assert!(problems.iter().all(|problem| !problem.contains("plan")), "no plan is meant: {problems:#?}");
        }
    }

    #[test]
    fn a_column_of_identifiers_is_not_taken_for_arms() {
        let rows: String = (0..200).map(|unit| format!("u{unit},1,1\n")).collect();
        let problems = refused(&format!("arm,revenue,visits\n{rows}"), &[]);
        assert!(
            problems.len() == 1 && problems[0].contains("units.csv:52: column `arm`: more than 50 arms"),
            "{problems:#?}"
        );
        let problems = refused("arm,revenue,visits\n,1,1\n", &[]);
        assert!(problems[0].contains("no arm"), "{problems:#?}");
    }

    #[test]
    fn one_sample_needs_no_arms() {
        let data = read(PLAIN, &UnitColumns { arm: None, ..wanted(&[]) }).unwrap();
        assert_eq!(data.arms, [""]);
        assert_eq!(data.values[0][0], [Some(12.5), Some(0.0), None, Some(7.25)]);
    }

    /// The same cells read in every way: what each refuses, and what each takes for no value.
    #[test]
    fn cells_are_read_for_what_they_hold() {
        let scale = crate::metric::AnswerScale::ONE_TO_FIVE;
        let one = |text: &str, reading| {
            let values = vec![column("value", reading)];
            let wanted = UnitColumns { arm: None, values, ..wanted(&[]) };
            let cell = read(&format!("value,rest\n{text},x\n"), &wanted).map(|data| data.values[0][0][0]);
            let words = Words::new(Language::English);
            cell.map_err(|problems| problems.iter().map(|problem| problem.say(&words)).collect::<String>())
        };
        for (text, reading, expected) in [
            ("yes", Reading::YesOrNo, Some(1.0)),
            ("FALSE", Reading::YesOrNo, Some(0.0)),
            ("0", Reading::Time, Some(0.0)),
            ("5", Reading::Answer(scale), Some(5.0)),
            ("", Reading::Answer(scale), None),
            ("", Reading::Count, None),
            ("", Reading::Exposure, None),
            ("3", Reading::Count, Some(3.0)),
        ] {
            assert_eq!(one(text, reading), Ok(expected), "{text:?} as {reading:?}");
        }
        for (text, reading, expected) in [
            ("2", Reading::YesOrNo, "units.csv:2: column `value`: \"2\" is neither 1 nor 0"),
            ("", Reading::YesOrNo, "units.csv:2: column `value`: the cell is empty"),
            ("-1", Reading::Time, "units.csv:2: column `value`: -1 is below 0"),
            ("", Reading::Time, "units.csv:2: column `value`: the cell is empty"),
            ("6", Reading::Answer(scale), "units.csv:2: column `value`: 6 is not on the scale from 1 to 5"),
            ("2.5", Reading::Answer(scale), "2.5 is not on the scale"),
            ("1.5", Reading::Count, "1.5 is not a whole number"),
            ("0", Reading::Exposure, "0 is not an exposure"),
        ] {
            let refused = one(text, reading).expect_err("a refused cell");
            assert!(refused.contains(expected), "{text:?} as {reading:?}: {refused}");
        }
    }

    #[test]
    fn clusters_have_names_of_any_kind_and_one_arm_each() {
        let values = vec![column("user", Reading::Cluster)];
        let wanted = UnitColumns { values, ..wanted(&[]) };
        let data = read("arm,user\nA,u-1\nB,99999999999999999999\nA,élan\nA,u-1\nB,\n", &wanted).unwrap();
        assert_eq!(data.values, [[[Some(0.0), Some(2.0), Some(0.0)].to_vec()], [[Some(1.0), None].to_vec()]]);
        let words = Words::new(Language::English);
        let problems = read("arm,user\nA,u-1\nB,u-2\nB,u-1\nB,u-1\nA,u-2\n", &wanted).expect_err("two in both arms");
        let said: Vec<String> = problems.iter().map(|problem| problem.say(&words)).collect();
        assert_eq!(said.len(), 2, "each once: {said:#?}");
        assert!(said[0].contains("units.csv:4: column `user`: \"u-1\" is in another arm in line 2"), "{said:#?}");
    }

    #[test]
    fn all_problems_come_at_once_but_not_without_end() {
        let problems = refused(&format!("arm,revenue,visits\n{}", "guest,x,y\n".repeat(30)), &["control", "guest"]);
        assert_eq!(problems.len(), MOST_PROBLEMS + 1, "{problems:#?}");
        assert!(problems[MOST_PROBLEMS].contains("40 more"), "{problems:#?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn any_text_is_read_or_refused(text in "(arm|,|;|\t|\n|\"|#|revenue|visits|1|e|-|[^a]|\u{feff})*", named in any::<bool>()) {
            let arms: &[&str] = if named { &["control", "guest"] } else { &[] };
            match read(&text, &wanted(arms)) {
                Ok(data) => prop_assert_eq!(data.arms.len(), data.values.len()),
                Err(problems) => prop_assert!(!problems.is_empty() && problems.len() <= MOST_PROBLEMS + 1),
            }
        }
    }
}
