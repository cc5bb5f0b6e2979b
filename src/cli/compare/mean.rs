use clap::Args;
use jalon::analysis::{
    MeanChoice, NamedArm, Question, compare_adjusted, compare_adjusted_values, compare_means, compare_values,
};
use jalon::data::units::Reading;
use jalon::quantity::Proportion;
use jalon::report::compare::{self, CompareView};
use jalon::stats::{Bootstrap, CrossMoments, Moments, MomentsError, Resampling};
use jalon::words::Message;

use super::arms::named;
use super::question::{QuestionArguments, refused};
use super::unit_file::{UnitFile, map};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, count, number, rate};

/// Arguments of `jalon compare mean`.
#[derive(Debug, Args)]
pub(super) struct CompareMean {
    /// Mean, standard deviation and units of each arm, control first: 25.1:40.2:12000, or with a name: control=25.1:40.2:12000
    #[arg(value_name = "ARM")]
    summaries: Vec<String>,
    #[command(flatten)]
    file: UnitFile,
    /// The column of the file that holds the value of each unit
    #[arg(long, value_name = "COLUMN", requires = "data")]
    value: Option<String>,
    /// Count values above this quantile of all arms together as the quantile: 99%
    #[arg(long, value_name = "LEVEL", requires = "data")]
    cap: Option<String>,
    /// A column known before the test, such as the value in the weeks before: less noise (CUPED)
    #[arg(long, value_name = "COLUMN", requires = "data")]
    covariate: Option<String>,
    /// How means are compared: fieller, delta, log-delta, z or bootstrap
    #[arg(long, value_name = "NAME", default_value = "fieller")]
    method: String,
    /// Resamples of the bootstrap [default: 10000]
    #[arg(long, value_name = "NUMBER")]
    draws: Option<String>,
    #[command(flatten)]
    pub(super) question: QuestionArguments,
}

pub(super) fn view(given: &CompareMean, context: &Context) -> Result<CompareView, Failure> {
    let question = given.asked(context.seed)?;
    if given.covariate.is_some() {
        let columns = [
            ("--value", given.value.as_deref(), Reading::Number),
            ("--covariate", given.covariate.as_deref(), Reading::Number),
        ];
        if let Some(units) = given.file.units(&given.summaries, columns, context)? {
            let result = match given.cap()? {
                Some(cap) => compare_adjusted_values(&units, cap, &question),
                None => compare_adjusted(&map(&units, |units| CrossMoments::of(units)), &question),
            };
            let result = result.map_err(|error| refused(compare::problem(&error)))?;
            return given.view(result, question, &units);
        }
    }
    let value = ("--value", given.value.as_deref(), Reading::Number);
    if let Some(units) = given.file.units(&given.summaries, [value], context)? {
        let cap = given.cap()?;
        let arms = map(&units, |units| units.iter().map(|[value]| *value).collect::<Vec<f64>>());
        let result = compare_values(&arms, cap, &question).map_err(|error| refused(compare::problem(&error)))?;
        return given.view(result, question, &units);
    }
    let (names, arms) = named(&given.summaries, &context.words, moments)?;
    let result = compare_means(&arms, &question).map_err(|error| refused(compare::problem(&error)))?;
    let units: Vec<u64> = arms.iter().map(|arm| arm.observed.count()).collect();
    Ok(CompareView { split: given.question.split(&units)?, ..CompareView::new(result, question, names) })
}

impl CompareMean {
    fn asked(&self, seed: u64) -> Result<Question, Failure> {
        let question = self.question.question(number)?;
        let method = choice("--method", &self.method, &METHODS)?;
        let Some(mean_method) = method else {
            return Ok(Question { bootstrap: Some(self.bootstrap(seed)?), ..question });
        };
        if self.draws.is_some() {
            return Err(Failure::command_line(
                Message::new("compare-draws-for-nothing"),
                Message::new("compare-draws-for-nothing-mend"),
            ));
        }
        Ok(Question { mean_method, ..question })
    }

    fn cap(&self) -> Result<Option<Proportion>, Failure> {
        self.cap.as_deref().map(|text| rate("--cap", text)).transpose()
    }

    fn bootstrap(&self, seed: u64) -> Result<Bootstrap, Failure> {
        if self.value.is_none() || self.covariate.is_some() {
            return Err(Failure::command_line(
                Message::new("compare-bootstrap-needs-values"),
                Message::new("compare-bootstrap-needs-values-mend"),
            ));
        }
        let draws = match &self.draws {
            Some(text) => draws(text)?,
            None => USUAL_DRAWS,
        };
        Ok(Bootstrap { draws, seed, resampling: Resampling::Bca })
    }

    fn view<const K: usize>(
        &self,
        result: jalon::analysis::MetricResult,
        question: Question,
        arms: &[NamedArm<Vec<[f64; K]>>],
    ) -> Result<CompareView, Failure> {
        let names = arms.iter().map(|arm| arm.name.clone()).collect();
        let units: Vec<u64> = arms.iter().map(|arm| arm.observed.len() as u64).collect();
        Ok(CompareView { split: self.question.split(&units)?, ..CompareView::new(result, question, names) })
    }
}

/// As many resamples as bring the ends of a 95 % interval to rest.
const USUAL_DRAWS: u32 = 10_000;

/// Fewer leave nothing to read the ends from, more only take time.
fn draws(text: &str) -> Result<u32, Failure> {
    let given = count("--draws", text)?;
    u32::try_from(given).ok().filter(|draws| (1_000..=1_000_000).contains(draws)).ok_or_else(|| {
        Failure::command_line(Message::new("compare-draws").text("given", text), Message::new("compare-draws-mend"))
    })
}

/// Mean, standard deviation and units: `25.1:40.2:12000`.
pub(in crate::cli) fn moments(summary: &str) -> Result<Moments, Failure> {
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

/// None is the bootstrap, whose test is the default one.
const METHODS: [(&str, Option<MeanChoice>); 5] = [
    ("fieller", Some(MeanChoice::Fieller)),
    ("delta", Some(MeanChoice::Delta)),
    ("log-delta", Some(MeanChoice::LogDelta)),
    ("z", Some(MeanChoice::Z)),
    ("bootstrap", None),
];

/// The methods of means that need no values: for ratios of totals and quantiles.
pub(super) const MEAN_METHODS: [(&str, MeanChoice); 4] = [
    ("fieller", MeanChoice::Fieller),
    ("delta", MeanChoice::Delta),
    ("log-delta", MeanChoice::LogDelta),
    ("z", MeanChoice::Z),
];
