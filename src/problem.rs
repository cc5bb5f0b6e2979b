//! What is wrong, where, and how to mend it.

mod nearest;

pub use nearest::nearest;

use crate::words::{Message, Words, clean};

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Must be mended before a command can answer.
    Error,
    /// The answer stands, but a reader should know.
    Warning,
    /// A chance to do better.
    Hint,
}

/// Where a problem lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize)]
pub struct Place {
    /// The file as the user would name it, relative to the current folder where possible.
    pub file: String,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Column in characters, from 1.
    pub column: Option<u32>,
    /// The field, dotted from the top of the file: `touchpoint.satisfaction.lea`.
    pub field: Option<String>,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// A line of a file.
    #[must_use]
    pub fn line(file: impl Into<String>, line: u32) -> Self {
        Self { file: file.into(), line: Some(line), ..Self::default() }
    }
}

/// One problem of one file, ready to be said in any language.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// Where it lies.
    pub place: Place,
    /// What is wrong.
    pub what: Message,
    /// How to mend it.
    pub mend: Option<Message>,
}

impl Problem {
    /// A problem that must be mended.
    #[must_use]
    pub fn error(place: Place, what: Message) -> Self {
        Self { severity: Severity::Error, place, what, mend: None }
    }

    /// A problem the answer survives.
    #[must_use]
    pub fn warning(place: Place, what: Message) -> Self {
        Self { severity: Severity::Warning, place, what, mend: None }
    }

    /// A chance to do better.
    #[must_use]
    pub fn hint(place: Place, what: Message) -> Self {
        Self { severity: Severity::Hint, place, what, mend: None }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn mended_by(mut self, mend: Message) -> Self {
        self.mend = Some(mend);
        self
    }

    /// Says the problem in two lines at most: what and where, then how to mend it.
    ///
    /// Names and texts from files are made harmless first: a terminal obeys control characters.
    ///
    /// `error: experiments/E003/plan.toml:12: `design.baseline` is 4.1, but a rate lies between 0 and 1`
    #[must_use]
    pub fn say(&self, words: &Words) -> String {
        let severity = words.key(match self.severity {
            Severity::Error => "problem-error",
            Severity::Warning => "problem-warning",
            Severity::Hint => "problem-hint",
        });
        let colon = words.key("problem-colon");
        let mut place = clean(&self.place.file);
        if let Some(line) = self.place.line {
            place.push_str(&format!(":{line}"));
        }
        if !place.is_empty() {
            place.push_str(": ");
        }
        let mut said = format!("{severity}{colon} {place}{}", clean(&words.say(&self.what)));
        if let Some(mend) = &self.mend {
            said.push_str(&format!("\n  {}{colon} {}", words.key("problem-mend"), clean(&words.say(mend))));
        }
        said
    }
}

/// Whether any of the problems must be mended before going on.
#[must_use]
pub fn any_error(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_problem_says_where_and_how_to_mend_it() {
        let problem = Problem::error(Place::line("journey.toml", 12), Message::new("month-may"))
            .mended_by(Message::new("month-june"));
        assert_eq!(problem.say(&Words::new(Language::English)), "error: journey.toml:12: May\n  to mend: June");
        assert_eq!(
            problem.say(&Words::new(Language::French)),
            "erreur\u{a0}: journey.toml:12: mai\n  remède\u{a0}: juin"
        );
    }
}
