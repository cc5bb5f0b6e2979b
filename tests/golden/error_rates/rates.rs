//! Tests and intervals of two conversion rates at single settings, and the power of planned tests over a grid.

use super::{Counts, rate, simulate};
use jalon::quantity::Share;
use jalon::stats::draws::Stream;
use jalon::stats::{Alternative, Conversions, ProportionArms, ProportionNull, ProportionTest, Sides, TwoProportions};

/// Visitors who convert one by one, with the chance given.
fn conversions(stream: &mut Stream, visitors: u64, chance: f64) -> Conversions {
    let chance = Share::new(chance).unwrap();
    let conversions = (0..visitors).filter(|_| stream.happens(chance)).count();
    Conversions::new(conversions as u64, visitors).unwrap()
}

pub fn proportion_arms(stream: &mut Stream, sizes: (u64, u64), control: f64, variant: f64) -> ProportionArms {
    ProportionArms { control: conversions(stream, sizes.0, control), variant: conversions(stream, sizes.1, variant) }
}

pub fn simulated(runs: u32) {
    let five = rate(0.05);
    let compare = |arms: ProportionArms| arms.compare(ProportionNull::EQUAL, five, Alternative::TwoSided).unwrap();
    let significant = |arms: ProportionArms| compare(arms).test.is_ok_and(|test| test.p_value < 0.05);

    simulate("score test, 1 000 per arm, 5 %, no effect: false alarms", 0.05, runs, |stream| {
        significant(proportion_arms(stream, (1000, 1000), 0.05, 0.05))
    })
    .check(0.004);

    // A size found by the program, tested by the test it was sized for.
    let plan = TwoProportions::superiority(five, Sides::Two);
    let sizes = plan.visitors(rate(0.10), rate(0.15), rate(0.80)).unwrap().whole();
    let arms = (sizes.control as u64, sizes.variant as u64);
    simulate("score test sized for 80 % power, 10 → 15 %: power", 0.80, runs, |stream| {
        let arms = proportion_arms(stream, arms, 0.10, 0.15);
        significant(arms) && arms.difference() > 0.0
    })
    .check(0.006);

    simulate("score interval of the difference, 300 and 150, 4 → 7 %", 0.95, runs, |stream| {
        let arms = proportion_arms(stream, (300, 150), 0.04, 0.07);
        compare(arms).difference.interval.contains(0.03)
    })
    .check(0.01);
    simulate("score interval of the lift, 2 000 per arm, 3 %, +20 %", 0.95, runs, |stream| {
        let arms = proportion_arms(stream, (2000, 2000), 0.03, 0.036);
        compare(arms).lift.unwrap().interval.contains(0.2)
    })
    .check(0.003);
    simulate("score interval of the lift, 1 000 per arm, 2 %, no effect", 0.95, runs, |stream| {
        let arms = proportion_arms(stream, (1000, 1000), 0.02, 0.02);
        compare(arms).lift.unwrap().interval.contains(0.0)
    })
    .check(0.004);
}

/// Sizes for 80 % power, tested by the test they are for: a right answer in the right direction.
pub fn powers(runs: u32) {
    let plan = TwoProportions::superiority(rate(0.05), Sides::Two);
    for baseline in [0.01, 0.05, 0.20, 0.50] {
        for lift in [0.1, 0.3] {
            let target = baseline * (1.0 + lift);
            let sizes = plan.visitors(rate(baseline), rate(target), rate(0.80)).unwrap().whole();
            let visitors = sizes.control as u64;
            let counts = |chance: f64| Counts::of_binomial(visitors, chance);
            let (controls, variants) = (counts(baseline), counts(target));
            let what = format!(
                "score test sized for 80 %, {:.0} % and +{:.0} %, {visitors} per arm: power",
                100.0 * baseline,
                100.0 * lift
            );
            simulate(&what, 0.80, runs, |stream| {
                let mut arm = |counts: &Counts| Conversions::new(counts.draw(stream), visitors).unwrap();
                let arms = ProportionArms { control: arm(&controls), variant: arm(&variants) };
                let score = ProportionTest::MiettinenNurminen;
                let test = arms.test(ProportionNull::EQUAL, Alternative::TwoSided, score);
                test.is_ok_and(|test| test.p_value < 0.05 && test.statistic > 0.0)
            })
            .check(0.006);
        }
    }
}

#[test]
fn in_short() {
    simulated(400);
    powers(1_000);
}
