use std::process::ExitCode;

use jalon::chart::ChartError;
use jalon::problem::Problem;
use jalon::report::json::JsonError;
use jalon::words::Message;

use super::answer::complain;
use super::context::Context;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The answer was given.
    Done,
    /// Something in the user's files must be mended.
    FilesToMend,
    /// The command line is wrong.
    WrongCommandLine,
    /// The data cannot answer, and an answer was required.
    NoVerdict,
    /// Our own bug.
    OurBug,
}

impl Exit {
    /// The code the shell sees.
    pub fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Done => 0,
            Self::FilesToMend => 1,
            Self::WrongCommandLine => 2,
            Self::NoVerdict => 3,
            Self::OurBug => 70,
        })
    }
}

/// Why a command gave no answer.
#[derive(Debug)]
pub enum Failure {
    /// Problems of the user's files.
    Files(Vec<Problem>),
    /// The command line asks for something impossible: what, and how to mend it.
    CommandLine(Message, Option<Message>),
    /// Our own bug.
    Bug(String),
}

impl Failure {
    /// The command line asks for something impossible.
    pub fn command_line(what: Message, mend: Message) -> Self {
        Self::CommandLine(what, Some(mend))
    }

    /// Shows it on standard error.
    pub fn show(&self, context: &Context) -> Exit {
        match self {
            Self::Files(problems) => {
                context.show_problems(problems);
                Exit::FilesToMend
            }
            Self::CommandLine(what, mend) => {
                let problem = Problem::error(jalon::problem::Place::default(), what.clone());
                let problem = match mend {
                    Some(mend) => problem.mended_by(mend.clone()),
                    None => problem,
                };
                context.show_problems(&[problem]);
                Exit::WrongCommandLine
            }
            Self::Bug(detail) => {
                complain(&format!("jalon: internal error, please report it: {detail}"));
                Exit::OurBug
            }
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Files(vec![problem])
    }
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Files(problems)
    }
}

impl From<JsonError> for Failure {
    fn from(error: JsonError) -> Self {
        Self::Bug(error.to_string())
    }
}

impl From<ChartError> for Failure {
    fn from(error: ChartError) -> Self {
        Self::Bug(error.to_string())
    }
}
