use jiff::civil::Date;

use super::calendar::Calendar;
use super::result::{BuildReason, LeftOutReason, TestReason};
use super::{Capacity, Lane, Running};
use crate::id::Id;

/// One improvement as the schedule sees it. Places in lists stand for ids.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub(super) id: Id,
    /// Value for each day after its decision.
    pub(super) value_per_day: f64,
    pub(super) effort_days: f64,
    pub(super) team: usize,
    /// Lane and whole weeks; none for what ships untested.
    pub(super) test: Option<(usize, usize)>,
    /// Tasks that must be decided first.
    pub(super) needs: Vec<usize>,
    /// A running test that must be over first: its day after, and whose it is.
    pub(super) waits_for: Option<(usize, Id)>,
    /// Tasks that may not be in test at the same time.
    pub(super) conflicts: Vec<usize>,
    /// Running tests it may not share time with: improvement and the day after their last.
    pub(super) running_conflicts: Vec<(Id, usize)>,
    pub(super) deadline: Option<Date>,
}

/// Where a task ended up, in days from the start.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) task: usize,
    pub(super) build: (usize, usize),
    pub(super) build_reason: BuildReason,
    /// First and last day of the test, and why then.
    pub(super) test: Option<((usize, usize), TestReason)>,
    /// The first day on which its value counts: the day after the test or the work.
    pub(super) decided: usize,
}

/// Teams and lanes while they fill up.
#[derive(Debug, Clone)]
pub(super) struct Bench<'a> {
    calendar: Calendar,
    tasks: &'a [Task],
    lanes: &'a [Lane],
    /// Person-days of each team and day: there are, and are left.
    capacity: &'a [Vec<f64>],
    left: Vec<Vec<f64>>,
    /// Tests in each lane: first and last day, whose.
    in_lane: Vec<Vec<((usize, usize), Id)>>,
    pub(super) placed: Vec<Placed>,
}

/// Less than this much of a person-day is rounding.
const ROUNDING: f64 = 1e-9;

impl<'a> Bench<'a> {
    pub(super) fn new(
        calendar: Calendar,
        tasks: &'a [Task],
        people: &'a Capacity,
        capacity: &'a [Vec<f64>],
        running: &[Running],
    ) -> Self {
        let in_lane = people
            .lanes
            .iter()
            .map(|lane| {
                let here = running.iter().filter(|test| test.lane.as_ref() == Some(&lane.id));
                let still = here.filter(|test| test.until >= calendar.start);
                still.map(|test| ((0, calendar.day(test.until)), test.improvement.clone())).collect()
            })
            .collect();
        Self { calendar, tasks, lanes: &people.lanes, capacity, left: capacity.to_vec(), in_lane, placed: Vec::new() }
    }

    /// Places a task as early as it fits, or says why it does not. What it needs must be placed before.
    pub(super) fn place(&mut self, task: usize) -> Result<(), LeftOutReason> {
        let own = self.tasks.get(task).ok_or(LeftOutReason::HorizonTooShort)?;
        let (ready, needed) = self.ready(own);
        let build = self.first_fit(own, ready).ok_or(LeftOutReason::HorizonTooShort)?;
        let test = match own.test {
            None => None,
            Some((lane, weeks)) => {
                Some(self.first_slot(own, lane, weeks, build.1 + 1).ok_or(LeftOutReason::HorizonTooShort)?)
            }
        };
        let decided = test.as_ref().map_or(build.1, |(days, _)| days.1) + 1;
        let decided_on = self.calendar.date(decided);
        if let Some(deadline) = own.deadline.filter(|deadline| *deadline < decided_on) {
            return Err(LeftOutReason::DeadlineMissed { deadline, decided: decided_on });
        }
        let build_reason = self.build_reason(own, build, ready, needed);
        self.take(own, build);
        if let (Some((lane, _)), Some((days, _))) = (own.test, &test)
            && let Some(in_lane) = self.in_lane.get_mut(lane)
        {
            in_lane.push((*days, own.id.clone()));
        }
        self.placed.push(Placed { task, build, build_reason, test, decided });
        Ok(())
    }

    /// The first day on which everything the task needs is decided, and what decides last.
    fn ready(&self, task: &Task) -> (usize, Option<Id>) {
        let placed = task.needs.iter().filter_map(|need| self.placed.iter().find(|placed| placed.task == *need));
        let decided = placed.filter_map(|placed| Some((placed.decided, self.tasks.get(placed.task)?.id.clone())));
        match decided.chain(task.waits_for.clone()).max() {
            Some((day, id)) if day > 0 => (day, Some(id)),
            _ => (0, None),
        }
    }

    /// The first days, not before `from`, on which the team can do the whole work in one go.
    fn first_fit(&self, task: &Task, from: usize) -> Option<(usize, usize)> {
        let (left, capacity) = (self.left.get(task.team)?, self.capacity.get(task.team)?);
        (from..self.calendar.days).find_map(|first| Some((first, fits(left, capacity, first, task.effort_days)?)))
    }

    fn take(&mut self, task: &Task, build: (usize, usize)) {
        let Some(left) = self.left.get_mut(task.team) else { return };
        let mut missing = task.effort_days;
        for day in left.iter_mut().skip(build.0).take(build.1 + 1 - build.0) {
            let taken = day.min(missing);
            *day -= taken;
            missing -= taken;
        }
    }

    /// Why the work does not begin earlier.
    fn build_reason(&self, task: &Task, build: (usize, usize), ready: usize, needed: Option<Id>) -> BuildReason {
        let unhindered = |from: usize| {
            let capacity = self.capacity.get(task.team)?;
            (from..self.calendar.days)
                .find_map(|first| fits(capacity, capacity, first, task.effort_days).map(|_| first))
        };
        if unhindered(ready).is_some_and(|alone| alone < build.0)
            && let Some(improvement) = self.team_work_before(task.team, build.0)
        {
            return BuildReason::AfterTeamWork { improvement };
        }
        if let Some(improvement) = needed
            && self.first_fit(task, 0).is_some_and(|earliest| earliest.0 < build.0)
        {
            return BuildReason::Needs { improvement };
        }
        if let Some(last) = self.last_day_away_before(task.team, build.0) {
            return BuildReason::TeamAway { until: self.calendar.date(last) };
        }
        match self.team_work_before(task.team, build.0) {
            Some(improvement) => BuildReason::AfterTeamWork { improvement },
            None => BuildReason::FirstOfTeam,
        }
    }

    /// The improvement of a team whose work ends last on or before a day.
    fn team_work_before(&self, team: usize, day: usize) -> Option<Id> {
        let of_team = self.placed.iter().filter_map(|placed| Some((placed, self.tasks.get(placed.task)?)));
        of_team
            .filter(|(placed, task)| task.team == team && placed.build.1 <= day)
            .max_by_key(|(placed, _)| placed.build.1)
            .map(|(_, task)| task.id.clone())
    }

    /// The working day right before a day, when it is one of leave.
    fn last_day_away_before(&self, team: usize, day: usize) -> Option<usize> {
        let worked = (0..day).rev().find(|day| self.calendar.works(*day))?;
        (self.capacity.get(team)?.get(worked)? <= &0.0).then_some(worked)
    }

    /// The first whole weeks from a Monday on which the lane is free, and what kept the test from an earlier Monday.
    fn first_slot(&self, task: &Task, lane: usize, weeks: usize, from: usize) -> Option<((usize, usize), TestReason)> {
        let mut reason = TestReason::NextMonday;
        let mut first = self.calendar.monday(from);
        while first + weeks * 7 <= self.calendar.days {
            let last = first + weeks * 7 - 1;
            match self.hindrance(task, lane, first, last)? {
                None => return Some(((first, last), reason)),
                Some(hindrance) => reason = hindrance,
            }
            first += 7;
        }
        None
    }

    /// What stands against a test on these days; the outer `None` when there is no such lane.
    fn hindrance(&self, task: &Task, lane: usize, first: usize, last: usize) -> Option<Option<TestReason>> {
        let (about, tests) = (self.lanes.get(lane)?, self.in_lane.get(lane)?);
        if let Some(until) = self.calendar.closed(&about.blackout, first, last) {
            return Some(Some(TestReason::Blackout { until }));
        }
        if let Some((improvement, day)) = self.conflict(task, first, last) {
            return Some(Some(TestReason::Conflict { improvement, until: self.calendar.date(day) }));
        }
        let crowded = (first..=last).step_by(7).find_map(|week| {
            let here: Vec<_> = tests.iter().filter(|(days, _)| days.0 <= week + 6 && week <= days.1).collect();
            (here.len() >= about.parallel as usize).then_some(here)
        });
        // The test that ends first makes room first.
        let blocking = crowded.and_then(|here| here.into_iter().min_by_key(|(days, _)| days.1));
        Some(
            blocking
                .map(|(days, id)| TestReason::LaneBusy { until: self.calendar.date(days.1), improvement: id.clone() }),
        )
    }

    /// A test that this one may not share time with, and its last day.
    fn conflict(&self, task: &Task, first: usize, last: usize) -> Option<(Id, usize)> {
        let placed = self.placed.iter().filter_map(|placed| {
            let (days, _) = placed.test.as_ref()?;
            let shares_time = days.0 <= last && first <= days.1;
            (task.conflicts.contains(&placed.task) && shares_time)
                .then(|| Some((self.tasks.get(placed.task)?.id.clone(), days.1)))?
        });
        let running = task.running_conflicts.iter().filter(|(_, over)| first < *over);
        placed.chain(running.map(|(id, over)| (id.clone(), over.saturating_sub(1)))).next()
    }

    /// Value gained by the last day.
    pub(super) fn value(&self) -> f64 {
        self.placed.iter().filter_map(|placed| self.gain(placed.task, placed.decided)).sum()
    }

    /// Value of a task decided on a day.
    pub(super) fn gain(&self, task: usize, decided: usize) -> Option<f64> {
        let days = self.calendar.days.saturating_sub(decided);
        Some(self.tasks.get(task)?.value_per_day * days as f64)
    }

    /// Person-days used of each team.
    pub(super) fn used(&self, team: usize) -> f64 {
        let sum = |days: Option<&Vec<f64>>| days.map_or(0.0, |days| days.iter().sum::<f64>());
        sum(self.capacity.get(team)) - sum(self.left.get(team))
    }

    /// Weeks of tests in a lane, running ones included.
    pub(super) fn weeks_used(&self, lane: usize) -> usize {
        let tests = self.in_lane.get(lane).map_or(&[][..], Vec::as_slice);
        tests.iter().map(|(days, _)| (days.1 + 1 - days.0).div_ceil(7)).sum()
    }
}

/// The last day when the work begins on a day and goes on without another's work in between.
fn fits(left: &[f64], capacity: &[f64], first: usize, effort: f64) -> Option<usize> {
    if left.get(first).is_none_or(|left| *left <= ROUNDING) {
        return None;
    }
    let mut missing = effort;
    for (day, (left, whole)) in left.iter().zip(capacity).enumerate().skip(first) {
        missing -= left;
        if missing <= ROUNDING {
            return Some(day);
        }
        // Another's work begins on this day, so that this work would have to be broken off.
        if day > first && left + ROUNDING < *whole {
            return None;
        }
    }
    None
}
