//! What a unit is worth: a covariate the analysis adjusts for, and clusters.

use clap::Args;
use jalon::plan::Efficiency;
use jalon::stats::{Clusters, ClustersError};
use jalon::words::Message;

use crate::cli::failure::Failure;
use crate::cli::quantities::{fraction, positive, share, zero_or_more};

/// A covariate, and clusters.
#[derive(Debug, Args)]
#[command(next_help_heading = "What a unit is worth")]
pub(super) struct EfficiencyArguments {
    /// Correlation of the metric with a covariate known before the test, which the analysis adjusts for (CUPED)
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    covariate_correlation: Option<String>,
    /// Mean number of units in a cluster (shop, account, day), where whole clusters go to an arm
    #[arg(long, value_name = "UNITS", requires = "icc")]
    cluster_size: Option<String>,
    /// Coefficient of variation of the cluster sizes; 0 where all are equal
    #[arg(long, value_name = "NUMBER", default_value = "0", requires = "cluster_size")]
    cluster_cv: String,
    /// Intraclass correlation: the share of the variance that lies between clusters
    #[arg(long, value_name = "SHARE", requires = "cluster_size")]
    icc: Option<String>,
}

impl EfficiencyArguments {
    /// With the correlation of a covariate that was measured, where there is one.
    pub fn read(&self, measured: Option<f64>) -> Result<Efficiency, Failure> {
        let mut efficiency = Efficiency::default();
        if let Some(correlation) = measured {
            efficiency = efficiency.with_covariate(correlation).map_err(|_| {
                Failure::command_line(
                    Message::new("size-past-covariate-same"),
                    Message::new("size-past-covariate-same-mend"),
                )
            })?;
        }
        if let Some(text) = &self.covariate_correlation {
            let correlation = fraction("--covariate-correlation", text)?;
            efficiency = efficiency.with_covariate(correlation).map_err(|_| impossible_correlation(text))?;
        }
        if let (Some(size), Some(icc)) = (&self.cluster_size, &self.icc) {
            let mean_size = positive("--cluster-size", size)?;
            let variation = zero_or_more("--cluster-cv", &self.cluster_cv)?;
            let clusters = Clusters::new(mean_size, variation, share("--icc", icc)?);
            efficiency = efficiency.with_clusters(clusters.map_err(|error| match error {
                ClustersError::TooSmall(_) => refused("size-cluster-too-small", "--cluster-size", size),
                ClustersError::ImpossibleVariation(_) => refused("size-cluster-cv", "--cluster-cv", &self.cluster_cv),
            })?);
        }
        Ok(efficiency)
    }
}

fn impossible_correlation(text: &str) -> Failure {
    Failure::command_line(
        Message::new("size-covariate-correlation").text("option", "--covariate-correlation").text("given", text),
        Message::new("size-covariate-correlation-mend"),
    )
}

fn refused(key: &'static str, option: &str, text: &str) -> Failure {
    let what = Message::new(key).text("option", option).text("given", text);
    Failure::command_line(what, Message::new("size-cluster-mend"))
}
