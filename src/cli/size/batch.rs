//! `jalon size --batch`: a whole list of tests. Each row goes through the command line's own parser, so that a column is an
//! option and nothing is understood in two ways.

use std::path::Path;

use clap::{ArgAction, Command, CommandFactory, FromArgMatches, Parser};
use jalon::data::{List, ListRow, list};
use jalon::pipeline;
use jalon::plan::sizing::Sizing;
use jalon::plan::{SimulatedPower, Traffic, WeekRule};
use jalon::problem::{Place, Problem, nearest};
use jalon::report::{SizedRow, json, size_list};
use jalon::words::Message;
use jalon::workspace::{open_table, shown};

use super::SizeKind;
use crate::cli::answer::Answer;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::quantities::{choice, rate};
use crate::cli::usage;

/// The columns that are no option.
const NAME: &str = "name";
const KIND: &str = "kind";

/// A row as a command line.
#[derive(Debug, Parser)]
#[command(name = "size", disable_help_flag = true, disable_help_subcommand = true)]
struct RowArguments {
    #[command(subcommand)]
    kind: SizeKind,
}

/// Sizes every row; one that cannot be sized says why, and the others are answered all the same.
pub fn run(file: &Path, context: &Context) -> Result<Answer, Failure> {
    let shown = shown(file);
    let list = list(open_table(file)?, &shown)?;
    let mut command = RowArguments::command();
    let columns = columns(&list, &shown, &command)?;
    let mut rows: Vec<SizedRow> = Vec::with_capacity(list.rows.len());
    for row in &list.rows {
        let sized = whole(row, &list)
            .and_then(|()| command_line(row, &columns))
            .and_then(|line| sized(&mut command, &line, context));
        let cell = |wanted: &Column| columns.iter().position(|column| column == wanted);
        let text = |wanted: &Column| cell(wanted).and_then(|place| row.cells.get(place)).cloned().unwrap_or_default();
        let (name, kind) = (text(&Column::Name), text(&Column::Kind));
        rows.push(match sized {
            Ok(Answered { sizing, timing, simulated }) => {
                let weeks = timing.and_then(|(traffic, rule)| traffic.duration(sizing.n_total, rule).weeks());
                SizedRow { name, kind, sized: Ok((sizing, weeks, simulated)) }
            }
            Err(failure) => SizedRow { name, kind, sized: Err(said(&failure, context)?) },
        });
    }
    let failed = rows.iter().filter(|row| row.sized.is_err()).count();
    if failed > 0 {
        let remark = Message::new("size-batch-failed").count("failed", failed as u64).count("rows", rows.len() as u64);
        context.remark(&context.words.say(&remark));
    }
    let body = json::envelope("jalon.size-list.v1", &size_list::answer(&rows))?;
    let answer = Answer::new(size_list::document(&rows, &context.words), body)
        .with_plain_text(size_list::csv(&rows))
        .with_lists(size_list::list(&rows));
    Ok(if failed > 0 { answer.ending(Exit::FilesToMend) } else { answer })
}

/// What a column of the list holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Name,
    Kind,
    /// A column without title; its cells are left alone.
    Untitled,
    /// An option that takes a value.
    Option(String),
    /// An option that is given or not.
    Flag(String),
}

/// What each column holds; all columns that are no option of any kind at once.
fn columns(list: &List, file: &str, command: &Command) -> Result<Vec<Column>, Failure> {
    let options: Vec<(String, bool)> = command
        .get_subcommands()
        .flat_map(Command::get_arguments)
        .filter_map(|argument| Some((argument.get_long()?.to_owned(), takes_no_value(argument.get_action()))))
        .collect();
    let place = || Place { line: u32::try_from(list.line).ok(), ..Place::file(file) };
    let mut problems = Vec::new();
    let mut columns = Vec::with_capacity(list.titles.len());
    for title in &list.titles {
        // `units_per_week` and `Units per week` are what people write for `units-per-week`.
        let name = title.trim_start_matches('-').to_lowercase().replace(['_', ' '], "-");
        let known = options.iter().find(|(option, _)| *option == name);
        columns.push(match (name.as_str(), known) {
            (NAME, _) => Column::Name,
            (KIND, _) => Column::Kind,
            ("", _) => Column::Untitled,
            (_, Some((option, true))) => Column::Flag(option.clone()),
            (_, Some((option, false))) => Column::Option(option.clone()),
            (_, None) => {
                let what = Message::new("size-batch-column").text("column", title);
                problems.push(Problem::error(place(), what).mended_by(nearest_option(&name, &options)));
                Column::Untitled
            }
        });
    }
    if !columns.contains(&Column::Kind) {
        let what = Message::new("size-batch-no-kind");
        problems.push(Problem::error(place(), what).mended_by(Message::new("size-batch-no-kind-mend")));
    }
    if problems.is_empty() { Ok(columns) } else { Err(problems.into()) }
}

fn takes_no_value(action: &ArgAction) -> bool {
    matches!(action, ArgAction::SetTrue | ArgAction::Help | ArgAction::Version)
}

/// The option a title was probably meant to be.
fn nearest_option(name: &str, options: &[(String, bool)]) -> Message {
    match nearest(name, options.iter().map(|(option, _)| option.as_str())) {
        Some(option) => Message::new("usage-nearest").text("name", option),
        None => Message::new("size-batch-column-mend"),
    }
}

/// Refuses a row with more or fewer cells than there are titles: no cell would stand where it belongs.
fn whole(row: &ListRow, list: &List) -> Result<(), Failure> {
    if row.cells.len() == list.titles.len() {
        return Ok(());
    }
    let what = Message::new("data-row-length")
        .count("found", row.cells.len() as u64)
        .count("expected", list.titles.len() as u64);
    Err(Failure::command_line(what, Message::new("data-row-length-mend")))
}

/// The row as a command line; an empty cell is an option that is not given.
fn command_line(row: &ListRow, columns: &[Column]) -> Result<Vec<String>, Failure> {
    let mut options = Vec::new();
    let mut kind = None;
    for (cell, column) in row.cells.iter().zip(columns).filter(|(cell, _)| !cell.is_empty()) {
        match column {
            Column::Name | Column::Untitled => {}
            Column::Kind => kind = Some(cell.to_lowercase()),
            Column::Option(option) => options.push(format!("--{option}={cell}")),
            Column::Flag(option) if is_yes(option, cell)? => options.push(format!("--{option}")),
            Column::Flag(_) => {}
        }
    }
    let kind = kind
        .ok_or_else(|| Failure::command_line(Message::new("size-batch-row-kind"), Message::new("size-kinds-mend")))?;
    Ok([vec!["size".to_owned(), kind], options].concat())
}

fn is_yes(option: &str, cell: &str) -> Result<bool, Failure> {
    const ANSWERS: [(&str, bool); 10] = [
        ("yes", true),
        ("no", false),
        ("oui", true),
        ("non", false),
        ("true", true),
        ("false", false),
        ("x", true),
        ("1", true),
        ("0", false),
        ("-", false),
    ];
    choice(&format!("--{option}"), cell, &ANSWERS)
}

/// A sized row.
struct Answered {
    sizing: Sizing,
    timing: Option<(Traffic, WeekRule)>,
    simulated: Option<SimulatedPower>,
}

fn sized(command: &mut Command, line: &[String], context: &Context) -> Result<Answered, Failure> {
    let parsed = command.try_get_matches_from_mut(line).and_then(|matches| RowArguments::from_arg_matches(&matches));
    let arguments = parsed.map_err(|error| usage::failure(&error))?;
    let asked = arguments.kind.asked()?;
    let goal = rate("--power", asked.power())?;
    let sizing = asked.sizing(&asked.design()?, goal)?;
    // A list is sized at once; simulation takes its moment for each row that asks for it.
    let tests = asked.simulated_tests()?.unwrap_or(0);
    let simulated = pipeline::simulated_power(&sizing, Some(tests), context.seed);
    Ok(Answered { timing: asked.traffic()?, sizing, simulated })
}

/// Why a row has no size, in the reader's language.
fn said(failure: &Failure, context: &Context) -> Result<String, Failure> {
    match failure {
        Failure::CommandLine(what, mend) => {
            let parts = std::iter::once(what).chain(mend);
            Ok(parts.map(|part| context.words.say(part)).collect::<Vec<_>>().join(" – "))
        }
        Failure::Files(problems) => {
            Ok(problems.iter().map(|problem| context.words.say(&problem.what)).collect::<Vec<_>>().join(" – "))
        }
        Failure::Bug(detail) => Err(Failure::Bug(detail.clone())),
    }
}
