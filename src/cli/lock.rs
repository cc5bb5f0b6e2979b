use clap::Args;
use jalon::analysis::Record;
use jalon::pipeline;
use jalon::problem::{Place, Problem};
use jalon::report::{json, plan};
use jalon::words::Message;
use jalon::workspace::{Experiment, Held};

use super::answer::Answer;
use super::context::Context;
use super::experiment::{RecordOptions, find, record_to_extend};
use super::failure::Failure;

/// Arguments of `jalon lock`.
#[derive(Debug, Args)]
pub struct LockArguments {
    /// The experiment: its id or its folder's name
    #[arg(value_name = "EXPERIMENT")]
    pub experiment: String,
    /// Show what would be locked, write nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub record: RecordOptions,
}

/// Freezes a plan: from now on a change of it shows in every answer.
pub fn run(arguments: &LockArguments, context: &Context) -> Result<Answer, Failure> {
    let workspace = context.workspace()?;
    let experiment = find(&workspace, &arguments.experiment)?;
    let held = if arguments.dry_run { None } else { Some(experiment.hold()?) };
    let experiment = held.as_ref().map_or(experiment, Held::experiment);
    if let Some(lock) = &experiment.record.lock {
        let what = Message::new("lock-already").text("id", experiment.id.as_str()).date("on", lock.on);
        let problem = Problem::error(Place::file(experiment.record_name()), what);
        return Err(problem.mended_by(Message::new("lock-already-mend")).into());
    }
    let record = record_to_extend(experiment, arguments.record, context)?;
    let lock = pipeline::lock(&experiment.plan, context.today).map_err(|error| unsized_plan(experiment, &error))?;
    let sizing = experiment.plan.size().map_err(|error| unsized_plan(experiment, &error))?;
    if lock.on > lock.start {
        let what = Message::new("deviation-locked-late").date("on", lock.on).date("start", lock.start);
        let place = Place::file(experiment.plan_name());
        context.show_problems(&[Problem::warning(place, what).mended_by(Message::new("lock-late-mend"))]);
    }
    context.show_problems(&experiment.hints());
    let written = (!arguments.dry_run).then(|| experiment.record_name());
    if let Some(held) = &held {
        held.write_record(&Record { lock: Some(lock.clone()), ..record })?;
    }
    let shown = (!arguments.dry_run).then_some(&lock);
    let simulated = pipeline::simulated_plan(&experiment.plan, &sizing, None, context.seed);
    let body = plan::answer(&experiment.plan, &sizing, &simulated, shown, written);
    let page = plan::document(&experiment.plan, &sizing, &simulated, shown, &context.words);
    Ok(Answer::new(page, json::envelope("jalon.lock.v1", &body)?))
}

/// A plan that cannot be sized, as a problem of its file.
pub fn unsized_plan(experiment: &Experiment, error: &jalon::plan::PlanSizeError) -> Failure {
    let (what, mend) = plan::size_problem(error);
    Problem::error(Place::file(experiment.plan_name()), what).mended_by(mend).into()
}
