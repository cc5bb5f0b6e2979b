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
    /// The row group of a Parquet file, from 1; the line is then the row in it.
    pub group: Option<u64>,
}

impl Spot<'_> {
    pub(super) const FILE: Self = Self { line: None, column: None, group: None };

    pub(super) fn line(line: u64) -> Self {
        Self { line: Some(line), ..Self::FILE }
    }
}

/// How many mistakes there were at some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    problems: usize,
    more: u64,
}

impl Mistakes {
    pub(super) fn of(file: &str) -> Self {
        Self { file: file.to_owned(), problems: Vec::new(), more: 0 }
    }

    /// Whether nothing is wrong so far.
    pub(super) fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// The file that is being read.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// Goes on to another file.
    pub(super) fn in_file(&mut self, file: &str) {
        if self.file != file {
            file.clone_into(&mut self.file);
        }
    }

    /// How many there are, to go back to.
    pub(super) fn mark(&self) -> Mark {
        Mark { problems: self.problems.len(), more: self.more }
    }

    /// Forgets what was noted since.
    pub(super) fn forget(&mut self, mark: Mark) {
        self.problems.truncate(mark.problems);
        self.more = mark.more;
    }

    /// Takes in what was noted elsewhere, later in the file.
    pub(super) fn absorb(&mut self, other: Self) {
        for problem in other.problems {
            if self.problems.len() >= MOST_PROBLEMS {
                self.more += 1;
            } else {
                self.problems.push(problem);
            }
        }
        self.more += other.more;
    }

    /// Notes what is wrong at a spot, and how to mend it.
    pub(super) fn refuse(&mut self, spot: Spot<'_>, what: Message, mend: Option<Message>) {
        if self.problems.len() >= MOST_PROBLEMS {
            self.more += 1;
            return;
        }
        let place = Place {
            file: self.file.clone(),
            line: spot.line.filter(|_| spot.group.is_none()).and_then(|line| u32::try_from(line).ok()),
            column: None,
            field: spot.column.map(|column| column.trim().to_owned()),
        };
        let what = match spot.column {
            Some(column) if spot.line.is_some() => {
                Message::new("data-in-column").text("column", column.trim()).said("what", what)
            }
            _ => what,
        };
        let what = match (spot.group, spot.line) {
            (Some(group), Some(row)) => {
                Message::new("data-in-row-group").count("group", group).count("row", row).said("what", what)
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
