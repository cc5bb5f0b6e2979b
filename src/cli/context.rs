use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use jalon::problem::{Problem, Severity, any_error};
use jalon::report::text::Terminal;
use jalon::words::{Language, Words};
use jalon::workspace::{self, Workspace};
use jiff::civil::Date;

use super::answer::complain;
use super::arguments::{Colour, Format, GlobalOptions};
use super::failure::Failure;

/// What every command is given: language, clock, seed, terminal, and where the workspace is.
#[derive(Debug)]
pub struct Context {
    /// The words of the reader's language.
    pub words: Words,
    /// The day taken for today.
    pub today: Date,
    /// Seed of random draws.
    pub seed: u64,
    /// How the answer is written.
    pub format: Format,
    /// Where the answer is written, when not to standard output.
    pub out: Option<PathBuf>,
    asked_day: Option<Date>,
    quiet: bool,
    color: Colour,
    workspace: Option<PathBuf>,
    here: PathBuf,
}

impl Context {
    /// Takes the global options; the language is the one asked for, else the workspace's, else the system's.
    pub fn new(options: &GlobalOptions) -> Self {
        let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let language = options.lang.unwrap_or_else(|| language_of(options.workspace.as_deref(), &here));
        Self {
            words: Words::new(language),
            today: options.as_of.unwrap_or_else(|| jiff::Zoned::now().date()),
            seed: options.seed,
            format: options.format,
            out: options.out.clone(),
            asked_day: options.as_of,
            quiet: options.quiet,
            color: options.color,
            workspace: options.workspace.clone(),
            here,
        }
    }

    /// What is there before a command line is understood: the language, and the terminal.
    pub fn bare(language: Option<Language>) -> Self {
        Self {
            words: Words::new(language.unwrap_or_else(language_around)),
            today: Date::default(),
            seed: 0,
            format: Format::Table,
            out: None,
            asked_day: None,
            quiet: false,
            color: Colour::Auto,
            workspace: None,
            here: PathBuf::from("."),
        }
    }

    /// The workspace's folder.
    pub fn workspace_root(&self) -> Result<PathBuf, Failure> {
        Ok(workspace::find(self.workspace.as_deref(), &self.here)?)
    }

    /// The workspace, read whole. Errors end the command; warnings go to standard error.
    pub fn workspace(&self) -> Result<Workspace, Failure> {
        let opened = workspace::open(&self.workspace_root()?);
        if any_error(&opened.problems) {
            return Err(opened.problems.into());
        }
        self.show_problems(&opened.problems);
        Ok(opened.workspace)
    }

    /// The day asked for with `--as-of`, for commands whose own day is not simply today.
    pub fn asked_day(&self) -> Option<Date> {
        self.asked_day
    }

    /// The folder the command was called in.
    pub fn here(&self) -> &std::path::Path {
        &self.here
    }

    /// What the terminal can show: its width, and whether colours are wanted.
    pub fn terminal(&self) -> Terminal {
        const WIDEST: usize = 110;
        let on_terminal = std::io::stdout().is_terminal();
        let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = if on_terminal { width.or_else(terminal_width) } else { width };
        Terminal { width: width.unwrap_or(80).clamp(40, WIDEST), colour: self.colour(on_terminal) }
    }

    /// Whether nothing but answers and errors is wanted.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Shows problems on standard error; `--quiet` keeps only errors.
    pub fn show_problems(&self, problems: &[Problem]) {
        for problem in problems {
            if !self.quiet || problem.severity == Severity::Error {
                complain(&problem.say(&self.words));
            }
        }
    }

    /// Shows a remark on standard error, unless `--quiet`.
    pub fn remark(&self, text: &str) {
        if !self.quiet {
            complain(text);
        }
    }

    fn colour(&self, on_terminal: bool) -> bool {
        match self.color {
            Colour::Always => true,
            Colour::Never => false,
            // https://no-color.org: any value that is not empty switches colours off.
            Colour::Auto => on_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }
}

/// The language of the place the command was called in, when none is asked for.
pub fn language_around() -> Language {
    language_of(None, &std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")))
}

/// The workspace's language, else the system's, else English.
fn language_of(workspace: Option<&Path>, here: &Path) -> Language {
    let of_workspace = workspace::find(workspace, here).ok().and_then(|root| workspace::language(&root));
    of_workspace.or_else(system_language).unwrap_or_default()
}

fn system_language() -> Option<Language> {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| value.parse().ok())
}

fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}
