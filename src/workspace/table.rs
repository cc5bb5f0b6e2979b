use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range as Span;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::findings::Findings;
use super::ledger::{Kind, Ledger};
use super::source::SourceFile;
use crate::id::Id;
use crate::number;
use crate::problem::nearest;
use crate::problem::{Place, Problem};
use crate::quantity::{QuantityError, Range};
use crate::words::Message;

/// Where reading notes what it finds: the file, the problems of all files, and the ids of all files.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) file: &'a SourceFile,
    pub(crate) findings: &'a Findings,
    pub(crate) ledger: &'a Ledger,
}

/// A table of a TOML file that remembers which keys were read, so that the others can be reported.
///
/// Every reader returns `None` both for an absent key and for a refused value; what was refused is in the findings.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    reading: Reading<'a>,
    table: &'a DeTable<'a>,
    span: Span<usize>,
    path: String,
    asked: RefCell<BTreeSet<&'static str>>,
}

/// One value of a table with its place, for keys that are names people chose (`satisfaction = { lea = 2 }`).
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) key: String,
    pub(crate) place: Place,
    value: &'a DeValue<'a>,
}

impl Entry<'_> {
    /// The value as a number, where it is one.
    pub(crate) fn number(&self) -> Option<f64> {
        plain_number(self.value)
    }

    /// The value as a text, where it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        self.value.as_str()
    }
}

/// Parses a file and hands its top table to `read`; broken TOML is reported with every fault the parser finds.
pub(crate) fn read_file<T>(reading: Reading<'_>, read: impl FnOnce(&Table<'_>) -> T) -> Option<T> {
    let (document, faults) = DeTable::parse_recoverable(reading.file.text());
    if !faults.is_empty() {
        for fault in faults {
            let place = reading.file.place(fault.span().unwrap_or(0..0), None);
            let what = Message::new("workspace-broken-toml").said("detail", fault_message(fault.message()));
            reading.findings.error(place, what, Message::new("workspace-broken-toml-mend"));
        }
        // What follows a syntax fault may be misread; findings about it would only mislead.
        return None;
    }
    let table = Table {
        reading,
        table: document.get_ref(),
        span: document.span(),
        path: String::new(),
        asked: RefCell::default(),
    };
    let value = read(&table);
    table.refuse_unknown_keys();
    Some(value)
}

/// What the parser found, in the reader's language: the parser itself speaks English only.
fn fault_message(said: &str) -> Message {
    let (fault, expected) = said.split_once(", expected").unwrap_or((said, ""));
    let any = |parts: &[&str]| parts.iter().any(|part| fault.contains(part));
    match () {
        () if any(&["duplicate key"]) => Message::new("toml-duplicate-key"),
        () if any(&["recurs"]) => Message::new("toml-depth"),
        () if any(&["must be quoted", "missing value", "boolean", "invalid value"]) => Message::new("toml-value"),
        () if expected.contains("visible characters") || any(&["escape", "unicode", "carriage", "comment"]) => {
            Message::new("toml-character")
        }
        () if any(&["unclosed", "opening", "table open"]) => Message::new("toml-brackets"),
        () if any(&["key", "assignment", "`=`"]) => Message::new("toml-key"),
        () if any(&["quote", "string"]) => Message::new("toml-quotes"),
        () if any(&["comma"]) => Message::new("toml-comma"),
        () if any(&["number", "digit", "radix", "integer", "float", "date", "time", "sign", "zero"]) => {
            Message::new("toml-number")
        }
        () => Message::new("toml-other"),
    }
}

impl<'a> Table<'a> {
    /// What this table is read with.
    pub(crate) fn reading(&self) -> Reading<'a> {
        self.reading
    }

    /// The place of the table itself.
    pub(crate) fn here(&self) -> Place {
        let field = (!self.path.is_empty()).then(|| self.path.clone());
        self.reading.file.place(self.span.clone(), field)
    }

    /// The place of a key's value, or of the table when the key is absent.
    pub(crate) fn place(&self, key: &'static str) -> Place {
        match self.table.get(key) {
            Some(value) => self.reading.file.place(value.span(), Some(self.field(key))),
            None => Place { field: Some(self.field(key)), ..self.here() },
        }
    }

    /// Whether the key is there at all.
    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// Whether the key holds a table, for keys that take one value or one per name.
    pub(crate) fn holds_table(&self, key: &'static str) -> bool {
        self.value(key).is_some_and(|value| value.get_ref().is_table())
    }

    /// Notes an error at a key.
    pub(crate) fn refuse(&self, key: &'static str, what: Message, mend: Message) {
        self.reading.findings.error(self.place(key), what, mend);
    }

    /// Notes a warning at a key.
    pub(crate) fn warn(&self, key: &'static str, what: Message, mend: Message) {
        self.reading.findings.add(Problem::warning(self.place(key), what).mended_by(mend));
    }

    /// Reports the key as missing when a reader found nothing and the key is not even there.
    pub(crate) fn required<T>(&self, key: &'static str, found: Option<T>) -> Option<T> {
        if found.is_none() && self.table.get(key).is_none() {
            let what = Message::new("workspace-missing").text("field", self.field(key));
            let mend = Message::new("workspace-missing-mend").text("field", key);
            self.reading.findings.error(self.place(key), what, mend);
        }
        found
    }

    /// A text that is not blank.
    pub(crate) fn text(&self, key: &'static str) -> Option<String> {
        let value = self.typed(key, "type-text", DeValue::as_str)?;
        if value.trim().is_empty() {
            self.refuse(
                key,
                Message::new("workspace-blank").text("field", self.field(key)),
                Message::new("workspace-blank-mend"),
            );
            return None;
        }
        Some(value.trim().to_owned())
    }

    /// A list of texts.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<String> {
        self.items(key)
            .into_iter()
            .filter_map(|(place, value)| match value.as_str() {
                Some(text) => Some(text.to_owned()),
                None => {
                    self.wrong_type(place, key, "type-text", value);
                    None
                }
            })
            .collect()
    }

    /// A number: an integer or a float, finite.
    pub(crate) fn number(&self, key: &'static str) -> Option<f64> {
        self.typed(key, "type-number", |value| plain_number(value).filter(|number| number.is_finite()))
    }

    /// A number checked by its quantity: `table.quantity("alpha", Proportion::new)`. Texts such as `"3.2%"` are read too.
    pub(crate) fn quantity<T>(
        &self,
        key: &'static str,
        check: impl FnOnce(f64) -> Result<T, QuantityError>,
    ) -> Option<T> {
        let number = self.fraction(key)?;
        match check(number) {
            Ok(quantity) => Some(quantity),
            Err(error) => {
                let (what, mend) = quantity_message(error, &self.field(key));
                self.refuse(key, what, mend);
                None
            }
        }
    }

    /// A rate or a lift: a number, or a text such as `"3.2%"`.
    pub(crate) fn fraction(&self, key: &'static str) -> Option<f64> {
        self.typed(key, "type-number", |value| match value.as_str() {
            Some(text) => number::fraction(text).ok(),
            None => plain_number(value).filter(|number| number.is_finite()),
        })
    }

    /// A list of numbers, or of texts such as `"3.2%"`; one that is none is refused.
    pub(crate) fn fractions(&self, key: &'static str) -> Option<Vec<f64>> {
        self.typed(key, "type-numbers", |value| {
            let DeValue::Array(items) = value else { return None };
            let number = |item: &DeValue<'_>| match item.as_str() {
                Some(text) => number::fraction(text).ok(),
                None => plain_number(item).filter(|number| number.is_finite()),
            };
            items.iter().map(|item| number(item.get_ref())).collect()
        })
    }

    /// A whole number of 0 or more.
    pub(crate) fn count(&self, key: &'static str) -> Option<u64> {
        self.typed(key, "type-count", |value| {
            plain_number(value)
                .filter(|number| number.fract() == 0.0 && (0.0..9e15).contains(number))
                .map(|number| number as u64)
        })
    }

    /// A whole number, or `Err` for a text that the caller reads as a choice.
    pub(crate) fn whole_or_text(&self, key: &'static str) -> Option<Result<u64, ()>> {
        let value = self.value(key)?;
        if value.get_ref().is_str() { Some(Err(())) } else { self.count(key).map(Ok) }
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self, key: &'static str) -> Option<bool> {
        self.typed(key, "type-flag", DeValue::as_bool)
    }

    /// A day: `2025-04-07`.
    pub(crate) fn date(&self, key: &'static str) -> Option<Date> {
        self.typed(key, "type-date", day)
    }

    /// A 90 % range `[low, likely, high]`, or one number standing for all three.
    pub(crate) fn range(&self, key: &'static str) -> Option<Range> {
        let value = self.value(key)?;
        let numbers: Vec<f64> = match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| plain_number(item.get_ref())).collect(),
            single => plain_number(single).into_iter().collect(),
        };
        let three = match (value.get_ref(), numbers.as_slice()) {
            (DeValue::Array(items), &[low, likely, high]) if items.len() == 3 => Some((low, likely, high)),
            (DeValue::Array(_), _) => None,
            (_, &[point]) => Some((point, point, point)),
            _ => None,
        };
        let Some((low, likely, high)) = three else {
            let place = self.reading.file.place(value.span(), Some(self.field(key)));
            self.wrong_type(place, key, "type-range", value.get_ref());
            return None;
        };
        match Range::new(low, likely, high) {
            Ok(range) => Some(range),
            Err(error) => {
                let (what, mend) = quantity_message(error, &self.field(key));
                self.refuse(key, what, mend);
                None
            }
        }
    }

    /// One of the named values. Names are matched without case; several names (English, French) may mean one value.
    pub(crate) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let given = self.typed(key, "type-text", DeValue::as_str)?;
        let wanted = given.trim().to_lowercase();
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == wanted) {
            return Some(*value);
        }
        let what = Message::new("workspace-not-a-choice").text("field", self.field(key)).text("given", given);
        let mend = match nearest(&wanted, choices.iter().map(|(name, _)| *name)) {
            Some(name) => Message::new("workspace-nearest").text("name", name),
            None => Message::new("workspace-choices").texts("choices", choices.iter().map(|(name, _)| *name)),
        };
        self.refuse(key, what, mend);
        None
    }

    /// An id that this table defines; noted in the ledger.
    pub(crate) fn defines(&self, key: &'static str, kind: Kind) -> Option<Id> {
        let id = self.required(key, self.id(key))?;
        self.reading.ledger.define(kind, &id, self.place(key));
        Some(id)
    }

    /// An id that another table must define; noted in the ledger.
    pub(crate) fn refers(&self, key: &'static str, kind: Kind) -> Option<Id> {
        let id = self.id(key)?;
        self.reading.ledger.refer(kind, &id, self.place(key));
        Some(id)
    }

    /// A list of ids that other tables must define.
    pub(crate) fn refers_all(&self, key: &'static str, kind: Kind) -> Vec<Id> {
        let mut ids = Vec::new();
        for (place, value) in self.items(key) {
            match value.as_str().map(str::parse::<Id>) {
                Some(Ok(id)) => {
                    self.reading.ledger.refer(kind, &id, place);
                    ids.push(id);
                }
                Some(Err(error)) => self.invalid_id(place, &error.0),
                None => self.wrong_type(place, key, "type-text", value),
            }
        }
        ids
    }

    /// A table inside this one.
    pub(crate) fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(self.inner(table, value.span(), self.field(key))),
            other => {
                let place = self.reading.file.place(value.span(), Some(self.field(key)));
                self.wrong_type(place, key, "type-table", other);
                None
            }
        }
    }

    /// The tables of an array of tables, `[[key]]`; each must be finished with [`Table::refuse_unknown_keys`].
    pub(crate) fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        let mut tables = Vec::new();
        for (place, item) in self.items_with_spans(key) {
            match item.get_ref() {
                DeValue::Table(table) => tables.push(self.inner(table, item.span(), self.field(key))),
                other => self.wrong_type(place, key, "type-table", other),
            }
        }
        tables
    }

    /// The entries of a table whose keys are names people chose.
    pub(crate) fn entries(&self, key: &'static str) -> Vec<Entry<'a>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Table(table) = value.get_ref() else {
            let place = self.reading.file.place(value.span(), Some(self.field(key)));
            self.wrong_type(place, key, "type-table", value.get_ref());
            return Vec::new();
        };
        table
            .iter()
            .map(|(name, value)| {
                let field = format!("{}.{}", self.field(key), name.get_ref());
                let place = self.reading.file.place(value.span(), Some(field));
                Entry { key: name.get_ref().to_string(), place, value: value.get_ref() }
            })
            .collect()
    }

    /// Reports every key no reader asked for. Call it last.
    pub(crate) fn refuse_unknown_keys(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table.iter() {
            let name: &str = key.get_ref();
            if asked.contains(name) {
                continue;
            }
            let field = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
            let place = self.reading.file.place(key.span(), Some(field.clone()));
            let what = Message::new("workspace-unknown-key").text("field", field);
            let mend = match nearest(name, asked.iter().copied()) {
                Some(known) => Message::new("workspace-nearest").text("name", known),
                None => Message::new("workspace-known-keys").texts("keys", asked.iter().copied()),
            };
            self.reading.findings.error(place, what, mend);
        }
    }

    /// The dotted name of a key, as problems show it.
    pub(crate) fn field(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn inner(&self, table: &'a DeTable<'a>, span: Span<usize>, path: String) -> Table<'a> {
        Table { reading: self.reading, table, span, path, asked: RefCell::default() }
    }

    fn value(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().insert(key);
        self.table.get(key)
    }

    fn typed<T>(
        &self,
        key: &'static str,
        expected: &'static str,
        read: impl FnOnce(&'a DeValue<'a>) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(key)?;
        let found = read(value.get_ref());
        if found.is_none() {
            let place = self.reading.file.place(value.span(), Some(self.field(key)));
            self.wrong_type(place, key, expected, value.get_ref());
        }
        found
    }

    fn id(&self, key: &'static str) -> Option<Id> {
        let text = self.typed(key, "type-text", DeValue::as_str)?;
        match text.parse() {
            Ok(id) => Some(id),
            Err(_) => {
                self.invalid_id(self.place(key), text);
                None
            }
        }
    }

    fn items(&self, key: &'static str) -> Vec<(Place, &'a DeValue<'a>)> {
        self.items_with_spans(key).into_iter().map(|(place, item)| (place, item.get_ref())).collect()
    }

    fn items_with_spans(&self, key: &'static str) -> Vec<(Place, &'a Spanned<DeValue<'a>>)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            let place = self.reading.file.place(value.span(), Some(self.field(key)));
            self.wrong_type(place, key, "type-list", value.get_ref());
            return Vec::new();
        };
        items.iter().map(|item| (self.reading.file.place(item.span(), Some(self.field(key))), item)).collect()
    }

    fn invalid_id(&self, place: Place, text: &str) {
        let what = Message::new("workspace-invalid-id").text("id", text);
        self.reading.findings.error(place, what, Message::new("workspace-invalid-id-mend"));
    }

    fn wrong_type(&self, place: Place, key: &str, expected: &'static str, found: &DeValue<'_>) {
        let what = Message::new("workspace-wrong-type")
            .text("field", self.field(key))
            .said("expected", Message::new(expected))
            .text("found", shown(found));
        let mend = Message::new("workspace-wrong-type-mend").text("field", key).said("example", example(key, expected));
        self.reading.findings.error(place, what, mend);
    }
}

/// What is wrong with a number, and how to mend it.
pub(crate) fn quantity_message(error: QuantityError, field: &str) -> (Message, Message) {
    let written = |value: f64| format!("{value}");
    let outside = |key: &'static str, value: f64| Message::new(key).text("field", field).text("value", written(value));
    match error {
        QuantityError::NotFinite(value) => {
            (outside("quantity-not-finite", value), Message::new("quantity-not-finite-mend"))
        }
        QuantityError::NotAProportion(value) | QuantityError::NotAShare(value) => {
            let mend = if (1.0..=100.0).contains(&value) {
                Message::new("quantity-percent-mend")
                    .text("value", written(value))
                    .text("fraction", percent_as_fraction(value))
            } else {
                Message::new("quantity-proportion-mend")
            };
            let key = match error {
                QuantityError::NotAProportion(_) => "quantity-not-a-proportion",
                _ => "quantity-not-a-share",
            };
            (outside(key, value), mend)
        }
        QuantityError::NotPositive(value) => {
            (outside("quantity-not-positive", value), Message::new("quantity-positive-mend"))
        }
        QuantityError::NotAScore(value) => {
            (outside("quantity-not-a-score", value), Message::new("quantity-score-mend"))
        }
        QuantityError::NotRising { low, likely, high } => (
            Message::new("quantity-not-rising")
                .text("field", field)
                .text("range", format!("[{low}, {likely}, {high}]")),
            Message::new("quantity-rising-mend"),
        ),
    }
}

/// `4.1` as people write 4.1 % as a fraction: shifting the decimal point in the text keeps the digits they typed.
fn percent_as_fraction(percent: f64) -> String {
    format!("{percent}e-2").parse::<f64>().map_or_else(|_| percent.to_string(), |fraction| fraction.to_string())
}

fn plain_number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().replace('_', "").parse().ok(),
        DeValue::Integer(integer) => {
            i64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok().map(|whole| whole as f64)
        }
        DeValue::Float(float) => float.as_str().replace('_', "").parse().ok(),
        _ => None,
    }
}

fn day(value: &DeValue<'_>) -> Option<Date> {
    let date = value.as_datetime()?.date?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

/// The value as a reader would recognise it in the file, shortened.
fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{:?}", text.chars().take(40).collect::<String>()),
        DeValue::Integer(integer) => integer.to_string(),
        DeValue::Float(float) => float.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(items) => format!("[… {}]", items.len()),
        DeValue::Table(_) => "{ … }".to_owned(),
    }
}

/// A value that can stand there: most numbers are fractions, but not all.
fn example(key: &str, expected: &'static str) -> Message {
    Message::new(match expected {
        "type-number" if key == "cluster_size" => "example-cluster-size",
        "type-number" if key == "odds_ratio" => "example-odds-ratio",
        "type-number" => "example-number",
        "type-count" => "example-count",
        "type-flag" => "example-flag",
        "type-date" => "example-date",
        "type-range" => "example-range",
        "type-list" => "example-list",
        "type-numbers" => "example-numbers",
        "type-table" => "example-table",
        _ => "example-text",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Proportion;
    use crate::words::{Language, Words};

    fn problems(text: &str, read: impl FnOnce(&Table<'_>)) -> Vec<String> {
        let (file, findings, ledger) = (SourceFile::new("a.toml", text), Findings::default(), Ledger::default());
        let reading = Reading { file: &file, findings: &findings, ledger: &ledger };
        read_file(reading, read);
        ledger.check(&findings);
        let words = Words::new(Language::English);
        findings.into_problems().iter().map(|problem| problem.say(&words)).collect()
    }

    #[test]
    fn every_problem_of_a_file_is_found_at_once() {
        let said = problems("alpha = 4.1\nbeta = \"x\"\nlevl = 3\n", |table| {
            table.quantity("alpha", Proportion::new);
            table.number("beta");
            table.number("level");
            table.required("name", table.text("name"));
        });
        assert_eq!(said.len(), 4, "{said:#?}");
        assert!(said.iter().any(|line| line.contains("a.toml:1: `alpha` is 4.1")), "{said:#?}");
        assert!(said.iter().any(|line| line.contains("a.toml:3") && line.contains("`level`")), "{said:#?}");
    }

    #[test]
    fn broken_toml_names_its_line() {
        let said = problems("a = 1\nb = [1,\nc = = 2\n", |_| {});
        assert!(!said.is_empty());
        assert!(said[0].contains("a.toml:"), "{said:#?}");
    }

    #[test]
    fn references_are_checked_across_tables() {
        let said = problems(
            "[[stage]]\nid = \"decision\"\n[[stage]]\nid = \"decision\"\n[[touchpoint]]\nstage = \"decisoin\"\n",
            |table| {
                for stage in table.tables("stage") {
                    stage.defines("id", Kind::Stage);
                }
                for touchpoint in table.tables("touchpoint") {
                    touchpoint.refers("stage", Kind::Stage);
                }
            },
        );
        assert_eq!(said.len(), 2, "{said:#?}");
        assert!(said[1].contains("decision"), "{said:#?}");
    }

    #[test]
    fn a_fraction_may_be_written_as_a_percentage() {
        let said = problems("rate = \"3.2%\"\nlift = [-0.01, 0.02, 0.06]\n", |table| {
            assert_eq!(table.quantity("rate", Proportion::new).map(Proportion::get), Some(0.032));
            assert_eq!(table.range("lift").map(Range::high), Some(0.06));
        });
        assert!(said.is_empty(), "{said:#?}");
    }
}
