//! Welch's t and Fieller's lift.

use super::{gaussian, positive, rate, simulate, skewed};
use jalon::stats::{Alternative, ArmSizes, MeanArms, MeanMethod, MeanNull, PlannedMeans, Sides, TwoMeans};

pub fn simulated(runs: u32) {
    let five = rate(0.05);
    let compare =
        |arms: MeanArms| arms.compare(MeanNull::EQUAL, five, Alternative::TwoSided, MeanMethod::Welch).unwrap();
    simulate("Welch's t, 12 and 40 units, spreads 3 and 1: false alarms", 0.05, runs, |stream| {
        let arms = MeanArms { control: gaussian(stream, 12, 5.0, 3.0), variant: gaussian(stream, 40, 5.0, 1.0) };
        compare(arms).test.unwrap().p_value < 0.05
    })
    .check(0.006);

    let test = TwoMeans { allocation: positive(2.0), ..TwoMeans::superiority(five, Sides::Two) };
    let plan =
        PlannedMeans { control_mean: 10.0, variant_mean: 12.0, control_sd: positive(3.0), variant_sd: positive(4.0) };
    let ArmSizes { control, variant } = test.units(&plan, rate(0.80)).unwrap().whole();
    let promised = test.power(&plan, ArmSizes { control, variant }).unwrap();
    simulate("Welch's t sized for 80 % power, spreads 3 and 4: power", promised, runs, |stream| {
        let arms = MeanArms {
            control: gaussian(stream, control as u32, 10.0, 3.0),
            variant: gaussian(stream, variant as u32, 12.0, 4.0),
        };
        let comparison = compare(arms);
        comparison.test.unwrap().p_value < 0.05 && comparison.difference.estimate.unwrap() > 0.0
    })
    .check(0.006);

    simulate("Fieller's lift, 60 per arm, mean 10 ± 6, +30 %", 0.95, runs, |stream| {
        let arms = MeanArms { control: gaussian(stream, 60, 10.0, 6.0), variant: gaussian(stream, 60, 13.0, 6.0) };
        compare(arms).lift.unwrap().interval.contains(0.3)
    })
    .check(0.004);
    simulate("Fieller's lift, 400 per arm, log-normal revenue, +10 %", 0.95, runs, |stream| {
        let arms = MeanArms { control: skewed(stream, 400, 50.0, 0.8), variant: skewed(stream, 400, 55.0, 0.8) };
        compare(arms).lift.unwrap().interval.contains(0.1)
    })
    .check(0.008);
}

#[test]
fn in_short() {
    simulated(400);
}
