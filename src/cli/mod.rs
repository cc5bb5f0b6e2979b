//! People: commands, the terminal, the clock. Modules of the binary, so that the library cannot reach them.

mod answer;
mod arguments;
mod check;
mod context;
mod failure;

use std::process::ExitCode;

use clap::Parser;

use answer::Answer;
use arguments::{Arguments, Command};
use context::Context;
use failure::{Exit, Failure};

/// Reads the command line, runs the command, shows its answer; the exit code says how it went.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        eprintln!("jalon: internal error, please report it: {panic}");
    }));
    match std::panic::catch_unwind(run) {
        Ok(exit) => exit.code(),
        Err(_) => Exit::OurBug.code(),
    }
}

fn run() -> Exit {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { Exit::WrongCommandLine } else { Exit::Done };
        }
    };
    let context = Context::new(&arguments.global);
    let outcome = dispatch(&arguments.command, &context).and_then(|answer| answer.show(&context));
    match outcome {
        Ok(exit) => exit,
        Err(failure) => failure.show(&context),
    }
}

fn dispatch(command: &Command, context: &Context) -> Result<Answer, Failure> {
    match command {
        Command::Check(arguments) => check::run(arguments, context),
    }
}
