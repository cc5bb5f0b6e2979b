use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jalon::pipeline::simulation::{self, NamedEffect, Request, SimulationProblem, SplitRequest};
use jalon::plan::{Change, DataKind, Plan, PlannedArm, fingerprint};
use jalon::problem::{Place, Problem};
use jalon::report::json;
use jalon::report::simulation::{SimulationPage, SplitPage, problem_words};
use jalon::words::Message;
use jalon::workspace::{self, Experiment};

use super::answer::Answer;
use super::context::Context;
use super::experiment::find;
use super::failure::Failure;
use super::lock::unsized_plan;
use super::quantities;

/// Arguments of `jalon simulate`.
#[derive(Debug, Args)]
pub struct SimulateArguments {
    /// The experiment: its id or its folder's name
    #[arg(value_name = "EXPERIMENT")]
    pub experiment: String,
    /// A relative effect on the primary metric to try beside none, half the planned and the planned one: +3%; may be repeated
    #[arg(long, value_name = "LIFT", allow_hyphen_values = true)]
    pub lift: Vec<String>,
    /// The same as a difference in the metric's own unit: 0.5% of a rate, 2 points of a score; may be repeated
    #[arg(long, value_name = "DIFFERENCE", allow_hyphen_values = true)]
    pub difference: Vec<String>,
    /// What the variants do to another metric, in every scenario: with % relative, else in the metric's own unit;
    /// support-contact=+10%, or support-contact=0.005; may be repeated
    #[arg(long, value_name = "METRIC=CHANGE", allow_hyphen_values = true)]
    pub effect: Vec<String>,
    /// Simulated tests of each scenario, or random splits with --aa [default: as many as take a few seconds]
    #[arg(long, value_name = "N")]
    pub tests: Option<String>,
    /// Units of all arms together [default: the planned ones]
    #[arg(long, value_name = "N")]
    pub units: Option<String>,
    /// What looking so often does to the false alarms of a test that plans one look; of a plan that may decide at any time: how
    /// often its rule is asked [default: every day]
    #[arg(long, value_name = "N", conflicts_with = "habit")]
    pub peek: Option<String>,
    /// The same for a habit: a look a day, or a look a week
    #[arg(long, value_enum)]
    pub habit: Option<Habit>,
    /// A/A check: divides the units of a file at random, again and again, and counts what the plan's tests find [default file: the
    /// plan's data]
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["lift", "difference", "effect", "units", "peek", "habit"])]
    pub aa: Option<Option<PathBuf>>,
}

/// How often people look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Habit {
    Daily,
    Weekly,
}

/// The most simulated tests of a scenario: a million take minutes, more say nothing more.
const MOST_TESTS: u32 = 1_000_000;
/// The most looks: more than an hour apart in two weeks.
const MOST_LOOKS: u32 = 500;

/// Simulates the very plan, or its tests on the team's own units.
pub fn run(arguments: &SimulateArguments, context: &Context) -> Result<Answer, Failure> {
    let workspace = context.workspace()?;
    let experiment = find(&workspace, &arguments.experiment)?;
    let tests = arguments.tests.as_deref().map(|text| limited("tests", text, MOST_TESTS)).transpose()?;
    match &arguments.aa {
        Some(file) => divided(experiment, file.clone(), tests, context),
        None => simulated(experiment, arguments, tests, context),
    }
}

fn simulated(
    experiment: &Experiment,
    arguments: &SimulateArguments,
    tests: Option<u32>,
    context: &Context,
) -> Result<Answer, Failure> {
    let plan = &experiment.plan;
    let request = request(arguments, tests, plan, context)?;
    let planned = planned_arms(experiment, context)?;
    let bar = Bar::new(context);
    let result = simulation::simulate(plan, &planned, &request, &|done, all| bar.at(done, all));
    bar.end();
    let found = result.map_err(|problem| refused(experiment, problem))?;
    let page = SimulationPage { plan, lock: experiment.record.lock.as_ref(), found: &found };
    let figures = page.figures(&context.words)?;
    let body = json::envelope("jalon.simulate.v1", &page.answer())?;
    let document = page.document(&figures, &context.words);
    Ok(Answer::new(document, body).with_figures(figures))
}

fn divided(
    experiment: &Experiment,
    file: Option<PathBuf>,
    splits: Option<u32>,
    context: &Context,
) -> Result<Answer, Failure> {
    let plan = &experiment.plan;
    if file.is_none() && plan.data.kind != DataKind::Units {
        let what = Message::new("simulate-aa-summary").text("id", plan.id.as_str());
        return Err(Failure::command_line(what, Message::new("simulate-aa-summary-mend")));
    }
    if plan.design.efficiency.clusters().is_some() {
        let what = Message::new("simulate-aa-clusters").text("id", plan.id.as_str());
        return Err(Failure::command_line(what, Message::new("simulate-aa-clusters-mend")));
    }
    let path = file.unwrap_or_else(|| experiment.data_path());
    let (units, name) = (workspace::open_table(&path)?, workspace::shown(&path));
    let request = SplitRequest { splits, seed: context.seed };
    let bar = Bar::new(context);
    let checked = simulation::split_check(plan, units, &name, request, &|done, all| bar.at(done, all));
    bar.end();
    let checked = checked?;
    let page = SplitPage { plan, file: &name, checked: &checked };
    let figures = page.figures(&context.words)?;
    let body = json::envelope("jalon.simulate.v1", &page.answer())?;
    let document = page.document(&figures, &context.words);
    Ok(Answer::new(document, body).with_figures(figures))
}

fn request(
    arguments: &SimulateArguments,
    tests: Option<u32>,
    plan: &Plan,
    context: &Context,
) -> Result<Request, Failure> {
    let mut effects = Vec::new();
    for text in &arguments.lift {
        effects.push(Change::Lift(quantities::fraction("lift", text)?));
    }
    for text in &arguments.difference {
        effects.push(Change::Difference(quantities::fraction("difference", text)?));
    }
    let others = arguments.effect.iter().map(|text| named_effect(text)).collect::<Result<Vec<_>, _>>()?;
    let looks = match (&arguments.peek, arguments.habit) {
        (Some(text), _) => Some(limited("peek", text, MOST_LOOKS)?),
        (None, Some(Habit::Daily)) => Some(plan.planned_days().clamp(1, MOST_LOOKS)),
        (None, Some(Habit::Weekly)) => Some(plan.planned_days().div_ceil(7).clamp(1, MOST_LOOKS)),
        (None, None) => None,
    };
    let units = arguments.units.as_deref().map(|text| quantities::count("units", text)).transpose()?;
    Ok(Request { effects, others, tests, units, looks, seed: context.seed })
}

/// `metric=+2%` is a lift, `metric=0.02` a difference.
fn named_effect(text: &str) -> Result<NamedEffect, Failure> {
    let Some((metric, change)) = text.split_once('=') else {
        let what = Message::new("simulate-effect-form").text("given", text);
        return Err(Failure::command_line(what, Message::new("simulate-effect-form-mend")));
    };
    let value = quantities::fraction("effect", change.trim())?;
    let change = if change.contains('%') { Change::Lift(value) } else { Change::Difference(value) };
    Ok(NamedEffect { metric: metric.trim().to_owned(), change })
}

fn limited(option: &str, text: &str, most: u32) -> Result<u32, Failure> {
    let value = quantities::count(option, text)?;
    u32::try_from(value).ok().filter(|value| (1..=most).contains(value)).ok_or_else(|| {
        let what = Message::new("simulate-out-of-range").text("option", option).text("given", text);
        Failure::command_line(what, Message::new("simulate-out-of-range-mend").count("most", most.into()))
    })
}

/// The sizes that the lock froze, or the plan's own before a lock.
fn planned_arms(experiment: &Experiment, context: &Context) -> Result<Vec<PlannedArm>, Failure> {
    let plan = &experiment.plan;
    let Some(lock) = &experiment.record.lock else {
        return plan.planned_arms().map_err(|error| unsized_plan(experiment, &error));
    };
    if lock.fingerprint != fingerprint(plan) {
        let what = Message::new("deviation-plan-changed").date("on", lock.on);
        let problem = Problem::warning(Place::file(experiment.plan_name()), what);
        context.show_problems(&[problem.mended_by(Message::new("simulate-changed-mend"))]);
    }
    Ok(lock.arms.clone())
}

/// What cannot be simulated, as a problem of the plan's file or of the command line.
fn refused(experiment: &Experiment, problem: SimulationProblem) -> Failure {
    if let SimulationProblem::Size(error) = &problem {
        return unsized_plan(experiment, error);
    }
    let (what, mend) = problem_words(&problem);
    match problem {
        SimulationProblem::Clusters { .. } => {
            Problem::error(Place::file(experiment.plan_name()), what).mended_by(mend).into()
        }
        _ => Failure::command_line(what, mend),
    }
}

/// A progress bar on the standard error of a terminal; nothing elsewhere.
struct Bar(Option<ProgressBar>);

impl Bar {
    fn new(context: &Context) -> Self {
        let shown = std::io::stderr().is_terminal() && !context.is_quiet();
        Self(shown.then(|| {
            let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr_with_hz(10));
            // A template that is written here is right; were it not, the plain bar would do.
            let style = ProgressStyle::with_template("{wide_bar} {percent:>3} %  {eta}");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        }))
    }

    fn at(&self, done: u64, all: u64) {
        if let Some(bar) = &self.0 {
            bar.set_length(all);
            bar.set_position(done);
        }
    }

    fn end(self) {
        if let Some(bar) = self.0 {
            bar.finish_and_clear();
        }
    }
}
