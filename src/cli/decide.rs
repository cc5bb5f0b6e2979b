use clap::Args;
use jalon::analysis::{Decision, DecisionKind};
use jalon::plan::fingerprint;
use jalon::problem::{Place, Problem};
use jalon::report::verdict::{decision_words, verdict_words};
use jalon::report::{decision, json};
use jalon::words::Message;
use jalon::workspace::DECISIONS;

use super::answer::Answer;
use super::context::Context;
use super::experiment::{RecordOptions, find, record_to_extend};
use super::failure::Failure;

/// Arguments of `jalon decide`.
#[derive(Debug, Args)]
pub struct DecideArguments {
    /// The experiment: its id or its folder's name
    #[arg(value_name = "EXPERIMENT")]
    pub experiment: String,
    /// ship, iterate or stop (déployer, ajuster, arrêter)
    #[arg(value_name = "DECISION", value_parser = decision_kind)]
    pub decision: DecisionKind,
    /// Why, in a sentence
    #[arg(long, value_name = "TEXT")]
    pub why: String,
    /// Who decides
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Decide without an analysis, and say why
    #[arg(long, value_name = "REASON")]
    pub waive: Option<String>,
    #[command(flatten)]
    pub record: RecordOptions,
}

fn decision_kind(text: &str) -> Result<DecisionKind, String> {
    let wanted = text.trim().to_lowercase();
    let found = DECISIONS.iter().find(|(name, _)| *name == wanted);
    found.map(|(_, kind)| *kind).ok_or_else(|| "ship, iterate, stop (déployer, ajuster, arrêter)".to_owned())
}

/// Writes a decision down.
pub fn run(arguments: &DecideArguments, context: &Context) -> Result<Answer, Failure> {
    let workspace = context.workspace()?;
    let experiment = find(&workspace, &arguments.experiment)?;
    if arguments.why.trim().is_empty() {
        return Err(Failure::command_line(Message::new("decide-no-why"), Message::new("decide-no-why-mend")));
    }
    let held = experiment.hold()?;
    let experiment = held.experiment();
    let mut record = record_to_extend(experiment, arguments.record, context)?;
    let look = record.last_look();
    if look.is_none() && arguments.waive.is_none() {
        let what = Message::new("decide-no-look").text("id", experiment.id.as_str());
        let mend = Message::new("decide-no-look-mend").text("id", experiment.id.as_str());
        return Err(Problem::error(Place::file(experiment.record_name()), what).mended_by(mend).into());
    }
    let decided = Decision {
        decision: arguments.decision,
        on: context.today,
        by: arguments.by.clone(),
        why: arguments.why.trim().to_owned(),
        verdict: look.map(|look| look.verdict),
        waiver: arguments.waive.clone(),
    };
    let place = || Place::file(experiment.record_name());
    let mut warnings = Vec::new();
    if let Some(verdict) = decided.verdict.filter(|verdict| !decided.decision.follows(*verdict)) {
        let what = Message::new("decide-against")
            .text("decision", decision_words(decided.decision, &context.words))
            .text("verdict", verdict_words(verdict, &context.words));
        warnings.push(Problem::warning(place(), what).mended_by(Message::new("decide-against-mend")));
    }
    if look.is_some_and(|look| look.fingerprint != fingerprint(&experiment.plan)) {
        let what = Message::new("decide-old-look").text("id", experiment.id.as_str());
        let mend = Message::new("decide-old-look-mend").text("id", experiment.id.as_str());
        warnings.push(Problem::warning(place(), what).mended_by(mend));
    }
    record.decisions.push(decided.clone());
    held.write_record(&record)?;
    context.show_problems(&warnings);
    let body = json::envelope("jalon.decision.v1", &decision::answer(&experiment.plan, &decided))?;
    Ok(Answer::new(decision::document(&experiment.plan, &decided, &context.words), body))
}
