use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::bench::{Bench, Placed, Task};
use super::calendar::Calendar;
use super::result::{Days, LaneUse, LeftOut, LeftOutReason, Roadmap, RoadmapItem, Running, TeamUse, Test};
use super::search::best_order;
use super::{Capacity, RunLength, RunLengths, Untestable};
use crate::id::Id;
use crate::priority::{Improvement, Moscow, RankedItem, Ranking, Status};

/// Days in a year, to spread yearly values.
const DAYS_PER_YEAR: f64 = 365.0;

/// Longest horizon in weeks: ten years.
const LONGEST: u32 = 520;

/// Schedules ranked improvements under the people and the traffic there are.
///
/// Work takes the median of its effort from its team, in one go; then the test takes its lane for whole weeks from a
/// Monday. What is gained is Σ value · (days from the decision to the end); every order of up to seven improvements is
/// tried, beyond that several priority rules with an insertion search. The horizon is between 1 week and ten years.
///
/// # Source
///
/// Smith 1956 (value ÷ duration is optimal on one machine); serial schedule generation with priority rules as in Kolisch
/// 1996. In general the problem is NP-hard, so [`Roadmap::value_at_most`] says how far the best may be.
#[must_use]
pub fn schedule(
    ranking: &Ranking,
    people: &Capacity,
    run_lengths: &RunLengths,
    running: &[Running],
    start: Date,
    weeks: u32,
) -> Roadmap {
    let weeks = weeks.clamp(1, LONGEST);
    let calendar = Calendar::new(start, weeks);
    let question = Question { ranking, people, run_lengths, running, calendar };
    let (items, mut left_out) = question.schedulable();
    let tasks: Vec<Task> = items.iter().map(|item| question.task(item, &items)).collect();
    let capacity: Vec<Vec<f64>> = people.teams.iter().map(|team| calendar.capacity(team)).collect();
    let empty = || Bench::new(calendar, &tasks, people, &capacity, running);
    let found = best_order(&tasks, &empty);
    left_out.extend(found.left_out.iter().filter_map(|(task, reason)| {
        let item = items.get(*task)?;
        Some(LeftOut { improvement: item.improvement.clone(), rank: Some(item.rank), reason: reason.clone() })
    }));
    left_out.sort_by_key(|left| (left.rank.unwrap_or(usize::MAX), left.improvement.id.clone()));
    let bench = &found.bench;
    let mut scheduled: Vec<RoadmapItem> =
        bench.placed.iter().filter_map(|placed| question.item(placed, &items, &tasks, bench)).collect();
    scheduled.sort_by_key(|item| (item.decided, item.rank));
    Roadmap {
        start,
        end: calendar.date(calendar.days - 1),
        weeks,
        scale: ranking.scale.clone(),
        items: scheduled,
        running: question.still_running(),
        left_out,
        teams: question.team_use(bench, &capacity),
        lanes: question.lane_use(bench),
        value: bench.value(),
        value_at_most: found.value_at_most,
        value_in_rank_order: found.value_in_rank_order,
        exact: found.exact,
    }
}

struct Question<'a> {
    ranking: &'a Ranking,
    people: &'a Capacity,
    run_lengths: &'a RunLengths,
    running: &'a [Running],
    calendar: Calendar,
}

impl<'a> Question<'a> {
    /// Parts what can be scheduled from what cannot, whatever the schedule.
    fn schedulable(&self) -> (Vec<&'a RankedItem>, Vec<LeftOut>) {
        let mut causes: BTreeMap<&Id, LeftOutReason> = BTreeMap::new();
        for item in &self.ranking.items {
            if let Some(reason) = self.hindrance(item) {
                causes.insert(&item.improvement.id, reason);
            }
        }
        for apart in &self.ranking.apart {
            let reason = match apart.other_scale {
                Some(_) => LeftOutReason::OtherScale,
                None => LeftOutReason::NotRanked { missing: apart.missing.clone() },
            };
            causes.insert(&apart.improvement.id, reason);
        }
        self.spread(&mut causes);
        let (mut items, mut left_out) = (Vec::new(), Vec::new());
        let ranked = self.ranking.items.iter().map(|item| (&item.improvement, Some(item)));
        let apart = self.ranking.apart.iter().map(|apart| (&apart.improvement, None));
        for (improvement, item) in ranked.chain(apart) {
            match (causes.remove(&improvement.id), item) {
                (Some(reason), item) => left_out.push(LeftOut {
                    improvement: improvement.clone(),
                    rank: item.map(|item| item.rank),
                    reason,
                }),
                (None, Some(item)) => items.push(item),
                (None, None) => {}
            }
        }
        (items, left_out)
    }

    /// What stands against an improvement by itself.
    fn hindrance(&self, item: &RankedItem) -> Option<LeftOutReason> {
        let improvement = &item.improvement;
        let in_test = improvement.status == Status::Testing
            || self.running.iter().any(|running| running.improvement == improvement.id);
        let team = improvement.team.as_ref();
        if in_test {
            Some(LeftOutReason::InTest)
        } else if improvement.moscow == Some(Moscow::Wont) {
            Some(LeftOutReason::NotWanted)
        } else if item.impact.expected <= 0.0 {
            Some(LeftOutReason::NothingToGain)
        } else if !team.is_some_and(|team| self.people.teams.iter().any(|known| known.id == *team)) {
            Some(LeftOutReason::NoTeam)
        } else {
            self.untestable(item).map(|why| LeftOutReason::NotTestable { why })
        }
    }

    fn untestable(&self, item: &RankedItem) -> Option<Untestable> {
        match self.run_lengths.get(&item.improvement.id) {
            Some(RunLength::NotNeeded(_)) => None,
            Some(RunLength::NotTestable(why)) => Some(*why),
            Some(RunLength::Weeks(_)) if self.lane(item).is_none() => Some(Untestable::NoLane),
            Some(RunLength::Weeks(_)) => None,
            None => Some(Untestable::NotSized),
        }
    }

    fn lane(&self, item: &RankedItem) -> Option<usize> {
        let lane = item.improvement.lane.as_ref()?;
        self.people.lanes.iter().position(|known| known.id == *lane)
    }

    /// Passes causes on to what depends on them, until nothing changes; then names circles.
    fn spread(&self, causes: &mut BTreeMap<&'a Id, LeftOutReason>) {
        let dropped: BTreeSet<&Id> = self
            .ranking
            .settled
            .iter()
            .filter(|improvement| improvement.status == Status::Dropped)
            .map(|improvement| &improvement.id)
            .collect();
        loop {
            let mut found = Vec::new();
            for improvement in self.ranking.items.iter().map(|item| &item.improvement) {
                if causes.contains_key(&improvement.id) {
                    continue;
                }
                for need in &improvement.depends_on {
                    let waits_for_test = causes.get(need) == Some(&LeftOutReason::InTest)
                        && self.running.iter().any(|running| running.improvement == *need);
                    if dropped.contains(need) {
                        found.push((&improvement.id, LeftOutReason::NeedsDropped { improvement: need.clone() }));
                    } else if causes.contains_key(need) && !waits_for_test {
                        found.push((&improvement.id, LeftOutReason::NeedsLeftOut { improvement: need.clone() }));
                    }
                }
            }
            if found.is_empty() {
                break;
            }
            for (id, reason) in found {
                causes.entry(id).or_insert(reason);
            }
        }
    }

    fn task(&self, item: &RankedItem, items: &[&RankedItem]) -> Task {
        let improvement = &item.improvement;
        let position = |id: &Id| items.iter().position(|other| other.improvement.id == *id);
        let over = |id: &Id| {
            let running = self.running.iter().find(|running| running.improvement == *id)?;
            (running.until >= self.calendar.start).then(|| self.calendar.day(running.until) + 1)
        };
        // A conflict holds both ways, whichever of the two says it.
        let against = |other: &RankedItem| {
            improvement.conflicts_with.contains(&other.improvement.id)
                || other.improvement.conflicts_with.contains(&improvement.id)
        };
        let run = self.run_lengths.get(&improvement.id);
        Task {
            id: improvement.id.clone(),
            value_per_day: item.impact.expected / DAYS_PER_YEAR,
            effort_days: item.effort_days.median,
            team: self.people.teams.iter().position(|team| Some(&team.id) == improvement.team.as_ref()).unwrap_or(0),
            test: match run {
                Some(RunLength::Weeks(weeks)) => self.lane(item).map(|lane| (lane, (*weeks).max(1) as usize)),
                _ => None,
            },
            needs: improvement.depends_on.iter().filter_map(position).collect(),
            waits_for: improvement.depends_on.iter().filter_map(|id| Some((over(id)?, id.clone()))).max(),
            conflicts: (0..items.len()).filter(|other| items.get(*other).is_some_and(|other| against(other))).collect(),
            running_conflicts: self.running_conflicts(improvement, &over),
            deadline: improvement.deadline,
        }
    }

    /// Running tests the improvement may not share time with, whichever of the two says so.
    fn running_conflicts(&self, improvement: &Improvement, over: &impl Fn(&Id) -> Option<usize>) -> Vec<(Id, usize)> {
        let says_so = |id: &Id| {
            let other = self.ranking.item(id).map(|item| &item.improvement);
            improvement.conflicts_with.contains(id)
                || other.is_some_and(|other| other.conflicts_with.contains(&improvement.id))
        };
        let against = self.running.iter().map(|running| &running.improvement).filter(|id| says_so(id));
        against.filter_map(|id| Some((id.clone(), over(id)?))).collect()
    }

    fn item(&self, placed: &Placed, items: &[&RankedItem], tasks: &[Task], bench: &Bench<'_>) -> Option<RoadmapItem> {
        let (item, task) = (items.get(placed.task)?, tasks.get(placed.task)?);
        let days =
            |(first, last): (usize, usize)| Days { first: self.calendar.date(first), last: self.calendar.date(last) };
        let test = match (&placed.test, task.test) {
            (Some((run, reason)), Some((lane, weeks))) => Test::Run {
                lane: self.people.lanes.get(lane)?.id.clone(),
                days: days(*run),
                weeks: u32::try_from(weeks).unwrap_or(u32::MAX),
                reason: reason.clone(),
            },
            _ => Test::None(match self.run_lengths.get(&task.id) {
                Some(RunLength::NotNeeded(why)) => why.clone(),
                _ => String::new(),
            }),
        };
        Some(RoadmapItem {
            improvement: item.improvement.clone(),
            rank: item.rank,
            team: self.people.teams.get(task.team)?.id.clone(),
            effort_days: task.effort_days,
            build: days(placed.build),
            build_reason: placed.build_reason.clone(),
            test,
            decided: self.calendar.date(placed.decided),
            value: bench.gain(placed.task, placed.decided)?,
        })
    }

    fn still_running(&self) -> Vec<Running> {
        let still = self.running.iter().filter(|running| running.until >= self.calendar.start);
        let mut running: Vec<Running> = still.cloned().collect();
        running.sort_by(|one, other| (one.until, &one.improvement).cmp(&(other.until, &other.improvement)));
        running
    }

    fn team_use(&self, bench: &Bench<'_>, capacity: &[Vec<f64>]) -> Vec<TeamUse> {
        let teams = self.people.teams.iter().zip(capacity).enumerate();
        teams
            .map(|(place, (team, days))| TeamUse {
                team: team.id.clone(),
                name: team.name.clone(),
                days_used: bench.used(place),
                days_available: days.iter().sum(),
            })
            .collect()
    }

    fn lane_use(&self, bench: &Bench<'_>) -> Vec<LaneUse> {
        let weeks = |lane: &super::Lane| {
            let first = self.calendar.monday(0);
            let open = (0..self.calendar.whole_weeks())
                .map(|week| first + week * 7)
                .filter(|monday| self.calendar.closed(&lane.blackout, *monday, monday + 6).is_none());
            u32::try_from(open.count()).unwrap_or(u32::MAX).saturating_mul(lane.parallel)
        };
        let lanes = self.people.lanes.iter().enumerate();
        lanes
            .map(|(place, lane)| LaneUse {
                lane: lane.id.clone(),
                name: lane.name.clone(),
                weeks_used: u32::try_from(bench.weeks_used(place)).unwrap_or(u32::MAX),
                weeks_available: weeks(lane),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::priority::{RankOptions, Scale, rank};
    use crate::quantity::{Positive, Range};
    use crate::roadmap::{BuildReason, Lane, Period, Team, TestReason};
    use crate::stats::draws::Stream;
    use jiff::ToSpan;
    use jiff::civil::date;

    const MONDAY: Date = date(2026, 10, 5);

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    fn improvement(name: &str, impact: f64, effort: f64) -> Improvement {
        let mut item = Improvement::new(id(name), name);
        item.impact = Range::new(impact, impact, impact).ok();
        item.effort_days = Range::new(effort, effort, effort).ok();
        item.team = Some(id("web"));
        item.lane = Some(id("shop"));
        item
    }

    fn people() -> Capacity {
        let positive = |value| Positive::new(value).unwrap();
        let team =
            |name: &str| Team { id: id(name), name: name.to_owned(), days_per_week: positive(5.0), off: Vec::new() };
        let lane = |name: &str| Lane {
            id: id(name),
            name: name.to_owned(),
            touchpoints: Vec::new(),
            units_per_week: positive(1_000.0),
            return_rate: 0.0,
            parallel: 1,
            blackout: Vec::new(),
        };
        Capacity { teams: vec![team("web"), team("care")], lanes: vec![lane("shop"), lane("post")] }
    }

    fn ranking(improvements: &[Improvement]) -> Ranking {
        rank(improvements, &[], &RankOptions { draws: 10, ..RankOptions::default() })
    }

    fn tested(weeks: &[(&str, u32)]) -> RunLengths {
        weeks.iter().map(|(name, weeks)| (id(name), RunLength::Weeks(*weeks))).collect()
    }

    fn untested(names: &[&str]) -> RunLengths {
        names.iter().map(|name| (id(name), RunLength::NotNeeded("ship and watch".to_owned()))).collect()
    }

    fn left_out<'a>(roadmap: &'a Roadmap, name: &str) -> &'a LeftOutReason {
        &roadmap.left_out.iter().find(|left| left.improvement.id == id(name)).expect("left out").reason
    }

    fn placed<'a>(roadmap: &'a Roadmap, name: &str) -> &'a RoadmapItem {
        roadmap.items.iter().find(|item| item.improvement.id == id(name)).expect("scheduled")
    }

    /// Smith's rule, value per day over days: C 8/2, B 3/1, A 10/5, in this order (delay cost 8·2 + 3·3 + 10·8 = 105).
    /// Points end at 5, so values are half of the textbook's; the order is the same.
    #[test]
    fn one_team_without_tests_follows_smiths_rule() {
        let items = [("A", 5.0, 5.0), ("B", 1.5, 1.0), ("C", 4.0, 2.0)].map(|(name, v, d)| improvement(name, v, d));
        let roadmap = schedule(&ranking(&items), &people(), &untested(&["A", "B", "C"]), &[], MONDAY, 4);
        let mut order: Vec<&RoadmapItem> = roadmap.items.iter().collect();
        order.sort_by_key(|item| item.build.first);
        assert_eq!(order.iter().map(|item| item.improvement.id.as_str()).collect::<Vec<_>>(), ["C", "B", "A"]);
        assert_eq!(order[0].build_reason, BuildReason::FirstOfTeam);
        assert_eq!(order[1].build_reason, BuildReason::AfterTeamWork { improvement: id("C") });
        assert_eq!(order[2].build.last, date(2026, 10, 14), "eight working days from Monday 5 October");
        assert!(roadmap.exact && roadmap.value <= roadmap.value_at_most);
        assert!((roadmap.teams[0].days_used - 8.0).abs() < 1e-9, "{:?}", roadmap.teams);
    }

    #[test]
    fn a_test_waits_for_its_lane_and_starts_on_a_monday() {
        let mut second = improvement("B", 3.0, 1.0);
        second.team = Some(id("care"));
        let items = [improvement("A", 5.0, 1.0), second];
        let roadmap = schedule(&ranking(&items), &people(), &tested(&[("A", 2), ("B", 3)]), &[], MONDAY, 13);
        let Test::Run { days, reason, .. } = &placed(&roadmap, "A").test else { panic!() };
        assert_eq!((days.first, days.last, reason), (date(2026, 10, 12), date(2026, 10, 25), &TestReason::NextMonday));
        let Test::Run { days, reason, .. } = &placed(&roadmap, "B").test else { panic!() };
        assert_eq!(days.first, date(2026, 10, 26));
        assert_eq!(*reason, TestReason::LaneBusy { until: date(2026, 10, 25), improvement: id("A") });
        assert_eq!(placed(&roadmap, "B").decided, date(2026, 11, 16));
        assert_eq!((roadmap.lanes[0].weeks_used, roadmap.lanes[0].weeks_available), (5, 13));
    }

    #[test]
    fn leave_black_outs_and_running_tests_are_waited_for() {
        let mut people = people();
        people.teams[0].off = vec![Period { from: MONDAY, to: date(2026, 10, 9) }];
        people.lanes[0].blackout = vec![Period { from: date(2026, 11, 23), to: date(2026, 11, 30) }];
        let running = [Running { improvement: id("R"), lane: Some(id("shop")), until: date(2026, 11, 15) }];
        let roadmap =
            schedule(&ranking(&[improvement("A", 5.0, 1.0)]), &people, &tested(&[("A", 2)]), &running, MONDAY, 13);
        let item = placed(&roadmap, "A");
        assert_eq!(item.build.first, date(2026, 10, 12));
        assert_eq!(item.build_reason, BuildReason::TeamAway { until: date(2026, 10, 9) });
        let Test::Run { days, reason, .. } = &item.test else { panic!() };
        assert_eq!(days.first, date(2026, 12, 7), "from the 16th it would run into the black-out");
        assert_eq!(*reason, TestReason::Blackout { until: date(2026, 11, 30) });
        assert_eq!(roadmap.running.len(), 1);
        assert_eq!((roadmap.lanes[0].weeks_used, roadmap.lanes[0].weeks_available), (8, 11));
    }

    #[test]
    fn every_reason_for_leaving_out_is_named() {
        let mut items: Vec<Improvement> =
            ["OK", "LONG", "TEAM", "LANE", "NEED", "GAVE", "EFFORT", "LATE", "WONT", "TEST", "HUGE", "GONE"]
                .map(|name| improvement(name, 3.0, 1.0))
                .to_vec();
        let of = |items: &mut Vec<Improvement>, name: &str, change: &dyn Fn(&mut Improvement)| {
            items.iter_mut().filter(|item| item.id == id(name)).for_each(change);
        };
        of(&mut items, "TEAM", &|item| item.team = None);
        of(&mut items, "LANE", &|item| item.lane = None);
        of(&mut items, "NEED", &|item| item.depends_on = vec![id("TEAM")]);
        of(&mut items, "GAVE", &|item| item.depends_on = vec![id("GONE")]);
        of(&mut items, "GONE", &|item| item.status = Status::Dropped);
        of(&mut items, "EFFORT", &|item| item.effort_days = None);
        of(&mut items, "LATE", &|item| item.deadline = Some(MONDAY));
        of(&mut items, "WONT", &|item| item.moscow = Some(Moscow::Wont));
        of(&mut items, "TEST", &|item| item.status = Status::Testing);
        of(&mut items, "HUGE", &|item| item.effort_days = Range::new(900.0, 900.0, 900.0).ok());
        let mut lengths = untested(&["OK", "TEAM", "NEED", "GAVE", "EFFORT", "LATE", "WONT", "TEST", "HUGE"]);
        lengths.extend(tested(&[("LANE", 2)]));
        let too_long = Untestable::TooLong { weeks: 41, max_weeks: 8 };
        lengths.insert(id("LONG"), RunLength::NotTestable(too_long));
        let roadmap = schedule(&ranking(&items), &people(), &lengths, &[], MONDAY, 13);
        assert_eq!(roadmap.items.len(), 1);
        for (name, expected) in [
            ("LONG", LeftOutReason::NotTestable { why: too_long }),
            ("TEAM", LeftOutReason::NoTeam),
            ("LANE", LeftOutReason::NotTestable { why: Untestable::NoLane }),
            ("NEED", LeftOutReason::NeedsLeftOut { improvement: id("TEAM") }),
            ("GAVE", LeftOutReason::NeedsDropped { improvement: id("GONE") }),
            ("EFFORT", LeftOutReason::NotRanked { missing: vec![crate::priority::Missing::Effort] }),
            ("WONT", LeftOutReason::NotWanted),
            ("TEST", LeftOutReason::InTest),
            ("HUGE", LeftOutReason::HorizonTooShort),
        ] {
            assert_eq!(left_out(&roadmap, name), &expected, "{name}");
        }
        let LeftOutReason::DeadlineMissed { deadline, decided } = left_out(&roadmap, "LATE") else { panic!() };
        assert!(*deadline == MONDAY && decided > deadline);
    }

    #[test]
    fn circles_are_left_out_and_said() {
        let (mut one, mut other) = (improvement("A", 3.0, 1.0), improvement("B", 3.0, 1.0));
        one.depends_on = vec![id("B")];
        other.depends_on = vec![id("A")];
        let roadmap = schedule(&ranking(&[one, other]), &people(), &untested(&["A", "B"]), &[], MONDAY, 13);
        assert_eq!(left_out(&roadmap, "A"), &LeftOutReason::Circle { improvement: id("B") });
        assert!(roadmap.items.is_empty());
    }

    #[test]
    fn what_depends_on_a_running_test_waits_for_it() {
        let mut running = improvement("R", 3.0, 1.0);
        running.status = Status::Testing;
        let mut next = improvement("N", 3.0, 1.0);
        next.depends_on = vec![id("R")];
        let tests = [Running { improvement: id("R"), lane: None, until: date(2026, 10, 18) }];
        let roadmap = schedule(&ranking(&[running, next]), &people(), &untested(&["R", "N"]), &tests, MONDAY, 13);
        assert_eq!(placed(&roadmap, "N").build.first, date(2026, 10, 19));
        assert_eq!(placed(&roadmap, "N").build_reason, BuildReason::Needs { improvement: id("R") });
    }

    /// A random instance: improvements, lengths of tests, people with leave and black-outs, a running test.
    fn instance(seed: u64, count: usize) -> (Vec<Improvement>, RunLengths, Capacity, Vec<Running>) {
        let mut stream = Stream::named(seed, "instance");
        let mut up_to = |limit: usize| (stream.uniform() * limit as f64) as usize;
        let mut people = people();
        let from = MONDAY.saturating_add((up_to(60) as i64).days());
        people.teams[0].off = vec![Period { from, to: from.saturating_add((up_to(12) as i64).days()) }];
        let from = MONDAY.saturating_add((up_to(90) as i64).days());
        people.lanes[0].blackout = vec![Period { from, to: from.saturating_add((up_to(9) as i64).days()) }];
        people.lanes[1].parallel = 1 + up_to(2) as u32;
        let mut lengths = RunLengths::new();
        let items = (0..count)
            .map(|place| {
                let name = format!("I-{place:02}");
                let mut item = improvement(&name, 1.0 + up_to(400) as f64 / 100.0, 0.5 + up_to(90) as f64 / 10.0);
                item.team = Some(id(["web", "care"][up_to(2)]));
                item.lane = Some(id(["shop", "post"][up_to(2)]));
                if place > 0 && up_to(3) == 0 {
                    item.depends_on = vec![id(&format!("I-{:02}", up_to(place)))];
                }
                if place > 0 && up_to(4) == 0 {
                    item.conflicts_with = vec![id(&format!("I-{:02}", up_to(place)))];
                }
                if up_to(5) == 0 {
                    item.deadline = Some(MONDAY.saturating_add((40 + up_to(60) as i64).days()));
                }
                let length = match up_to(4) {
                    0 => RunLength::NotNeeded(String::new()),
                    _ => RunLength::Weeks(2 + up_to(4) as u32),
                };
                lengths.insert(id(&name), length);
                item
            })
            .collect();
        let until = MONDAY.saturating_add((up_to(40) as i64).days());
        (items, lengths, people, vec![Running { improvement: id("R"), lane: Some(id("shop")), until }])
    }

    /// The lane and the days of an item's test.
    fn run(item: &RoadmapItem) -> Option<(Id, Days)> {
        match &item.test {
            Test::Run { lane, days, .. } => Some((lane.clone(), *days)),
            Test::None(_) => None,
        }
    }

    /// Checks a roadmap against the rules, by another road than the one it was made on.
    fn assert_lawful(roadmap: &Roadmap, people: &Capacity, seed: u64) {
        for item in &roadmap.items {
            assert!(item.build.first <= item.build.last && item.decided <= roadmap.end.tomorrow().unwrap(), "{seed}");
            assert!(item.improvement.deadline.is_none_or(|deadline| item.decided <= deadline), "{seed}: deadline");
            for need in &item.improvement.depends_on {
                assert!(placed(roadmap, need.as_str()).decided <= item.build.first, "{seed}: {need} comes first");
            }
            let Some((_, days)) = run(item) else { continue };
            assert!(days.first > item.build.last, "{seed}: tested before it is built");
            assert_eq!(days.first.weekday(), jiff::civil::Weekday::Monday);
            for against in &item.improvement.conflicts_with {
                let other = roadmap.items.iter().find(|other| other.improvement.id == *against).and_then(run);
                let shares = other.is_some_and(|(_, other)| days.first <= other.last && other.first <= days.last);
                assert!(!shares, "{seed}: {against} is in test together with {}", item.improvement.id);
            }
        }
        people.lanes.iter().for_each(|lane| assert_lane_is_lawful(roadmap, lane, seed));
        people.teams.iter().for_each(|team| assert_team_is_lawful(roadmap, team, seed));
    }

    fn assert_lane_is_lawful(roadmap: &Roadmap, lane: &Lane, seed: u64) {
        let mut day = roadmap.start;
        while day <= roadmap.end {
            let in_test = |days: Days| days.first <= day && day <= days.last;
            let planned = roadmap.items.iter().filter_map(run).filter(|(own, days)| *own == lane.id && in_test(*days));
            let planned = planned.count();
            let running =
                roadmap.running.iter().filter(|test| test.lane.as_ref() == Some(&lane.id) && day <= test.until);
            assert!(
                planned == 0 || planned + running.count() <= lane.parallel as usize,
                "{seed}: {} on {day}",
                lane.id
            );
            let closed = lane.blackout.iter().any(|period| period.contains(day));
            assert!(!closed || planned == 0, "{seed}: {} is closed on {day}", lane.id);
            day = day.tomorrow().unwrap();
        }
    }

    /// Work within any stretch of days never exceeds what the team has in it.
    fn assert_team_is_lawful(roadmap: &Roadmap, team: &Team, seed: u64) {
        let calendar = Calendar::new(roadmap.start, roadmap.weeks);
        let capacity = calendar.capacity(team);
        for first in 0..calendar.days {
            for last in first..calendar.days {
                let there_is: f64 = capacity[first..=last].iter().sum();
                let inside = |item: &&RoadmapItem| {
                    item.team == team.id
                        && calendar.day(item.build.first) >= first
                        && calendar.day(item.build.last) <= last
                };
                let asked: f64 = roadmap.items.iter().filter(inside).map(|item| item.effort_days).sum();
                assert!(asked <= there_is + 1e-6, "{seed}: {} is asked {asked} of {there_is}", team.id);
            }
        }
    }

    #[test]
    fn no_rule_is_ever_broken() {
        for seed in 0..24 {
            let count = 3 + (seed as usize % 8);
            let (items, lengths, people, running) = instance(seed, count);
            let roadmap = schedule(&ranking(&items), &people, &lengths, &running, MONDAY, 18);
            assert_eq!(roadmap.items.len() + roadmap.left_out.len(), count, "{seed}: somebody was forgotten");
            assert_lawful(&roadmap, &people, seed);
            assert!(roadmap.value <= roadmap.value_at_most * (1.0 + 1e-9), "{seed}");
            assert!(roadmap.value >= roadmap.value_in_rank_order * (1.0 - 1e-9), "{seed}");
        }
    }

    #[test]
    fn the_order_of_the_list_changes_nothing() {
        let (items, lengths, people, running) = instance(4, 9);
        let mut turned = items.clone();
        turned.reverse();
        let of = |items: &[Improvement]| schedule(&ranking(items), &people, &lengths, &running, MONDAY, 20);
        assert_eq!(of(&items), of(&turned));
    }

    #[test]
    fn an_empty_ranking_is_an_empty_roadmap() {
        let roadmap = schedule(&ranking(&[]), &people(), &RunLengths::new(), &[], MONDAY, 0);
        assert_eq!((roadmap.weeks, roadmap.items.len()), (1, 0));
        assert_eq!(roadmap.scale, Scale::Money, "nothing says otherwise");
    }
}
