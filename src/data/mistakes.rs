use crate::problem::{Place, Problem};
use crate::words::Message;

/// Problems shown of one file; a wrong column would otherwise be said once per row.
pub(super) const MOST_PROBLEMS: usize = 20;

/// What is wrong in one data file: every problem at once, up to twenty of them, and how many more there are.
#[derive(Debug)]
pub(super) struct Mistakes {
    file: String,
    problems: Vec<Problem>,
    more: u64,
}

/// Where in a file something is wrong.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spot<'a> {
    /// The line, from 1; none where the whole file is meant.
    pub line: Option<u64>,
    /// The name of the column.
    pub column: Option<&'a str>,
}

impl Spot<'_> {
    pub(super) const FILE: Self = Self { line: None, column: None };

    pub(super) fn line(line: u64) -> Self {
        Self { line: Some(line), column: None }
    }
}

impl Mistakes {
    pub(super) fn of(file: &str) -> Self {
        Self { file: file.to_owned(), problems: Vec::new(), more: 0 }
    }

    /// Whether nothing is wrong so far.
    pub(super) fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// Notes what is wrong at a spot, and how to mend it.
    pub(super) fn refuse(&mut self, spot: Spot<'_>, what: Message, mend: Option<Message>) {
        if self.problems.len() >= MOST_PROBLEMS {
            self.more += 1;
            return;
        }
        let place = Place {
            file: self.file.clone(),
            line: spot.line.and_then(|line| u32::try_from(line).ok()),
            column: None,
            field: spot.column.map(|column| column.trim().to_owned()),
        };
        let what = match spot.column {
            Some(column) if spot.line.is_some() => {
                Message::new("data-in-column").text("column", column.trim()).said("what", what)
            }
            _ => what,
        };
        let problem = Problem::error(place, what);
        self.problems.push(match mend {
            Some(mend) => problem.mended_by(mend),
            None => problem,
        });
    }

    /// All of them, with how many were left out.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        if self.more > 0 {
            let what = Message::new("data-more").count("problems", self.more);
            self.problems.push(Problem::error(Place::file(&self.file), what));
        }
        self.problems
    }
}
