//! How the cells of unit files read: plain numbers, yes or no, answers on a scale, times.

use super::clusters::Clusters;
use super::mistakes::Mistakes;
use super::sheet::Cell;
use super::table::Value;
use crate::metric::AnswerScale;
use crate::words::Message;

/// Values beyond this are sentinels of some other program or slips, never measures; their squares must stay finite.
const LARGEST: f64 = 1e50;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Any number; an empty cell is no value.
    Number,
    /// 1 or 0, true or false, yes or no, read as 1 and 0. An empty cell is refused: it says neither.
    YesOrNo,
    /// A whole number on this scale; an empty cell is no answer.
    Answer(AnswerScale),
    /// A time since the start of the unit, 0 or more. An empty cell is refused: every unit was followed for some time.
    Time,
    /// How many events, 0 or more; an empty cell is no value.
    Count,
    /// What events are counted over, above 0; an empty cell is no value.
    Exposure,
    /// Who the row belongs to, where some have several rows: any text, read as a number that all its rows share. An empty cell
    /// is no value; whoever has rows in two arms is refused.
    Cluster,
}

impl Reading {
    /// The value of a cell of this arm, where it has one. None where the cell is refused.
    pub(super) fn read(
        self,
        cell: &Cell<'_>,
        arm: Option<usize>,
        clusters: &mut Clusters,
        mistakes: &mut Mistakes,
    ) -> Option<Option<f64>> {
        if cell.is_empty() {
            return self.nothing(cell, mistakes);
        }
        match self {
            Self::Number => optional_number(cell, mistakes),
            Self::YesOrNo => yes_or_no(cell, mistakes).map(|yes| Some(f64::from(u8::from(yes)))),
            Self::Answer(scale) => {
                let answer = optional_number(cell, mistakes)??;
                // The scale of Net Promoter Scores is fixed; any other can be said.
                let mend = if scale == AnswerScale::RECOMMENDATION {
                    "data-off-scale-mend-fixed"
                } else {
                    "data-off-scale-mend-plain"
                };
                place(cell, answer, scale, mend, mistakes).map(|_| Some(answer))
            }
            Self::Time => not_negative(cell, optional_number(cell, mistakes)??, mistakes).map(Some),
            // Counts stop where whole numbers stop being doubles.
            Self::Count => cell.count(mistakes).map(|count| Some(count as f64)),
            Self::Exposure => exposure(cell, optional_number(cell, mistakes)??, mistakes).map(Some),
            Self::Cluster => clusters.number(cell, arm, mistakes),
        }
    }

    fn nothing(self, cell: &Cell<'_>, mistakes: &mut Mistakes) -> Option<Option<f64>> {
        if matches!(self, Self::YesOrNo | Self::Time) {
            cell.refuse(Message::new("data-empty-cell"), Message::new("data-empty-unit-mend-plain"), mistakes);
            return None;
        }
        Some(None)
    }
}

/// A cell that may be empty. Said where it is neither empty nor a number one can reckon with.
pub(super) fn optional_number(cell: &Cell<'_>, mistakes: &mut Mistakes) -> Option<Option<f64>> {
    if cell.is_empty() {
        return Some(None);
    }
    let value = cell.number(mistakes)?;
    if value.abs() > LARGEST {
        let what = Message::new("data-value-huge").text("value", cell.shortened());
        cell.refuse(what, Message::new("data-value-huge-mend"), mistakes);
        return None;
    }
    Some(Some(value))
}

/// A cell that says yes or no; said where it says neither.
pub(super) fn yes_or_no(cell: &Cell<'_>, mistakes: &mut Mistakes) -> Option<bool> {
    match cell.value {
        Value::Text("1") | Value::Flag(true) | Value::Integer(1) => return Some(true),
        Value::Text("0") | Value::Flag(false) | Value::Integer(0) => return Some(false),
        _ => {}
    }
    match cell.text().to_lowercase().as_str() {
        "1" | "true" | "yes" | "vrai" | "oui" | "1.0" | "1,0" => Some(true),
        "0" | "false" | "no" | "faux" | "non" | "0.0" | "0,0" => Some(false),
        _ => {
            let what = Message::new("data-not-yes-or-no").text("value", cell.shortened());
            cell.refuse(what, Message::new("data-not-yes-or-no-mend"), mistakes);
            None
        }
    }
}

/// Where an answer stands on its scale, the lowest at 0; said, with this way to mend it, where it is not on it.
pub(super) fn place(
    cell: &Cell<'_>,
    answer: f64,
    scale: AnswerScale,
    mend: &'static str,
    mistakes: &mut Mistakes,
) -> Option<usize> {
    let place = scale.place(answer);
    if place.is_none() {
        let ends = |message: Message| message.count("low", scale.low().into()).count("high", scale.high().into());
        let what = ends(Message::new("data-off-scale").text("value", cell.shortened()));
        cell.refuse(what, ends(Message::new(mend)), mistakes);
    }
    place
}

/// An exposure, above 0 and within reason; said where it is not.
pub(super) fn exposure(cell: &Cell<'_>, exposure: f64, mistakes: &mut Mistakes) -> Option<f64> {
    if (1e-50..=1e50).contains(&exposure) {
        return Some(exposure);
    }
    let what = Message::new("data-no-exposure").text("value", cell.shortened());
    cell.refuse(what, Message::new("data-no-exposure-mend"), mistakes);
    None
}

/// A time of 0 or more; said where it is not.
pub(super) fn not_negative(cell: &Cell<'_>, time: f64, mistakes: &mut Mistakes) -> Option<f64> {
    if time < 0.0 {
        let what = Message::new("data-negative").text("value", cell.shortened());
        cell.refuse(what, Message::new("data-negative-time-mend"), mistakes);
        return None;
    }
    Some(time)
}
