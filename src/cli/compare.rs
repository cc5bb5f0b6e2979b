use clap::{Args, Subcommand};
use jalon::analysis::{NamedArm, ProportionMethod, Question, compare_means, compare_proportions};
use jalon::plan::{Correction, NullHypothesis, Split};
use jalon::report::compare::{self, CompareAnswer, CompareView};
use jalon::report::{Figure, json, split_problem};
use jalon::stats::{Alternative, Conversions, ConversionsError, Moments, MomentsError, SampleRatio, sample_ratio};
use jalon::words::{Message, Words};

use super::answer::Answer;
use super::context::Context;
use super::failure::Failure;
use super::quantities::{choice, count, fraction, number, rate};
use super::size::CORRECTIONS;

/// Arguments of `jalon compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    #[command(subcommand)]
    kind: CompareKind,
}

#[derive(Debug, Subcommand)]
enum CompareKind {
    /// Rates, such as conversion
    Proportion(CompareProportion),
    /// Means per unit, such as revenue per visitor
    Mean(CompareMean),
}

/// Arguments of `jalon compare proportion`.
#[derive(Debug, Args)]
struct CompareProportion {
    /// Conversions out of visitors of each arm, control first: 400/4000, or with a name: control=400/4000
    #[arg(required = true, value_name = "ARM")]
    summaries: Vec<String>,
    /// How rates are compared: score, newcombe, agresti-caffo or wald
    #[arg(long, value_name = "NAME", default_value = "score")]
    method: String,
    #[command(flatten)]
    question: QuestionArguments,
}

/// Arguments of `jalon compare mean`.
#[derive(Debug, Args)]
struct CompareMean {
    /// Mean, standard deviation and units of each arm, control first: 25.1:40.2:12000, or with a name: control=25.1:40.2:12000
    #[arg(required = true, value_name = "ARM")]
    summaries: Vec<String>,
    #[command(flatten)]
    question: QuestionArguments,
}

/// What is asked of the data.
#[derive(Debug, Args)]
struct QuestionArguments {
    /// Risk of a false alarm [default: 5%; 2.5% with a margin]
    #[arg(long, value_name = "RISK")]
    alpha: Option<String>,
    /// Directions watched, 1 or 2 [default: 2; 1 with a margin]
    #[arg(long, value_name = "1|2")]
    sides: Option<String>,
    /// Which way a one-sided test looks: increase or decrease [default: increase; decrease with a positive margin]
    #[arg(long, value_name = "WAY")]
    direction: Option<String>,
    /// Margin in the unit of the metric: -1% asks whether the variant is less than one point worse
    #[arg(long, value_name = "CHANGE", allow_hyphen_values = true, conflicts_with = "margin_lift")]
    margin: Option<String>,
    /// Margin relative to the control: -5% asks whether the variant is less than 5% worse
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    margin_lift: Option<String>,
    /// How several variants share the risk: dunnett, holm, bonferroni or none
    #[arg(long, value_name = "NAME", default_value = "dunnett")]
    correction: String,
    /// The shares the arms were meant to get, control first (1:1): checks the split
    #[arg(long, value_name = "SHARES")]
    allocation: Option<String>,
}

/// Compares arms from their summary numbers.
pub fn run(arguments: &CompareArguments, context: &Context) -> Result<Answer, Failure> {
    let view = match &arguments.kind {
        CompareKind::Proportion(given) => proportions(given, &context.words)?,
        CompareKind::Mean(given) => means(given, &context.words)?,
    };
    // In a terminal the tables say the same, shorter; charts are drawn for a file only.
    let charts = if context.out.is_some() { compare::figures(&view, &context.words)? } else { Vec::new() };
    let figures: Vec<Figure> = charts.iter().map(Figure::from).collect();
    let body = json::envelope("jalon.compare.v1", &CompareAnswer::new(&view, &context.words))?;
    Ok(Answer::new(compare::document(&view, &figures, &context.words), body).with_figures(charts))
}

fn proportions(given: &CompareProportion, words: &Words) -> Result<CompareView, Failure> {
    let method = choice("--method", &given.method, &METHODS)?;
    let question = Question { proportion_method: method, ..given.question.question(fraction)? };
    let (names, arms) = named(&given.summaries, words, conversions)?;
    let result = compare_proportions(&arms, &question).map_err(|error| refused(compare::problem(&error)))?;
    let counts: Vec<Conversions> = arms.iter().map(|arm| arm.observed).collect();
    let units: Vec<u64> = counts.iter().map(|arm| arm.visitors()).collect();
    Ok(CompareView { result, question, names, counts, split: given.question.split(&units)? })
}

fn means(given: &CompareMean, words: &Words) -> Result<CompareView, Failure> {
    let question = given.question.question(number)?;
    let (names, arms) = named(&given.summaries, words, moments)?;
    let result = compare_means(&arms, &question).map_err(|error| refused(compare::problem(&error)))?;
    let units: Vec<u64> = arms.iter().map(|arm| arm.observed.count()).collect();
    Ok(CompareView { result, question, names, counts: Vec::new(), split: given.question.split(&units)? })
}

/// The arms with their names: those given, else `control` and `variant` as programs know them, and their names for people.
fn named<T>(
    summaries: &[String],
    words: &Words,
    read: impl Fn(&str) -> Result<T, Failure>,
) -> Result<(Vec<String>, Vec<NamedArm<T>>), Failure> {
    let mut names: Vec<String> = Vec::with_capacity(summaries.len());
    let mut arms: Vec<NamedArm<T>> = Vec::with_capacity(summaries.len());
    for (place, text) in summaries.iter().enumerate() {
        let (own, summary) = match text.split_once('=') {
            Some((name, summary)) => (Some(name.trim().to_owned()).filter(|name| !name.is_empty()), summary),
            None => (None, text.as_str()),
        };
        let (id, shown) = match own {
            Some(name) => (name.clone(), name),
            None => usual_names(place, summaries.len(), words),
        };
        if arms.iter().any(|arm| arm.name == id) {
            return Err(Failure::command_line(
                Message::new("compare-name-twice").text("name", id),
                Message::new("compare-name-twice-mend"),
            ));
        }
        arms.push(NamedArm { name: id, observed: read(summary)? });
        names.push(shown);
    }
    Ok((names, arms))
}

fn usual_names(place: usize, arms: usize, words: &Words) -> (String, String) {
    match place {
        0 => ("control".to_owned(), words.key("size-control")),
        1 if arms == 2 => ("variant".to_owned(), words.key("size-variant")),
        _ => {
            let shown = Message::new("size-variant-number").count("number", place as u64);
            (format!("variant-{place}"), words.say(&shown))
        }
    }
}

fn conversions(summary: &str) -> Result<Conversions, Failure> {
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

fn moments(summary: &str) -> Result<Moments, Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("compare-not-a-mean").text("given", summary),
            Message::new("compare-not-a-mean-mend"),
        )
    };
    let [mean, sd, units] = summary.split(':').collect::<Vec<_>>()[..] else { return Err(misread()) };
    let mean = number("ARM", mean).map_err(|_| misread())?;
    let sd = number("ARM", sd).map_err(|_| misread())?;
    let units = count("ARM", units).map_err(|_| misread())?;
    Moments::from_summary(units, mean, sd).map_err(|error| match error {
        MomentsError::OutOfScale(value) => Failure::command_line(
            Message::new("data-out-of-scale").text("value", format!("{value:e}")),
            Message::new("data-out-of-scale-mend"),
        ),
        _ => misread(),
    })
}

impl QuestionArguments {
    fn question(&self, read: fn(&str, &str) -> Result<f64, Failure>) -> Result<Question, Failure> {
        let null = match (&self.margin, &self.margin_lift) {
            (Some(text), _) => NullHypothesis::Difference { margin: read("--margin", text)? },
            (None, Some(text)) => NullHypothesis::Lift { margin: fraction("--margin-lift", text)? },
            (None, None) => NullHypothesis::Equal,
        };
        let one_sided = match &self.sides {
            Some(text) => choice("--sides", text, &[("1", true), ("2", false)])?,
            // A direction only means something on one side.
            None => null.has_margin() || self.direction.is_some(),
        };
        let usual = if null.has_margin() && one_sided { "2.5%" } else { "5%" };
        let alpha = rate("--alpha", self.alpha.as_deref().unwrap_or(usual))?;
        let alternative = if one_sided { self.way(null)? } else { Alternative::TwoSided };
        let correction: Correction = choice("--correction", &self.correction, &CORRECTIONS)?;
        Ok(Question { null, alternative, correction, ..Question::two_sided(alpha) })
    }

    /// Which way a one-sided test looks: away from a loss beyond the margin, whichever sign a loss has.
    fn way(&self, null: NullHypothesis) -> Result<Alternative, Failure> {
        let rises_are_losses = match null {
            NullHypothesis::Equal => false,
            NullHypothesis::Difference { margin } | NullHypothesis::Lift { margin } => margin > 0.0,
        };
        match &self.direction {
            Some(text) => choice("--direction", text, &WAYS),
            None if rises_are_losses => Ok(Alternative::Less),
            None => Ok(Alternative::Greater),
        }
    }

    fn split(&self, units: &[u64]) -> Result<Option<SampleRatio>, Failure> {
        let Some(text) = &self.allocation else { return Ok(None) };
        let weights =
            text.split([':', '/']).map(|part| fraction("--allocation", part)).collect::<Result<Vec<_>, _>>()?;
        let split = Split::new(&weights).map_err(|problem| refused(split_problem(&problem)))?;
        let counts: Vec<f64> = units.iter().map(|&units| units as f64).collect();
        sample_ratio(&counts, split.shares()).map(Some).map_err(|_| {
            Failure::command_line(
                Message::new("compare-shares-do-not-fit")
                    .count("shares", split.shares().len() as u64)
                    .count("arms", units.len() as u64),
                Message::new("compare-shares-do-not-fit-mend"),
            )
        })
    }
}

fn refused((what, mend): (Message, Message)) -> Failure {
    Failure::command_line(what, mend)
}

const METHODS: [(&str, ProportionMethod); 4] = [
    ("score", ProportionMethod::Score),
    ("newcombe", ProportionMethod::Newcombe),
    ("agresti-caffo", ProportionMethod::AgrestiCaffo),
    ("wald", ProportionMethod::Wald),
];

const WAYS: [(&str, Alternative); 2] = [("increase", Alternative::Greater), ("decrease", Alternative::Less)];
