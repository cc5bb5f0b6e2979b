//! Equivalence by two one-sided tests, and superiority by a margin: planned, analysed, and the one against the other.

use crate::table::{Row, check_rows, close};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{
    Alternative, ArmSizes, Conversions, EquivalenceMargins, ExactEquivalence, MarginScale, MeanArms, MeanEquivalence,
    MeanMethod, MeanNull, MeanPower, Moments, NormalEquivalence, PlannedMeans, ProportionArms, ProportionEquivalence,
    ProportionNull, ProportionPower, ProportionTest, Sides, TwoMeans, TwoProportions,
};

fn rate(value: f64) -> Proportion {
    Proportion::new(value).unwrap()
}

fn positive(value: f64) -> Positive {
    Positive::new(value).unwrap()
}

fn margins(low: f64, high: f64) -> EquivalenceMargins {
    EquivalenceMargins::new(low, high).unwrap()
}

fn plan(control_mean: f64, variant_mean: f64, sd: f64) -> PlannedMeans {
    PlannedMeans { control_mean, variant_mean, control_sd: positive(sd), variant_sd: positive(sd) }
}

fn mean_test(row: &Row, allocation: f64) -> MeanEquivalence {
    let method = if row.text("method") == "tost_t" { MeanMethod::Pooled } else { MeanMethod::Z };
    MeanEquivalence {
        alpha: rate(row.number("alpha")),
        allocation: positive(allocation),
        margins: EquivalenceMargins::symmetric(positive(row.number("margin"))),
        scale: MarginScale::Difference,
        method,
    }
}

#[test]
pub fn every_reference_power_of_equivalence() {
    check_rows(
        "equivalence_power.csv",
        20,
        |_| true,
        |row| {
            let sizes = ArmSizes { control: row.number("n1"), variant: row.number("n2") };
            let plan = plan(0.0, row.number("delta"), row.number("sd"));
            let test = mean_test(row, sizes.variant / sizes.control);
            row.expect("power", test.power(&plan, sizes).unwrap(), 1e-11);
            // The same rows, solved for the margin.
            let power = row.number("power");
            if power > row.number("alpha") * (1.0 + 1e-9) {
                row.expect("margin", test.detectable_margin(&plan, rate(power), sizes).unwrap(), 1e-10);
            }
        },
    );
}

#[test]
pub fn every_reference_size_of_equivalent_means() {
    check_rows(
        "equivalence_sample_size.csv",
        15,
        |row| row.text("what") == "eq_mean",
        |row| {
            let test = mean_test(row, row.number("ratio"));
            let (plan, power) = (plan(0.0, row.number("delta"), row.number("sd")), rate(row.number("power")));
            let found = if row.text("method") == "chow" {
                let normal = NormalEquivalence { alpha: test.alpha };
                normal.units_at_nearer_margin(&test.planned(&plan).unwrap(), test.allocation, power)
            } else {
                test.units(&plan, power)
            };
            row.expect("n1", found.unwrap().control, 1e-11);
            row.expect("n2", found.unwrap().variant, 1e-11);
        },
    );
}

#[test]
pub fn every_reference_size_of_equivalent_rates() {
    check_rows(
        "equivalence_sample_size.csv",
        10,
        |row| row.text("what") == "eq_prop",
        |row| {
            let test = ProportionEquivalence {
                alpha: rate(row.number("alpha")),
                allocation: positive(row.number("ratio")),
                margins: EquivalenceMargins::symmetric(positive(row.number("margin"))),
                scale: MarginScale::Difference,
                method: ProportionPower::Unpooled,
            };
            let (baseline, target) = (rate(row.number("p1")), rate(row.number("p2")));
            let power = rate(row.number("power"));
            let found = if row.text("method") == "chow" {
                let normal = NormalEquivalence { alpha: test.alpha };
                normal.units_at_nearer_margin(&test.planned(baseline, target).unwrap(), test.allocation, power)
            } else {
                test.visitors(baseline, target, power)
            };
            row.expect("n1", found.unwrap().control, 1e-11);
            row.expect("n2", found.unwrap().variant, 1e-11);
            let margin =
                test.detectable_margin(baseline, target, power, test.visitors(baseline, target, power).unwrap());
            row.expect("margin", margin.unwrap(), 1e-9);
        },
    );
}

/// mpmath 1.4.1: the limits of the difference integrated over the density of χ/√df at 20 digits; for the lift at 15 digits,
/// integrated over the variant mean where the program integrates over the control mean.
#[test]
fn powers_with_margins_that_are_not_symmetric() {
    let test = |alpha, low, high, scale| MeanEquivalence {
        alpha: rate(alpha),
        allocation: Positive::ONE,
        margins: margins(low, high),
        scale,
        method: MeanMethod::Pooled,
    };
    let sizes = |control, variant| ArmSizes { control, variant };
    let lift = MarginScale::Lift;
    for (test, plan, sizes, expected) in [
        (
            test(0.05, -0.4, 0.7, MarginScale::Difference),
            plan(0.0, 0.1, 1.0),
            sizes(12.0, 20.0),
            0.019_288_069_235_700_93,
        ),
        (test(0.05, -0.2, 0.25, lift), plan(2.0, 2.02, 1.0), sizes(15.0, 25.0), 0.005_697_716_659_676_49),
        (test(0.025, -0.15, 0.2, lift), plan(10.0, 10.2, 3.0), sizes(60.0, 40.0), 0.595_743_712_666_006),
        (test(0.1, -0.5, 1.0, lift), plan(0.5, 0.6, 1.0), sizes(10.0, 10.0), 0.011_334_039_477_442_6),
    ] {
        let power = test.power(&plan, sizes).unwrap();
        assert!(close(power, expected, 1e-10), "{power} instead of {expected}");
    }
}

fn rates(x0: u64, n0: u64, x1: u64, n1: u64) -> ProportionArms {
    ProportionArms { control: Conversions::new(x0, n0).unwrap(), variant: Conversions::new(x1, n1).unwrap() }
}

/// Churn that must fall by more than a point, and a conversion rate that must rise by more than one: the same test, with
/// failures counted for successes.
#[test]
fn superiority_by_a_margin_has_two_directions_for_rates() {
    let test = |margin: f64| TwoProportions {
        null: ProportionNull::Difference(margin),
        ..TwoProportions::superiority(rate(0.025), Sides::One)
    };
    let down = test(-0.01).visitors(rate(0.10), rate(0.07), rate(0.8)).unwrap();
    let up = test(0.01).visitors(rate(0.90), rate(0.93), rate(0.8)).unwrap();
    assert!(close(down.control, up.control, 1e-12));
    // Twice the distance would do with a quarter of the visitors if the variance stayed the same.
    let no_margin = test(0.0).visitors(rate(0.10), rate(0.07), rate(0.8)).unwrap();
    assert!(no_margin.control < 0.5 * down.control);

    // A relative margin: at least 10 % fewer.
    let relative = TwoProportions { null: ProportionNull::Ratio(0.9), ..test(0.0) };
    let visitors = relative.visitors(rate(0.10), rate(0.07), rate(0.8)).unwrap().control;
    // The quadratic of Miettinen & Nurminen in its textbook form, evaluated in Python.
    assert!(close(visitors, 2_736.767_960_827_406_6, 1e-11), "{visitors}");

    for (arms, null, alternative, shown) in [
        (rates(1000, 10_000, 830, 10_000), ProportionNull::Difference(-0.01), Alternative::Less, false),
        (rates(1000, 10_000, 800, 10_000), ProportionNull::Difference(-0.01), Alternative::Less, true),
        (rates(1000, 10_000, 800, 10_000), ProportionNull::Ratio(0.9), Alternative::Less, true),
        (rates(9000, 10_000, 9200, 10_000), ProportionNull::Difference(0.01), Alternative::Greater, true),
        (rates(9000, 10_000, 9170, 10_000), ProportionNull::Difference(0.01), Alternative::Greater, false),
    ] {
        let comparison = arms.compare(null, rate(0.025), alternative).unwrap();
        assert_eq!(comparison.test.unwrap().p_value < 0.025, shown, "{arms:?}");
        let allowed = match null {
            ProportionNull::Difference(margin) => comparison.difference.interval.contains(margin),
            ProportionNull::Ratio(ratio) => comparison.lift.unwrap().interval.contains(ratio - 1.0),
        };
        assert_eq!(!allowed, shown, "{arms:?}");
    }
}

#[test]
fn superiority_by_a_margin_has_two_directions_for_means() {
    let test = |null| TwoMeans { null, ..TwoMeans::superiority(rate(0.025), Sides::One) };
    let faster = test(MeanNull::Difference(-5.0)).units(&plan(60.0, 48.0, 30.0), rate(0.9)).unwrap();
    let dearer = test(MeanNull::Difference(5.0)).units(&plan(60.0, 72.0, 30.0), rate(0.9)).unwrap();
    assert!(close(faster.control, dearer.control, 1e-12));
    // By z, 2 (z_α + z_β)² sd² / 7², at the planned 12 less the margin of 5.
    let z = TwoMeans { method: MeanPower::Z, ..test(MeanNull::Difference(-5.0)) };
    let by_hand = 2.0 * ((1.959_963_984_540_054 + 1.281_551_565_544_600_4) * 30.0 / 7.0_f64).powi(2);
    assert!(close(z.units(&plan(60.0, 48.0, 30.0), rate(0.9)).unwrap().control, by_hand, 1e-12));

    let arms = |variant| MeanArms {
        control: Moments::from_summary(400, 60.0, 30.0).unwrap(),
        variant: Moments::from_summary(400, variant, 30.0).unwrap(),
    };
    for (variant, null, alternative, shown) in [
        (48.0, MeanNull::Difference(-5.0), Alternative::Less, true),
        (52.0, MeanNull::Difference(-5.0), Alternative::Less, false),
        (72.0, MeanNull::Difference(5.0), Alternative::Greater, true),
        (68.0, MeanNull::Difference(5.0), Alternative::Greater, false),
        (48.0, MeanNull::Lift(-0.10), Alternative::Less, true),
        (51.0, MeanNull::Lift(-0.10), Alternative::Less, false),
        (76.0, MeanNull::Lift(0.15), Alternative::Greater, true),
    ] {
        let comparison = arms(variant).compare(null, rate(0.025), alternative, MeanMethod::Welch).unwrap();
        assert_eq!(comparison.test.unwrap().p_value < 0.025, shown, "{variant} {null:?}");
        let allowed = match null {
            MeanNull::Difference(margin) => comparison.difference.interval.contains(margin),
            MeanNull::Lift(margin) => comparison.lift.unwrap().interval.contains(margin),
        };
        assert_eq!(!allowed, shown, "{variant} {null:?}");
    }
}

/// The detectable target of a test by a margin lies beyond the margin, on the side asked for, and has the power.
#[test]
fn what_a_test_by_a_margin_can_detect() {
    use jalon::stats::Direction;
    let test = TwoProportions {
        null: ProportionNull::Difference(-0.01),
        ..TwoProportions::superiority(rate(0.025), Sides::One)
    };
    let sizes = ArmSizes { control: 5000.0, variant: 5000.0 };
    let target = test.detectable(rate(0.1), rate(0.8), sizes, Direction::Decrease).unwrap();
    assert!(target.get() < 0.09);
    assert!(close(test.power(rate(0.1), target, sizes).unwrap(), 0.8, 1e-9));
}

/// A size for 80 % power has it, summed over every outcome, up to what the approximation is worth.
#[test]
fn a_planned_size_keeps_its_promise_outcome_by_outcome() {
    let plan = ProportionEquivalence {
        alpha: rate(0.05),
        allocation: Positive::ONE,
        margins: margins(-0.06, 0.08),
        scale: MarginScale::Difference,
        method: ProportionPower::Score,
    };
    let sizes = plan.visitors(rate(0.2), rate(0.21), rate(0.8)).unwrap().whole();
    let exact = ExactEquivalence {
        alpha: plan.alpha,
        margins: plan.margins,
        scale: plan.scale,
        test: ProportionTest::MiettinenNurminen,
    };
    let found = exact.power(rate(0.2), rate(0.21), (sizes.control as u64, sizes.variant as u64)).unwrap();
    assert!((found.power - 0.8).abs() < 0.005, "{}", found.power);
    for risk in [found.false_alarms_at_low, found.false_alarms_at_high] {
        assert!((risk.unwrap() - 0.05).abs() < 0.002, "{risk:?}");
    }
}
