use std::collections::BTreeMap;

use jiff::civil::Date;

use super::exposures::Exposures;
use super::log::{Deeds, MetricSlots};
use super::moment::{Calendar, Clock, DAY};
use super::rules::{EventRules, Joined};
use crate::data::aggregates::{Aggregates, Reading, Row, Tally};
use crate::data::columns::{Columns, MeasuredMetric};
use crate::data::mistakes::{Mistakes, Spot};
use crate::data::table::TableSource;
use crate::data::unit_source::{Growing, Observed};
use crate::metric::{AnswerScale, MetricKind};
use crate::problem::Problem;
use crate::stats::Ending;
use crate::words::Message;

/// Brings exposures and events together and adds them up by arm, day of the first exposure and segment.
///
/// The exposure log has the columns `unit`, `arm`, `time`, and `segment` where there is one; event logs have `unit`, `time`,
/// `event` where they hold several kinds, and the columns whose values are added.
///
/// # Errors
///
/// Every problem of the files at once, each with its line and column, at most twenty of them.
pub fn aggregate_events(
    exposures: &TableSource,
    events: &[TableSource],
    columns: &Columns,
    rules: &EventRules,
) -> Result<Aggregates, Vec<Problem>> {
    let mut mistakes = Mistakes::of(&columns.file);
    let clock = Clock::of(rules.zone.clone());
    let (exposed, first) = Exposures::read(exposures, columns, &clock, &mut mistakes);
    if !mistakes.is_empty() {
        return Err(mistakes.into_problems());
    }
    let (deeds, second) = Deeds::read(events, columns, rules, &exposed, &clock, &mut mistakes);
    if !mistakes.is_empty() {
        return Err(mistakes.into_problems());
    }
    if deeds.joined.of_others > 0 && deeds.joined.events == deeds.joined.of_others + deeds.joined.unasked {
        mistakes.refuse(Spot::FILE, Message::new("data-nobody-known"), Some(Message::new("data-nobody-known-mend")));
    }
    let mut units = Units::new(columns, rules, &exposed, &deeds);
    let rows = units.add_up();
    for (position, arm) in columns.arms.iter().enumerate() {
        if mistakes.is_empty() && !rows.iter().any(|row| row.arm == position) {
            let what = Message::new("data-arm-missing").text("arm", &arm.code);
            mistakes.refuse(Spot::FILE, what, Some(Message::new("data-arm-missing-mend")));
        }
    }
    if !mistakes.is_empty() {
        return Err(mistakes.into_problems());
    }
    let mut reading = Reading::of(first);
    second.into_iter().for_each(|log| reading.and(Reading::of(log)));
    reading.joined = Some(units.joined);
    Ok(Aggregates { arms: columns.arms.iter().map(|arm| arm.name.clone()).collect(), rows, reading })
}

/// The part of the data a unit belongs to.
type Key<'a> = (Option<Date>, usize, Option<&'a str>);

/// All units, with what each did.
struct Units<'a> {
    columns: &'a Columns,
    rules: &'a EventRules,
    exposed: &'a Exposures,
    deeds: &'a Deeds,
    /// The end of the data: the last moment of any log.
    end: i64,
    /// The longest window of any metric.
    longest: i64,
    joined: Joined,
}

impl<'a> Units<'a> {
    fn new(columns: &'a Columns, rules: &'a EventRules, exposed: &'a Exposures, deeds: &'a Deeds) -> Self {
        let end = exposed.last.max(deeds.last).unwrap_or_default();
        let windows = rules.metrics.iter().filter_map(|metric| metric.window_days);
        let longest = windows.max().map_or(0, |days| i64::from(days) * DAY);
        let joined = Joined {
            units: exposed.index.len() as u64,
            repeated_exposures: exposed.repeated,
            crossed: vec![0; columns.arms.len()],
            ..deeds.joined.clone()
        };
        Self { columns, rules, exposed, deeds, end, longest, joined }
    }

    /// Adds up the units that count, in the order in which the log names them.
    fn add_up(&mut self) -> Vec<Row> {
        let first = &self.exposed.first;
        let (earliest, latest) = (first.iter().min().copied(), first.iter().max().copied());
        let (Some(earliest), Some(latest)) = (earliest, latest) else { return Vec::new() };
        let calendar = Calendar::between(earliest, latest, &self.rules.zone);
        let mut tallies: BTreeMap<Key<'a>, (u64, Vec<Growing>)> = BTreeMap::new();
        for (unit, moment) in first.iter().enumerate() {
            let Some(arm) = self.arm(unit, *moment) else { continue };
            let key = (calendar.day(*moment), arm, self.exposed.segment(unit));
            let metrics = &self.columns.metrics;
            let (units, growing) = tallies.entry(key).or_insert_with(|| (0, metrics.iter().map(Growing::of).collect()));
            *units += 1;
            for ((growing, metric), slots) in growing.iter_mut().zip(metrics).zip(&self.deeds.metrics) {
                growing.add(&self.observed(unit, *moment, metric, slots));
            }
        }
        let rows = tallies.into_iter().map(|((date, arm, segment), (units, growing))| {
            let measures = growing.into_iter().map(Growing::finish).collect();
            Row { arm, date, segment: segment.map(str::to_owned), tally: Tally { units, measures } }
        });
        rows.collect()
    }

    /// The arm of a unit that counts; of one that does not, why.
    fn arm(&mut self, unit: usize, moment: i64) -> Option<usize> {
        let arm = usize::from(*self.exposed.arms.get(unit)?);
        if self.exposed.crossed.get(unit).copied().unwrap_or_default() {
            if let Some(crossed) = self.joined.crossed.get_mut(arm) {
                *crossed += 1;
            }
            return None;
        }
        let events = self.deeds.events.get(unit).copied().unwrap_or_default();
        if self.rules.most_events.is_some_and(|most| u64::from(events) > most) {
            self.joined.bots += 1;
            return None;
        }
        if moment.saturating_add(self.longest) > self.end {
            self.joined.unripe += 1;
            return None;
        }
        Some(arm)
    }

    /// What a unit adds to a metric.
    fn observed(&self, unit: usize, first: i64, metric: &MeasuredMetric, slots: &MetricSlots) -> Observed {
        let value = |slot: usize| self.deeds.slots.get(slot).and_then(|slot| slot.value(unit));
        let sum = |slot: usize| value(slot).unwrap_or_default();
        let own = value(slots.value);
        if let Some(before) = slots.before {
            let now = match metric.kind {
                MetricKind::Proportion => f64::from(u8::from(own.is_some())),
                _ => own.unwrap_or_default(),
            };
            let past = match metric.kind {
                MetricKind::Proportion => f64::from(u8::from(value(before).is_some())),
                _ => sum(before),
            };
            return Observed::Pair([now, past]);
        }
        match metric.kind {
            MetricKind::Proportion => Observed::Converted(own.is_some()),
            MetricKind::Mean | MetricKind::LifetimeValue => Observed::Value(own.unwrap_or_default()),
            MetricKind::Duration | MetricKind::Quantile => own.map_or(Observed::Nothing, Observed::Value),
            MetricKind::Ratio => Observed::Pair([own.unwrap_or_default(), slots.denominator.map_or(1.0, sum)]),
            MetricKind::Count => {
                // Events are counted one by one, or their values are whole and added.
                let events = own.unwrap_or_default().max(0.0).round();
                Observed::Count { events: events as u64, exposure: 1.0 }
            }
            MetricKind::Nps => answer(own, AnswerScale::RECOMMENDATION),
            MetricKind::Csat | MetricKind::Ces | MetricKind::Rating => {
                metric.detail.scale.map_or(Observed::Nothing, |scale| answer(own, scale))
            }
            MetricKind::Retention => match own {
                Some(days) => Observed::Time(days, Ending::Event),
                None => {
                    let watched = self.end.saturating_sub(first);
                    let watched = slots.window.map_or(watched, |window| watched.min(window));
                    Observed::Time(watched as f64 / DAY as f64, Ending::Censored)
                }
            },
        }
    }
}

/// An answer on its scale; one beside it is none.
fn answer(value: Option<f64>, scale: AnswerScale) -> Observed {
    value.and_then(|value| scale.place(value)).map_or(Observed::Nothing, Observed::Answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ArmName, EventValue, Measure, MetricEvents, TableFile, aggregate_units};
    use crate::metric::MetricDetail;
    use crate::quantity::Positive;
    use crate::words::{Language, Words};
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    const KINDS: [(&str, MetricKind); 6] = [
        ("order", MetricKind::Proportion),
        ("revenue", MetricKind::Mean),
        ("basket", MetricKind::Ratio),
        ("visits", MetricKind::Count),
        ("wait", MetricKind::Duration),
        ("kept", MetricKind::Retention),
    ];

    fn columns() -> Columns {
        let metric = |(id, kind): (&str, MetricKind)| MeasuredMetric {
            detail: MetricDetail { horizon: Positive::new(7.0).ok(), ..MetricDetail::default() },
            ..MeasuredMetric::of(id.parse().unwrap(), kind)
        };
        Columns {
            file: "exposures.csv".to_owned(),
            arms: ["a", "b"].map(|name| ArmName { name: name.to_owned(), code: name.to_owned() }).into(),
            metrics: KINDS.into_iter().map(metric).collect(),
            renamed: Vec::new(),
        }
    }

    fn rules(window_days: Option<u32>) -> EventRules {
        let event =
            |name: &str, value: Option<&str>| EventValue { name: name.to_owned(), value: value.map(str::to_owned) };
        let made_of = |event, denominator| MetricEvents { event, denominator, window_days };
        EventRules {
            zone: TimeZone::UTC,
            before_days: Some(7),
            most_events: None,
            metrics: vec![
                made_of(event("buy", None), None),
                made_of(event("buy", Some("amount")), None),
                made_of(event("buy", Some("amount")), Some(event("visit", None))),
                made_of(event("visit", None), None),
                made_of(event("visit", Some("amount")), None),
                made_of(event("leave", None), None),
            ],
        }
    }

    fn join(exposures: &str, events: &str, columns: &Columns, rules: &EventRules) -> Result<Aggregates, Vec<String>> {
        let words = Words::new(Language::English);
        aggregate_events(&exposures.into(), &[events.into()], columns, rules)
            .map_err(|problems| problems.iter().map(|problem| problem.say(&words)).collect())
    }

    fn joined(data: &Aggregates) -> &Joined {
        data.reading().joined.as_ref().unwrap()
    }

    const EXPOSURES: &str = "unit,arm,time,segment\n\
        1,b,2026-07-02 10:00:00,old\n1,b,2026-07-01 10:00:00,new\n\
        2,a,2026-07-01T12:00:00Z,new\n3,a,2026-07-01 08:00,new\n3,b,2026-07-03 08:00,new\n\
        4,b,2026-07-02,old\n5,a,2026-07-09,new\n6,a,2026-07-02 23:00:00,\n";
    const EVENTS: &str = "unit,time,event,amount\n\
        1,2026-07-01 09:59:59,buy,1\n1,2026-07-01 10:00:00,buy,10\n1,2026-07-08 09:59:59,buy,20\n1,2026-07-08 10:00:00,buy,40\n\
        1,2026-07-03 00:00:00,visit,2\n1,2026-07-03 00:00:00,visit,2\n1,2026-07-04 00:00:00,visit,3\n\
        2,2026-07-02 00:00:00,visit,5\n2,2026-07-05 12:00:00,leave,0\n\
        3,2026-07-02 00:00:00,buy,99\n9,2026-07-02 00:00:00,buy,99\n4,2026-07-02 00:00:01,scroll,1\n\
        5,2026-07-10 00:00:00,visit,1\n";

    #[test]
    fn first_exposure_window_and_arm_are_read_by_the_rules() {
        let data = join(EXPOSURES, EVENTS, &columns(), &rules(Some(7))).unwrap();
        let totals = data.totals();
        // Unit 3 is in two arms; unit 5 has not had its seven days by 10 July.
        assert_eq!((totals[0].units, totals[1].units), (2, 2));
        assert_eq!(totals[1].measures[0], Measure::Conversions(1));
        assert_eq!(totals[1].measures[1], Measure::Values(vec![30.0, 0.0]));
        let Measure::CrossMoments(basket) = &totals[1].measures[2] else { panic!("a ratio") };
        assert_eq!(basket.means(), Some([15.0, 1.0]), "the visit that repeats counts once");
        let Measure::Moments(wait) = &totals[0].measures[4] else { panic!("a duration") };
        assert_eq!((wait.count(), wait.mean()), (1, Some(5.0)), "unit 6 had no visit and is left out");
        assert_eq!(data.days().len(), 2);
        assert_eq!(
            data.in_segment("new").totals()[1].units,
            1,
            "the segment of the first exposure, not of the first row"
        );
        let found = joined(&data);
        assert_eq!((found.units, found.repeated_exposures, found.unripe), (6, 2, 1));
        assert_eq!(found.crossed, [1, 0]);
        assert_eq!((found.events, found.of_others, found.early, found.late), (13, 1, 1, 1));
        assert_eq!((found.repeated, found.unasked), (1, 1));
    }

    #[test]
    fn what_a_unit_did_before_is_its_covariate() {
        let mut columns = columns();
        columns.metrics[1].covariate = true;
        let data = join(EXPOSURES, EVENTS, &columns, &rules(Some(7))).unwrap();
        let Measure::CrossMoments(revenue) = &data.totals()[1].measures[1] else { panic!("a mean with its covariate") };
        assert_eq!(revenue.means(), Some([15.0, 0.5]));
    }

    #[test]
    fn units_that_are_too_busy_are_left_out() {
        let rules = EventRules { most_events: Some(4), ..rules(Some(7)) };
        let data = join(EXPOSURES, EVENTS, &columns(), &rules).unwrap();
        assert_eq!(joined(&data).bots, 1);
        assert_eq!(data.totals()[1].units, 1);
    }

    #[test]
    fn mistakes_of_logs_are_said() {
        for (exposures, events, expected) in [
            ("unit,arm,time\n1,a,06/07/2026\n", EVENTS, "column `time`: \"06/07/2026\" is not a moment"),
            ("unit,arm,time\n1,c,2026-07-01\n", EVENTS, "column `arm`: \"c\" is not an arm of the plan"),
            ("unit,arm,time\n,a,2026-07-01\n", EVENTS, "column `unit`: the cell is empty"),
            ("unit,arm\n1,a\n", EVENTS, "there is no column `time`"),
            (
                EXPOSURES,
                "unit,time,event\n1,2026-07-02,buy\n",
                "no column `amount`, which the event \"buy\" is read from",
            ),
            (EXPOSURES, "unit,time,event,amount\n1,2026-07-02,buy,\n", "column `amount`: the cell is empty"),
            (EXPOSURES, "unit,time,event,amount\n1,2026-07-02,buy,much\n", "\"much\" is not a number"),
            (EXPOSURES, "unit,time,amount\n1,2026-07-02,1\n", "there is no column `event`"),
            (EXPOSURES, "unit,time,event,amount\nu1,2026-07-02,buy,1\n", "no event is of a unit that was exposed"),
            ("unit,arm,time\n1,a,2026-07-01\n", EVENTS, "there is no row of the arm \"b\""),
        ] {
            let problems = join(exposures, events, &columns(), &rules(Some(1))).expect_err(expected);
            assert!(problems.iter().any(|problem| problem.contains(expected)), "{expected}: {problems:#?}");
        }
    }

    /// One unit of the reference: its arm, its day, and each event with its hour and its amount.
    type Story = (bool, u32, Vec<(i32, u8, u16)>);

    /// The logs of some units, and the unit file that somebody would make of them by hand, hour by hour.
    fn told(stories: &[Story], window_hours: i32) -> (String, String, String) {
        let (mut exposures, mut events) = ("unit,arm,time\n".to_owned(), "unit,time,event,amount\n".to_owned());
        let names = "order,revenue,basket_numerator,basket_denominator,visits_events,wait,kept_time,kept_left";
        let mut units = format!("unit,arm,date,{names}\n");
        let start = 1_783_296_000_i64; // 2026-07-06T00:00:00Z
        for (unit, (arm, hour, deeds)) in stories.iter().enumerate() {
            let arm = if *arm { "b" } else { "a" };
            let first = start + i64::from(*hour) * 3600;
            exposures.push_str(&format!("u{unit},{arm},{first}\n"));
            let mut seen = deeds.clone();
            seen.sort_unstable();
            seen.dedup_by_key(|(hour, kind, _)| (*hour, *kind));
            for (after, kind, amount) in &seen {
                let event = ["buy", "visit", "leave"][usize::from(*kind)];
                events.push_str(&format!("u{unit},{},{event},{amount}\n", first + i64::from(*after) * 3600));
            }
            let inside: Vec<_> = seen.iter().filter(|(after, ..)| (0..window_hours).contains(after)).collect();
            let of = |wanted: u8| inside.iter().filter(move |(_, kind, _)| *kind == wanted);
            let sum = |kind| of(kind).map(|(.., amount)| u64::from(*amount)).sum::<u64>();
            let (buys, visits) = (of(0).count(), of(1).count());
            let wait = if visits == 0 { String::new() } else { sum(1).to_string() };
            let left = of(2).map(|(after, ..)| *after).min();
            let days = f64::from(left.unwrap_or(window_hours)) / 24.0;
            units.push_str(&format!(
                "u{unit},{arm},2026-07-{:02},{},{},{},{visits},{visits},{wait},{days},{}\n",
                6 + hour / 24,
                u8::from(buys > 0),
                sum(0),
                sum(0),
                u8::from(left.is_some()),
            ));
        }
        // Somebody else comes late, so that everybody's window has ended.
        events.push_str("other,2026-12-31,visit,1\n");
        (exposures, events, units)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// The same people told as logs and as a file of units give the same aggregates.
        #[test]
        fn logs_and_units_are_one_story(
            stories in prop::collection::vec(
                (any::<bool>(), 0..300_u32, prop::collection::vec((-60..120_i32, 0..3_u8, 0..90_u16), 0..8)), 2..60),
            reversed in any::<bool>(),
        ) {
            let mut stories: Vec<Story> = stories;
            (stories[0].0, stories[1].0) = (false, true);
            let (exposures, events, units) = told(&stories, 72);
            let events = if reversed {
                let mut lines: Vec<&str> = events.lines().skip(1).collect();
                lines.reverse();
                format!("unit,time,event,amount\n{}\n", lines.join("\n"))
            } else {
                events
            };
            let data = join(&exposures, &events, &columns(), &rules(Some(3))).unwrap();
            let expected = aggregate_units(&units, &columns()).unwrap();
            prop_assert_eq!(data.rows, expected.rows);
        }
    }

    #[test]
    fn several_logs_may_have_columns_of_their_own() {
        let file = |name: &str, text: &str| {
            TableSource::of(vec![TableFile {
                name: name.to_owned(),
                content: std::sync::Arc::new(text.as_bytes().to_vec()),
            }])
        };
        let (mut buys, mut others) = ("unit,time,event,amount\n".to_owned(), "time;unit;event;amount\n".to_owned());
        for line in EVENTS.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            if cells[2] == "buy" {
                buys.push_str(&format!("{line}\n"));
            } else {
                others.push_str(&format!("{};{};{};{}\n", cells[1], cells[0], cells[2], cells[3]));
            }
        }
        let logs = [file("buys.csv", &buys), file("others.csv", &others)];
        let data = aggregate_events(&EXPOSURES.into(), &logs, &columns(), &rules(Some(7))).unwrap();
        let one = join(EXPOSURES, EVENTS, &columns(), &rules(Some(7))).unwrap();
        assert_eq!(data.rows, one.rows);
        assert_eq!(data.reading().joined, one.reading().joined);
    }
}
