use std::path::PathBuf;

use clap::Args;
use jalon::pipeline::{self, Programme};
use jalon::report::{html, json, markdown, review as page};
use jalon::review::{Month, Outcome};
use jalon::words::Message;
use jalon::workspace::{Workspace, write_whole};
use jiff::civil::Date;

use super::answer::Answer;
use super::context::Context;
use super::failure::Failure;

/// Arguments of `jalon review`.
#[derive(Debug, Args)]
pub struct ReviewArguments {
    /// The month, such as 2026-09 [default: the month before today's]
    #[arg(value_name = "YYYY-MM")]
    pub month: Option<Month>,
    /// Only show the review; write nothing into the workspace
    #[arg(long)]
    pub dry_run: bool,
}

/// Writes the review of a month, as Markdown and as one HTML page, and shows it.
pub fn run(arguments: &ReviewArguments, context: &Context) -> Result<Answer, Failure> {
    let workspace = context.workspace()?;
    let reviewed = arguments.month.unwrap_or_else(|| Month::of(context.today).previous());
    let as_of = day_of(reviewed, &workspace, context)?;
    let outcomes: Vec<Outcome> = workspace
        .experiments
        .iter()
        .map(|experiment| Outcome::as_of(&experiment.plan, &experiment.record, as_of))
        .collect();
    let settings = &workspace.settings;
    let improvements = pipeline::reached(&workspace.improvements, &workspace.friction_points());
    let programme = Programme {
        metrics: &settings.metrics,
        goals: &settings.goals,
        improvements: &improvements,
        capacity: &settings.capacity,
        defaults: &settings.defaults,
        kpis: &workspace.kpis,
        notes: &workspace.notes,
    };
    let review = pipeline::review(programme, &outcomes, reviewed, as_of, context.seed);
    let setting = page::Setting {
        programme: workspace.settings.name.as_deref(),
        metrics: &workspace.settings.metrics,
        currency: &workspace.settings.currency,
        charts: None,
    };
    let drawn = |charts| {
        let setting = page::Setting { charts, ..setting };
        page::page(&review, setting, &context.words).map_err(|error| Failure::Bug(error.to_string()))
    };
    let shown = drawn(None)?;
    let body = json::envelope("jalon.review.v1", &page::answer(&review))?;
    if !arguments.dry_run && context.out.is_none() {
        let folder = workspace.root.join("reviews");
        let charts = format!("{reviewed}-charts");
        let linked = drawn(Some(&charts))?;
        for (name, chart) in &linked.charts {
            write_whole(&folder.join(&charts).join(format!("{name}.svg")), chart.svg_file().as_bytes())?;
        }
        write(context, folder.join(format!("{reviewed}.md")), &markdown::render(&linked.document, &context.words))?;
        write(context, folder.join(format!("{reviewed}.html")), &html::render(&shown.document, &context.words))?;
    }
    let charts = shown.charts.into_iter().map(|(_, chart)| chart).collect();
    Ok(Answer::new(shown.document, body).with_figures(charts))
}

fn write(context: &Context, path: PathBuf, text: &str) -> Result<(), Failure> {
    write_whole(&path, text.as_bytes())?;
    context.remark(&context.words.say(&Message::new("out-written").text("file", path.display().to_string())));
    Ok(())
}

/// The day whose state is told: the one asked for, else the meeting's, else the last of the month, or today in the month
/// itself. So a review of the past tells the past, whenever it is written.
fn day_of(reviewed: Month, workspace: &Workspace, context: &Context) -> Result<Date, Failure> {
    if reviewed.first_day() > context.today {
        return Err(Failure::command_line(
            Message::new("review-in-the-future").text("month", reviewed.to_string()),
            Message::new("review-in-the-future-mend"),
        ));
    }
    let meeting = workspace.notes.iter().find(|notes| notes.month == reviewed).and_then(|notes| notes.date);
    let asked = context.asked_day();
    Ok(asked.or(meeting).unwrap_or_else(|| reviewed.last_day().min(context.today)))
}
