//! Ordered categories and the Net Promoter Score, as the program sizes, tests and estimates them.

use super::{rate, simulate};
use jalon::quantity::{Positive, Proportion, Share};
use jalon::stats::draws::Stream;
use jalon::stats::{
    Alternative, Answers, ArmSizes, CategoryCounts, CategoryShares, MannWhitney, NoAnswer, PlannedCategories,
    PlannedScores, RankedArms, ScoreArms, ScoreShares, ScoreShift, Sides, TwoRatings, TwoScores, WinComparison,
    WinMethod,
};

fn shares(shares: &[f64]) -> CategoryShares {
    CategoryShares::new(shares).unwrap()
}

/// How many of `units` fall in each category.
fn draw(stream: &mut Stream, units: f64, shares: &[f64]) -> Vec<u64> {
    let mut counts = vec![0; shares.len()];
    for _ in 0..units as u64 {
        let mut left = stream.uniform();
        let passed = |share: &&f64| {
            left -= **share;
            left > 0.0
        };
        let category = shares.iter().take_while(passed).count();
        // Shares that sum to a last digit below 1 leave the rare draw beyond the last category.
        counts[category.min(shares.len() - 1)] += 1;
    }
    counts
}

fn arms(stream: &mut Stream, plan: &PlannedCategories, units: ArmSizes) -> RankedArms {
    let mut arm = |units, shares: &CategoryShares| CategoryCounts::new(draw(stream, units, shares.get())).unwrap();
    let control = arm(units.control, plan.control());
    RankedArms::of_counts(&control, &arm(units.variant, plan.variant())).unwrap()
}

fn compare(arms: &RankedArms, method: WinMethod) -> Result<WinComparison, NoAnswer> {
    arms.compare_wins(Proportion::HALF, rate(0.05), Alternative::TwoSided, method)
}

/// Whether the variant is found better.
fn better(arms: &RankedArms) -> bool {
    compare(arms, WinMethod::BrunnerMunzel).is_ok_and(|wins| wins.test.p_value < 0.05 && wins.test.statistic > 0.0)
}

fn eleven_points() -> CategoryShares {
    shares(&[0.03, 0.02, 0.02, 0.03, 0.04, 0.06, 0.07, 0.15, 0.18, 0.15, 0.25])
}

/// Power of the test at the size found for it, with how far the normal approximation may be off.
fn power_as_planned(what: &str, plan: &PlannedCategories, test: TwoRatings, slack: f64, runs: u32) {
    let units = test.units(plan, rate(0.80)).unwrap().whole();
    let promised = test.power(plan, units).unwrap();
    simulate(what, promised, runs, |stream| better(&arms(stream, plan, units))).check(slack);
}

fn ratings(runs: u32) {
    let test = TwoRatings::superiority(rate(0.05), Sides::Two);
    let shifted =
        |shares: CategoryShares, odds_ratio| PlannedCategories::shifted(shares, Positive::new(odds_ratio).unwrap());
    let eleven = shifted(eleven_points(), 1.2);
    power_as_planned("Brunner–Munzel sized for 80 %, eleven points, odds ratio 1.2", &eleven, test, 0.003, runs);
    let five = shifted(shares(&[0.10, 0.15, 0.25, 0.30, 0.20]), 1.8);
    power_as_planned("Brunner–Munzel sized for 80 %, five points, odds ratio 1.8", &five, test, 0.004, runs);
    let unequal = TwoRatings { allocation: Positive::new(3.0).unwrap(), ..test };
    power_as_planned("Brunner–Munzel sized for 80 %, five points, three to one", &five, unequal, 0.004, runs);
    let spread = PlannedCategories::new(shares(&[0.05, 0.2, 0.5, 0.2, 0.05]), shares(&[0.22, 0.1, 0.16, 0.1, 0.42]));
    power_as_planned("Brunner–Munzel sized for 80 %, opinions drift apart", &spread.unwrap(), test, 0.004, runs);
    let strong = shifted(shares(&[0.10, 0.15, 0.25, 0.30, 0.20]), 4.0);
    power_as_planned("Brunner–Munzel sized for 80 %, odds ratio 4", &strong, test, 0.015, runs);

    let even = shifted(shares(&[0.10, 0.15, 0.25, 0.30, 0.20]), 1.0);
    let few = ArmSizes { control: 15.0, variant: 45.0 };
    simulate("Brunner–Munzel, 15 and 45 units, five points: false alarms", 0.05, runs, |stream| {
        compare(&arms(stream, &even, few), WinMethod::BrunnerMunzel).is_ok_and(|wins| wins.test.p_value < 0.05)
    })
    .check(0.004);
    // Equal win probability, unequal spreads: what the rank test of Mann and Whitney is not made for.
    let apart = PlannedCategories::new(shares(&[0.05, 0.2, 0.5, 0.2, 0.05]), shares(&[0.32, 0.1, 0.16, 0.1, 0.32]));
    let apart = apart.unwrap();
    let lopsided = ArmSizes { control: 300.0, variant: 75.0 };
    simulate("Brunner–Munzel, 300 and 75, unequal spreads: false alarms", 0.05, runs, |stream| {
        compare(&arms(stream, &apart, lopsided), WinMethod::BrunnerMunzel).is_ok_and(|wins| wins.test.p_value < 0.05)
    })
    .check(0.004);
    simulate("Mann–Whitney, 15 and 45 units, five points: false alarms", 0.05, runs, |stream| {
        let test = arms(stream, &even, few).mann_whitney(Alternative::TwoSided, MannWhitney::Asymptotic);
        test.is_ok_and(|test| test.p_value < 0.05)
    })
    .check(0.004);

    for (method, what, slack) in [
        (WinMethod::BrunnerMunzel, "Brunner–Munzel interval, 200 per arm, odds ratio 1.8: coverage", 0.003),
        (WinMethod::Logit, "the same on the logit", 0.005),
    ] {
        let (truth, units) = (five.win_probability(), ArmSizes { control: 200.0, variant: 200.0 });
        simulate(what, 0.95, runs, |stream| {
            compare(&arms(stream, &five, units), method).is_ok_and(|wins| wins.win_probability.interval.contains(truth))
        })
        .check(slack);
    }
}

fn scores(runs: u32) {
    let share = |value| Share::new(value).unwrap();
    let control = ScoreShares::new(share(0.45), share(0.25)).unwrap();
    let variant = control.moved_to(32.0, ScoreShift::BetweenEnds).unwrap();
    let plan = PlannedScores { control, variant };
    let test = TwoScores::superiority(rate(0.05), Sides::Two);
    let units = test.units(&plan, rate(0.80)).unwrap().whole();
    let answers = |stream: &mut Stream, shares: ScoreShares, units: f64| {
        let passives = 1.0 - shares.promoters() - shares.detractors();
        let counts = draw(stream, units, &[shares.detractors(), passives, shares.promoters()]);
        Answers::new(counts[2], counts[1], counts[0]).unwrap()
    };
    let arms = |stream: &mut Stream| ScoreArms {
        control: answers(stream, control, units.control),
        variant: answers(stream, variant, units.variant),
    };
    let promised = test.power(&plan, units).unwrap();
    simulate("scores sized for 80 %, from 20 to 32 points: power", promised, runs, |stream| {
        let compared = arms(stream).compare(0.0, rate(0.05), Alternative::TwoSided).unwrap();
        compared.test.p_value < 0.05 && compared.test.statistic > 0.0
    })
    .check(0.004);
    simulate("difference of scores, the same answers: coverage", 0.95, runs, |stream| {
        let compared = arms(stream).compare(0.0, rate(0.05), Alternative::TwoSided).unwrap();
        compared.difference.interval.contains(12.0)
    })
    .check(0.004);
}

pub fn simulated(runs: u32) {
    ratings(runs);
    scores(runs);
}

#[test]
fn in_short() {
    simulated(400);
}
