use clap::Args;
use jalon::analysis::{ProportionMethod, Question, compare_proportions};
use jalon::report::compare::{self, CompareView};
use jalon::stats::{Conversions, ConversionsError, NoAnswer};
use jalon::words::{Message, Words};

use super::arms::named;
use super::question::{QuestionArguments, refused};
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, count, fraction};

/// Arguments of `jalon compare proportion`.
#[derive(Debug, Args)]
pub(super) struct CompareProportion {
    /// Conversions out of visitors of each arm, control first: 400/4000, or with a name: control=400/4000
    #[arg(required = true, value_name = "ARM")]
    summaries: Vec<String>,
    /// How rates are compared: score, newcombe, agresti-caffo, wald, exact (at most 200 visitors an arm) or mid-p
    #[arg(long, value_name = "NAME", default_value = "score")]
    method: String,
    #[command(flatten)]
    pub(super) question: QuestionArguments,
}

pub(super) fn view(given: &CompareProportion, words: &Words) -> Result<CompareView, Failure> {
    let method = choice("--method", &given.method, &METHODS)?;
    let question = Question { proportion_method: method, ..given.question.question(fraction)? };
    let (names, arms) = named(&given.summaries, words, conversions)?;
    let result = compare_proportions(&arms, &question).map_err(|error| refused(compare::problem(&error)))?;
    let too_many = result.comparisons.iter().find_map(|comparison| match comparison.no_test {
        Some(NoAnswer::TooManyToEnumerate { most }) => Some(most),
        _ => None,
    });
    if let Some(most) = too_many {
        return Err(Failure::command_line(
            Message::new("compare-too-many-to-count").count("most", most),
            Message::new("compare-too-many-to-count-mend"),
        ));
    }
    let counts: Vec<Conversions> = arms.iter().map(|arm| arm.observed).collect();
    let units: Vec<u64> = counts.iter().map(|arm| arm.visitors()).collect();
    Ok(CompareView { counts, split: given.question.split(&units)?, ..CompareView::new(result, question, names) })
}

/// Conversions out of visitors: `400/4000`.
pub(in crate::cli) fn conversions(summary: &str) -> Result<Conversions, Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("compare-not-a-count").text("given", summary),
            Message::new("compare-not-a-count-mend"),
        )
    };
    let (conversions, visitors) = summary.split_once('/').ok_or_else(misread)?;
    let read = |text: &str| count("ARM", text).map_err(|_| misread());
    Conversions::new(read(conversions)?, read(visitors)?).map_err(|error| match error {
        ConversionsError::NoVisitors => Failure::command_line(
            Message::new("compare-no-visitors").text("given", summary),
            Message::new("compare-no-visitors-mend"),
        ),
        // `count` refuses such numbers before they come here.
        ConversionsError::TooManyVisitors(_) => misread(),
        ConversionsError::TooManyConversions { conversions, visitors } => Failure::command_line(
            Message::new("compare-too-many-conversions").count("conversions", conversions).count("visitors", visitors),
            Message::new("compare-too-many-conversions-mend"),
        ),
    })
}

const METHODS: [(&str, ProportionMethod); 6] = [
    ("score", ProportionMethod::Score),
    ("newcombe", ProportionMethod::Newcombe),
    ("agresti-caffo", ProportionMethod::AgrestiCaffo),
    ("wald", ProportionMethod::Wald),
    ("exact", ProportionMethod::Exact),
    ("mid-p", ProportionMethod::MidP),
];
