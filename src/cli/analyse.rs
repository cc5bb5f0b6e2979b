use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jalon::analysis::VerdictKind;
use jalon::data::{Assumed, BadRows, Encoding};
use jalon::pipeline::{self, DataFiles, LookFailure};
use jalon::report::analysis::AnalysisPage;
use jalon::report::json;
use jalon::words::Message;
use jalon::workspace::{self, Held};

use super::answer::Answer;
use super::bayes::BayesArguments;
use super::context::Context;
use super::experiment::{RecordOptions, find, record_to_extend};
use super::failure::{Exit, Failure};
use super::lock::unsized_plan;

/// Arguments of `jalon analyse`.
#[derive(Debug, Args)]
pub struct AnalyseArguments {
    /// The experiment: its id or its folder's name
    #[arg(value_name = "EXPERIMENT")]
    pub experiment: String,
    /// Another data file than the plan's
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// What becomes of rows that cannot be read: nothing is answered, or they are left out and counted
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    pub on_bad_row: OnBadRow,
    /// Show the look, do not write it down
    #[arg(long)]
    pub dry_run: bool,
    /// End with exit code 3 when the data cannot decide
    #[arg(long)]
    pub require_verdict: bool,
    #[command(flatten)]
    pub bayes: BayesArguments,
    #[command(flatten)]
    pub record: RecordOptions,
}

/// What becomes of rows that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum OnBadRow {
    /// Nothing is answered
    #[default]
    Error,
    /// They are left out and counted
    Skip,
}

impl AnalyseArguments {
    fn bad_rows(&self) -> BadRows {
        match self.on_bad_row {
            OnBadRow::Error => BadRows::Refused,
            OnBadRow::Skip => BadRows::Skipped,
        }
    }
}

/// Takes a look at the data and writes it down.
pub fn run(arguments: &AnalyseArguments, context: &Context) -> Result<Answer, Failure> {
    let workspace = context.workspace()?;
    let experiment = find(&workspace, &arguments.experiment)?;
    // Held before anything is worked out, so that the page shows the record that is written.
    let held = if arguments.dry_run { None } else { Some(experiment.hold()?) };
    let experiment = held.as_ref().map_or(experiment, Held::experiment);
    let path = arguments.data.clone().unwrap_or_else(|| experiment.data_path());
    let open = |path: &PathBuf| workspace::open_table(path).map(|table| table.with_bad_rows(arguments.bad_rows()));
    let events = experiment.event_paths().iter().map(open).collect::<Result<_, _>>()?;
    let files = DataFiles { table: open(&path)?, events };
    let name = workspace::shown(&path);
    let taken =
        pipeline::look(&experiment.plan, &experiment.record, &files, &name, context.today).map_err(|failure| {
            match failure {
                LookFailure::Data(problems) => Failure::Files(problems),
                LookFailure::Size(error) => unsized_plan(experiment, &error),
            }
        })?;
    for assumed in &taken.reading.assumed {
        if let Some(said) = assumptions(assumed) {
            context.remark(&context.words.say(&said));
        }
    }
    if let Some(held) = &held {
        write_down(held, &taken.look, arguments, context)?;
    }
    let bayes = arguments.bayes.reading(experiment, &taken, &workspace, context.today)?;
    let page =
        AnalysisPage { plan: &experiment.plan, record: &experiment.record, taken: &taken, bayes: bayes.as_ref() };
    let body = json::envelope("jalon.analysis.v1", &page.answer(&context.words))?;
    let silent = matches!(taken.analysis.verdict.kind, VerdictKind::Ship | VerdictKind::Stop);
    let exit = if arguments.require_verdict && !silent { Exit::NoVerdict } else { Exit::Done };
    let figures = page.figures(&context.words);
    Ok(Answer::new(page.document(&context.words), body).with_figures(figures).ending(exit))
}

/// What a file was taken for, where it is more than plain CSV.
fn assumptions(assumed: &Assumed) -> Option<Message> {
    let mut parts = Vec::new();
    if let Some(compression) = assumed.compression {
        parts.push(Message::new("analyse-read-packed").text("form", compression.name()));
    }
    match assumed.text {
        None => parts.push(Message::new("analyse-read-parquet")),
        Some(text) => {
            if text.encoding != Encoding::Utf8 {
                parts.push(Message::new("analyse-read-encoding").text("encoding", text.encoding.name()));
            }
            match text.separator {
                ';' => parts.push(Message::new("analyse-read-semicolon")),
                '\t' => parts.push(Message::new("analyse-read-tab")),
                _ => {}
            }
            if text.decimal_comma {
                parts.push(Message::new("analyse-read-decimal-comma"));
            }
        }
    }
    let beside = |one, other| Message::new("analyse-read-part").said("one", one).said("other", other);
    parts.into_iter().reduce(beside).map(|what| Message::new("analyse-read").said("what", what))
}

/// Adds the look to the record. The same look twice on a day stands there once.
fn write_down(
    held: &Held,
    look: &jalon::analysis::Look,
    arguments: &AnalyseArguments,
    context: &Context,
) -> Result<(), Failure> {
    let mut record = record_to_extend(held.experiment(), arguments.record, context)?;
    if record.last_look() == Some(look) {
        context.remark(&context.words.key("analyse-same-look"));
        return Ok(());
    }
    record.looks.push(look.clone());
    held.write_record(&record)?;
    let said = Message::new("analyse-recorded").text("file", held.experiment().record_name());
    context.remark(&context.words.say(&said));
    Ok(())
}
