//! Equivalence, and superiority by a margin, in both directions.

use super::rates::proportion_arms;
use super::{gaussian, positive, rate, simulate};
use jalon::stats::draws::Stream;
use jalon::stats::{
    Alternative, ArmSizes, EquivalenceMargins, MarginScale, MeanArms, MeanEquivalence, MeanMethod, MeanNull,
    PlannedMeans, ProportionArms, ProportionEquivalence, ProportionNull, ProportionPower, ProportionTest, Sides,
    TwoMeans, TwoProportions,
};

pub fn simulated(runs: u32) {
    of_rates(runs);
    of_means(runs);
}

fn of_rates(runs: u32) {
    let five = rate(0.05);
    let score = ProportionTest::MiettinenNurminen;
    let plan = |margin: f64, scale| ProportionEquivalence {
        alpha: five,
        allocation: positive(2.0),
        margins: EquivalenceMargins::symmetric(positive(margin)),
        scale,
        method: ProportionPower::Score,
    };
    let whole = |sizes: ArmSizes| (sizes.whole().control as u64, sizes.whole().variant as u64);

    let points = plan(0.06, MarginScale::Difference);
    let arms = whole(points.visitors(rate(0.20), rate(0.21), rate(0.80)).unwrap());
    let shown = |arms: ProportionArms, plan: &ProportionEquivalence| {
        arms.equivalence(plan.margins, plan.scale, five, score).is_ok_and(|test| test.is_shown())
    };
    simulate("equivalence of rates within 6 points, 20 → 26 %: false alarms", 0.05, runs, |stream| {
        shown(proportion_arms(stream, arms, 0.20, 0.26), &points)
    })
    .check(0.004);
    simulate("equivalence of rates sized for 80 % power, 20 → 21 %: power", 0.80, runs, |stream| {
        shown(proportion_arms(stream, arms, 0.20, 0.21), &points)
    })
    .check(0.006);

    let lift = plan(0.30, MarginScale::Lift);
    let arms = whole(lift.visitors(rate(0.10), rate(0.10), rate(0.80)).unwrap());
    simulate("equivalence of rates within 30 %, lift −30 %: false alarms", 0.05, runs, |stream| {
        shown(proportion_arms(stream, arms, 0.10, 0.07), &lift)
    })
    .check(0.004);
    simulate("equivalence of rates within 30 %, no lift: power", 0.80, runs, |stream| {
        shown(proportion_arms(stream, arms, 0.10, 0.10), &lift)
    })
    .check(0.008);

    let fall = |arms: ProportionArms| arms.test(ProportionNull::Difference(-0.05), Alternative::Less, score).unwrap();
    simulate("a rate lower by more than 5 points, 20 → 15 %: false alarms", 0.05, runs, |stream| {
        fall(proportion_arms(stream, (400, 300), 0.20, 0.15)).p_value < 0.05
    })
    .check(0.004);
    let test =
        TwoProportions { null: ProportionNull::Difference(-0.05), ..TwoProportions::superiority(five, Sides::One) };
    let arms = whole(test.visitors(rate(0.20), rate(0.08), rate(0.80)).unwrap());
    simulate("a rate lower by more than 5 points, 20 → 8 %: power", 0.80, runs, |stream| {
        fall(proportion_arms(stream, arms, 0.20, 0.08)).p_value < 0.05
    })
    .check(0.02);
}

fn of_means(runs: u32) {
    let five = rate(0.05);
    let plan = |variant_mean| PlannedMeans {
        control_mean: 10.0,
        variant_mean,
        control_sd: positive(3.0),
        variant_sd: positive(1.5),
    };
    let test = |margin: f64, scale| MeanEquivalence {
        alpha: five,
        allocation: positive(0.5),
        margins: EquivalenceMargins::symmetric(positive(margin)),
        scale,
        method: MeanMethod::Welch,
    };
    let arms = |stream: &mut Stream, sizes: ArmSizes, variant: f64| MeanArms {
        control: gaussian(stream, sizes.control as u32, 10.0, 3.0),
        variant: gaussian(stream, sizes.variant as u32, variant, 1.5),
    };
    for (scale, margin, power, no_effect, on_margin) in [
        (
            MarginScale::Difference,
            2.0,
            "equivalent means within 2, spreads 3 and 1.5: power",
            10.3,
            "equivalent means within 2, 10 → 12: false alarms",
        ),
        (
            MarginScale::Lift,
            0.2,
            "equivalent means within 20 %, spreads 3 and 1.5: power",
            10.3,
            "equivalent means within 20 %, 10 → 12: false alarms",
        ),
    ] {
        let test = test(margin, scale);
        let sizes = test.units(&plan(no_effect), rate(0.80)).unwrap().whole();
        let promised = test.power(&plan(no_effect), sizes).unwrap();
        let shown =
            |arms: MeanArms| arms.equivalence(test.margins, test.scale, five, MeanMethod::Welch).unwrap().is_shown();
        simulate(power, promised, runs, |stream| shown(arms(stream, sizes, no_effect))).check(0.008);
        simulate(on_margin, 0.05, runs, |stream| shown(arms(stream, sizes, 12.0))).check(0.004);
    }

    let faster = |arms: MeanArms| arms.test(MeanNull::Lift(-0.1), Alternative::Less, MeanMethod::Welch).unwrap();
    let sizes = ArmSizes { control: 40.0, variant: 25.0 };
    simulate("a mean lower by more than 10 %, 10 → 9: false alarms", 0.05, runs, |stream| {
        faster(arms(stream, sizes, 9.0)).p_value < 0.05
    })
    .check(0.004);
    let test =
        TwoMeans { null: MeanNull::Lift(-0.1), allocation: positive(0.625), ..TwoMeans::superiority(five, Sides::One) };
    let promised = test.power(&plan(7.8), sizes).unwrap();
    simulate("a mean lower by more than 10 %, 10 → 7.8: power", promised, runs, |stream| {
        faster(arms(stream, sizes, 7.8)).p_value < 0.05
    })
    .check(0.01);
}

#[test]
fn in_short() {
    simulated(400);
}
