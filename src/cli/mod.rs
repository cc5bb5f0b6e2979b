//! People: commands, the terminal, the clock. Modules of the binary, so that the library cannot reach them.

mod analyse;
mod answer;
mod arguments;
mod bayes;
mod check;
mod compare;
mod context;
mod decide;
mod estimate;
mod experiment;
mod failure;
mod help;
mod init;
mod lock;
mod map;
mod plan;
mod quantities;
mod rank;
mod review;
mod roadmap;
mod sample;
mod simulate;
mod size;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;
use jalon::words::Language;

use answer::Answer;
use arguments::{Arguments, Command};
use context::Context;
use failure::{Exit, Failure};

/// Reads the command line, runs the command, shows its answer; the exit code says how it went.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        answer::complain(&format!("jalon: internal error, please report it: {panic}"));
    }));
    match std::panic::catch_unwind(run) {
        Ok(exit) => exit.code(),
        Err(_) => Exit::OurBug.code(),
    }
}

/// The width of help: that of every other answer, up to where lines grow too long to read.
fn help_width(context: &Context) -> usize {
    const WIDEST: usize = 100;
    // clap wraps its English frame; "[par défaut :" and "[valeurs possibles :" together are seven longer.
    let room = if context.words.language() == Language::French { 7 } else { 0 };
    context.terminal().width.min(WIDEST) - room
}

fn run() -> Exit {
    let given: Vec<OsString> = std::env::args_os().collect();
    // Help and faults of the command line are said in the language asked for, before the line is understood.
    let language = asked_language(&given);
    let bare = Context::bare(language);
    let parsed = help::command(bare.words.language())
        .term_width(help_width(&bare))
        .try_get_matches_from(&given)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    match parsed {
        Ok(arguments) => answer(&arguments),
        Err(error) => refuse(&error, language),
    }
}

fn answer(arguments: &Arguments) -> Exit {
    let context = Context::new(&arguments.global);
    let outcome = dispatch(&arguments.command, &context).and_then(|answer| answer.show(&context));
    outcome.unwrap_or_else(|failure| failure.show(&context))
}

/// Shows the help that was asked for, or what is wrong with the command line.
fn refuse(error: &clap::Error, language: Option<Language>) -> Exit {
    let context = Context::bare(language);
    if error.use_stderr() {
        return usage::failure(error).show(&context);
    }
    let colour = context.terminal().colour;
    match answer::print(&help::frame(&error.render(), context.words.language(), colour)) {
        Ok(()) => Exit::Done,
        Err(error) => Failure::from(jalon::workspace::unwritable_output(&error)).show(&context),
    }
}

/// The language named by `--lang`, wherever it stands on the line.
fn asked_language(given: &[OsString]) -> Option<Language> {
    let texts: Vec<&str> = given.iter().filter_map(|argument| argument.to_str()).collect();
    let joined = texts.iter().find_map(|text| text.strip_prefix("--lang="));
    let parted =
        || texts.iter().zip(texts.iter().skip(1)).find(|(name, _)| **name == "--lang").map(|(_, value)| *value);
    joined.or_else(parted)?.parse().ok()
}

fn dispatch(command: &Command, context: &Context) -> Result<Answer, Failure> {
    match command {
        Command::Init(arguments) => init::run(arguments, context),
        Command::Check(arguments) => check::run(arguments, context),
        Command::Map(arguments) => map::run(arguments, context),
        Command::Rank(arguments) => rank::run(arguments, context),
        Command::Roadmap(arguments) => roadmap::run(arguments, context),
        Command::Size(arguments) => size::run(arguments, context),
        Command::Estimate(arguments) => estimate::run(arguments, context),
        Command::Compare(arguments) => compare::run(arguments, context),
        Command::Plan(arguments) => plan::run(arguments, context),
        Command::Lock(arguments) => lock::run(arguments, context),
        Command::Simulate(arguments) => simulate::run(arguments, context),
        Command::Analyse(arguments) => analyse::run(arguments, context),
        Command::Decide(arguments) => decide::run(arguments, context),
        Command::Review(arguments) => review::run(arguments, context),
    }
}
