//! tea-tasting's documentation and tests. `tea_tasting_sums.csv` holds its made-up users as count, means and centred sums of
//! products per arm, made from tea-tasting 1.14.0 `make_users_data(rng=42)` in exact rational arithmetic.

use crate::published::{Published, check};
use crate::table::{Row, rows};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{
    Alternative, ArmEstimate, ArmSizes, CovariateArms, CrossMoments, Direction, EffectEstimate, JointMoments, MeanLift,
    MeanMethod, MeanNull, PlannedMeans, Rejections, Sides, TwoMeans,
};

const FILE: &str = "tea_tasting.json";

fn name<'a>(row: &'a Published, input: &str) -> &'a str {
    row.text(input).unwrap_or_else(|| panic!("{}: no {input}", row.id()))
}

/// One set of users.
struct Users {
    arms: Vec<Row>,
}

impl Users {
    fn of(row: &Published) -> Self {
        let data = name(row, "data");
        let arms: Vec<Row> =
            rows("tea_tasting_sums.csv").into_iter().filter(|line| line.text("data") == data).collect();
        assert_eq!(arms.len(), 2, "{data}");
        Self { arms }
    }

    /// The moments of some columns, control first.
    fn moments<const K: usize>(&self, columns: [&str; K]) -> [JointMoments<K>; 2] {
        [0, 1].map(|arm| {
            let line = &self.arms[arm];
            assert_eq!(line.text("variant"), arm.to_string());
            let (names, means, products) = (line.text("columns"), line.list("means"), line.list("products"));
            let places = columns.map(|column| names.split(';').position(|name| name == column).expect("a column"));
            let count = line.count("count");
            let covariance = |one: usize, other: usize| products[one * means.len() + other] / (count - 1) as f64;
            let covariances = places.map(|one| places.map(|other| covariance(one, other)));
            JointMoments::from_summary(count, places.map(|place| means[place]), covariances).unwrap()
        })
    }
}

fn alpha() -> Proportion {
    Proportion::new(0.05).unwrap()
}

/// All that is published of an effect; percentages are.
fn expect_effect(row: &Published, (control, variant): (ArmEstimate, ArmEstimate)) {
    let effect = EffectEstimate::of_arms(control, variant, MeanMethod::Welch).unwrap();
    let test = effect.test(MeanNull::EQUAL, Alternative::TwoSided).unwrap();
    let ends = |interval: jalon::stats::Interval| (interval.low().value().unwrap(), interval.high().value().unwrap());
    let (low, high) = ends(effect.difference_interval(alpha(), Alternative::TwoSided));
    let (lift_low, lift_high) = ends(effect.lift_interval(alpha(), Alternative::TwoSided, MeanLift::LogRatio).unwrap());
    let lift = effect.lift().unwrap();
    let found = [
        ("control", control.value),
        ("treatment", variant.value),
        ("effect_size", effect.difference()),
        ("effect_size_ci_lower", low),
        ("effect_size_ci_upper", high),
        ("rel_effect_size", lift),
        ("rel_effect_size_ci_lower", lift_low),
        ("rel_effect_size_ci_upper", lift_high),
        ("rel_effect_size_pct", 100.0 * lift),
        ("rel_ci_lower_pct", 100.0 * lift_low),
        ("rel_ci_upper_pct", 100.0 * lift_high),
        ("pvalue", test.p_value),
        ("statistic", test.statistic),
    ];
    let names = row.expected_names();
    assert!(names.iter().all(|name| found.iter().any(|(known, _)| known == name)), "{}: {names:?}", row.id());
    for (name, value) in found.into_iter().filter(|(name, _)| names.iter().any(|published| published == name)) {
        row.expect(name, value);
    }
}

#[test]
fn means() {
    check(
        FILE,
        7,
        |method| ["mean_welch", "mean_relative_ci"].contains(&method),
        |row, _| {
            let [control, variant] = Users::of(row).moments([name(row, "column")]);
            let mean = |arm: JointMoments<1>| ArmEstimate::of_mean(&arm.single(0).unwrap()).unwrap();
            expect_effect(row, (mean(control), mean(variant)));
        },
    );
}

#[test]
fn ratios_of_totals() {
    check(
        FILE,
        1,
        |method| method == "ratio_of_means_delta",
        |row, _| {
            let [control, variant] = Users::of(row).moments([name(row, "numer"), name(row, "denom")]);
            expect_effect(row, (control.ratio().unwrap(), variant.ratio().unwrap()));
        },
    );
}

/// Its lifts divide by the adjusted control.
#[test]
fn covariates() {
    check(
        FILE,
        3,
        |method| method == "mean_cuped",
        |row, _| {
            let [control, variant] = Users::of(row).moments([name(row, "column"), name(row, "covariate")]);
            expect_effect(row, CovariateArms::of_means(&control, &variant).unwrap().adjusted().unwrap());
        },
    );
    check(
        FILE,
        1,
        |method| method == "ratio_cuped",
        |row, _| {
            let columns = ["numer", "denom", "numer_covariate", "denom_covariate"].map(|input| name(row, input));
            let [control, variant] = Users::of(row).moments(columns);
            expect_effect(row, CovariateArms::of_ratios(&control, &variant).unwrap().adjusted().unwrap());
        },
    );
}

/// Detectable effects from the spread of all users together, without and with a covariate.
#[test]
fn detectable_effects() {
    check(
        FILE,
        8,
        |method| method.starts_with("mde"),
        |row, method| {
            let share = |name| Proportion::new(row.input(name)).unwrap();
            let users = Users::of(row);
            // Without a covariate the metric stands in its place, unread.
            let covariate = if method == "mde" { name(row, "column") } else { name(row, "covariate") };
            let [control, variant] = users.moments([name(row, "column"), covariate]);
            let all: CrossMoments = control.merged(&variant);
            let mean = all.means().unwrap()[0];
            let sd = Positive::new(all.covariance(0, 0).unwrap().sqrt()).unwrap();
            let plan = PlannedMeans { control_mean: mean, variant_mean: mean, control_sd: sd, variant_sd: sd };
            let plan = if method == "mde" { plan } else { plan.with_covariate(all.correlation().unwrap()).unwrap() };
            // It counts rejections on the wrong side as well.
            let test = TwoMeans {
                rejections: Rejections::EitherDirection,
                ..TwoMeans::superiority(share("alpha"), Sides::Two)
            };
            let half = row.input("n_total") / 2.0;
            let sizes = ArmSizes { control: half, variant: half };
            let target = test.detectable(&plan, share("power"), sizes, Direction::Increase).unwrap();
            row.expect("effect_size", target - mean);
            row.expect("rel_effect_size_pct", 100.0 * (target - mean) / mean);
        },
    );
}
