//! False alarms, power and coverage of the tests and intervals as the program runs them, by seeded simulation.
//!
//! The short form runs with every `cargo test`; the long one prints the table of `docs/statistics.md`:
//! `cargo test --release --test golden -- --ignored --nocapture error_rates`.

use jalon::quantity::{Positive, Proportion, Share};
use jalon::stats::draws::Stream;
use jalon::stats::{
    Alternative, ArmSizes, Conversions, EquivalenceMargins, MarginScale, MeanArms, MeanEquivalence, MeanMethod,
    MeanNull, Moments, PlannedMeans, ProportionArms, ProportionEquivalence, ProportionNull, ProportionPower,
    ProportionTest, Sides, TwoMeans, TwoProportions, normal,
};

const SEED: u64 = 20_260_501;

fn rate(value: f64) -> Proportion {
    Proportion::new(value).unwrap()
}

/// A rate that a simulation found, with how many runs it rests on.
pub struct Simulated {
    what: &'static str,
    expected: f64,
    hits: u32,
    runs: u32,
}

impl Simulated {
    fn rate(&self) -> f64 {
        f64::from(self.hits) / f64::from(self.runs)
    }

    /// Within `slack` (how far the method itself is from its promise) and four standard errors of the simulation.
    pub fn check(&self, slack: f64) {
        let error = (self.expected * (1.0 - self.expected) / f64::from(self.runs)).sqrt();
        println!("{:62} {:.4} (promised {:.4}, s.e. {error:.4})", self.what, self.rate(), self.expected);
        let off = (self.rate() - self.expected).abs();
        assert!(off <= slack + 4.0 * error, "{}: {} instead of {}", self.what, self.rate(), self.expected);
    }
}

/// How often `hit` comes true.
pub fn simulate(what: &'static str, expected: f64, runs: u32, mut hit: impl FnMut(&mut Stream) -> bool) -> Simulated {
    let mut stream = Stream::named(SEED, what);
    let hits = (0..runs).filter(|_| hit(&mut stream)).count();
    Simulated { what, expected, hits: u32::try_from(hits).unwrap(), runs }
}

/// Visitors who convert one by one, with the chance given.
fn conversions(stream: &mut Stream, visitors: u64, chance: f64) -> Conversions {
    let chance = Share::new(chance).unwrap();
    let conversions = (0..visitors).filter(|_| stream.happens(chance)).count();
    Conversions::new(conversions as u64, visitors).unwrap()
}

fn proportion_arms(stream: &mut Stream, sizes: (u64, u64), control: f64, variant: f64) -> ProportionArms {
    ProportionArms { control: conversions(stream, sizes.0, control), variant: conversions(stream, sizes.1, variant) }
}

/// Revenue-like values: log-normal with this logarithmic spread, scaled to the mean.
fn skewed(stream: &mut Stream, count: u32, mean: f64, sigma: f64) -> Moments {
    let scale = mean * (-sigma * sigma / 2.0).exp();
    let values: Vec<f64> = (0..count).map(|_| scale * (sigma * normal::quantile(stream.uniform())).exp()).collect();
    Moments::of(&values)
}

fn gaussian(stream: &mut Stream, count: u32, mean: f64, sd: f64) -> Moments {
    let values: Vec<f64> = (0..count).map(|_| mean + sd * normal::quantile(stream.uniform())).collect();
    Moments::of(&values)
}

fn proportions(runs: u32) {
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

fn means(runs: u32) {
    let five = rate(0.05);
    let compare =
        |arms: MeanArms| arms.compare(MeanNull::EQUAL, five, Alternative::TwoSided, MeanMethod::Welch).unwrap();
    simulate("Welch's t, 12 and 40 units, spreads 3 and 1: false alarms", 0.05, runs, |stream| {
        let arms = MeanArms { control: gaussian(stream, 12, 5.0, 3.0), variant: gaussian(stream, 40, 5.0, 1.0) };
        compare(arms).test.unwrap().p_value < 0.05
    })
    .check(0.006);

    let test = TwoMeans { allocation: Positive::new(2.0).unwrap(), ..TwoMeans::superiority(five, Sides::Two) };
    let plan = PlannedMeans {
        control_mean: 10.0,
        variant_mean: 12.0,
        control_sd: Positive::new(3.0).unwrap(),
        variant_sd: Positive::new(4.0).unwrap(),
    };
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

fn equivalence_of_rates(runs: u32) {
    let five = rate(0.05);
    let score = ProportionTest::MiettinenNurminen;
    let plan = |margin: f64, scale| ProportionEquivalence {
        alpha: five,
        allocation: Positive::new(2.0).unwrap(),
        margins: EquivalenceMargins::symmetric(Positive::new(margin).unwrap()),
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

fn equivalence_of_means(runs: u32) {
    let five = rate(0.05);
    let plan = |variant_mean| PlannedMeans {
        control_mean: 10.0,
        variant_mean,
        control_sd: Positive::new(3.0).unwrap(),
        variant_sd: Positive::new(1.5).unwrap(),
    };
    let test = |margin: f64, scale| MeanEquivalence {
        alpha: five,
        allocation: Positive::new(0.5).unwrap(),
        margins: EquivalenceMargins::symmetric(Positive::new(margin).unwrap()),
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
    let test = TwoMeans {
        null: MeanNull::Lift(-0.1),
        allocation: Positive::new(0.625).unwrap(),
        ..TwoMeans::superiority(five, Sides::One)
    };
    let promised = test.power(&plan(7.8), sizes).unwrap();
    simulate("a mean lower by more than 10 %, 10 → 7.8: power", promised, runs, |stream| {
        faster(arms(stream, sizes, 7.8)).p_value < 0.05
    })
    .check(0.01);
}

#[test]
fn error_rates_of_equivalence_in_short() {
    equivalence_of_rates(400);
    equivalence_of_means(400);
}

#[test]
fn error_rates_of_proportions_in_short() {
    proportions(400);
}

#[test]
fn error_rates_of_means_in_short() {
    means(400);
}

#[test]
#[ignore = "half a minute in release; prints the table of docs/statistics.md"]
fn error_rates_at_length() {
    proportions(40_000);
    means(40_000);
    equivalence_of_rates(40_000);
    equivalence_of_means(40_000);
}
