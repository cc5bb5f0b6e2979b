use clap::Args;
use jalon::plan::Recommendation;
use jalon::plan::sizing::{Aim, Measured};
use jalon::stats::{ScoreShares, ScoreShift};
use jalon::words::Message;

use super::test::{Asked, PlanArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, number, share};

/// Arguments of `jalon size nps`.
#[derive(Debug, Args)]
pub(super) struct SizeNps {
    /// Share of promoters today (answers 9 and 10)
    #[arg(long, value_name = "SHARE")]
    promoters: String,
    /// Share of detractors today (answers 0 to 6)
    #[arg(long, value_name = "SHARE")]
    detractors: String,
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
        let planned = self.planned()?;
        Ok(Asked::of(Measured::Recommendation(planned), number, &self.plan)
            .aimed(planned.variant.map(|variant| Aim::Target(variant.score()))))
    }

    fn planned(&self) -> Result<Recommendation, Failure> {
        let control = shares(("--promoters", &self.promoters), ("--detractors", &self.detractors))?;
        let variant = match (&self.target_promoters, &self.target_detractors) {
            (Some(promoters), Some(detractors)) => {
                Some(shares(("--target-promoters", promoters), ("--target-detractors", detractors))?)
            }
            _ => None,
        };
        Ok(Recommendation { control, variant, shift: choice("--shift", &self.shift, &SHIFTS)? })
    }
}

fn shares(promoters: (&str, &str), detractors: (&str, &str)) -> Result<ScoreShares, Failure> {
    let (promoters, detractors) = (share(promoters.0, promoters.1)?, share(detractors.0, detractors.1)?);
    ScoreShares::new(promoters, detractors).map_err(|_| {
        Failure::command_line(Message::new("size-nps-more-than-all"), Message::new("size-nps-more-than-all-mend"))
    })
}

const SHIFTS: [(&str, ScoreShift); 3] =
    [("ends", ScoreShift::BetweenEnds), ("promoters", ScoreShift::Promoters), ("detractors", ScoreShift::Detractors)];
