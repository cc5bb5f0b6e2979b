use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::events::Joined;
use super::table::{Assumed, Scanned};
use crate::stats::{CrossMoments, Moments, RiskTable, UnitCounts};

/// What an experiment measured, added up: the only door between data and statistics.
///
/// Units are counted where they are first seen: a visitor of two days stands in one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregates {
    pub(super) arms: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) reading: Reading,
}

/// How the files were read, and what was left out of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Rows that were read.
    pub rows: u64,
    /// Rows that could not be read and were left out, because that was asked for.
    pub skipped: u64,
    /// What the files were taken for, each kind once.
    pub assumed: Vec<Assumed>,
    /// What was found where logs were brought together; none for other data.
    pub joined: Option<Joined>,
}

impl Reading {
    pub(super) fn of(scanned: Scanned) -> Self {
        Self { rows: scanned.rows, skipped: scanned.skipped, assumed: scanned.assumed, joined: None }
    }

    /// Adds how other files of the same data were read.
    pub(super) fn and(&mut self, other: Self) {
        self.rows = self.rows.saturating_add(other.rows);
        self.skipped = self.skipped.saturating_add(other.skipped);
        for assumed in other.assumed {
            if !self.assumed.contains(&assumed) {
                self.assumed.push(assumed);
            }
        }
    }
}

/// What one row of the data adds: one arm, on one day, in one segment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) arm: usize,
    pub(super) date: Option<Date>,
    pub(super) segment: Option<String>,
    pub(super) tally: Tally,
}

/// Units with their metrics, added up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tally {
    /// Units.
    pub units: u64,
    /// One measure per metric, in the order they were asked for.
    pub measures: Vec<Measure>,
}

/// One metric, added up over units.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    /// Units that converted, among all units of the tally.
    Conversions(u64),
    /// Count, mean and spread.
    Moments(Moments),
    /// Means, spreads and co-spread of two numbers per unit: numerator and denominator of a ratio, or a metric and what the
    /// same unit had of it before the test.
    CrossMoments(CrossMoments),
    /// Events of each unit over its own exposure.
    Counts(UnitCounts),
    /// Events over an exposure, where single units are not known.
    Events {
        /// All events.
        events: u64,
        /// All exposure; 0 where there were no units.
        exposure: f64,
    },
    /// How many units gave each answer, from the lowest one up. Of a Net Promoter Score either the eleven answers, or
    /// detractors, passives and promoters.
    Answers(Vec<u64>),
    /// How long units stayed.
    Times(RiskTable),
    /// The value of each unit: what quantiles and caps are read from.
    Values(Vec<f64>),
    /// The value of each unit and what it had before the test: a capped mean with a covariate.
    PairedValues(Vec<[f64; 2]>),
}

impl Measure {
    fn merge(&mut self, other: &Self) {
        match (self, other) {
            (Self::Conversions(mine), Self::Conversions(theirs)) => *mine = mine.saturating_add(*theirs),
            (Self::Moments(mine), Self::Moments(theirs)) => mine.merge(theirs),
            (Self::CrossMoments(mine), Self::CrossMoments(theirs)) => mine.merge(theirs),
            (Self::Counts(mine), Self::Counts(theirs)) => mine.merge(theirs),
            (Self::Events { events, exposure }, Self::Events { events: more, exposure: longer }) => {
                *events = events.saturating_add(*more);
                *exposure += longer;
            }
            (Self::Answers(mine), Self::Answers(theirs)) => {
                for (mine, theirs) in mine.iter_mut().zip(theirs) {
                    *mine = mine.saturating_add(*theirs);
                }
            }
            (Self::Times(mine), Self::Times(theirs)) => mine.merge(theirs),
            (Self::Values(mine), Self::Values(theirs)) => mine.extend_from_slice(theirs),
            (Self::PairedValues(mine), Self::PairedValues(theirs)) => mine.extend_from_slice(theirs),
            // One metric has one kind in all rows of a file.
            _ => {}
        }
    }
}

impl Tally {
    /// Adds another tally of the same metrics.
    pub fn merge(&mut self, other: &Self) {
        self.units = self.units.saturating_add(other.units);
        if self.measures.is_empty() {
            self.measures.clone_from(&other.measures);
            return;
        }
        for (mine, theirs) in self.measures.iter_mut().zip(&other.measures) {
            mine.merge(theirs);
        }
    }
}

impl Aggregates {
    /// What was measured in each arm, control first, with no day and no segment told apart.
    ///
    /// ```
    /// use jalon::data::{Aggregates, Measure, Tally};
    /// let tally = |converted| Tally { units: 1_000, measures: vec![Measure::Conversions(converted)] };
    /// let data = Aggregates::undated([("control", tally(100)), ("variant", tally(120))]);
    /// assert_eq!(data.totals()[1].measures, [Measure::Conversions(120)]);
    /// assert!(data.days().is_empty() && data.segments().is_empty());
    /// ```
    #[must_use]
    pub fn undated<Name: Into<String>>(arms: impl IntoIterator<Item = (Name, Tally)>) -> Self {
        let (arms, tallies): (Vec<String>, Vec<Tally>) =
            arms.into_iter().map(|(name, tally)| (name.into(), tally)).unzip();
        let row = |(arm, tally)| Row { arm, date: None, segment: None, tally };
        let rows = tallies.into_iter().enumerate().map(row).collect();
        Self { arms, rows, reading: Reading::default() }
    }

    /// The arms' names, control first.
    #[must_use]
    pub fn arms(&self) -> &[String] {
        &self.arms
    }

    /// How the files were read, and what was left out of them.
    #[must_use]
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Everything of each arm, control first.
    #[must_use]
    pub fn totals(&self) -> Vec<Tally> {
        self.arms.iter().enumerate().map(|(arm, _)| total(self.rows.iter().filter(|row| row.arm == arm))).collect()
    }

    /// The days the data speak of, in order; none where the data are not dated.
    #[must_use]
    pub fn days(&self) -> BTreeSet<Date> {
        self.rows.iter().filter_map(|row| row.date).collect()
    }

    /// The segments the data tell apart.
    #[must_use]
    pub fn segments(&self) -> BTreeSet<&str> {
        self.rows.iter().filter_map(|row| row.segment.as_deref()).collect()
    }

    /// The data of the days a test accepts. Data that are not dated are kept whole.
    #[must_use]
    pub fn on_days(&self, accepts: impl Fn(Date) -> bool) -> Cow<'_, Self> {
        let accepted = |row: &Row| row.date.is_none_or(&accepts);
        // Values of millions of units are not copied when all days are accepted, as they mostly are.
        if self.rows.iter().all(accepted) { Cow::Borrowed(self) } else { Cow::Owned(self.only(accepted)) }
    }

    /// The same data with count, mean and spread in place of single values, for the metrics of which no more is read.
    #[must_use]
    pub fn with_moments(&self, enough: impl Fn(usize) -> bool) -> Self {
        let measure = |(metric, measure): (usize, &Measure)| match measure {
            Measure::Values(values) if enough(metric) => Measure::Moments(Moments::of(values)),
            other => other.clone(),
        };
        let row = |row: &Row| {
            let measures = row.tally.measures.iter().enumerate().map(measure).collect();
            let tally = Tally { units: row.tally.units, measures };
            Row { arm: row.arm, date: row.date, segment: row.segment.clone(), tally }
        };
        let rows = self.rows.iter().map(row).collect();
        Self { arms: self.arms.clone(), rows, reading: self.reading.clone() }
    }

    /// The data of one segment.
    #[must_use]
    pub fn in_segment(&self, segment: &str) -> Self {
        self.only(|row| row.segment.as_deref() == Some(segment))
    }

    /// The totals of each arm in each segment, in one pass however many segments there are.
    #[must_use]
    pub fn totals_by_segment(&self) -> BTreeMap<&str, Vec<Tally>> {
        self.totals_by(|row| row.segment.as_deref())
    }

    /// The totals of each arm on each day, in one pass however many days there are.
    #[must_use]
    pub fn totals_by_day(&self) -> BTreeMap<Date, Vec<Tally>> {
        self.totals_by(|row| row.date)
    }

    fn totals_by<'a, Part: Ord>(&'a self, part: impl Fn(&'a Row) -> Option<Part>) -> BTreeMap<Part, Vec<Tally>> {
        let mut totals: BTreeMap<Part, Vec<Tally>> = BTreeMap::new();
        for row in &self.rows {
            let Some(part) = part(row) else { continue };
            let tallies = totals.entry(part).or_insert_with(|| vec![Tally::default(); self.arms.len()]);
            if let Some(tally) = tallies.get_mut(row.arm) {
                tally.merge(&row.tally);
            }
        }
        totals
    }

    /// What `look` sees in the totals of each arm up to and with each day, in order of days.
    ///
    /// The totals of one day are there at a time: those of all days would hold the values of every unit many times over.
    pub fn cumulative<Seen>(&self, mut look: impl FnMut(Date, &[Tally]) -> Seen) -> Vec<Seen> {
        let mut days: BTreeMap<Date, Vec<&Row>> = BTreeMap::new();
        for row in &self.rows {
            if let Some(day) = row.date {
                days.entry(day).or_default().push(row);
            }
        }
        let mut running = vec![Tally::default(); self.arms.len()];
        let mut seen = Vec::with_capacity(days.len());
        for (day, rows) in days {
            for row in rows {
                if let Some(tally) = running.get_mut(row.arm) {
                    tally.merge(&row.tally);
                }
            }
            seen.push(look(day, &running));
        }
        seen
    }

    fn only(&self, keep: impl Fn(&Row) -> bool) -> Self {
        let rows = self.rows.iter().filter(|row| keep(row)).cloned().collect();
        Self { arms: self.arms.clone(), rows, reading: self.reading.clone() }
    }
}

fn total<'a>(rows: impl Iterator<Item = &'a Row>) -> Tally {
    rows.fold(Tally::default(), |mut sum, row| {
        sum.merge(&row.tally);
        sum
    })
}
