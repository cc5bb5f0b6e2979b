//! The roadmap: what is built and tested when, why, what is left out, and what the period can decide.

use jiff::civil::Date;
use serde::Serialize;

use super::rank::{figure, missing_inputs};
use super::{Blocks, Cell, Column, Compose, Document, Facts, Figure, Table};
use crate::chart;
use crate::id::Id;
use crate::priority::{ImprovementKind, Scale};
use crate::roadmap::{
    BuildReason, Capacity, Days, LaneUse, LeftOut, LeftOutReason, Roadmap, RoadmapItem, TeamUse, Test, TestReason,
    Untestable,
};
use crate::words::{Message, Words};

/// What a roadmap is shown with: people and lanes by name, the currency of money, and the day it stands for.
#[derive(Debug, Clone, Copy)]
pub struct RoadmapPage<'a> {
    /// The roadmap.
    pub roadmap: &'a Roadmap,
    /// Teams and lanes.
    pub people: &'a Capacity,
    /// Currency of money, ISO 4217.
    pub currency: &'a str,
    /// The day it stands for.
    pub on: Date,
}

impl RoadmapPage<'_> {
    /// The page. Charts are put in as they come from [`RoadmapPage::charts`].
    #[must_use]
    pub fn document(&self, charts: &[chart::Figure], words: &Words) -> Document {
        let page = Document::new(words.key("roadmap-title")).subtitle(words.say(&self.subtitle()));
        let page = page.key_figures(self.facts(words));
        let page = if self.roadmap.items.is_empty() {
            page.paragraph(words.key("roadmap-empty"))
        } else {
            self.people.teams.iter().fold(page, |page, team| page.append(self.team(&team.id, &team.name, words)))
        };
        let page = page.append(self.running(words)).append(self.left_out(words));
        let page = page.append(self.decisions(words));
        let page = page.table(self.use_table(words)).append(self.balance(words));
        charts.iter().fold(page, |page, chart| page.figure(Figure::from(chart)))
    }

    fn subtitle(&self) -> Message {
        Message::new("roadmap-subtitle")
            .date("from", self.roadmap.start)
            .date("to", self.roadmap.end)
            .count("weeks", u64::from(self.roadmap.weeks))
            .date("date", self.on)
    }

    fn facts(&self, words: &Words) -> Facts {
        let roadmap = self.roadmap;
        let decided = Message::new("roadmap-decided-of")
            .count("decided", roadmap.items.len() as u64)
            .count("all", (roadmap.items.len() + roadmap.left_out.len()) as u64);
        let facts = Facts::new().fact(words.key("roadmap-decided"), words.say(&decided));
        if roadmap.value_at_most <= 0.0 {
            return facts;
        }
        let share = roadmap.value / roadmap.value_at_most;
        let reached = Message::new("roadmap-reached").percent("share", share, 0);
        let ranked = Message::new("roadmap-in-rank-order").percent(
            "share",
            roadmap.value_in_rank_order / roadmap.value_at_most,
            0,
        );
        let facts = match &roadmap.scale {
            Scale::Money => {
                let amount = words.money(two_digits(roadmap.value), self.currency);
                facts.detailed(words.key("roadmap-gained"), amount, words.say(&reached))
            }
            _ => facts.fact(words.key("roadmap-plan-quality"), words.say(&reached)),
        };
        facts.fact(words.key("roadmap-rank-order"), words.say(&ranked))
    }

    /// The work of a team, in the order in which it begins.
    fn team(&self, team: &Id, name: &str, words: &Words) -> Blocks {
        let mut items: Vec<&RoadmapItem> = self.roadmap.items.iter().filter(|item| item.team == *team).collect();
        items.sort_by_key(|item| (item.build.first, item.rank));
        if items.is_empty() {
            return Blocks::new();
        }
        let table = Table::new(words.say(&Message::new("roadmap-team").text("team", name)))
            .column(Column::text(words.key("roadmap-improvement")))
            .column(Column::text(words.key("roadmap-build")))
            .column(Column::text(words.key("roadmap-test")))
            .column(Column::text(words.key("roadmap-decision")))
            .column(Column::text(words.key("roadmap-why")));
        Blocks::new().table(items.into_iter().fold(table, |table, item| {
            table.row([
                Cell::text(format!("{} {}", item.improvement.id, item.improvement.title)),
                Cell::text(self.build(item, words)),
                Cell::text(self.test(item, words)),
                Cell::text(words.short_date(item.decided)),
                Cell::text(self.reasons(item, words)),
            ])
        }))
    }

    fn build(&self, item: &RoadmapItem, words: &Words) -> String {
        let days = Message::new("roadmap-days").text("days", figure(item.effort_days, words));
        format!("{}, {}", weeks(item.build, words), words.say(&days))
    }

    fn test(&self, item: &RoadmapItem, words: &Words) -> String {
        match &item.test {
            Test::Run { lane, days, .. } => format!("{} {}", lane, weeks(*days, words)),
            Test::None(_) => words.key("roadmap-no-test"),
        }
    }

    fn reasons(&self, item: &RoadmapItem, words: &Words) -> String {
        let build = words.say(&match &item.build_reason {
            BuildReason::FirstOfTeam => Message::new("roadmap-first"),
            BuildReason::AfterTeamWork { improvement } => after(improvement),
            BuildReason::Needs { improvement } => Message::new("roadmap-needs").text("id", improvement.as_str()),
            BuildReason::TeamAway { until } => Message::new("roadmap-away").text("until", words.short_date(*until)),
        });
        let test = match &item.test {
            Test::None(why) if why.is_empty() => None,
            Test::None(why) => Some(why.clone()),
            Test::Run { reason, .. } => test_reason(reason, words),
        };
        match test {
            Some(test) => words.say(&Message::new("roadmap-both").text("build", build).text("test", test)),
            None => build,
        }
    }

    fn running(&self, words: &Words) -> Blocks {
        let lines = self.roadmap.running.iter().map(|running| {
            let lane = running.lane.as_ref().map_or_else(|| "—".to_owned(), |lane| self.lane_name(lane));
            let message = Message::new("roadmap-running-line")
                .text("id", running.improvement.as_str())
                .text("lane", lane)
                .date("until", running.until);
            words.say(&message)
        });
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() {
            return Blocks::new();
        }
        Blocks::new().subheading(words.key("roadmap-running")).bullets(lines)
    }

    fn lane_name(&self, id: &Id) -> String {
        let lane = self.people.lanes.iter().find(|lane| lane.id == *id);
        lane.map_or_else(|| id.to_string(), |lane| lane.name.clone())
    }

    fn left_out(&self, words: &Words) -> Blocks {
        if self.roadmap.left_out.is_empty() {
            return Blocks::new();
        }
        let table = Table::new(words.key("roadmap-left-out"))
            .column(Column::text(words.key("roadmap-improvement")))
            .column(Column::text(words.key("roadmap-why")));
        Blocks::new().table(self.roadmap.left_out.iter().fold(table, |table, left| {
            table.row([
                Cell::text(format!("{} {}", left.improvement.id, left.improvement.title)),
                Cell::text(left_out_reason(left, words)),
            ])
        }))
    }

    /// What can be decided by when, month by month.
    fn decisions(&self, words: &Words) -> Blocks {
        let month = |item: &&RoadmapItem| (item.decided.year(), item.decided.month());
        let items: Vec<&RoadmapItem> = self.roadmap.items.iter().collect();
        let lines: Vec<String> = items
            .chunk_by(|one, next| month(one) == month(next))
            .filter_map(|group| {
                let first = group.first()?;
                let ids = group.iter().map(|item| item.improvement.id.as_str());
                let message = Message::new("roadmap-month")
                    .text("month", words.month(first.decided.year(), first.decided.month()))
                    .texts("ids", ids);
                Some(words.say(&message))
            })
            .collect();
        if lines.is_empty() {
            return Blocks::new();
        }
        Blocks::new().subheading(words.key("roadmap-decisions")).bullets(lines)
    }

    fn use_table(&self, words: &Words) -> Table {
        let table = Table::new(words.key("roadmap-use"))
            .column(Column::text(words.key("roadmap-use-what")))
            .column(Column::number(words.key("roadmap-used")))
            .column(Column::number(words.key("roadmap-available")))
            .column(Column::number(words.key("roadmap-share")));
        let row = |name: String, used: f64, available: f64, unit: &'static str| {
            let amount =
                |value: f64| Cell::number(words.say(&Message::new(unit).text("amount", figure(value, words))), value);
            // Nothing there is nothing to use: a share of it has no meaning.
            let share = (available > 0.0).then(|| used / available);
            let share = share.map_or(Cell::text("—"), |share| Cell::number(words.percent(share, 0), share));
            [Cell::text(name), amount(used), amount(available), share]
        };
        let team = |team: &TeamUse| {
            let name = words.say(&Message::new("roadmap-use-team").text("team", &team.name));
            row(name, team.days_used, team.days_available, "roadmap-amount-days")
        };
        let lane = |lane: &LaneUse| {
            let name = words.say(&Message::new("roadmap-use-lane").text("lane", &lane.name));
            row(name, f64::from(lane.weeks_used), f64::from(lane.weeks_available), "roadmap-amount-weeks")
        };
        table.rows(self.roadmap.teams.iter().map(team)).rows(self.roadmap.lanes.iter().map(lane))
    }

    /// How the work divides among repair, optimisation, differentiation and innovation.
    fn balance(&self, words: &Words) -> Blocks {
        let total: f64 = self.roadmap.items.iter().map(|item| item.effort_days).sum();
        let days = |kind: Option<ImprovementKind>| -> f64 {
            self.roadmap.items.iter().filter(|item| item.improvement.kind == kind).map(|item| item.effort_days).sum()
        };
        let kinds = [
            (Some(ImprovementKind::Repair), "kind-repair"),
            (Some(ImprovementKind::Optimise), "kind-optimise"),
            (Some(ImprovementKind::Differentiate), "kind-differentiate"),
            (Some(ImprovementKind::Innovate), "kind-innovate"),
            (None, "kind-none"),
        ];
        let shares = kinds.into_iter().filter(|(kind, _)| total > 0.0 && days(*kind) > 0.0).map(|(kind, name)| {
            let share =
                Message::new("roadmap-kind").said("kind", Message::new(name)).percent("share", days(kind) / total, 0);
            words.say(&share)
        });
        let shares: Vec<String> = shares.collect();
        if shares.is_empty() {
            return Blocks::new();
        }
        Blocks::new().paragraph(words.say(&Message::new("roadmap-balance").texts("shares", shares)))
    }

    /// The roadmap over the weeks; none when nothing is scheduled and nothing left out.
    ///
    /// # Errors
    ///
    /// [`chart::ChartError`] when a bar has no place.
    pub fn charts(&self, words: &Words) -> Result<Vec<chart::Figure>, chart::ChartError> {
        if self.roadmap.items.is_empty() && self.roadmap.left_out.is_empty() {
            return Ok(Vec::new());
        }
        self.gantt(words).draw(words)
    }

    fn gantt(&self, words: &Words) -> chart::Gantt {
        let unscheduled = self.roadmap.left_out.iter().map(|left| chart::GanttUnscheduled {
            id: left.improvement.id.to_string(),
            title: left.improvement.title.clone(),
            reason: left_out_reason(left, words),
        });
        chart::Gantt {
            caption: chart::Caption {
                subtitle: words.say(&self.subtitle()),
                ..chart::Caption::new("roadmap", words.key("roadmap-title"))
            },
            today: Some(self.on),
            teams: self.people.teams.iter().filter_map(|team| self.gantt_team(&team.id, &team.name, words)).collect(),
            unscheduled: unscheduled.collect(),
        }
    }

    fn gantt_team(&self, team: &Id, name: &str, words: &Words) -> Option<chart::GanttTeam> {
        let items = || self.roadmap.items.iter().filter(|item| item.team == *team);
        let lanes = self.people.lanes.iter().map(|lane| (Some(&lane.id), Some(lane.name.clone())));
        let groups = lanes.chain([(None, None)]).filter_map(|(lane, name)| {
            let mut own: Vec<&RoadmapItem> = items().filter(|item| tested_in(item) == lane).collect();
            own.sort_by_key(|item| (item.build.first, item.rank));
            (!own.is_empty()).then(|| chart::GanttLane {
                name,
                rows: own.into_iter().map(|item| self.gantt_row(item, words)).collect(),
            })
        });
        let lanes: Vec<chart::GanttLane> = groups.collect();
        (!lanes.is_empty()).then(|| chart::GanttTeam { name: name.to_owned(), lanes })
    }

    fn gantt_row(&self, item: &RoadmapItem, words: &Words) -> chart::GanttRow {
        let span = |days: Days, label: String| chart::GanttSpan { first: days.first, last: days.last, label };
        let days = Message::new("roadmap-days").text("days", figure(item.effort_days, words));
        let test = match &item.test {
            Test::Run { days, weeks, .. } => {
                let label = words.say(&Message::new("roadmap-weeks").count("weeks", u64::from(*weeks)));
                Some(span(*days, label))
            }
            Test::None(_) => None,
        };
        chart::GanttRow {
            id: item.improvement.id.to_string(),
            title: item.improvement.title.clone(),
            build: Some(span(item.build, words.say(&days))),
            test,
            decision: Some(item.decided),
        }
    }

    /// The answer for programs, `jalon.roadmap.v1`.
    #[must_use]
    pub fn answer(&self, words: &Words) -> RoadmapAnswer<'_> {
        let roadmap = self.roadmap;
        RoadmapAnswer {
            as_of: self.on,
            from: roadmap.start,
            to: roadmap.end,
            weeks: roadmap.weeks,
            scale: &roadmap.scale,
            currency: (roadmap.scale == Scale::Money).then_some(self.currency),
            value: roadmap.value,
            value_at_most: roadmap.value_at_most,
            value_in_rank_order: roadmap.value_in_rank_order,
            exact: roadmap.exact,
            items: roadmap.items.iter().map(|item| self.item_answer(item, words)).collect(),
            running: roadmap
                .running
                .iter()
                .map(|running| RunningAnswer {
                    id: &running.improvement,
                    lane: running.lane.as_ref(),
                    until: running.until,
                })
                .collect(),
            left_out: roadmap
                .left_out
                .iter()
                .map(|left| LeftOutAnswer {
                    id: &left.improvement.id,
                    title: &left.improvement.title,
                    rank: left.rank,
                    reason: &left.reason,
                    said: left_out_reason(left, words),
                })
                .collect(),
            teams: &roadmap.teams,
            lanes: &roadmap.lanes,
        }
    }

    fn item_answer<'a>(&self, item: &'a RoadmapItem, words: &Words) -> ItemAnswer<'a> {
        ItemAnswer {
            id: &item.improvement.id,
            title: &item.improvement.title,
            rank: item.rank,
            team: &item.team,
            effort_days: item.effort_days,
            build: item.build,
            build_reason: &item.build_reason,
            test: match &item.test {
                Test::Run { lane, days, weeks, reason } => {
                    Some(TestAnswer { lane, days: *days, weeks: *weeks, reason })
                }
                Test::None(_) => None,
            },
            no_test: match &item.test {
                Test::None(why) => Some(why),
                Test::Run { .. } => None,
            },
            decided: item.decided,
            value: item.value,
            said: self.reasons(item, words),
        }
    }
}

fn tested_in(item: &RoadmapItem) -> Option<&Id> {
    match &item.test {
        Test::Run { lane, .. } => Some(lane),
        Test::None(_) => None,
    }
}

fn after(improvement: &Id) -> Message {
    Message::new("roadmap-after").text("id", improvement.as_str())
}

fn test_reason(reason: &TestReason, words: &Words) -> Option<String> {
    let until = |message: Message, until: Date| Some(words.say(&message.text("until", words.short_date(until))));
    match reason {
        TestReason::NextMonday => None,
        TestReason::LaneBusy { until: day, improvement } => {
            until(Message::new("roadmap-lane-busy").text("id", improvement.as_str()), *day)
        }
        TestReason::Blackout { until: day } => until(Message::new("roadmap-blackout"), *day),
        TestReason::Conflict { improvement, until: day } => {
            until(Message::new("roadmap-conflict").text("id", improvement.as_str()), *day)
        }
    }
}

/// Why an improvement has no place, as people read it.
fn left_out_reason(left: &LeftOut, words: &Words) -> String {
    words.say(&match &left.reason {
        LeftOutReason::NotRanked { missing } => {
            Message::new("left-out-not-ranked").texts("inputs", missing_inputs(missing, words))
        }
        LeftOutReason::OtherScale => Message::new("left-out-other-scale"),
        LeftOutReason::NothingToGain => Message::new("left-out-nothing-to-gain"),
        LeftOutReason::NotWanted => Message::new("left-out-not-wanted"),
        LeftOutReason::InTest => Message::new("left-out-in-test"),
        LeftOutReason::NoTeam => Message::new("left-out-no-team"),
        LeftOutReason::NotTestable { why } => untestable(*why),
        LeftOutReason::NeedsLeftOut { improvement } => {
            Message::new("left-out-needs-left-out").text("id", improvement.as_str())
        }
        LeftOutReason::NeedsDropped { improvement } => {
            Message::new("left-out-needs-dropped").text("id", improvement.as_str())
        }
        LeftOutReason::Circle { improvement } => Message::new("left-out-circle").text("id", improvement.as_str()),
        LeftOutReason::HorizonTooShort => Message::new("left-out-horizon"),
        LeftOutReason::DeadlineMissed { deadline, decided } => {
            Message::new("left-out-deadline").date("deadline", *deadline).date("decided", *decided)
        }
    })
}

fn untestable(why: Untestable) -> Message {
    match why {
        Untestable::NoMetric => Message::new("untestable-no-metric"),
        Untestable::UnsizedMetric => Message::new("untestable-metric-kind"),
        Untestable::NoBaseline => Message::new("untestable-no-baseline"),
        Untestable::NoLift => Message::new("untestable-no-lift"),
        Untestable::NoEffect => Message::new("untestable-no-effect"),
        Untestable::NoLane => Message::new("untestable-no-lane"),
        Untestable::TooLong { weeks, max_weeks } => {
            Message::new("untestable-too-long").count("weeks", u64::from(weeks)).count("most", u64::from(max_weeks))
        }
        Untestable::NeverEnough => Message::new("untestable-never-enough"),
        Untestable::NotSized => Message::new("untestable-not-sized"),
    }
}

/// The ISO weeks of some days: `W41` or `W41–W43`.
fn weeks(days: Days, words: &Words) -> String {
    let (first, last) = (words.week(days.first), words.week(days.last));
    if first == last { first } else { format!("{first}–{last}") }
}

/// Two digits of a sum: more would claim what nobody knows.
fn two_digits(value: f64) -> f64 {
    if value <= 0.0 {
        return value;
    }
    let unit = 10_f64.powf(value.log10().floor() - 1.0);
    (value / unit).round() * unit
}

/// `jalon.roadmap.v1`.
#[derive(Debug, Serialize)]
pub struct RoadmapAnswer<'a> {
    as_of: Date,
    from: Date,
    to: Date,
    weeks: u32,
    scale: &'a Scale,
    currency: Option<&'a str>,
    value: f64,
    value_at_most: f64,
    value_in_rank_order: f64,
    exact: bool,
    items: Vec<ItemAnswer<'a>>,
    running: Vec<RunningAnswer<'a>>,
    left_out: Vec<LeftOutAnswer<'a>>,
    teams: &'a [TeamUse],
    lanes: &'a [LaneUse],
}

#[derive(Debug, Serialize)]
struct ItemAnswer<'a> {
    id: &'a Id,
    title: &'a str,
    rank: usize,
    team: &'a Id,
    effort_days: f64,
    build: Days,
    build_reason: &'a BuildReason,
    test: Option<TestAnswer<'a>>,
    no_test: Option<&'a str>,
    decided: Date,
    value: f64,
    said: String,
}

#[derive(Debug, Serialize)]
struct TestAnswer<'a> {
    lane: &'a Id,
    #[serde(flatten)]
    days: Days,
    weeks: u32,
    reason: &'a TestReason,
}

#[derive(Debug, Serialize)]
struct RunningAnswer<'a> {
    id: &'a Id,
    lane: Option<&'a Id>,
    until: Date,
}

#[derive(Debug, Serialize)]
struct LeftOutAnswer<'a> {
    id: &'a Id,
    title: &'a str,
    rank: Option<usize>,
    reason: &'a LeftOutReason,
    said: String,
}
