use std::collections::BTreeMap;

use clap::Args;
use jalon::analysis::{NamedArm, Question, compare_quantiles};
use jalon::data::units::Reading;
use jalon::report::compare::{self, CompareView};
use jalon::stats::QuantileArm;

use super::mean::MEAN_METHODS;
use super::question::{QuestionArguments, refused};
use super::unit_file::{UnitFile, map};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, number, rate};

/// Arguments of `jalon compare quantile`.
#[derive(Debug, Args)]
pub(super) struct CompareQuantile {
    #[command(flatten)]
    file: UnitFile,
    /// The column of the file that holds the values, such as load times
    #[arg(long, value_name = "COLUMN", requires = "data")]
    value: Option<String>,
    /// Which quantile: 90% is the value that nine in ten stay below
    #[arg(long, value_name = "LEVEL")]
    level: String,
    /// A column that names the user behind each value, where users bring several: the test counts users
    #[arg(long, value_name = "COLUMN", requires = "data")]
    cluster: Option<String>,
    /// How quantiles are compared: fieller, delta, log-delta or z
    #[arg(long, value_name = "NAME", default_value = "fieller")]
    method: String,
    #[command(flatten)]
    pub(super) question: QuestionArguments,
}

pub(super) fn view(given: &CompareQuantile, context: &Context) -> Result<CompareView, Failure> {
    let level = rate("--level", &given.level)?;
    let mean_method = choice("--method", &given.method, &MEAN_METHODS)?;
    let question = Question { mean_method, ..given.question.question(number)? };
    let arms = given.arms(context)?;
    let result = compare_quantiles(&arms, level, &question).map_err(|error| refused(compare::problem(&error)))?;
    let names = arms.iter().map(|arm| arm.name.clone()).collect();
    let units: Vec<u64> = arms.iter().map(|arm| arm.observed.units() as u64).collect();
    Ok(CompareView { split: given.question.split(&units)?, ..CompareView::new(result, question, names) })
}

impl CompareQuantile {
    fn arms(&self, context: &Context) -> Result<Vec<NamedArm<QuantileArm>>, Failure> {
        let value = ("--value", self.value.as_deref(), Reading::Number);
        if let Some(cluster) = self.cluster.as_deref() {
            let units = self.file.units(&[], [value, ("--cluster", Some(cluster), Reading::Cluster)], context)?;
            return Ok(map(&units.unwrap_or_default(), |units| QuantileArm::of_clusters(clusters(units))));
        }
        let units = self.file.units(&[], [value], context)?;
        Ok(map(&units.unwrap_or_default(), |units| QuantileArm::of(units.iter().map(|[value]| *value).collect())))
    }
}

/// The values of each cluster; clusters as they appear, so that the same file always gives the same order.
fn clusters(units: &[[f64; 2]]) -> Vec<Vec<f64>> {
    let mut clusters: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for [value, cluster] in units {
        clusters.entry(cluster.to_bits()).or_default().push(*value);
    }
    clusters.into_values().collect()
}
