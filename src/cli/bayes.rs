//! What commands are told of a Bayesian reading: whether there is one, the prior, and how people look.

use clap::Args;
use jalon::analysis::{BayesReading, Habit, MOST_HABIT_LOOKS};
use jalon::pipeline::{self, BayesQuestion, TakenLook};
use jalon::plan::LiftBelief;
use jalon::quantity::Positive;
use jalon::review::Outcome;
use jalon::words::Message;
use jalon::workspace::{Experiment, Workspace};
use jiff::civil::Date;

use super::failure::Failure;
use super::quantities::fraction;

/// Options of a Bayesian reading.
#[derive(Debug, Args)]
pub struct BayesArguments {
    /// Add the Bayesian reading: chance to beat the control, expected losses; it decides nothing
    #[arg(long)]
    bayes: bool,
    /// What was believed of the effect beforehand, counted towards better: mean and standard deviation, of the lift where
    /// there is one, else of the difference [default: from own ended tests, else 0:10%]
    #[arg(long, value_name = "MEAN:SD", requires = "bayes", allow_hyphen_values = true)]
    prior: Option<String>,
    /// How people look at the test: daily, weekly or once; with a number, so many looks, as in daily:28
    #[arg(long, value_name = "HABIT", requires = "bayes")]
    habit: Option<String>,
}

impl BayesArguments {
    pub fn is_asked(&self) -> bool {
        self.bayes
    }

    /// The prior given, if any.
    pub fn prior(&self) -> Result<Option<LiftBelief>, Failure> {
        let Some(text) = &self.prior else { return Ok(None) };
        let misread = || {
            Failure::command_line(
                Message::new("bayes-not-a-prior").text("given", text),
                Message::new("bayes-not-a-prior-mend"),
            )
        };
        let (mean, sd) = text.split_once(':').ok_or_else(misread)?;
        let (mean, sd) = (fraction("--prior", mean)?, fraction("--prior", sd)?);
        let sd = Positive::new(sd)
            .map_err(|_| Failure::command_line(Message::new("bayes-prior-sd"), Message::new("bayes-prior-sd-mend")))?;
        let belief = LiftBelief::new(mean, sd);
        let extreme =
            || Failure::command_line(Message::new("bayes-prior-extreme"), Message::new("bayes-prior-extreme-mend"));
        belief.map(Some).ok_or_else(extreme)
    }

    /// The habit given, if any; without a number, over a test of so many days.
    pub fn habit(&self, days: u32) -> Result<Option<Habit>, Failure> {
        let Some(text) = &self.habit else { return Ok(None) };
        let misread = || {
            Failure::command_line(
                Message::new("bayes-not-a-habit").text("given", text),
                Message::new("bayes-not-a-habit-mend").count("most", MOST_HABIT_LOOKS.into()),
            )
        };
        let (name, looks) = match text.split_once(':') {
            Some((name, looks)) => (name, Some(looks.trim().parse::<u32>().map_err(|_| misread())?)),
            None => (text.as_str(), None),
        };
        let habit = match (name.trim().to_lowercase().as_str(), looks) {
            ("daily", Some(looks)) => Habit::Daily(looks),
            ("daily", None) => Habit::Daily(days.max(1)),
            ("weekly", Some(looks)) => Habit::Weekly(looks),
            ("weekly", None) => Habit::Weekly(days.div_ceil(7).max(1)),
            ("once", None | Some(1)) => Habit::Once,
            _ => return Err(misread()),
        };
        if (1..=MOST_HABIT_LOOKS).contains(&habit.looks()) { Ok(Some(habit)) } else { Err(misread()) }
    }

    /// The reading of a look, where it is asked for: with the prior given, the settings' or that of the own history.
    pub fn reading(
        &self,
        experiment: &Experiment,
        taken: &TakenLook,
        workspace: &Workspace,
        today: Date,
    ) -> Result<Option<BayesReading>, Failure> {
        if !self.bayes {
            return Ok(None);
        }
        let plan = &experiment.plan;
        let question = BayesQuestion {
            asked: self.prior()?,
            settings: workspace.settings.defaults.prior_lift,
            habit: self.habit(plan.planned_days())?,
        };
        let outcome = |other: &Experiment| Outcome::as_of(&other.plan, &other.record, today);
        let outcomes: Vec<Outcome> = workspace.experiments.iter().map(outcome).collect();
        Ok(Some(pipeline::bayes_reading(plan, &experiment.record, taken, &question, &outcomes)))
    }
}
