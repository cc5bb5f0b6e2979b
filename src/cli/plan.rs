use clap::Args;
use jalon::id::Id;
use jalon::pipeline;
use jalon::plan::{Draft, DraftError, DraftInput, Looks, RuleKind, draft, looks_problem};
use jalon::priority::Improvement;
use jalon::problem::{Place, Problem};
use jalon::quantity::Proportion;
use jalon::report::{json, plan};
use jalon::roadmap::Period;
use jalon::stats::{Binding, Futility, SequentialError, Spending};
use jalon::words::Message;
use jalon::workspace::{self, Workspace, folder_name, next_experiment_id, plan_text};

use super::answer::Answer;
use super::context::Context;
use super::failure::Failure;
use super::quantities::{choice, small_count};

/// Arguments of `jalon plan`.
#[derive(Debug, Args)]
pub struct PlanArguments {
    /// The improvement to test: its id
    #[arg(value_name = "IMPROVEMENT")]
    pub improvement: String,
    /// Print the plan, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Looks at the data that may decide, the last one included, at equal distances [default: one decision, at the end]
    #[arg(long, value_name = "COUNT", conflicts_with = "any_time")]
    looks: Option<String>,
    /// Give up at a look where the effect is out of reach: obrien-fleming or pocock [default: never]
    #[arg(long, value_name = "NAME")]
    futility: Option<String>,
    /// Decide at any time, by intervals that hold at every look
    #[arg(long)]
    any_time: bool,
}

impl PlanArguments {
    /// When the test decides.
    fn rule(&self, power: Proportion) -> Result<RuleKind, Failure> {
        let Some(count) = &self.looks else {
            if self.futility.is_some() {
                let mend = Message::new("plan-looks-alone-mend");
                return Err(Failure::command_line(Message::new("plan-looks-alone"), mend));
            }
            return Ok(if self.any_time { RuleKind::AnyTime } else { RuleKind::FixedHorizon });
        };
        let impossible = |error: &SequentialError| {
            let (what, mend) = looks_problem(error);
            Failure::command_line(what, mend)
        };
        let looks = Looks::equal(small_count("--looks", count)? as usize, power).map_err(|error| impossible(&error))?;
        let futility = match &self.futility {
            Some(name) => {
                let spending = choice("--futility", name, &GIVING_UP)?;
                Futility::Spending { spending, binding: Binding::NonBinding }
            }
            None => Futility::None,
        };
        Ok(RuleKind::Looks(Looks { futility, ..looks }))
    }
}

const GIVING_UP: [(&str, Spending); 2] = [("obrien-fleming", Spending::OBrienFleming), ("pocock", Spending::Pocock)];

/// Drafts the plan of an improvement into a folder of its own.
pub fn run(arguments: &PlanArguments, context: &Context) -> Result<Answer, Failure> {
    let workspace = context.workspace()?;
    let improvement = find(&workspace, &arguments.improvement)?;
    remind_of_tests(&workspace, improvement, context);
    let id = next_experiment_id(&workspace.root);
    let id: Id = id.parse().map_err(|error: jalon::id::InvalidId| Failure::Bug(error.to_string()))?;
    let rule = arguments.rule(workspace.settings.defaults.power)?;
    let drafted = drafted(&workspace, improvement, (&id, rule), context)?;
    let words = &context.words;
    let text = plan_text(&drafted, &workspace.settings.metrics, words);
    let folder = workspace.root.join(folder_name(id.as_str(), &improvement.title));
    let path = folder.join(workspace::PLAN_FILE);
    let shown = path.strip_prefix(context.here()).unwrap_or(&path).display().to_string();
    if !arguments.dry_run {
        if path.exists() {
            let what = Message::new("plan-exists");
            return Err(Problem::error(Place::file(shown), what).mended_by(Message::new("plan-exists-mend")).into());
        }
        workspace::write_whole(&path, text.as_bytes())?;
        let next = Message::new("plan-written").text("file", &shown).text("id", id.as_str());
        context.remark(&words.say(&next));
    }
    let sizing = drafted.plan.size().map_err(|error| unsized_draft(&error))?;
    let simulated = pipeline::simulated_plan(&drafted.plan, &sizing, None, context.seed);
    let body = plan::answer(&drafted.plan, &sizing, &simulated, None, (!arguments.dry_run).then_some(shown));
    let page = plan::draft_document(&drafted, &sizing, &simulated, words);
    let answer = Answer::new(page, json::envelope("jalon.plan.v1", &body)?);
    // A dry run shows the file itself: it is what would be written.
    Ok(if arguments.dry_run { answer.with_plain_text(text) } else { answer })
}

/// A second test of an improvement is a new question, never the first one asked again until it answers well.
fn remind_of_tests(workspace: &Workspace, improvement: &Improvement, context: &Context) {
    let tests = workspace.experiments.iter().filter(|test| test.plan.improvement.as_ref() == Some(&improvement.id));
    let ids: Vec<&str> = tests.map(|test| test.id.as_str()).collect();
    if !ids.is_empty() {
        let remark = Message::new("plan-tested-before").text("id", improvement.id.as_str()).texts("experiments", ids);
        context.remark(&context.words.say(&remark));
    }
}

fn drafted(
    workspace: &Workspace,
    improvement: &Improvement,
    (id, rule): (&Id, RuleKind),
    context: &Context,
) -> Result<Draft, Failure> {
    let lanes = &workspace.settings.capacity.lanes;
    let lane = improvement.lane.as_ref().and_then(|id| lanes.iter().find(|lane| lane.id == *id));
    let busy: Vec<Period> = lane.map_or_else(Vec::new, |lane| {
        let tests = workspace.experiments.iter().filter(|test| test.plan.lane.as_ref() == Some(&lane.id));
        let open = tests.filter(|test| test.record.decision().is_none());
        let taken = open.map(|test| Period { from: test.plan.start, to: test.plan.end });
        // Where several tests may run side by side, one more need not wait for the others.
        let taken: Vec<Period> = if lane.parallel > 1 { Vec::new() } else { taken.collect() };
        taken.into_iter().chain(lane.blackout.iter().copied()).collect()
    });
    let input = DraftInput {
        id,
        improvement,
        metrics: &workspace.settings.metrics,
        lane,
        busy: &busy,
        defaults: workspace.settings.defaults,
        rule,
        today: context.today,
    };
    draft(&input).map_err(|error| refused(improvement, &error))
}

fn find<'a>(workspace: &'a Workspace, name: &str) -> Result<&'a Improvement, Failure> {
    let wanted = name.to_lowercase();
    let found = workspace.improvements.iter().find(|improvement| improvement.id.as_str().to_lowercase() == wanted);
    found.ok_or_else(|| {
        let known: Vec<&str> = workspace.improvements.iter().map(|improvement| improvement.id.as_str()).collect();
        Failure::command_line(
            Message::new("improvement-unknown").text("id", name),
            Message::new("improvement-unknown-mend").texts("known", known),
        )
    })
}

/// What the improvement still needs before it can be tested.
fn refused(improvement: &Improvement, error: &DraftError) -> Failure {
    let id = improvement.id.as_str();
    let (what, mend) = match error {
        DraftError::NotTested(reason) => (
            Message::new("draft-not-tested").text("id", id).text("reason", reason),
            Message::new("draft-not-tested-mend"),
        ),
        DraftError::NoMetric => (Message::new("draft-no-metric").text("id", id), Message::new("draft-no-metric-mend")),
        DraftError::NoBaseline(metric) => {
            (Message::new("plan-no-baseline").text("metric", metric.as_str()), Message::new("draft-no-baseline-mend"))
        }
        DraftError::NoLift => (Message::new("draft-no-lift").text("id", id), Message::new("draft-no-lift-mend")),
        DraftError::NoRelativeChange { metric } => (
            Message::new("draft-no-relative-change").text("metric", metric.as_str()),
            Message::new("draft-no-relative-change-mend"),
        ),
        DraftError::NoGain { metric, lift } => (
            Message::new("draft-no-gain")
                .text("id", id)
                .text("metric", metric.as_str())
                .signed_percent("lift", *lift, 1),
            Message::new("draft-no-gain-mend"),
        ),
        DraftError::Size(error) => return unsized_draft(error),
    };
    Problem::error(Place::file("improvements.toml"), what).mended_by(mend).into()
}

fn unsized_draft(error: &jalon::plan::PlanSizeError) -> Failure {
    let (what, mend) = plan::size_problem(error);
    Problem::error(Place::file("improvements.toml"), what).mended_by(mend).into()
}
