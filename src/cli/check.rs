use std::collections::BTreeSet;

use clap::Args;
use jalon::id::Id;
use jalon::problem::{Problem, Severity, any_error};
use jalon::report::{Callout, Cell, Column, Compose, Document, Table, json};
use jalon::words::{Message, Words};
use jalon::workspace::{Experiment, Opened};
use serde::Serialize;

use super::answer::Answer;
use super::context::Context;
use super::failure::{Exit, Failure};

/// Arguments of `jalon check`.
#[derive(Debug, Args)]
pub struct CheckArguments {}

#[derive(Serialize)]
struct CheckAnswer {
    errors: usize,
    warnings: usize,
    hints: usize,
    problems: Vec<ProblemAnswer>,
}

#[derive(Serialize)]
struct ProblemAnswer {
    severity: Severity,
    file: String,
    line: Option<u32>,
    column: Option<u32>,
    field: Option<String>,
    what: String,
    mend: Option<String>,
}

/// Reads the whole workspace and lists what is wrong.
pub fn run(_: &CheckArguments, context: &Context) -> Result<Answer, Failure> {
    let opened = jalon::workspace::open(&context.workspace_root()?);
    let problems = with_findings(opened, context);
    let exit = if any_error(&problems) { Exit::FilesToMend } else { Exit::Done };
    let answer = json::envelope("jalon.check.v1", &answer(&problems, &context.words))?;
    let words = &context.words;
    Ok(Answer::new(document(&problems, words), answer).with_lists(lists(&problems, words)).ending(exit))
}

/// The problems of the files and the findings of the maps, by file and line.
fn with_findings(opened: Opened, context: &Context) -> Vec<Problem> {
    let treated: BTreeSet<Id> =
        opened.workspace.improvements.iter().flat_map(|improvement| improvement.frictions.iter().cloned()).collect();
    let maps = &opened.workspace.maps;
    let mut problems = opened.problems;
    problems.extend(maps.iter().flat_map(|map| map.findings(context.today)));
    problems.extend(maps.iter().flat_map(|map| map.untreated(&treated)));
    problems.extend(opened.workspace.experiments.iter().flat_map(Experiment::hints));
    problems.sort_by(|one, other| {
        (&one.place.file, one.place.line, one.severity).cmp(&(&other.place.file, other.place.line, other.severity))
    });
    problems
}

fn count(problems: &[Problem], severity: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity == severity).count()
}

fn answer(problems: &[Problem], words: &Words) -> CheckAnswer {
    CheckAnswer {
        errors: count(problems, Severity::Error),
        warnings: count(problems, Severity::Warning),
        hints: count(problems, Severity::Hint),
        problems: problems
            .iter()
            .map(|problem| ProblemAnswer {
                severity: problem.severity,
                file: problem.place.file.clone(),
                line: problem.place.line,
                column: problem.place.column,
                field: problem.place.field.clone(),
                what: words.say(&problem.what),
                mend: problem.mend.as_ref().map(|mend| words.say(mend)),
            })
            .collect(),
    }
}

fn document(problems: &[Problem], words: &Words) -> Document {
    let title = words.key("check-title");
    if problems.is_empty() {
        return Document::new(title).paragraph(words.key("check-clean"));
    }
    let summary = Message::new("check-summary")
        .count("errors", count(problems, Severity::Error) as u64)
        .count("warnings", count(problems, Severity::Warning) as u64)
        .count("hints", count(problems, Severity::Hint) as u64);
    let mut page = Document::new(title).paragraph(words.say(&summary));
    for problem in problems {
        page = page.callout(callout(problem, words));
    }
    page
}

/// One row for each problem: the page lists them as sentences.
fn lists(problems: &[Problem], words: &Words) -> Document {
    let columns = [
        "check-column-severity",
        "check-column-file",
        "check-column-line",
        "check-column-field",
        "check-column-what",
        "check-column-mend",
    ];
    let table = Table::new(words.key("check-title")).columns(columns.map(|key| Column::text(words.key(key))));
    let table = table.rows(problems.iter().map(|problem| {
        let line = problem.place.line.map_or_else(Cell::empty, |line| Cell::count(line.to_string(), line.into()));
        [
            Cell::text(words.key(match problem.severity {
                Severity::Error => "problem-error",
                Severity::Warning => "problem-warning",
                Severity::Hint => "problem-hint",
            })),
            Cell::text(&problem.place.file),
            line,
            Cell::text(problem.place.field.as_deref().unwrap_or_default()),
            Cell::text(words.say(&problem.what)),
            problem.mend.as_ref().map_or_else(Cell::empty, |mend| Cell::text(words.say(mend))),
        ]
    }));
    Document::new(words.key("check-title")).table(table)
}

fn callout(problem: &Problem, words: &Words) -> Callout {
    let place = match problem.place.line {
        Some(line) => format!("{}:{line}", problem.place.file),
        None => problem.place.file.clone(),
    };
    let callout = match problem.severity {
        Severity::Error => Callout::bad(place),
        Severity::Warning => Callout::watch(place),
        Severity::Hint => Callout::note(place),
    };
    let callout = callout.text(words.say(&problem.what));
    match &problem.mend {
        Some(mend) => callout.hint(words.say(mend)),
        None => callout,
    }
}
