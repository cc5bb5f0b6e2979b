//! The journey map: stages as columns, touchpoints with their traffic light, friction points and quotes below.
//!
//! Stages that do not fit beside each other continue in a further row; columns grow with their texts, so that nothing
//! is cut. What is empty is said to be empty.

use super::canvas::{Canvas, Fill, Rectangle, Stroke};
use super::glyph::{self, ChannelKind, Light};
use super::page::MARGIN;
use super::paragraph::{BODY, Paragraph, SMALL, STRONG};
use super::theme::{Dash, Ink};
use super::{Caption, ChartError, Figure, TextStyle};
use crate::words::{Message, Words};

/// A journey map ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyBoard {
    /// The texts around the figure.
    pub caption: Caption,
    /// Whether the journey starts again at its end; a return arrow says so.
    pub cyclic: bool,
    /// The stages, in order.
    pub stages: Vec<BoardStage>,
}

/// A stage: one column of the map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BoardStage {
    /// Its name.
    pub name: String,
    /// Where it lies around the purchase; neighbours of one phase share a band.
    pub phase: Option<BoardPhase>,
    /// What the customer wants to get done there.
    pub goal: Option<String>,
    /// Its touchpoints, in order.
    pub touchpoints: Vec<BoardTouchpoint>,
    /// Its friction points.
    pub frictions: Vec<BoardFriction>,
    /// What customers said there.
    pub quotes: Vec<BoardQuote>,
}

/// Where a stage lies around the purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardPhase {
    /// Before the purchase.
    Before,
    /// During the purchase.
    During,
    /// After the purchase.
    After,
}

/// A touchpoint of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardTouchpoint {
    /// Its name.
    pub name: String,
    /// The name of its channel.
    pub channel: String,
    /// What kind of channel that is.
    pub channel_kind: Option<ChannelKind>,
    /// Its traffic light.
    pub light: Light,
    /// Mean satisfaction, 1 to 5, where it was measured.
    pub satisfaction: Option<f64>,
    /// Whether it is a moment of truth.
    pub moment: Option<BoardMoment>,
    /// Whether customers use it.
    pub usage: BoardUsage,
}

/// A kind of moment of truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardMoment {
    /// At one touchpoint.
    Punctual,
    /// Across several stages.
    Transversal,
}

/// Whether customers use a touchpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BoardUsage {
    /// They do.
    #[default]
    Used,
    /// It exists and they keep clear of it.
    Avoided,
    /// It does not exist yet.
    Planned,
}

/// A friction point of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardFriction {
    /// Its id: `F-012`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How bad it is, 1 to 5.
    pub severity: Option<u8>,
    /// What kind of friction it is.
    pub kind: Option<BoardFrictionKind>,
    /// The name of the touchpoint where it is felt.
    pub touchpoint: Option<String>,
}

/// A kind of friction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardFrictionKind {
    /// It annoys.
    Irritant,
    /// It costs work.
    Effort,
    /// It ends the journey.
    Breakpoint,
}

/// Something a customer said.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardQuote {
    /// The words themselves.
    pub text: String,
    /// Where they come from: persona, interview, survey.
    pub source: Option<String>,
}

const LANE_LABEL_WIDTH: f64 = 106.0;
const COLUMN_GAP: f64 = 14.0;
const STAGES_PER_ROW: usize = 5;
const CARD_GAP: f64 = 8.0;
const CARD_PADDING: f64 = 10.0;
const LOOP_GUTTER: f64 = 26.0;
const ROW_GAP: f64 = 26.0;

impl JourneyBoard {
    /// Draws the map.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] when there is no stage.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        if self.stages.is_empty() {
            return Err(ChartError::NoData);
        }
        let plan = Columns::of(self);
        let mut page = self.caption.open_wide(plan.width);
        let top = page.cursor() + 4.0;
        let mut y = top;
        for (row, stages) in self.stages.chunks(plan.per_row).enumerate() {
            y = RowOfStages { stages, first: row * plan.per_row, plan: &plan, words }.draw(&mut page.canvas, y)
                + ROW_GAP;
        }
        if self.cyclic {
            y = plan.return_arrow(&mut page.canvas, top, y - ROW_GAP, words);
        }
        page.skip(y - page.cursor());
        Ok(self.caption.close(page, words, &[], &self.about(words)))
    }

    fn about(&self, words: &Words) -> String {
        let count = |of: fn(&BoardStage) -> usize| self.stages.iter().map(of).sum::<usize>() as u64;
        words.say(
            &Message::new("atlas-board-about")
                .count("stages", self.stages.len() as u64)
                .count("touchpoints", count(|stage| stage.touchpoints.len()))
                .count("frictions", count(|stage| stage.frictions.len())),
        )
    }
}

/// Where the columns of each row of stages stand.
struct Columns {
    per_row: usize,
    width: f64,
    first_left: f64,
    column_width: f64,
}

impl Columns {
    /// As few rows as the widest row allows, equally full.
    fn of(board: &JourneyBoard) -> Self {
        let stages = board.stages.len();
        let rows = stages.div_ceil(STAGES_PER_ROW);
        let per_row = stages.div_ceil(rows);
        let column_width: f64 = match per_row {
            1 | 2 => 320.0,
            3 => 290.0,
            4 => 260.0,
            _ => 218.0,
        };
        let gutter = if board.cyclic { LOOP_GUTTER } else { 0.0 };
        let first_left = MARGIN + gutter + LANE_LABEL_WIDTH;
        let columns = per_row as f64 * (column_width + COLUMN_GAP) - COLUMN_GAP;
        Self { per_row, width: first_left + columns + gutter + MARGIN, first_left, column_width }
    }

    fn left(&self, column: usize) -> f64 {
        self.first_left + column as f64 * (self.column_width + COLUMN_GAP)
    }

    fn right(&self, column: usize) -> f64 {
        self.left(column) + self.column_width
    }

    /// From the last stage around the map back to the first one.
    fn return_arrow(&self, canvas: &mut Canvas, top: f64, bottom: f64, words: &Words) -> f64 {
        let (left, right) = (MARGIN + 4.0, self.width - MARGIN - 4.0);
        let (start, low, head) = (bottom - 16.0, bottom + 20.0, top + STAGE_TOP + 18.0);
        let tip = (self.first_left - 3.0, head);
        let corners =
            [(right - 16.0, start), (right, start), (right, low), (left, low), (left, head), (tip.0 - 6.0, head)];
        canvas.path(&glyph::rounded(&corners, 12.0), Stroke::new(Ink::Blue, 2.0));
        canvas.arrow_head(tip, (1.0, 0.0), 9.0, Ink::Blue);
        let text = Paragraph::new(&words.key("atlas-journey-restarts"), STRONG, 400.0);
        let (width, middle) = (text.width() + 20.0, self.width / 2.0);
        let gap = Rectangle { left: middle - width / 2.0, top: low - 9.0, width, height: 18.0 };
        canvas.rectangle(gap, 0.0, Some(Fill::new(Ink::Ground)), None);
        text.draw_centred(canvas, middle, low - text.height() / 2.0);
        low + 20.0
    }
}

/// Height of the phase bands above the stage names.
const STAGE_TOP: f64 = 30.0;

/// One row of stages with its lanes.
struct RowOfStages<'a> {
    stages: &'a [BoardStage],
    first: usize,
    plan: &'a Columns,
    words: &'a Words,
}

impl RowOfStages<'_> {
    /// Draws the row from `top` on; returns where it ends.
    fn draw(&self, canvas: &mut Canvas, top: f64) -> f64 {
        self.phases(canvas, top);
        let y = self.stage_names(canvas, top + STAGE_TOP) + 12.0;
        let y = self.lane(canvas, y, "atlas-lane-touchpoints", |stage| self.touchpoint_cards(stage));
        let y = self.lane(canvas, y, "atlas-lane-frictions", |stage| self.friction_cards(stage));
        self.lane(canvas, y, "atlas-lane-quotes", |stage| self.quote_cards(stage))
    }

    fn phases(&self, canvas: &mut Canvas, top: f64) {
        let mut column = 0;
        for run in self.stages.chunk_by(|one, next| one.phase == next.phase) {
            let (left, right) = (self.plan.left(column), self.plan.right(column + run.len() - 1));
            column += run.len();
            let Some(phase) = run[0].phase else { continue };
            let name = Paragraph::new(&self.words.key(phase_key(phase)), STRONG.ink(Ink::Muted), right - left);
            name.draw(canvas, left, top);
            let band = Rectangle { left, top: top + 19.0, width: right - left, height: 4.0 };
            canvas.rectangle(band, 2.0, Some(Fill::new(phase_ink(phase))), None);
        }
    }

    fn stage_names(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let width = self.plan.column_width - 34.0;
        let names: Vec<Paragraph> = self
            .stages
            .iter()
            .enumerate()
            .map(|(column, stage)| {
                Paragraph::new(&format!("{}. {}", self.first + column + 1, stage.name), STRONG.size(14.0), width)
            })
            .collect();
        let band = names.iter().map(Paragraph::height).fold(20.0, f64::max) + 16.0;
        for (column, name) in names.iter().enumerate() {
            let (left, right) = (self.plan.left(column), self.plan.right(column));
            let place = Rectangle { left, top, width: right - left + COLUMN_GAP - 4.0, height: band };
            glyph::chevron(canvas, place);
            name.draw(canvas, left + 16.0, top + (band - name.height()) / 2.0);
        }
        let goals = self.stages.iter().map(|stage| {
            let goal = stage.goal.as_deref()?;
            let text = self.words.say(&Message::new("atlas-stage-goal").text("goal", goal));
            Some(Paragraph::new(&text, SMALL.ink(Ink::Muted), self.plan.column_width - 14.0))
        });
        let mut bottom = top + band;
        for (column, goal) in goals.enumerate() {
            let Some(goal) = goal else { continue };
            goal.draw(canvas, self.plan.left(column) + 4.0, top + band + 7.0);
            bottom = bottom.max(top + band + 7.0 + goal.height());
        }
        bottom
    }

    fn lane(&self, canvas: &mut Canvas, top: f64, name: &'static str, cards: impl Fn(&BoardStage) -> Vec<Card>) -> f64 {
        let right = self.plan.right(self.stages.len() - 1);
        let left = self.plan.first_left - LANE_LABEL_WIDTH;
        canvas.line((left, top), (right, top), Stroke::new(Ink::Grid, 1.0));
        let label = Paragraph::new(&self.words.key(name), STRONG.ink(Ink::Muted), LANE_LABEL_WIDTH - 12.0);
        label.draw(canvas, left, top + 14.0);
        let mut bottom = top + 14.0 + label.height();
        for (column, stage) in self.stages.iter().enumerate() {
            let mut y = top + 12.0;
            for card in cards(stage) {
                y = card.draw(canvas, self.plan.left(column), y) + CARD_GAP;
            }
            bottom = bottom.max(y - CARD_GAP);
        }
        bottom + 12.0
    }

    fn touchpoint_cards(&self, stage: &BoardStage) -> Vec<Card> {
        if stage.touchpoints.is_empty() {
            return vec![self.empty("atlas-none-touchpoints")];
        }
        stage.touchpoints.iter().map(|touchpoint| self.touchpoint_card(touchpoint)).collect()
    }

    fn touchpoint_card(&self, touchpoint: &BoardTouchpoint) -> Card {
        let mut card = self.card(Frame::Stripe(touchpoint.light.ink()));
        card.row(Mark::Channel(touchpoint.channel_kind), &self.channel(touchpoint), SMALL.ink(Ink::Muted));
        card.row(Mark::None, &touchpoint.name, STRONG);
        card.row(Mark::Light(touchpoint.light), &self.light(touchpoint), SMALL);
        if let Some(moment) = touchpoint.moment {
            card.row(Mark::Diamond, &self.words.key(moment_key(moment)), SMALL);
        }
        if let Some(usage) = usage_key(touchpoint.usage) {
            card.row(Mark::None, &self.words.key(usage), SMALL.ink(Ink::Muted));
            card.dash = Some(Dash::Dashed);
        }
        card
    }

    fn channel(&self, touchpoint: &BoardTouchpoint) -> String {
        match touchpoint.channel_kind {
            Some(kind) => format!("{} · {}", touchpoint.channel, self.words.key(kind.key())),
            None => touchpoint.channel.clone(),
        }
    }

    fn light(&self, touchpoint: &BoardTouchpoint) -> String {
        let word = self.words.key(touchpoint.light.key());
        match touchpoint.satisfaction.filter(|score| score.is_finite()) {
            Some(score) => {
                format!("{word} · {}", self.words.say(&Message::new("atlas-score").number("score", score, 1)))
            }
            None => word,
        }
    }

    fn friction_cards(&self, stage: &BoardStage) -> Vec<Card> {
        if stage.frictions.is_empty() {
            return vec![self.empty("atlas-none-frictions")];
        }
        stage.frictions.iter().map(|friction| self.friction_card(friction)).collect()
    }

    fn friction_card(&self, friction: &BoardFriction) -> Card {
        let mut card = self.card(Frame::Tint);
        card.row(Mark::None, &format!("{} {}", friction.id, friction.title), STRONG);
        if let Some(severity) = friction.severity {
            let text = self.words.say(&Message::new("atlas-severity").count("severity", u64::from(severity)));
            card.row(Mark::Severity(severity), &text, SMALL);
        }
        let kind = friction.kind.map(|kind| self.words.key(kind_key(kind)));
        let place = friction
            .touchpoint
            .as_deref()
            .map(|name| self.words.say(&Message::new("atlas-friction-at").text("touchpoint", name)));
        let details: Vec<String> = kind.into_iter().chain(place).collect();
        if !details.is_empty() {
            card.row(Mark::None, &details.join(" · "), SMALL.ink(Ink::Muted));
        }
        card
    }

    fn quote_cards(&self, stage: &BoardStage) -> Vec<Card> {
        if stage.quotes.is_empty() {
            return vec![self.empty("atlas-none-quotes")];
        }
        let card = |quote: &BoardQuote| {
            let mut card = self.card(Frame::None);
            let text = self.words.say(&Message::new("atlas-quote").text("quote", quote.text.as_str()));
            card.row(Mark::None, &text, BODY);
            if let Some(source) = &quote.source {
                card.row(Mark::None, &format!("— {source}"), SMALL.ink(Ink::Muted));
            }
            card
        };
        stage.quotes.iter().map(card).collect()
    }

    fn empty(&self, key: &'static str) -> Card {
        let mut card = self.card(Frame::None);
        card.dash = Some(Dash::Dashed);
        card.row(Mark::None, &self.words.key(key), SMALL.ink(Ink::Muted));
        card
    }

    fn card(&self, frame: Frame) -> Card {
        let dash = matches!(frame, Frame::Stripe(_)).then_some(Dash::Solid);
        Card { width: self.plan.column_width, frame, dash, rows: Vec::new() }
    }
}

/// How a card is set off from the paper.
#[derive(Debug, Clone, Copy)]
enum Frame {
    None,
    Tint,
    Stripe(Ink),
}

/// What stands before a row of text.
#[derive(Debug, Clone, Copy)]
enum Mark {
    None,
    Channel(Option<ChannelKind>),
    Light(Light),
    Diamond,
    Severity(u8),
}

impl Mark {
    fn width(self) -> f64 {
        match self {
            Self::None | Self::Channel(None) => 0.0,
            Self::Channel(Some(_)) | Self::Light(_) | Self::Diamond => 20.0,
            Self::Severity(_) => 54.0,
        }
    }

    fn draw(self, canvas: &mut Canvas, left: f64, middle: f64) {
        let centre = (left + 7.0, middle);
        match self {
            Self::None | Self::Channel(None) => {}
            Self::Channel(Some(kind)) => kind.draw(canvas, centre),
            Self::Light(light) => light.draw(canvas, centre),
            Self::Diamond => glyph::diamond(canvas, centre, 6.5),
            Self::Severity(severity) => glyph::severity(canvas, severity, (left + 4.0, middle)),
        }
    }
}

/// A few rows of text in a box as tall as they need.
struct Card {
    width: f64,
    frame: Frame,
    /// How its outline is broken, if it has one.
    dash: Option<Dash>,
    rows: Vec<(Mark, Paragraph)>,
}

impl Card {
    fn row(&mut self, mark: Mark, text: &str, style: TextStyle) {
        let room = self.width - self.inset() - CARD_PADDING - mark.width();
        self.rows.push((mark, Paragraph::new(text, style, room)));
    }

    fn inset(&self) -> f64 {
        if matches!(self.frame, Frame::Stripe(_)) { CARD_PADDING + 4.0 } else { CARD_PADDING }
    }

    /// Draws the card; returns where it ends.
    fn draw(&self, canvas: &mut Canvas, left: f64, top: f64) -> f64 {
        const LINE_GAP: f64 = 4.0;
        let texts: f64 = self.rows.iter().map(|(_, text)| text.height()).sum();
        let height = texts + LINE_GAP * self.rows.len().saturating_sub(1) as f64 + 2.0 * CARD_PADDING - 4.0;
        let place = Rectangle { left, top, width: self.width, height };
        let outline = self.dash.map(|dash| Stroke::new(Ink::Axis, 1.0).dash(dash).opacity(0.6));
        let fill = matches!(self.frame, Frame::Tint).then_some(Fill::new(Ink::Panel));
        canvas.rectangle(place, 4.0, fill, outline);
        if let Frame::Stripe(ink) = self.frame {
            canvas.rectangle(Rectangle { width: 5.0, ..place }, 2.0, Some(Fill::new(ink)), None);
        }
        let mut y = top + CARD_PADDING - 2.0;
        for (mark, text) in &self.rows {
            mark.draw(canvas, left + self.inset(), y + text.line_height() / 2.0);
            text.draw(canvas, left + self.inset() + mark.width(), y);
            y += text.height() + LINE_GAP;
        }
        top + height
    }
}

fn phase_key(phase: BoardPhase) -> &'static str {
    match phase {
        BoardPhase::Before => "atlas-phase-before",
        BoardPhase::During => "atlas-phase-during",
        BoardPhase::After => "atlas-phase-after",
    }
}

fn phase_ink(phase: BoardPhase) -> Ink {
    match phase {
        BoardPhase::Before => Ink::Sky,
        BoardPhase::During => Ink::Blue,
        BoardPhase::After => Ink::Purple,
    }
}

fn moment_key(moment: BoardMoment) -> &'static str {
    match moment {
        BoardMoment::Punctual => "atlas-moment-of-truth",
        BoardMoment::Transversal => "atlas-moment-across",
    }
}

fn usage_key(usage: BoardUsage) -> Option<&'static str> {
    match usage {
        BoardUsage::Used => None,
        BoardUsage::Avoided => Some("atlas-usage-avoided"),
        BoardUsage::Planned => Some("atlas-usage-planned"),
    }
}

fn kind_key(kind: BoardFrictionKind) -> &'static str {
    match kind {
        BoardFrictionKind::Irritant => "atlas-kind-irritant",
        BoardFrictionKind::Effort => "atlas-kind-effort",
        BoardFrictionKind::Breakpoint => "atlas-kind-breakpoint",
    }
}

#[cfg(test)]
mod tests {
    use super::super::atlas_samples::{
        HOSTILE, all_text, assert_escaped, assert_legible, board, both_languages, squeezed,
    };
    use super::super::gallery;
    use super::*;
    use crate::words::Language;
    use proptest::prelude::*;

    fn english(board: &JourneyBoard) -> Result<Figure, ChartError> {
        board.draw(&Words::new(Language::English))
    }

    #[test]
    fn gallery() {
        gallery::check("journey-board", |words| board(5, 12).draw(words).unwrap());
        gallery::check("journey-board-long", |words| board(12, 60).draw(words).unwrap());
    }

    #[test]
    fn twelve_stages_and_sixty_touchpoints_are_all_there() {
        let map = board(12, 60);
        for words in both_languages() {
            let figure = map.draw(&words).unwrap();
            assert_legible(&figure);
            let all = all_text(&figure);
            for (place, stage) in map.stages.iter().enumerate() {
                assert!(all.contains(&squeezed(&format!("{}. {}", place + 1, stage.name))), "{}", stage.name);
            }
            for key in ["atlas-light-good", "atlas-light-watch", "atlas-light-friction", "atlas-light-unknown"] {
                assert!(all.contains(&squeezed(&words.key(key))), "{key}");
            }
            let moments = map.stages.iter().flat_map(|stage| &stage.touchpoints).filter(|point| point.moment.is_some());
            let said = all.matches(&squeezed(&words.key("atlas-moment-of-truth"))).count();
            assert_eq!(said, moments.count());
        }
    }

    #[test]
    fn every_friction_keeps_its_id_and_title() {
        let map = board(5, 12);
        let all = all_text(&english(&map).unwrap());
        for friction in map.stages.iter().flat_map(|stage| &stage.frictions) {
            assert!(all.contains(&squeezed(&format!("{}{}", friction.id, friction.title))));
        }
        assert!(all.contains("severity2of5") && all.contains("breakpoint·atPaiement"));
    }

    #[test]
    fn what_is_empty_is_said() {
        let stage = BoardStage { name: "Discovery".to_owned(), ..BoardStage::default() };
        let figure = english(&JourneyBoard { stages: vec![stage], ..board(1, 0) }).unwrap();
        assert_legible(&figure);
        for said in ["Notouchpoint", "Nofrictionpointrecorded", "Noquoterecorded"] {
            assert!(all_text(&figure).contains(said), "{said}");
        }
        assert_eq!(english(&board(0, 0)), Err(ChartError::NoData));
    }

    #[test]
    fn a_cycle_says_that_it_starts_again() {
        let mut map = board(7, 9);
        assert!(all_text(&english(&map).unwrap()).contains("Thejourneystartsagain"));
        map.cyclic = false;
        assert!(!all_text(&english(&map).unwrap()).contains("Thejourneystartsagain"));
    }

    #[test]
    fn hostile_and_endless_texts_and_strange_numbers_are_survived() {
        let mut map = board(3, 6);
        map.stages[0].name = HOSTILE.to_owned();
        map.stages[1].goal = Some("sans-espace".repeat(40));
        map.stages[1].touchpoints[0].satisfaction = Some(f64::NAN);
        map.stages[2].touchpoints[0].satisfaction = Some(1e300);
        map.stages[2].touchpoints[0].name = String::new();
        map.stages[1].frictions[0].severity = Some(255);
        let figure = english(&map).unwrap();
        assert_legible(&figure);
        assert_escaped(&figure);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn any_map_is_legible_and_the_same_twice(stages in 1..13_usize, touchpoints in 0..60_usize, cyclic: bool) {
            let map = JourneyBoard { cyclic, ..board(stages, touchpoints) };
            let figure = english(&map).unwrap();
            assert_legible(&figure);
            prop_assert_eq!(english(&map).unwrap(), figure);
        }
    }
}
