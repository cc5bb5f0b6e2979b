use clap::Args;
use jalon::pipeline;
use jalon::report::{RoadmapPage, json};
use jalon::roadmap::schedule;
use jalon::words::Message;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::answer::Answer;
use super::context::Context;
use super::failure::Failure;
use super::rank::{ScoringArguments, drawing_failed, rank, standing};

/// Arguments of `jalon roadmap`.
#[derive(Debug, Args)]
pub struct RoadmapArguments {
    /// First day [default: the next Monday]
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// How far it looks, in weeks
    #[arg(long, value_name = "WEEKS", default_value = "13w")]
    pub horizon: String,
    #[command(flatten)]
    pub scoring: ScoringArguments,
}

/// Schedules the ranked improvements of the workspace.
pub fn run(arguments: &RoadmapArguments, context: &Context) -> Result<Answer, Failure> {
    let weeks = horizon(&arguments.horizon)?;
    let workspace = context.workspace()?;
    let settings = &workspace.settings;
    let (improvements, outcomes) = standing(&workspace, context);
    let ranking = rank(&workspace, &improvements, &arguments.scoring.options(context.seed));
    let people = &settings.capacity;
    let lengths = pipeline::run_lengths(&improvements, &settings.metrics, &people.lanes, &settings.defaults);
    let running = pipeline::running_tests(&improvements, &outcomes);
    let start = arguments.from.unwrap_or_else(|| next_monday(context.today));
    let roadmap = schedule(&ranking, people, &lengths, &running, start, weeks);
    let page = RoadmapPage { roadmap: &roadmap, people, currency: &settings.currency, on: context.today };
    let charts = page.charts(&context.words).map_err(drawing_failed)?;
    let body = json::envelope("jalon.roadmap.v1", &page.answer(&context.words))?;
    Ok(Answer::new(page.document(&charts, &context.words), body).with_figures(charts))
}

/// The Monday after a day; the day itself when it is one.
fn next_monday(day: Date) -> Date {
    let past = i64::from(day.weekday().since(Weekday::Monday));
    day.saturating_add(((7 - past) % 7).days())
}

/// Weeks as people write them: `26w`, `26 w`, `26`; `s` for *semaines* does as well.
fn horizon(text: &str) -> Result<u32, Failure> {
    let digits = text.trim().trim_end_matches(['w', 'W', 's', 'S']).trim();
    match digits.parse() {
        Ok(weeks @ 1..=520) => Ok(weeks),
        _ => Err(Failure::command_line(
            Message::new("horizon-wrong").text("given", text),
            Message::new("horizon-wrong-mend"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_roadmap_begins_on_the_next_monday() {
        assert_eq!(next_monday(date(2026, 9, 30)), date(2026, 10, 5));
        assert_eq!(next_monday(date(2026, 10, 5)), date(2026, 10, 5));
    }

    #[test]
    fn horizons_are_read_as_people_write_them() {
        for (text, weeks) in [("26w", 26), ("26", 26), (" 8 s ", 8), ("520W", 520)] {
            assert_eq!(horizon(text).ok(), Some(weeks), "{text}");
        }
        for text in ["", "0w", "521", "two", "-3", "2.5w"] {
            assert!(horizon(text).is_err(), "{text}");
        }
    }
}
