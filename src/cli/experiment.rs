//! What the commands on one experiment share: finding it, and writing its record.

use clap::Args;
use jalon::analysis::{Record, last_day};
use jalon::problem::{Place, Problem};
use jalon::words::Message;
use jalon::workspace::{Experiment, Workspace};

use super::context::Context;
use super::failure::Failure;

/// The option every command that writes a record takes.
#[derive(Debug, Clone, Copy, Args)]
pub struct RecordOptions {
    /// Go on with a record that was changed outside of jalon; this is written down
    #[arg(long)]
    pub accept_record: bool,
}

/// Finds an experiment by its id or its folder's name.
pub fn find<'a>(workspace: &'a Workspace, name: &str) -> Result<&'a Experiment, Failure> {
    let wanted = name.trim_end_matches('/').to_lowercase();
    let is_it = |experiment: &&Experiment| {
        let folder = experiment.folder.file_name().map(|folder| folder.to_string_lossy().to_lowercase());
        experiment.id.as_str().to_lowercase() == wanted || folder.is_some_and(|folder| folder == wanted)
    };
    workspace.experiments.iter().find(is_it).ok_or_else(|| {
        let known: Vec<&str> = workspace.experiments.iter().map(|experiment| experiment.id.as_str()).collect();
        let mend = if known.is_empty() {
            Message::new("experiment-none-mend")
        } else {
            Message::new("experiment-unknown-mend").texts("known", known)
        };
        Failure::command_line(Message::new("experiment-unknown").text("id", name), mend)
    })
}

/// The record to go on with: refused when jalon did not write it, unless that is accepted, and when its days lie after
/// today.
pub fn record_to_extend(experiment: &Experiment, options: RecordOptions, context: &Context) -> Result<Record, Failure> {
    let mut record = experiment.record.clone();
    let place = || Place::file(experiment.record_name());
    if !experiment.record_intact {
        if !options.accept_record {
            let problem = Problem::error(place(), Message::new("record-seal"));
            return Err(problem.mended_by(Message::new("record-seal-mend")).into());
        }
        record.accepted.push(context.today);
    }
    let latest = record.decisions.iter().map(|decision| decision.on).chain(last_day(&record)).max();
    if let Some(latest) = latest.filter(|latest| context.today < *latest) {
        let what = Message::new("record-future").date("latest", latest).date("today", context.today);
        return Err(Problem::error(place(), what).mended_by(Message::new("record-future-mend")).into());
    }
    Ok(record)
}
