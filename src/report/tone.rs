//! How a message or a cell is meant.

use crate::words::Words;

/// How something is meant. Every renderer shows a mark or a word with it, so that nothing is told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// It went well: green, a disc.
    Good,
    /// Keep an eye on it: yellow, a triangle.
    Watch,
    /// It is wrong: vermilion, a square.
    Bad,
    /// It steps back behind the rest: grey. Its text says why, so it carries no mark.
    Muted,
}

impl Tone {
    /// The mark that goes with the colour; none for what is muted.
    #[must_use]
    pub fn mark(self) -> Option<char> {
        match self {
            Self::Good => Some('●'),
            Self::Watch => Some('▲'),
            Self::Bad => Some('■'),
            Self::Muted => None,
        }
    }

    /// The word that goes with the colour.
    #[must_use]
    pub fn word(self, words: &Words) -> String {
        words.key(match self {
            Self::Good => "report-tone-good",
            Self::Watch => "report-tone-watch",
            Self::Bad => "report-tone-bad",
            Self::Muted => "report-tone-muted",
        })
    }
}

/// What the marks of a page mean, in one line for its end.
pub(super) fn legend(words: &Words) -> String {
    let entry = |tone: Tone| tone.mark().map(|mark| format!("{mark} {}", tone.word(words)));
    [Tone::Good, Tone::Watch, Tone::Bad].into_iter().filter_map(entry).collect::<Vec<_>>().join(" · ")
}
