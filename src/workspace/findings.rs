use std::cell::RefCell;

use crate::problem::{Place, Problem};
use crate::words::Message;

/// Collects the problems of all files while they are read, so that the first never hides the others.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    problems: RefCell<Vec<Problem>>,
}

impl Findings {
    /// Notes a problem.
    pub(crate) fn add(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// Notes an error with how to mend it.
    pub(crate) fn error(&self, place: Place, what: Message, mend: Message) {
        self.add(Problem::error(place, what).mended_by(mend));
    }

    /// All problems, by file and line, worst first within a line.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by(|one, other| {
            (&one.place.file, one.place.line, one.severity).cmp(&(&other.place.file, other.place.line, other.severity))
        });
        problems
    }
}
