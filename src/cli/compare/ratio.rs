use clap::Args;
use jalon::analysis::{NamedArm, Question, compare_ratios};
use jalon::data::units::Reading;
use jalon::report::compare::{self, CompareView};
use jalon::stats::CrossMoments;
use jalon::words::Message;

use super::arms::named;
use super::mean::MEAN_METHODS;
use super::question::{QuestionArguments, refused};
use super::unit_file::{UnitFile, map};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, count, number};

/// Arguments of `jalon compare ratio`.
#[derive(Debug, Args)]
pub(super) struct CompareRatio {
    /// Of each arm, control first, the units and over them the sums of the numerators, the denominators, their squares and their products: n:Σy:Σx:Σy²:Σx²:Σxy
    #[arg(value_name = "ARM")]
    summaries: Vec<String>,
    #[command(flatten)]
    file: UnitFile,
    /// The column of the file that holds the numerator of each unit, such as revenue
    #[arg(long, value_name = "COLUMN", requires = "data")]
    numerator: Option<String>,
    /// The column of the file that holds the denominator of each unit, such as sessions
    #[arg(long, value_name = "COLUMN", requires = "data")]
    denominator: Option<String>,
    /// How ratios are compared: fieller, delta, log-delta or z
    #[arg(long, value_name = "NAME", default_value = "fieller")]
    method: String,
    #[command(flatten)]
    pub(super) question: QuestionArguments,
}

pub(super) fn view(given: &CompareRatio, context: &Context) -> Result<CompareView, Failure> {
    let mean_method = choice("--method", &given.method, &MEAN_METHODS)?;
    let question = Question { mean_method, ..given.question.question(number)? };
    let (names, arms) = given.arms(context)?;
    let result = compare_ratios(&arms, &question).map_err(|error| refused(compare::problem(&error)))?;
    let units: Vec<u64> = arms.iter().map(|arm| arm.observed.count()).collect();
    Ok(CompareView { split: given.question.split(&units)?, ..CompareView::new(result, question, names) })
}

impl CompareRatio {
    fn arms(&self, context: &Context) -> Result<(Vec<String>, Vec<NamedArm<CrossMoments>>), Failure> {
        let columns = [
            ("--numerator", self.numerator.as_deref(), Reading::Number),
            ("--denominator", self.denominator.as_deref(), Reading::Number),
        ];
        match self.file.units(&self.summaries, columns, context)? {
            Some(units) => {
                let names = units.iter().map(|arm| arm.name.clone()).collect();
                Ok((names, map(&units, |units| CrossMoments::of(units))))
            }
            None => named(&self.summaries, &context.words, sums),
        }
    }
}

fn sums(summary: &str) -> Result<CrossMoments, Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("compare-not-a-ratio").text("given", summary),
            Message::new("compare-not-a-ratio-mend"),
        )
    };
    let [units, sums @ ..] = &summary.split(':').collect::<Vec<_>>()[..] else { return Err(misread()) };
    let units = count("ARM", units).map_err(|_| misread())?;
    let sums = sums.iter().map(|sum| number("ARM", sum)).collect::<Result<Vec<f64>, _>>().map_err(|_| misread())?;
    let [above, below, above_squares, below_squares, products] = sums[..] else { return Err(misread()) };
    let products = [[above_squares, products], [products, below_squares]];
    CrossMoments::from_sums(units, [above, below], products).map_err(|_| {
        Failure::command_line(
            Message::new("compare-impossible-sums").text("given", summary),
            Message::new("compare-impossible-sums-mend"),
        )
    })
}
