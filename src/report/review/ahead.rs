//! What is under way, what starts next, goals and actions.

use super::Writer;
use crate::report::{Blocks, Cell, Column, Compose, Table, Tone, measure};
use crate::review::{ActionLine, GoalLine, NextStep, Standing, StepKind};
use crate::words::Message;

impl Writer<'_> {
    pub(super) fn under_way(&self) -> Blocks {
        let blocks = Blocks::new().heading(self.say("review-running"));
        if self.review.running.is_empty() {
            return blocks.paragraph(self.say("review-running-none"));
        }
        let table = Table::new(self.say("review-running-table"))
            .column(Column::text(self.say("review-experiment")))
            .column(Column::text(self.say("review-metric")))
            .column(Column::text(self.say("review-since")))
            .column(Column::text(self.say("review-until")))
            .column(Column::number(self.say("review-looks")))
            .rows(self.review.running.iter().map(|outcome| {
                [
                    Cell::text(format!("{} {}", outcome.experiment, outcome.title)),
                    Cell::text(outcome.metric.clone()),
                    Cell::text(self.words.short_date(outcome.start)),
                    Cell::text(self.words.short_date(outcome.end)),
                    Cell::count(self.words.count(outcome.looks as u64), outcome.looks as u64),
                ]
            }))
            .note(self.say("review-running-note"));
        blocks.table(table)
    }

    pub(super) fn next(&self) -> Blocks {
        let after = self.review.month.next();
        let month = self.words.month(after.year(), after.number());
        let mut blocks = Blocks::new().heading(self.words.say(&Message::new("review-next").text("month", month)));
        if self.review.next.is_empty() && self.review.upcoming.is_empty() {
            return blocks.paragraph(self.say("review-next-none"));
        }
        if !self.review.next.is_empty() {
            let table = Table::new(self.say("review-next-table"))
                .column(Column::text(self.say("review-week")))
                .column(Column::text(self.say("review-improvement")))
                .column(Column::text(self.say("review-step")))
                .column(Column::text(self.say("review-from-to")))
                .column(Column::text(self.say("review-owner")))
                .rows(self.review.next.iter().map(|step| self.step_row(step)));
            blocks = blocks.table(table);
        }
        let planned = self.review.upcoming.iter().map(|outcome| {
            let line = Message::new("review-planned")
                .text("experiment", outcome.experiment.as_str())
                .text("title", &outcome.title)
                .date("start", outcome.start);
            self.words.say(&line)
        });
        blocks.bullets(planned)
    }

    pub(super) fn step_row(&self, step: &NextStep) -> [Cell; 5] {
        let key = match step.kind {
            StepKind::Build => Message::new("review-step-build"),
            StepKind::Test => Message::new("review-step-test"),
        };
        [
            Cell::text(self.words.week(step.start)),
            Cell::text(format!("{} {}", step.improvement, step.title)),
            Cell::text(self.words.say(&key.text("place", step.place.as_str()))),
            Cell::text(self.range_of_days(step)),
            Cell::text(step.owner.clone().unwrap_or_else(|| "—".to_owned())),
        ]
    }

    pub(super) fn range_of_days(&self, step: &NextStep) -> String {
        let days = Message::new("review-days")
            .text("first", self.words.short_date(step.start))
            .text("last", self.words.short_date(step.end));
        self.words.say(&days)
    }

    pub(super) fn goals(&self) -> Blocks {
        if self.review.goals.is_empty() {
            return Blocks::new();
        }
        let table = Table::new(self.say("review-goals-table"))
            .column(Column::text(self.say("review-goal")))
            .column(Column::number(self.say("review-target")))
            .column(Column::number(self.say("review-latest")))
            .column(Column::text(self.say("review-by-day")))
            .column(Column::text(self.say("review-owner")))
            .column(Column::text(self.say("review-standing")))
            .rows(self.review.goals.iter().map(|line| self.goal_row(line)));
        Blocks::new().heading(self.say("review-goals")).table(table)
    }

    pub(super) fn goal_row(&self, line: &GoalLine) -> [Cell; 6] {
        let metric = self.setting.metrics.iter().find(|metric| metric.id == line.goal.metric);
        let value = |value: f64| match metric {
            Some(metric) => Cell::number(measure::value(metric, value, self.words), value),
            None => Cell::text("—"),
        };
        let (standing, tone) = self.standing(line.standing);
        [
            Cell::text(format!("{} {}", line.goal.id, line.metric)),
            value(line.goal.target),
            line.latest.map_or(Cell::text("—"), |(_, estimate)| value(estimate.value)),
            Cell::text(self.words.date(line.goal.by)),
            Cell::text(line.goal.owner.clone().unwrap_or_else(|| "—".to_owned())),
            Cell::text(standing).tone(tone),
        ]
    }

    pub(super) fn standing(&self, standing: Standing) -> (String, Tone) {
        match standing {
            Standing::Reached => (self.say("review-goal-reached"), Tone::Good),
            Standing::ReachedPerhaps => (self.say("review-goal-perhaps"), Tone::Good),
            Standing::OnTheWay(Some(way)) => {
                (self.words.say(&Message::new("review-goal-way").percent("way", way, 0)), Tone::Watch)
            }
            Standing::OnTheWay(None) => (self.say("review-goal-open"), Tone::Watch),
            Standing::Missed => (self.say("review-goal-missed"), Tone::Bad),
            Standing::Unknown => (self.say("review-goal-unknown"), Tone::Muted),
        }
    }

    pub(super) fn actions(&self) -> Blocks {
        let blocks = Blocks::new().heading(self.say("review-actions"));
        if self.review.actions.is_empty() {
            return blocks.paragraph(self.say("review-actions-none"));
        }
        let table = Table::new(self.say("review-actions-table"))
            .column(Column::text(self.say("review-what")))
            .column(Column::text(self.say("review-owner")))
            .column(Column::text(self.say("review-due")))
            .column(Column::text(self.say("review-from")))
            .column(Column::text(self.say("review-state-of-action")))
            .rows(self.review.actions.iter().map(|line| self.action_row(line)));
        blocks.table(table)
    }

    pub(super) fn action_row(&self, line: &ActionLine) -> [Cell; 5] {
        let state = match (line.done, line.late) {
            (true, _) => Cell::text(self.say("review-action-done")).good(),
            (false, true) => Cell::text(self.say("review-action-late")).bad(),
            (false, false) => Cell::text(self.say("review-action-open")),
        };
        let day = |day: Option<jiff::civil::Date>| day.map_or("—".to_owned(), |day| self.words.short_date(day));
        [
            Cell::text(line.action.what.clone()),
            Cell::text(line.action.owner.clone().unwrap_or_else(|| "—".to_owned())),
            Cell::text(day(line.action.due)),
            Cell::text(self.words.month(line.from.year(), line.from.number())),
            state,
        ]
    }
}
