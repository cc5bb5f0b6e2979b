use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jalon::chart::{self, ChartError};
use jalon::problem::{Place, Problem, any_error};
use jalon::report::map::{self, MapView};
use jalon::report::{Figure, json};
use jalon::words::Message;
use jalon::workspace::{MapFile, Workspace, open_map};

use super::answer::Answer;
use super::context::Context;
use super::failure::Failure;

/// Arguments of `jalon map`.
#[derive(Debug, Args)]
pub struct MapArguments {
    /// A map outside a workspace [default: the workspace's journey.toml]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// What to show
    #[arg(long, value_enum, default_value_t = View::Board)]
    pub view: View,
    /// Which journey, by the name of its file or its number, when the workspace has several
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    pub journey: Option<String>,
}

/// The faces of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum View {
    /// Stage by stage: touchpoints, friction points, quotes
    Board,
    /// Satisfaction along the journey
    Curve,
}

/// Shows a journey map.
pub fn run(arguments: &MapArguments, context: &Context) -> Result<Answer, Failure> {
    let found = match &arguments.file {
        Some(path) => alone(path, context)?,
        None => of_workspace(context.workspace()?, arguments.journey.as_deref(), context)?,
    };
    let view = match arguments.view {
        View::Board => MapView::Board,
        View::Curve => MapView::Curve,
    };
    let body = json::envelope("jalon.map.v1", &map::answer(&found.map, context.today, &context.words))?;
    let drawn = drawn(&found, view, context)?;
    // A page in the terminal would only say that a picture cannot be seen.
    let picture = drawn.as_ref().filter(|_| ends_with(context, &["html", "htm"])).map(Figure::from);
    let page = map::document(&found.map, view, picture, &context.words);
    let answer = Answer::new(page, body).with_figures(drawn.into_iter().collect());
    Ok(match view {
        MapView::Board => answer.with_lists(map::lists(&found.map, &context.words)),
        MapView::Curve => answer,
    })
}

/// The picture of the map, drawn only when it is written somewhere.
fn drawn(found: &MapFile, view: MapView, context: &Context) -> Result<Option<chart::Figure>, Failure> {
    if !ends_with(context, &["svg", "png", "html", "htm"]) {
        return Ok(None);
    }
    match map::figure(&found.map, view, &context.words) {
        Ok(figure) => Ok(Some(figure)),
        Err(ChartError::NoData) => {
            let place = Place::file(&*found.file);
            let problem = Problem::error(place, Message::new("map-nothing-to-draw"));
            Err(problem.mended_by(Message::new("map-nothing-to-draw-mend")).into())
        }
        Err(error) => Err(Failure::Bug(error.to_string())),
    }
}

fn ends_with(context: &Context, endings: &[&str]) -> bool {
    let ending =
        context.out.as_ref().and_then(|path| path.extension()).map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

fn alone(path: &std::path::Path, context: &Context) -> Result<MapFile, Failure> {
    let (found, problems) = open_map(path);
    match found {
        Some(found) if !any_error(&problems) => {
            context.show_problems(&problems);
            Ok(found)
        }
        _ => Err(problems.into()),
    }
}

fn of_workspace(workspace: Workspace, asked: Option<&str>, context: &Context) -> Result<MapFile, Failure> {
    let names: Vec<String> = workspace.maps.iter().map(|found| found.name.clone()).collect();
    if names.is_empty() {
        let place = Place::file(workspace.root.display().to_string());
        let problem = Problem::error(place, Message::new("map-no-map")).mended_by(Message::new("map-no-map-mend"));
        return Err(problem.into());
    }
    let chosen = match asked {
        Some(asked) => chosen(&names, asked).ok_or_else(|| {
            Failure::command_line(
                Message::new("map-unknown").text("name", asked),
                Message::new("map-choices").texts("names", names.iter()),
            )
        })?,
        None => 0,
    };
    if asked.is_none() && names.len() > 1 {
        let others = names.iter().skip(1);
        let remark = Message::new("map-others").count("count", others.len() as u64).texts("names", others);
        context.remark(&context.words.say(&remark));
    }
    workspace.maps.into_iter().nth(chosen).ok_or_else(|| Failure::Bug("the chosen map is gone".to_owned()))
}

/// The place of a map by its name, else by its number from 1.
fn chosen(names: &[String], asked: &str) -> Option<usize> {
    let by_name = names.iter().position(|name| name == asked);
    by_name.or_else(|| {
        let number: usize = asked.parse().ok()?;
        number.checked_sub(1).filter(|place| *place < names.len())
    })
}
