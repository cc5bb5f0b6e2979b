//! Every row of every golden file is tested: `README.md` beside this file counts them.
//!
//! The tests themselves are asked which rows they take: run on the thread that takes the census, `check_rows` and `check` note
//! their rows instead of checking them.

use crate::published::Published;
use crate::table::{path, rows};
use crate::{
    any_time, bayes, cohen, distributions, equivalence, event_rates, exact_proportions, far_tails, groups, mean_sizing,
    means, nps, one_mean, ordinal, past_tests, proportion_sizing, proportions, published, published_proportions,
    sequential, sequential_analysis, several_rates, several_tests, surveys, survival, tea_tasting, units,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Files and the names of their rows.
type Census = BTreeMap<String, BTreeSet<String>>;

thread_local! {
    /// The rows noted so far, on the thread that takes the census.
    static NOTED: RefCell<Option<Census>> = const { RefCell::new(None) };
}

/// Notes the rows, if this thread takes the census, and says whether it does.
pub fn takes<'a>(file: &str, ids: impl Iterator<Item = &'a str>) -> bool {
    NOTED.with_borrow_mut(|noted| {
        let Some(noted) = noted else { return false };
        noted.entry(file.to_owned()).or_default().extend(ids.map(str::to_owned));
        true
    })
}

/// Every test that checks rows of golden files.
const TESTS: &[fn()] = &[
    any_time::intervals_of_gbstats,
    any_time::mixtures,
    any_time::normal_mixtures_of_howard,
    any_time::other_boundaries_of_howard,
    any_time::rates_of_howard,
    any_time::running_p_values,
    any_time::splits,
    bayes::normal_effects,
    bayes::spotify_confidence,
    bayes::the_best_of_several_rates,
    bayes::two_event_rates,
    bayes::two_rates,
    cohen::every_row,
    cohen::false_positive_risks_of_kohavi,
    distributions::both_tails_of_every_distribution,
    distributions::densities,
    distributions::quantiles_from_both_ends,
    equivalence::every_reference_power_of_equivalence,
    equivalence::every_reference_size_of_equivalent_means,
    equivalence::every_reference_size_of_equivalent_rates,
    event_rates::intervals_of_one_rate,
    event_rates::intervals_of_the_difference,
    event_rates::intervals_of_the_ratio,
    event_rates::tests_of_two_rates,
    event_rates::units_for_two_rates,
    exact_proportions::exact_power_of_fishers_test,
    exact_proportions::g_tests,
    exact_proportions::intervals_of_the_odds_ratio,
    exact_proportions::more_intervals_of_one_rate,
    exact_proportions::tests_at_the_worst_common_rate,
    exact_proportions::tests_given_the_total_of_conversions,
    exact_proportions::tests_of_paired_answers,
    far_tails::p_values_keep_their_digits,
    groups::means_and_ranks_of_several_groups,
    groups::rates_of_several_groups,
    mean_sizing::every_reference_detectable_difference,
    mean_sizing::every_reference_power,
    mean_sizing::every_reference_size,
    mean_sizing::every_reference_size_with_a_margin,
    means::differences_beside_lifts,
    means::fiellers_lifts_in_all_their_shapes,
    means::intervals_and_tests_of_one_mean,
    means::lifts_by_the_delta_method_and_by_logarithms,
    means::sample_ratio_by_pearson,
    means::sample_ratio_by_the_binomial,
    means::sample_ratio_by_the_likelihood,
    means::tests_of_two_means,
    nps::answers_for_a_difference,
    nps::answers_for_a_margin_of_error,
    nps::one_score_and_its_intervals,
    nps::the_change_of_a_score,
    nps::the_r_package_nps,
    one_mean::one_mean_or_pairs,
    one_mean::several_means,
    ordinal::examples_of_hmisc,
    ordinal::mann_whitney_of_values,
    ordinal::sizes_and_powers_of_whitehead,
    ordinal::sizes_of_rank_tests,
    ordinal::the_rank_size_of_chow_shao_and_wang,
    ordinal::two_arms_of_ordered_categories,
    past_tests::exaggerated_winners,
    past_tests::gains_of_a_test,
    past_tests::shrunk_effects,
    proportion_sizing::every_reference_detectable_effect,
    proportion_sizing::every_reference_exact_power,
    proportion_sizing::every_reference_power,
    proportion_sizing::every_reference_size,
    proportion_sizing::every_reference_size_with_a_margin,
    proportions::chi_squared_tests_are_squared_z,
    proportions::intervals_of_one_rate,
    proportions::intervals_of_the_difference,
    proportions::intervals_of_the_ratio,
    proportions::tests_by_the_score_and_its_relatives,
    proportions::the_default_test_is_the_pooled_z_up_to_its_factor,
    published::chow_shao_and_wang_by_trialsize,
    published::jeffreys_intervals,
    published::newcombe_1998_and_the_tables_that_follow_him,
    published::pairs_of_chow_shao_and_wang,
    published::ratios_collected_by_laud,
    published::ratios_of_event_rates_collected_by_laud,
    published::sample_ratio_checker_and_kohavi,
    published::spotify_confidence,
    published::spotify_confidence_allocation,
    published::spotify_confidence_lift,
    published::spotify_confidence_sizes,
    published::the_trend_of_chow_shao_and_wang,
    published::udacity_free_trial_rates,
    published::udacity_free_trial_sizes,
    published::udacity_landing_page,
    published_proportions::barnard_and_boschloo_of_r,
    published_proportions::differences_tabulated_after_newcombe,
    published_proportions::one_rate_after_newcombe_and_laud,
    published_proportions::paired_answers_collected_by_laud,
    published_proportions::r_tests_of_one_and_two_proportions,
    published_proportions::rates_and_lifts_of_the_sample_ratio_checker,
    published_proportions::ratios_and_odds_ratios_collected_by_laud,
    published_proportions::udacity_free_trial_results,
    published_proportions::udacity_free_trial_sizes,
    several_rates::p_values_of_pairs_adjusted_by_holm,
    several_rates::several_rates,
    several_rates::shares_of_categories,
    several_tests::adjusted_p_values,
    several_tests::dunnetts_adjusted_p_values,
    several_tests::cochrans_q,
    several_tests::dunnetts_critical_values,
    sequential_analysis::conditional_and_predictive_power,
    sequential_analysis::results_at_the_end,
    sequential::bounds_of_every_look,
    sequential::daily_looks_of_spotify_confidence,
    sequential::sizes_of_designs,
    sequential::sizes_of_tests_with_looks,
    sequential::spending_functions,
    sequential::tables_of_jennison_and_turnbull,
    surveys::answers_for_a_margin,
    surveys::design_effects,
    surveys::margins_by_stratum,
    surveys::margins_of_a_share,
    surveys::units_in_clusters,
    surveys::weights_and_correlations,
    survival::cox_by_both_likelihoods_of_ties,
    survival::events_and_units,
    survival::intervals_and_restricted_means,
    survival::kaplan_and_meiers_curve,
    survival::log_rank_and_peto_peto,
    survival::sizes_of_lifelines,
    survival::the_data_sets_are_whole,
    survival::the_interval_of_the_hazard_ratio,
    tea_tasting::adjusted_p_values,
    tea_tasting::covariates,
    tea_tasting::detectable_effects,
    tea_tasting::intervals_of_two_rates_with_the_pooled_standard_error,
    tea_tasting::exact_tests_of_two_rates,
    tea_tasting::g_tests_of_two_rates,
    tea_tasting::means,
    tea_tasting::ratios_of_totals,
    tea_tasting::sample_ratio_by_the_normal,
    tea_tasting::sample_ratio_in_other_ways,
    tea_tasting::tests_of_two_rates,
    units::any_time,
    units::capped_and_trimmed,
    units::covariates_as_gbstats_adjusts,
    units::covariates_as_tea_tasting_adjusts,
    units::means,
    units::proportions,
    units::quantiles_of_clusters,
    units::quantiles_of_units,
    units::ranks,
    units::ratios_of_totals,
    units::regressions,
    units::strata,
];

/// What the rows of other files are computed from.
const DATA: [&str; 3] = ["event_data.csv", "tea_tasting_sums.csv", "unit_data.csv"];

fn ids(file: &str) -> BTreeSet<String> {
    if file.ends_with(".csv") {
        return rows(file).iter().map(|row| row.text("id").to_owned()).collect();
    }
    let text = std::fs::read_to_string(path(file)).expect("a golden file");
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let rows = document["rows"].as_array().expect("rows");
    rows.iter().map(|row| Published { row: row.clone() }.id().to_owned()).collect()
}

/// All golden files of the folder.
fn files() -> Vec<String> {
    let names = std::fs::read_dir(path("")).expect("the folder").map(|entry| entry.expect("an entry").file_name());
    let names = names.map(|name| name.into_string().expect("a plain name"));
    let mut files: Vec<String> = names.filter(|name| name.ends_with(".csv") || name.ends_with(".json")).collect();
    files.sort();
    files
}

/// The rows of the table in `README.md`: file, rows, rows tested.
fn counted() -> BTreeMap<String, (String, String)> {
    let text = std::fs::read_to_string(path("README.md")).expect("README.md");
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let lines = text.lines().filter(|line| line.starts_with("| `")).map(cells);
    lines.map(|cells| (cells[1].trim_matches('`').to_owned(), (cells[2].clone(), cells[3].clone()))).collect()
}

#[test]
fn every_row_is_tested() {
    NOTED.set(Some(Census::new()));
    TESTS.iter().for_each(|test| test());
    let noted = NOTED.take().expect("a census");
    let mut counted = counted();
    let mut wrong = Vec::new();
    for file in files() {
        let ids = ids(&file);
        let none = BTreeSet::new();
        let tested = noted.get(&file).unwrap_or(&none);
        let forgotten: Vec<&String> = ids.iter().filter(|id| !tested.contains(*id)).collect();
        let is_data = DATA.contains(&file.as_str());
        if !is_data && !forgotten.is_empty() {
            wrong.push(format!("{file}: no test takes {forgotten:?}"));
        }
        let found = (ids.len().to_string(), if is_data { "data".to_owned() } else { tested.len().to_string() });
        match counted.remove(&file) {
            Some(said) if said == found => {}
            said => wrong.push(format!("README.md says {said:?} of {file}, not {found:?}")),
        }
    }
    wrong.extend(counted.keys().map(|file| format!("README.md speaks of {file}, which is not there")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
