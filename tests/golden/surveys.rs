//! Surveys of one sample, and units in clusters.

use crate::table::{Row, check_rows};
use jalon::plan::Efficiency;
use jalon::plan::sizing::{Aim, Design, Measured};
use jalon::quantity::{Positive, Proportion, Share};
use jalon::stats::{
    ArmSizes, Clusters, Moments, NormalTest, PlannedEffect, Sides, Spread, StratifiedSurvey, Stratum, StratumAnswers,
    Survey, SurveyEstimate, SurveyMeasure, intraclass_correlation, weight_effect,
};

fn alpha(row: &Row) -> Proportion {
    Proportion::new(1.0 - row.number("conf")).unwrap()
}

fn population(row: &Row) -> Option<u64> {
    row.optional("population").map(|people| people as u64)
}

/// Answers of which this share says yes; the share of the reference may belong to no whole number.
fn answers(share: f64, count: u64) -> Moments {
    let variance = share * (1.0 - share) * count as f64 / (count - 1) as f64;
    Moments::from_summary(count, share, variance.sqrt()).unwrap()
}

#[test]
pub fn answers_for_a_margin() {
    let sizes = |row: &Row| row.text("what") == "n_prop" || row.text("what") == "n_mean";
    check_rows("survey_sample_size.csv", 36, sizes, |row| {
        let measure = match row.optional("p") {
            Some(share) => SurveyMeasure::Share(Proportion::new(share).unwrap()),
            None => SurveyMeasure::Mean(Positive::new(row.number("sd")).unwrap()),
        };
        let margin = Positive::new(row.number("margin")).unwrap();
        let survey = |population| Survey { measure, alpha: alpha(row), population };
        row.expect("n_infinite", survey(None).answers(margin).unwrap(), 1e-13);
        let required = survey(population(row)).answers(margin).unwrap();
        row.expect("n_required", required, 1e-13);
        row.expect("n_ceil", required.ceil(), 0.0);
    });
}

#[test]
pub fn margins_of_a_share() {
    let margins = |row: &Row| row.text("what") == "moe_prop";
    check_rows("survey_sample_size.csv", 24, margins, |row| {
        let (share, count, people) = (row.number("p"), row.count("n"), population(row));
        let found = SurveyEstimate::of_sample(answers(share, count), people, alpha(row));
        // A sample in which all say the same has no margin of 0 unless it is everybody: that there is none is said, and
        // nobody can plan for it. The reference prints 0 there.
        let Ok(planned) = Proportion::new(share) else {
            assert!(share == 0.0 || share == 1.0);
            assert_eq!((row.number("moe"), row.number("moe_plug")), (0.0, 0.0));
            assert_eq!(found, Err(jalon::stats::NoAnswer::NoVariation));
            return;
        };
        let survey = Survey { measure: SurveyMeasure::Share(planned), alpha: alpha(row), population: people };
        row.expect("moe", survey.margin(count as f64).unwrap(), 1e-13);
        row.expect("moe_plug", found.unwrap().margin, 1e-13);
    });
}

#[test]
pub fn margins_by_stratum() {
    let strata = |row: &Row| row.text("what") == "strata_prop";
    check_rows("survey_sample_size.csv", 9, strata, |row| {
        let parts: Vec<(u64, f64, u64)> = row
            .text("data")
            .split('|')
            .map(|stratum| {
                let numbers: Vec<f64> = stratum.split(':').map(|part| part.parse().unwrap()).collect();
                (numbers[0] as u64, numbers[1], numbers[2] as u64)
            })
            .collect();
        let planned = parts.iter().map(|part| Stratum::with_share(part.0, Proportion::new(part.1).unwrap())).collect();
        let counts: Vec<f64> = parts.iter().map(|part| part.2 as f64).collect();
        row.expect("moe", StratifiedSurvey::new(planned, alpha(row)).unwrap().margin(&counts).unwrap(), 1e-13);
        let observed: Vec<StratumAnswers> =
            parts.iter().map(|part| StratumAnswers { population: part.0, answers: answers(part.1, part.2) }).collect();
        let found = SurveyEstimate::of_strata(&observed, alpha(row)).unwrap();
        row.expect("estimate", found.estimate, 1e-13);
        row.expect("moe_plug", found.margin, 1e-13);
    });
}

fn clusters(row: &Row) -> Clusters {
    let icc = Share::new(row.number("icc")).unwrap();
    Clusters::new(Positive::new(row.number("m")).unwrap(), row.number("cv"), icc).unwrap()
}

#[test]
pub fn design_effects() {
    let effects = |row: &Row| row.text("what") == "deff";
    check_rows("cluster_design.csv", 7, effects, |row| row.expect("deff", clusters(row).design_effect(), 1e-14));
}

#[test]
pub fn units_in_clusters() {
    let sizes = |row: &Row| row.text("what") == "prop" || row.text("what") == "mean";
    check_rows("cluster_design.csv", 7, sizes, |row| {
        let (distance, spread) = match row.optional("p1") {
            Some(control) => {
                let variant = row.number("p2");
                let variance = |share: f64| share * (1.0 - share);
                (variant - control, Spread { control: variance(control), variant: variance(variant) })
            }
            None => {
                let variance = row.number("sd").powi(2);
                (row.number("delta"), Spread { control: variance, variant: variance })
            }
        };
        let test = NormalTest {
            alpha: Proportion::new(row.number("alpha")).unwrap(),
            sides: if row.text("sides") == "1" { Sides::One } else { Sides::Two },
        };
        let power = Proportion::new(row.number("power")).unwrap();
        let effect = PlannedEffect::with_own_spread(distance, spread);
        let ArmSizes { control, .. } = test.units(&effect, Positive::ONE, power).unwrap();
        row.expect("n_individual", control, 1e-13);
        row.expect("deff", clusters(row).design_effect(), 1e-14);
        let size = clusters(row).inflated(control);
        row.expect("n_clustered", size.units, 1e-13);
        row.expect("clusters", size.clusters, 1e-13);
        assert!((clusters(row).effective(size.units) / control - 1.0).abs() < 1e-14);
    });
}

/// The whole plan reaches the same product: an ordinary test's units times the reference's design effect. The ordinary test
/// here is the one the program runs (pooled variance, noncentral t), which differs from the reference's z by itself.
#[test]
fn designs_in_clusters() {
    let sizes = |row: &Row| row.text("what") == "prop" || row.text("what") == "mean";
    check_rows("cluster_design.csv", 7, sizes, |row| {
        let (measured, aim) = match row.optional("p1") {
            Some(control) => {
                let baseline = Proportion::new(control).unwrap();
                (Measured::Proportion { baseline }, Aim::Target(row.number("p2")))
            }
            None => {
                let sd = Positive::new(row.number("sd")).unwrap();
                let measured = Measured::Mean { baseline: 10.0, control_sd: sd, variant_sd: sd };
                (measured, Aim::Difference(row.number("delta")))
            }
        };
        let ordinary = Design {
            alpha: Proportion::new(row.number("alpha")).unwrap(),
            sides: if row.text("sides") == "1" { Sides::One } else { Sides::Two },
            ..Design::two_arms(measured)
        };
        let clustered = Design { efficiency: Efficiency::default().with_clusters(clusters(row)), ..ordinary.clone() };
        let power = Proportion::new(row.number("power")).unwrap();
        let [alone, together] = [&ordinary, &clustered].map(|design| design.size(aim, power).unwrap().arms[0].n_exact);
        row.expect("deff", together / alone, 1e-12);
        // Pooled variance and the t distribution move an ordinary size by little.
        row.expect("n_clustered", together, 0.02);
        let sized = clustered.size(aim, power).unwrap();
        assert_eq!(sized.clusters()[0], (sized.arms[0].n as f64 / row.number("m")).ceil() as u64);
        assert!(sized.power_attained >= power.get() - 1e-9);
    });
}

#[test]
pub fn weights_and_correlations() {
    check_rows(
        "cluster_design.csv",
        4,
        |row| row.text("what") == "weights",
        |row| {
            let effect = weight_effect(&row.list("data")).unwrap();
            row.expect("deff", effect.design_effect, 1e-14);
            row.expect("n_effective", effect.effective_units, 1e-14);
        },
    );
    check_rows(
        "cluster_design.csv",
        3,
        |row| row.text("what") == "icc",
        |row| {
            let values = |cluster: &str| cluster.split(';').map(|value| value.parse().unwrap()).collect::<Vec<f64>>();
            let clusters: Vec<Moments> = row.text("data").split('|').map(|part| Moments::of(&values(part))).collect();
            row.expect("icc_anova", intraclass_correlation(&clusters).unwrap(), 1e-13);
        },
    );
}
