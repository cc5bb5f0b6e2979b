//! The roadmap over the weeks: rows by team and lane, build, test and decision, what is not scheduled and why.

use jiff::Span;
use jiff::civil::Date;

use super::canvas::{Canvas, Fill, Rectangle, Stroke};
use super::glyph;
use super::page::MARGIN;
use super::paragraph::{BODY, Entry, Paragraph, SMALL, STRONG, on_row};
use super::{Anchor, Caption, ChartError, Figure, Ink, ticks};
use crate::words::{Message, Words};

/// A roadmap ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Gantt {
    /// The texts around the figure.
    pub caption: Caption,
    /// The day on which the line "today" stands, when it falls within the weeks drawn.
    pub today: Option<Date>,
    /// The teams, in order.
    pub teams: Vec<GanttTeam>,
    /// What found no place.
    pub unscheduled: Vec<GanttUnscheduled>,
}

/// A team and its work.
#[derive(Debug, Clone, PartialEq)]
pub struct GanttTeam {
    /// Its name.
    pub name: String,
    /// Its work by lane.
    pub lanes: Vec<GanttLane>,
}

/// The rows of a team that use one traffic lane.
#[derive(Debug, Clone, PartialEq)]
pub struct GanttLane {
    /// Name of the lane; none for work that needs no traffic.
    pub name: Option<String>,
    /// Its rows, in order.
    pub rows: Vec<GanttRow>,
}

/// One improvement on the roadmap.
#[derive(Debug, Clone, PartialEq)]
pub struct GanttRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it is built.
    pub build: Option<GanttSpan>,
    /// When it is tested.
    pub test: Option<GanttSpan>,
    /// When it is decided.
    pub decision: Option<Date>,
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GanttSpan {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// What is written on the bar, or beside it where it does not fit: "8 days", "3 weeks". May be empty.
    pub label: String,
}

/// An improvement that found no place, with the reason.
#[derive(Debug, Clone, PartialEq)]
pub struct GanttUnscheduled {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Why it found no place.
    pub reason: String,
}

const WIDTH: f64 = 1180.0;
const NAME_WIDTH: f64 = 300.0;
const ROWS_PER_PAGE: usize = 25;
const BAR_HEIGHT: f64 = 20.0;
/// Months above, weeks below.
const CALENDAR_HEIGHT: f64 = 44.0;

impl Gantt {
    /// Draws the roadmap, at most 25 rows to a page.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] when nothing is scheduled and nothing is left out; [`ChartError::EndsBeforeItStarts`] when a bar
    /// ends before it starts.
    pub fn draw(&self, words: &Words) -> Result<Vec<Figure>, ChartError> {
        self.check()?;
        let rows = self.rows();
        let weeks = Weeks::of(self);
        let pages: Vec<&[Row]> = if rows.is_empty() { vec![&[]] } else { rows.chunks(ROWS_PER_PAGE).collect() };
        let count = pages.len();
        pages
            .into_iter()
            .enumerate()
            .map(|(page, rows)| GanttPage { gantt: self, rows, weeks, page, pages: count, words }.draw())
            .collect()
    }

    fn check(&self) -> Result<(), ChartError> {
        let rows = || self.teams.iter().flat_map(|team| &team.lanes).flat_map(|lane| &lane.rows);
        if rows().next().is_none() && self.unscheduled.is_empty() {
            return Err(ChartError::NoData);
        }
        for row in rows() {
            for span in spans(row) {
                if span.last < span.first {
                    return Err(ChartError::EndsBeforeItStarts { first: span.first, last: span.last });
                }
            }
        }
        Ok(())
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        for team in &self.teams {
            for lane in &team.lanes {
                rows.extend(lane.rows.iter().map(|row| Row { team, lane, row }));
            }
        }
        rows
    }
}

/// A row with the headings it stands under.
#[derive(Clone, Copy)]
struct Row<'a> {
    team: &'a GanttTeam,
    lane: &'a GanttLane,
    row: &'a GanttRow,
}

fn spans(row: &GanttRow) -> impl Iterator<Item = &GanttSpan> {
    [&row.build, &row.test].into_iter().flatten()
}

fn days_of(row: &GanttRow) -> impl Iterator<Item = Date> {
    spans(row).flat_map(|span| [span.first, span.last]).chain(row.decision)
}

/// The weeks drawn, from a Monday to a Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Weeks {
    monday: Date,
    count: i64,
}

impl Weeks {
    /// Every day of the roadmap, and today when it lies at most four weeks away from it.
    fn of(gantt: &Gantt) -> Option<Self> {
        const NEAR_DAYS: i64 = 28;
        let days: Vec<Date> =
            gantt.teams.iter().flat_map(|team| &team.lanes).flat_map(|lane| &lane.rows).flat_map(days_of).collect();
        let (first, last) = (*days.iter().min()?, *days.iter().max()?);
        let near = |today: &Date| days_between(*today, first) <= NEAR_DAYS && days_between(last, *today) <= NEAR_DAYS;
        let today = gantt.today.filter(near);
        let first = today.map_or(first, |today| first.min(today));
        let last = today.map_or(last, |today| last.max(today));
        let monday = monday_of(first);
        Some(Self { monday, count: days_between(monday, last) / 7 + 1 })
    }

    fn days(self) -> i64 {
        self.count * 7
    }

    fn last(self) -> Date {
        days_later(self.monday, self.days() - 1)
    }

    fn holds(self, day: Date) -> bool {
        (0..self.days()).contains(&days_between(self.monday, day))
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    // The span of two dates in days is exact and always fits.
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The day so many days later, or the same day where the calendar ends before.
fn days_later(day: Date, days: i64) -> Date {
    let later = Span::new().try_days(days).ok().and_then(|span| day.checked_add(span).ok());
    later.unwrap_or(day)
}

fn monday_of(day: Date) -> Date {
    let offset = i64::from(day.weekday().to_monday_zero_offset());
    days_later(day, -offset)
}

struct GanttPage<'a> {
    gantt: &'a Gantt,
    rows: &'a [Row<'a>],
    weeks: Option<Weeks>,
    page: usize,
    pages: usize,
    words: &'a Words,
}

/// Turns days into places between the name column and the right margin.
#[derive(Clone, Copy)]
struct Scale {
    weeks: Weeks,
}

impl Scale {
    const LEFT: f64 = MARGIN + NAME_WIDTH;
    const RIGHT: f64 = WIDTH - MARGIN;

    fn start_of(self, day: Date) -> f64 {
        let share = days_between(self.weeks.monday, day) as f64 / self.weeks.days() as f64;
        Self::LEFT + share * (Self::RIGHT - Self::LEFT)
    }

    /// The right end of a day: bars hold their last day.
    fn end_of(self, day: Date) -> f64 {
        self.start_of(day) + self.day_width()
    }

    fn day_width(self) -> f64 {
        (Self::RIGHT - Self::LEFT) / self.weeks.days() as f64
    }
}

impl GanttPage<'_> {
    fn draw(&self) -> Result<Figure, ChartError> {
        let gantt = self.gantt;
        let caption = self.caption();
        let mut page = caption.open_wide(WIDTH);
        let mut y = page.cursor();
        if let Some(weeks) = self.weeks {
            y = self.legend(&mut page.canvas, y) + 14.0;
            y = self.roadmap(&mut page.canvas, Scale { weeks }, y);
        } else {
            let none = Paragraph::new(&self.words.key("atlas-gantt-no-row"), BODY, page.inner_width());
            none.draw(&mut page.canvas, MARGIN, y);
            y += none.height();
        }
        if self.page + 1 == self.pages && !gantt.unscheduled.is_empty() {
            y = self.unscheduled(&mut page.canvas, y + 24.0);
        }
        page.skip(y + 8.0 - page.cursor());
        Ok(caption.close(page, self.words, &[], &self.about()))
    }

    /// The caption of this page: further pages add their number to the slug, all of them to the title.
    fn caption(&self) -> Caption {
        let mut caption = self.gantt.caption.clone();
        if self.pages > 1 {
            let page = Message::new("atlas-gantt-page")
                .text("title", caption.title)
                .count("page", self.page as u64 + 1)
                .count("pages", self.pages as u64);
            caption.title = self.words.say(&page);
        }
        if self.page > 0 {
            caption.slug = format!("{}-{}", caption.slug, self.page + 1);
        }
        caption
    }

    fn about(&self) -> String {
        let items: usize = self.gantt.teams.iter().flat_map(|team| &team.lanes).map(|lane| lane.rows.len()).sum();
        self.words.say(
            &Message::new("atlas-gantt-about")
                .count("items", items as u64)
                .count("unscheduled", self.gantt.unscheduled.len() as u64),
        )
    }

    fn legend(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let middle = top + 8.0;
        let mut x = MARGIN;
        for (key, width) in [("atlas-gantt-build", 30.0), ("atlas-gantt-test", 30.0), ("atlas-gantt-decision", 16.0)] {
            let swatch = Rectangle { left: x, top: middle - 7.0, width, height: 14.0 };
            match key {
                "atlas-gantt-build" => build_bar(canvas, swatch),
                "atlas-gantt-test" => test_bar(canvas, swatch),
                _ => glyph::diamond(canvas, swatch.centre(), DIAMOND),
            }
            let text = self.words.key(key);
            on_row(canvas, &text, x + width + 7.0, middle, SMALL);
            x += width + 7.0 + SMALL.width(&text) + 26.0;
        }
        top + 18.0
    }

    fn roadmap(&self, canvas: &mut Canvas, scale: Scale, top: f64) -> f64 {
        let head = top + CALENDAR_HEIGHT;
        let today = self.gantt.today.filter(|today| scale.weeks.holds(*today));
        let body = if today.is_some() { head + 22.0 } else { head };
        let lines: Vec<Line> = self.lines();
        let heights: Vec<f64> = lines.iter().map(|line| self.height(line, scale)).collect();
        let bottom = body + heights.iter().sum::<f64>();
        self.calendar(canvas, scale, head, bottom);
        let places = || {
            lines.iter().zip(&heights).scan(body, |y, (line, height)| {
                *y += height;
                Some((line, *y - height, *height))
            })
        };
        places().for_each(|(line, y, height)| self.line(canvas, scale, line, y, height));
        if let Some(today) = today {
            self.today(canvas, scale, today, head, bottom);
        }
        for (line, y, height) in places() {
            if let Line::Item(row) = line {
                self.bars(canvas, scale, row, y + height / 2.0);
            }
        }
        bottom
    }

    /// The rows of the page with the team and lane names they stand under.
    fn lines(&self) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| self.rows.get(before));
            let new_team = before.is_none_or(|before| !std::ptr::eq(before.team, row.team));
            if new_team {
                lines.push(Line::Team { name: &row.team.name, continued: index == 0 && self.continues(row) });
            }
            if new_team || before.is_none_or(|before| !std::ptr::eq(before.lane, row.lane)) {
                lines.extend(row.lane.name.as_deref().map(Line::Lane));
            }
            lines.push(Line::Item(row.row));
        }
        lines
    }

    /// Tells whether the team of the page's first row began on the page before.
    fn continues(&self, first: &Row) -> bool {
        self.page > 0
            && first
                .team
                .lanes
                .iter()
                .flat_map(|lane| &lane.rows)
                .next()
                .is_some_and(|row| !std::ptr::eq(row, first.row))
    }

    fn team_name(&self, name: &str, continued: bool) -> Paragraph {
        let message = Message::new("atlas-gantt-continued").text("name", name);
        let text = if continued { self.words.say(&message) } else { name.to_owned() };
        Paragraph::new(&text, STRONG.size(14.0), WIDTH - 2.0 * MARGIN - 16.0)
    }

    fn height(&self, line: &Line, scale: Scale) -> f64 {
        match line {
            Line::Team { name, continued } => self.team_name(name, *continued).height() + 16.0,
            Line::Lane(name) => lane_name(name).height() + 8.0,
            Line::Item(row) => {
                let below = self.below(row, scale).map_or(0.0, |text| text.height());
                (item_name(&row.id, &row.title).height() + below + 12.0).max(BAR_HEIGHT + 12.0)
            }
        }
    }

    /// The labels that fit neither on their bars nor beside them.
    fn below(&self, row: &GanttRow, scale: Scale) -> Option<Paragraph> {
        match Labels::of(row, scale, self.words).beside? {
            (text, Beside::Below) => Some(Paragraph::new(&text, SMALL.ink(Ink::Muted), NAME_WIDTH - 28.0)),
            _ => None,
        }
    }

    fn line(&self, canvas: &mut Canvas, scale: Scale, line: &Line, top: f64, height: f64) {
        let left = MARGIN + 8.0;
        match line {
            Line::Team { name, continued } => {
                let band =
                    Rectangle { left: MARGIN, top: top + 4.0, width: WIDTH - 2.0 * MARGIN, height: height - 7.0 };
                canvas.rectangle(band, 3.0, Some(Fill::new(Ink::Panel)), None);
                self.team_name(name, *continued).draw(canvas, left, top + 8.0);
            }
            Line::Lane(name) => lane_name(name).draw(canvas, left, top + 5.0),
            Line::Item(row) => {
                let (name, below) = (item_name(&row.id, &row.title), self.below(row, scale));
                let texts = name.height() + below.as_ref().map_or(0.0, Paragraph::height);
                let text_top = top + (height - texts) / 2.0;
                name.draw(canvas, left, text_top);
                if let Some(below) = below {
                    below.draw(canvas, left, text_top + name.height());
                }
                canvas.line((MARGIN, top + height), (WIDTH - MARGIN, top + height), Stroke::new(Ink::Grid, 1.0));
            }
        }
    }

    fn calendar(&self, canvas: &mut Canvas, scale: Scale, head: f64, bottom: f64) {
        self.months(canvas, scale, head - 40.0);
        for week in self.weeks_shown(scale) {
            let x = scale.start_of(week);
            canvas.line((x, head - 18.0), (x, bottom), Stroke::new(Ink::Grid, 1.0));
            on_row(canvas, &self.words.week(week), x + 4.0, head - 9.0, SMALL.ink(Ink::Muted));
        }
        canvas.line((MARGIN, head), (WIDTH - MARGIN, head), Stroke::new(Ink::Axis, 1.0));
    }

    /// The Mondays that carry a label: every one, or every second, fourth … so that labels keep clear of each other.
    fn weeks_shown(&self, scale: Scale) -> Vec<Date> {
        const LABEL_WIDTH: f64 = 32.0;
        let week_width = scale.day_width() * 7.0;
        let step = [1_i64, 2, 4, 13, 26].into_iter().find(|step| *step as f64 * week_width >= LABEL_WIDTH);
        // Over many years week numbers say nothing; the months and years above remain.
        let Some(step) = step else { return Vec::new() };
        (0..scale.weeks.count)
            .step_by(usize::try_from(step).unwrap_or(1))
            .map(|week| days_later(scale.weeks.monday, week * 7))
            .filter(|monday| Scale::RIGHT - scale.start_of(*monday) >= LABEL_WIDTH - 4.0)
            .collect()
    }

    /// Names of months where they begin, as many as have room; the first one where the roadmap begins.
    fn months(&self, canvas: &mut Canvas, scale: Scale, top: f64) {
        const LABEL_WIDTH: f64 = 124.0;
        let style = SMALL.bold();
        let count = ((Scale::RIGHT - Scale::LEFT) / LABEL_WIDTH) as usize;
        let starts = ticks::months(scale.weeks.monday, scale.weeks.last(), count);
        let room = starts.first().map_or(f64::INFINITY, |first| scale.start_of(*first) - Scale::LEFT);
        let begun = (room >= LABEL_WIDTH).then_some(scale.weeks.monday);
        for day in begun.into_iter().chain(starts) {
            let left = scale.start_of(day);
            let text = self.words.month(day.year(), day.month());
            if left + style.width(&text) + 5.0 <= Scale::RIGHT {
                canvas.line((left, top), (left, top + 20.0), Stroke::new(Ink::Axis, 1.0));
                on_row(canvas, &text, left + 5.0, top + 9.0, style);
            }
        }
    }

    /// The line of today, and its date beside its top.
    fn today(&self, canvas: &mut Canvas, scale: Scale, today: Date, head: f64, bottom: f64) {
        let x = scale.start_of(today) + scale.day_width() / 2.0;
        canvas.line((x, head), (x, bottom), Stroke::new(Ink::Vermilion, 2.0));
        let text = self.words.say(&Message::new("atlas-gantt-today").date("date", today));
        let style = SMALL.bold().halo();
        if x + 7.0 + style.width(&text) <= Scale::RIGHT {
            on_row(canvas, &text, x + 7.0, head + 12.0, style);
        } else {
            on_row(canvas, &text, x - 7.0, head + 12.0, style.anchor(Anchor::End));
        }
    }

    fn bars(&self, canvas: &mut Canvas, scale: Scale, row: &GanttRow, middle: f64) {
        let labels = Labels::of(row, scale, self.words);
        let area = |span: &GanttSpan| Rectangle {
            left: scale.start_of(span.first),
            top: middle - BAR_HEIGHT / 2.0,
            // A day of a long roadmap is still a bar to be seen.
            width: (scale.end_of(span.last) - scale.start_of(span.first)).max(3.0),
            height: BAR_HEIGHT,
        };
        if let Some(span) = &row.build {
            build_bar(canvas, area(span));
            let style = SMALL.bold().ink(Ink::Ground);
            on_row(canvas, labels.on_build.unwrap_or_default(), area(span).left + 8.0, middle, style);
        }
        if let Some(span) = &row.test {
            test_bar(canvas, area(span));
            on_row(canvas, labels.on_test.unwrap_or_default(), area(span).left + 8.0, middle, SMALL.halo());
        }
        if let Some(day) = row.decision {
            glyph::diamond(canvas, (scale.start_of(day) + scale.day_width() / 2.0, middle), DIAMOND);
        }
        match labels.beside {
            Some((text, Beside::RightOf(x))) => on_row(canvas, &text, x, middle, SMALL.halo()),
            Some((text, Beside::LeftOf(x))) => on_row(canvas, &text, x, middle, SMALL.halo().anchor(Anchor::End)),
            Some((_, Beside::Below)) | None => {}
        }
    }

    fn unscheduled(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let heading = Paragraph::new(&self.words.key("atlas-gantt-unscheduled"), STRONG.size(14.0), NAME_WIDTH);
        heading.draw(canvas, MARGIN + 8.0, top);
        let mut y = top + heading.height() + 8.0;
        for item in &self.gantt.unscheduled {
            let title = item_name(&item.id, &item.title);
            let reason = Paragraph::new(&item.reason, SMALL.ink(Ink::Muted), Scale::RIGHT - Scale::LEFT);
            canvas.line((MARGIN, y), (WIDTH - MARGIN, y), Stroke::new(Ink::Grid, 1.0));
            title.draw(canvas, MARGIN + 8.0, y + 6.0);
            reason.draw(canvas, Scale::LEFT, y + 6.0);
            y += title.height().max(reason.height()) + 12.0;
        }
        y
    }
}

fn lane_name(name: &str) -> Paragraph {
    Paragraph::new(name, SMALL.bold().ink(Ink::Muted), NAME_WIDTH - 24.0)
}

fn item_name(id: &str, title: &str) -> Entry {
    Entry::new(id, title, NAME_WIDTH - 28.0)
}

/// A line of the roadmap, from top to bottom.
enum Line<'a> {
    Team { name: &'a str, continued: bool },
    Lane(&'a str),
    Item(&'a GanttRow),
}

/// Where the labels that do not fit on their bars stand.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Beside {
    RightOf(f64),
    LeftOf(f64),
    Below,
}

/// The labels of a row: on their bars, and one text for those that do not fit.
struct Labels<'a> {
    on_build: Option<&'a str>,
    on_test: Option<&'a str>,
    beside: Option<(String, Beside)>,
}

impl<'a> Labels<'a> {
    fn of(row: &'a GanttRow, scale: Scale, words: &Words) -> Self {
        const ROOM: f64 = 10.0;
        let fits = |span: &&GanttSpan| {
            SMALL.bold().width(&span.label) + 2.0 * ROOM <= scale.end_of(span.last) - scale.start_of(span.first)
        };
        let on = |span: &'a Option<GanttSpan>| span.as_ref().filter(fits).map(|span| span.label.as_str());
        let left_over = |(span, key): (&Option<GanttSpan>, &'static str)| {
            let span = span.as_ref().filter(|span| !fits(span) && !span.label.trim().is_empty())?;
            let named =
                Message::new("atlas-gantt-beside").text("what", words.key(key)).text("label", span.label.as_str());
            // Where there is one bar only, its label needs no name.
            Some(if spans(row).count() > 1 { words.say(&named) } else { span.label.clone() })
        };
        let left_over: Vec<String> = [(&row.build, "atlas-gantt-build"), (&row.test, "atlas-gantt-test")]
            .into_iter()
            .filter_map(left_over)
            .collect();
        let beside = (!left_over.is_empty()).then(|| left_over.join(" · ")).map(|text| {
            let place = Self::place(row, scale, SMALL.width(&text) + ROOM);
            (text, place)
        });
        Self { on_build: on(&row.build), on_test: on(&row.test), beside }
    }

    fn place(row: &GanttRow, scale: Scale, width: f64) -> Beside {
        let left = spans(row).map(|span| scale.start_of(span.first));
        let right = spans(row).map(|span| scale.end_of(span.last));
        let decision = row.decision.map(|day| scale.start_of(day) + scale.day_width() / 2.0);
        let left = left.chain(decision.map(|x| x - DIAMOND)).fold(f64::INFINITY, f64::min);
        let right = right.chain(decision.map(|x| x + DIAMOND)).fold(f64::NEG_INFINITY, f64::max);
        if right + width <= Scale::RIGHT {
            Beside::RightOf(right + 7.0)
        } else if left - width >= Scale::LEFT {
            Beside::LeftOf(left - 7.0)
        } else {
            Beside::Below
        }
    }
}

const DIAMOND: f64 = 8.0;

fn build_bar(canvas: &mut Canvas, place: Rectangle) {
    canvas.rectangle(place, 2.0, Some(Fill::new(Ink::Blue)), None);
}

fn test_bar(canvas: &mut Canvas, place: Rectangle) {
    // An opaque ground first, so that the line of today does not show through.
    canvas.rectangle(place, 2.0, Some(Fill::new(Ink::Ground)), None);
    canvas.rectangle(place, 2.0, Some(Fill::pale(Ink::Blue, 0.1)), None);
    canvas.hatch(place, 7.0, Stroke::new(Ink::Blue, 1.2).opacity(0.55));
    canvas.rectangle(place, 2.0, None, Some(Stroke::new(Ink::Blue, 1.4)));
}

#[cfg(test)]
mod tests {
    use super::super::atlas_samples::{
        HOSTILE, all_text, assert_escaped, assert_legible, both_languages, roadmap, squeezed, title,
    };
    use super::super::{gallery, legible};
    use super::*;
    use crate::words::Language;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn english(gantt: &Gantt) -> Result<Vec<Figure>, ChartError> {
        gantt.draw(&Words::new(Language::English))
    }

    fn span(first: Date, days: i64, label: &str) -> GanttSpan {
        GanttSpan { first, last: first.saturating_add((days - 1).days()), label: label.to_owned() }
    }

    fn row(build: Option<GanttSpan>, test: Option<GanttSpan>, decision: Option<Date>) -> Gantt {
        let row = GanttRow { id: "I-001".to_owned(), title: title(0), build, test, decision };
        let lane = GanttLane { name: Some("checkout".to_owned()), rows: vec![row] };
        let teams = vec![GanttTeam { name: "web".to_owned(), lanes: vec![lane] }];
        Gantt { teams, unscheduled: Vec::new(), ..roadmap(0) }
    }

    #[test]
    fn gallery() {
        gallery::check("roadmap", |words| roadmap(9).draw(words).unwrap().remove(0));
        gallery::check("roadmap-page-2", |words| roadmap(30).draw(words).unwrap().remove(1));
    }

    #[test]
    fn pages_hold_25_rows_and_lose_none() {
        let gantt = roadmap(60);
        for words in both_languages() {
            let pages = gantt.draw(&words).unwrap();
            assert_eq!(pages.len(), 3);
            pages.iter().for_each(assert_legible);
            let texts: Vec<String> = pages.iter().map(all_text).collect();
            for row in gantt.teams.iter().flat_map(|team| &team.lanes).flat_map(|lane| &lane.rows) {
                let name = squeezed(&format!("{}{}", row.id, row.title));
                assert_eq!(texts.iter().filter(|page| page.contains(&name)).count(), 1, "{}", row.id);
            }
            for item in &gantt.unscheduled {
                assert!(texts[2].contains(&squeezed(&item.reason)), "{}", item.id);
            }
            let slugs: std::collections::BTreeSet<&str> = pages.iter().map(Figure::id).collect();
            assert_eq!(slugs.len(), 3);
        }
    }

    #[test]
    fn weeks_are_those_of_the_language() {
        let [english, french] = both_languages().map(|words| all_text(&roadmap(3).draw(&words).unwrap()[0]));
        assert!(english.contains("W14W15") && french.contains("S14S15"));
        assert!(english.contains("April2025") && french.contains("avril2025"));
    }

    #[test]
    fn a_label_that_does_not_fit_on_its_bar_stands_beside_it() {
        let monday = date(2025, 4, 7);
        let mut gantt = row(Some(span(monday, 1, "eight days")), Some(span(date(2025, 4, 8), 60, "9 weeks")), None);
        // The line of today lengthens the calendar, which makes room on the right.
        gantt.today = Some(date(2025, 7, 1));
        let figure = &english(&gantt).unwrap()[0];
        assert_legible(figure);
        let texts = legible::texts(figure).unwrap();
        assert!(texts.iter().any(|text| text.text == "9 weeks"));
        let beside = texts.iter().find(|text| text.text == "Build: eight days").unwrap();
        assert!(beside.bounds.left > texts.iter().find(|text| text.text == "9 weeks").unwrap().bounds.right());
    }

    #[test]
    fn a_label_without_room_beside_its_bar_stands_under_the_title() {
        let label = "a label far longer than the whole calendar is wide ".repeat(5);
        let figure = &english(&row(Some(span(date(2025, 4, 7), 30, &label)), None, None)).unwrap()[0];
        assert_legible(figure);
        assert!(all_text(figure).contains(&squeezed(&label)));
    }

    #[test]
    fn what_cannot_be_drawn_is_named() {
        assert_eq!(english(&Gantt { unscheduled: Vec::new(), ..roadmap(0) }), Err(ChartError::NoData));
        let backwards = row(Some(span(date(2025, 4, 7), -3, "")), None, None);
        assert!(matches!(english(&backwards), Err(ChartError::EndsBeforeItStarts { .. })));
    }

    #[test]
    fn nothing_scheduled_still_gives_the_reasons() {
        let figure = &english(&roadmap(0)).unwrap()[0];
        assert_legible(figure);
        assert!(all_text(figure).contains("Nothingisscheduled."));
        assert!(all_text(figure).contains("Notscheduled"));
    }

    #[test]
    fn today_far_away_does_not_stretch_the_calendar() {
        let mut gantt = roadmap(3);
        let near = Weeks::of(&gantt).unwrap();
        gantt.today = Some(date(2035, 1, 1));
        assert!(Weeks::of(&gantt).unwrap().count <= near.count);
        assert!(!all_text(&english(&gantt).unwrap()[0]).contains("Today"));
    }

    #[test]
    fn the_ends_of_the_calendar_and_hostile_texts_are_survived() {
        let ends = row(Some(span(Date::MIN, 1, "first")), None, Some(Date::MAX));
        assert_legible(&english(&ends).unwrap()[0]);
        let mut hostile = roadmap(3);
        hostile.teams[0].name = HOSTILE.to_owned();
        hostile.unscheduled[0].reason = HOSTILE.to_owned();
        hostile.teams[0].lanes[0].rows[0].title = "sans-espace".repeat(40);
        let figure = &english(&hostile).unwrap()[0];
        assert_legible(figure);
        assert_escaped(figure);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn any_row_is_legible(
            start in 0..3000_i64, build in 1..200_i64, gap in 0..90_i64, test in 1..200_i64, wait in 0..60_i64,
            words in 0..9_usize, today in 0..3500_i64,
        ) {
            let day = |days: i64| date(2020, 1, 1).saturating_add(days.days());
            let label = "mot ".repeat(words);
            let begin = start + build + gap;
            let mut gantt =
                row(Some(span(day(start), build, &label)), Some(span(day(begin), test, &label)), Some(day(begin + test + wait)));
            gantt.today = Some(day(today));
            english(&gantt).unwrap().iter().for_each(assert_legible);
        }
    }
}
