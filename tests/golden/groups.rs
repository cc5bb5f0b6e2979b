//! More than two groups: rates, means and ranks.

use crate::table::{Row, check_rows};
use jalon::stats::{Alternative, Conversions, MeanGroups, Moments, RateGroups, kruskal_wallis};

fn rates(row: &Row) -> RateGroups {
    let pairs = row.list("data").into_iter().zip(row.list("sizes"));
    RateGroups::new(pairs.map(|(x, n)| Conversions::new(x as u64, n as u64).unwrap()).collect()).unwrap()
}

fn values(row: &Row) -> Vec<Vec<f64>> {
    let group = |text: &str| text.split(';').map(|value| value.parse().unwrap()).collect();
    row.text("data").split('|').map(group).collect()
}

#[test]
pub fn rates_of_several_groups() {
    check_rows(
        "k_group_tests.csv",
        15,
        |row| row.text("what") == "proportions",
        |row| {
            let groups = rates(row);
            let pearson = groups.pearson().unwrap();
            row.expect("chi2", pearson.statistic, 1e-12);
            row.expect("df", pearson.degrees_of_freedom, 0.0);
            row.expect("chi2_p", pearson.p_value, 1e-12);
            let ratio = groups.likelihood_ratio().unwrap();
            row.expect("g", ratio.statistic, 1e-12);
            row.expect("g_p", ratio.p_value, 1e-12);
            row.expect("cramers_v", groups.cramers_v().unwrap(), 1e-12);
            let trend = groups.trend(None, Alternative::TwoSided).unwrap();
            row.expect("trend_p", trend.p_value, 1e-12);
        },
    );
}

#[test]
pub fn means_and_ranks_of_several_groups() {
    check_rows(
        "k_group_tests.csv",
        6,
        |row| row.text("what") == "means",
        |row| {
            let values = values(row);
            let groups = MeanGroups::new(values.iter().map(|group| Moments::of(group)).collect()).unwrap();
            let classical = groups.analysis_of_variance().unwrap();
            row.expect("anova_f", classical.statistic, 1e-12);
            row.expect("anova_p", classical.p_value, 1e-12);
            let welch = groups.welch().unwrap();
            row.expect("welch_f", welch.statistic, 1e-12);
            row.expect("welch_df2", welch.error_degrees_of_freedom.unwrap(), 1e-12);
            row.expect("welch_p", welch.p_value, 1e-12);
            let slices: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
            let ranks = kruskal_wallis(&slices).unwrap();
            row.expect("kruskal_h", ranks.statistic, 1e-12);
            row.expect("kruskal_p", ranks.p_value, 1e-12);
        },
    );
}
