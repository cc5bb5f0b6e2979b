use std::path::{Path, PathBuf};

use clap::Args;
use jalon::data::units::Reading;
use jalon::metric::AnswerScale;
use jalon::plan::Recommendation;
use jalon::plan::sizing::{Aim, Measured};
use jalon::stats::{NoAnswer, ScoreShares, ScoreShift};
use jalon::words::Message;

use super::past::{Past, no_plan, read_as};
use super::test::{Asked, PlanArguments};
use crate::cli::compare::answers_of;
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, number, share};

/// Arguments of `jalon size nps`.
#[derive(Debug, Args)]
pub(super) struct SizeNps {
    /// Share of promoters today (answers 9 and 10)
    #[arg(long, value_name = "SHARE", required_unless_present = "data")]
    promoters: Option<String>,
    /// Share of detractors today (answers 0 to 6)
    #[arg(long, value_name = "SHARE", required_unless_present = "data")]
    detractors: Option<String>,
    /// A file of past answers, one row per unit (CSV), in place of the shares
    #[arg(long, value_name = "FILE", requires = "answer", conflicts_with_all = ["promoters", "detractors"])]
    data: Option<PathBuf>,
    /// The column of the file with the answers, from 0 to 10
    #[arg(long, value_name = "COLUMN", requires = "data", alias = "column")]
    answer: Option<String>,
    /// Share of promoters the variant should reach
    #[arg(long, value_name = "SHARE", requires = "target_detractors")]
    target_promoters: Option<String>,
    /// Share of detractors the variant should reach
    #[arg(long, value_name = "SHARE", requires = "target_promoters")]
    target_detractors: Option<String>,
    /// Who changes their answer when only the score is given: ends (detractors become promoters), promoters or detractors
    #[arg(long, value_name = "WHO", default_value = "ends")]
    shift: String,
    #[command(flatten)]
    plan: PlanArguments,
}

impl SizeNps {
    pub fn asked(&self) -> Result<Asked<'_>, Failure> {
        let (control, past) = match (&self.data, &self.answer) {
            (Some(path), Some(column)) => past(path, column)?,
            _ => (self.given()?, None),
        };
        let planned = self.planned(control)?;
        let aim = planned.variant.map(|variant| Aim::Target(variant.score()));
        Ok(Asked::of(Measured::Recommendation(planned), number, &self.plan).aimed(aim).with_past(past))
    }

    fn given(&self) -> Result<ScoreShares, Failure> {
        let given = |share: &Option<String>| share.clone().unwrap_or_default();
        shares(("--promoters", &given(&self.promoters)), ("--detractors", &given(&self.detractors)))
    }

    fn planned(&self, control: ScoreShares) -> Result<Recommendation, Failure> {
        let variant = match (&self.target_promoters, &self.target_detractors) {
            (Some(promoters), Some(detractors)) => {
                Some(shares(("--target-promoters", promoters), ("--target-detractors", detractors))?)
            }
            _ => None,
        };
        Ok(Recommendation { control, variant, shift: choice("--shift", &self.shift, &SHIFTS)? })
    }
}

/// The shares of past answers.
fn past(path: &Path, column: &str) -> Result<(ScoreShares, Option<Past>), Failure> {
    let wanted = ("--answer", Some(column), Reading::Answer(AnswerScale::RECOMMENDATION));
    let (units, past) = read_as(path, [wanted])?;
    let shares = answers_of(&units).map_err(|reason| no_plan(reason, column))?.shares();
    if shares.variance() == 0.0 {
        return Err(no_plan(NoAnswer::NoVariation, column));
    }
    let no_zero = !units.iter().any(|[answer]| *answer == 0.0);
    Ok((shares, Some(Past { no_zero, ..past })))
}

fn shares(promoters: (&str, &str), detractors: (&str, &str)) -> Result<ScoreShares, Failure> {
    let (promoters, detractors) = (share(promoters.0, promoters.1)?, share(detractors.0, detractors.1)?);
    ScoreShares::new(promoters, detractors).map_err(|_| {
        Failure::command_line(Message::new("size-nps-more-than-all"), Message::new("size-nps-more-than-all-mend"))
    })
}

const SHIFTS: [(&str, ScoreShift); 3] =
    [("ends", ScoreShift::BetweenEnds), ("promoters", ScoreShift::Promoters), ("detractors", ScoreShift::Detractors)];
