//! Marks inside terminal text: set while the page is laid out, turned into colours (or into nothing) at the very end.
//!
//! A mark is a character of the private area. [`clean`](crate::report::clean) takes those out of every text a file
//! brings, so a mark is always one of ours.

use anstyle::{AnsiColor, Effects, Style};

use crate::report::Tone;

/// How the text after it looks, up to the next mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    Strong,
    Emphasis,
    Code,
    Quiet,
}

impl Ink {
    const ALL: [Self; 5] = [Self::Plain, Self::Strong, Self::Emphasis, Self::Code, Self::Quiet];

    fn marker(self) -> char {
        match self {
            Self::Plain => '\u{e000}',
            Self::Strong => '\u{e001}',
            Self::Emphasis => '\u{e002}',
            Self::Code => '\u{e003}',
            Self::Quiet => '\u{e004}',
        }
    }

    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().effects(Effects::BOLD),
            Self::Emphasis => Style::new().effects(Effects::ITALIC),
            Self::Code => AnsiColor::Cyan.on_default(),
            Self::Quiet => Style::new().effects(Effects::DIMMED),
        }
    }

    /// The text between marks; an empty text stays empty.
    pub(super) fn on(self, text: &str) -> String {
        if text.is_empty() { String::new() } else { format!("{}{text}{}", self.marker(), Self::Plain.marker()) }
    }
}

/// Empty columns that wrapping leaves as they are.
pub(super) fn kept_space(columns: usize) -> String {
    STICKY_SPACE.to_string().repeat(columns)
}

const TONE_MARKERS: [(char, Tone); 3] = [('\u{e010}', Tone::Good), ('\u{e011}', Tone::Watch), ('\u{e012}', Tone::Bad)];

/// A space at which no line breaks.
const STICKY_SPACE: char = '\u{e020}';
/// The longest command or name kept on one line.
const LONGEST_KEPT: usize = 40;

/// A short command or name on one line, so that it can be copied whole.
pub(super) fn kept_together(text: &str) -> String {
    if text.len() <= LONGEST_KEPT { text.replace(' ', &STICKY_SPACE.to_string()) } else { text.to_owned() }
}

/// The marker of a tone: it takes one column, as the shape it becomes does, so tables can be laid out with it.
pub(super) fn tone_marker(tone: Tone) -> Option<char> {
    TONE_MARKERS.iter().find(|(_, each)| *each == tone).map(|(marker, _)| *marker)
}

/// True for the markers that take no room.
pub(super) fn is_ink(character: char) -> bool {
    Ink::ALL.iter().any(|ink| ink.marker() == character)
}

/// Turns the markers of one line into colours or, without colour, takes them away; shapes stay in both.
///
/// `current` is the ink at the end of the line before: a mark may span lines, and each line closes what it opened, so
/// that a pager or `head` never leaves a terminal coloured.
pub(super) fn paint(line: &str, colour: bool, current: &mut Ink) -> String {
    let mut painted = String::with_capacity(line.len());
    let mut pending = true;
    for character in line.chars() {
        if let Some(ink) = Ink::ALL.into_iter().find(|ink| ink.marker() == character) {
            if colour && !pending && *current != Ink::Plain {
                painted.push_str(&current.style().render_reset().to_string());
            }
            (*current, pending) = (ink, true);
            continue;
        }
        if colour && pending {
            painted.push_str(&current.style().render().to_string());
        }
        pending = false;
        let character = if character == STICKY_SPACE { ' ' } else { character };
        match TONE_MARKERS.iter().find(|(marker, _)| *marker == character) {
            Some((_, tone)) => painted.push_str(&shape(*tone, colour, *current)),
            None => painted.push(character),
        }
    }
    if colour && !pending {
        painted.push_str(&current.style().render_reset().to_string());
    }
    painted
}

fn shape(tone: Tone, colour: bool, around: Ink) -> String {
    let mark = tone.mark().map(String::from).unwrap_or_default();
    let style = match tone {
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Watch => AnsiColor::Yellow.on_default(),
        Tone::Bad => AnsiColor::Red.on_default(),
        Tone::Muted => Style::new(),
    };
    if colour { format!("{}{mark}{}{}", style.render(), style.render_reset(), around.style().render()) } else { mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(text: &str, colour: bool) -> String {
        paint(text, colour, &mut Ink::Plain)
    }

    #[test]
    fn without_colour_only_the_text_is_left() {
        let line = format!("{} is {}", Ink::Strong.on("3.2%"), Ink::Code.on("rate"));
        assert_eq!(painted(&line, false), "3.2% is rate");
        assert_eq!(painted("\u{e010} fine", false), "● fine");
    }

    #[test]
    fn colours_are_closed_where_they_were_opened() {
        assert_eq!(painted(&Ink::Strong.on("3.2%"), true), "\u{1b}[1m3.2%\u{1b}[0m");
        assert_eq!(painted("\u{e012} x", true), "\u{1b}[31m■\u{1b}[0m x");
        assert_eq!(painted("plain", true), "plain");
    }

    #[test]
    fn a_mark_goes_on_over_the_end_of_a_line() {
        let mut ink = Ink::Plain;
        assert_eq!(paint("\u{e001}one", true, &mut ink), "\u{1b}[1mone\u{1b}[0m");
        assert_eq!(paint("two\u{e000} three", true, &mut ink), "\u{1b}[1mtwo\u{1b}[0m three");
        assert_eq!(ink, Ink::Plain);
    }
}
