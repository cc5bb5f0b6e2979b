//! Event rates, Poisson and over-dispersed, each test with the sizing it is paired with.

use super::{Counts, positive, rate, simulate};
use jalon::quantity::Positive;
use jalon::stats::draws::Stream;
use jalon::stats::{
    Alternative, CountArms, CountMethod, Dispersion, EventArms, EventNull, EventPower, EventTest, Events, NoAnswer,
    PlannedRates, Sides, Test, TwoRates, UnitCounts, poisson,
};

impl Counts {
    fn poisson(mean: f64) -> Self {
        Self::from(0, |count| poisson::probability(count, mean))
    }

    /// Negative binomial with `variance = mean + k · mean²`: a Poisson number whose mean is drawn from a gamma distribution.
    fn negative_binomial(mean: f64, k: f64) -> Self {
        let share = k * mean / (1.0 + k * mean);
        let mut terms = vec![(1.0 + k * mean).powf(-1.0 / k)];
        for count in 0..400_u32 {
            let next = terms[count as usize] * share * (1.0 / k + f64::from(count)) / f64::from(count + 1);
            terms.push(next);
        }
        Self::from(0, |count| terms.get(count as usize).copied().unwrap_or(0.0))
    }

    /// The counts of so many units of the same exposure.
    fn units(&self, stream: &mut Stream, units: u64, exposure: f64) -> UnitCounts {
        let mut tally = vec![0_u64; self.cumulative.len() + 1];
        (0..units).for_each(|_| tally[self.draw(stream) as usize] += 1);
        let mut counts = UnitCounts::default();
        for (events, &many) in tally.iter().enumerate() {
            if many > 0 {
                counts.merge(&UnitCounts::with_equal_exposure(many, exposure, events as f64, 0.0).unwrap());
            }
        }
        counts
    }
}

/// As [`simulate`], with the slack of its check.
fn check(what: &str, promised: f64, slack: f64, runs: u32, hit: impl FnMut(&mut Stream) -> bool) {
    simulate(what, promised, runs, hit).check(slack);
}

fn plan(control: f64, variant: f64, k: f64) -> PlannedRates {
    PlannedRates {
        control_rate: positive(control),
        variant_rate: positive(variant),
        exposure: Positive::ONE,
        dispersion: Dispersion::negative_binomial(k).unwrap(),
    }
}

fn significant(test: Result<Test, NoAnswer>, upwards: bool) -> bool {
    test.is_ok_and(|test| test.p_value < 0.05 && (test.statistic > 0.0) == upwards)
}

/// Each sizing of Poisson counts with its analysis, and the size of the test.
fn poisson_pairs(runs: u32) {
    for (ratio, target, sides) in [(1.0, 0.6, Sides::Two), (1.0, 0.4, Sides::Two), (0.9, 0.52, Sides::One)] {
        for (planned, analysed) in [
            (EventPower::Score, EventTest::Score),
            (EventPower::LogScore, EventTest::Score),
            (EventPower::LogWald, EventTest::LogWald),
            (EventPower::Wald, EventTest::Wald),
            (EventPower::SquareRoot, EventTest::SquareRoot),
        ] {
            let null = EventNull::Ratio(ratio);
            let sizing = TwoRates { null, ..TwoRates::superiority(rate(0.05), sides).by(planned) };
            let units = sizing.units(&plan(0.5, target, 0.0), rate(0.8)).unwrap().whole().control;
            let alternative = if sides == Sides::One { Alternative::Greater } else { Alternative::TwoSided };
            let (control, variant) = (Counts::poisson(0.5 * units), Counts::poisson(target * units));
            let what =
                format!("events .5 to {target} against a ratio of {ratio}, {planned:?} size, {analysed:?} test: power");
            check(&what, 0.8, 0.006, runs, |stream| {
                let arm = |events| Events::new(events, units).unwrap();
                let arms = EventArms { control: arm(control.draw(stream)), variant: arm(variant.draw(stream)) };
                significant(arms.test(null, alternative, analysed), target > 0.5 || null != EventNull::EQUAL)
            });
        }
    }
    let few = Counts::poisson(20.0);
    for (test, slack) in [(EventTest::Score, 0.004), (EventTest::ETest, 0.004), (EventTest::ConditionalMidP, 0.008)] {
        check(&format!("20 events expected in each arm, {test:?}: false alarms"), 0.05, slack, runs, |stream| {
            let arm = |events| Events::new(events, 1.0).unwrap();
            let arms = EventArms { control: arm(few.draw(stream)), variant: arm(few.draw(stream)) };
            arms.test(EventNull::EQUAL, Alternative::TwoSided, test).is_ok_and(|test| test.p_value < 0.05)
        });
    }
}

type Analysis = fn(CountArms) -> Result<Test, NoAnswer>;

const SCORE: (&str, Analysis) =
    ("score", |arms| arms.test(EventNull::EQUAL, Alternative::TwoSided, CountMethod::NegativeBinomialScore));
const LOG: (&str, Analysis) = ("logarithm", |arms| arms.log_test(EventNull::EQUAL, Alternative::TwoSided));
const EMPIRICAL: (&str, Analysis) =
    ("empirical", |arms| arms.test(EventNull::EQUAL, Alternative::TwoSided, CountMethod::Empirical));

/// Each sizing of over-dispersed counts with its analysis: .30 to .25 events a unit, k ½, estimated anew in each run.
fn negative_binomial_pairs(runs: u32) {
    let (control, variant) = (Counts::negative_binomial(0.3, 0.5), Counts::negative_binomial(0.25, 0.5));
    for (planned, (name, analysis)) in
        [(EventPower::Score, SCORE), (EventPower::LogWald, LOG), (EventPower::Wald, EMPIRICAL)]
    {
        let sizing = TwoRates::superiority(rate(0.05), Sides::Two).by(planned);
        let units = sizing.units(&plan(0.3, 0.25, 0.5), rate(0.8)).unwrap().whole().control as u64;
        let what = format!("negative binomial, {units} a side by {planned:?}, {name}: power");
        check(&what, 0.8, 0.006, runs, |stream| {
            let (control, variant) = (control.units(stream, units, 1.0), variant.units(stream, units, 1.0));
            significant(analysis(CountArms { control, variant }), false)
        });
    }
}

/// Units watched for unequal times, each with a rate of its own; and counts whose variance is that of no negative binomial.
fn negative_binomial_false_alarms(runs: u32) {
    let (short, long) = (Counts::negative_binomial(0.5, 1.0), Counts::negative_binomial(2.0, 1.0));
    for (name, analysis) in [SCORE, LOG, EMPIRICAL] {
        check(
            &format!("negative binomial, exposures .5 and 2, 200 a side, {name}: false alarms"),
            0.05,
            0.008,
            runs,
            |stream| {
                let mut arm = || {
                    let mut counts = short.units(stream, 120, 0.5);
                    counts.merge(&long.units(stream, 80, 2.0));
                    counts
                };
                let (control, variant) = (arm(), arm());
                analysis(CountArms { control, variant }).is_ok_and(|test| test.p_value < 0.05)
            },
        );
    }
    // Read as Poisson, the same counts raise far too many alarms.
    let (mut stream, mut alarms) = (Stream::named(20_260_501, "read as Poisson"), 0_u32);
    for _ in 0..400 {
        let arm = |counts: UnitCounts| Events::new(counts.events().round() as u64, 200.0).unwrap();
        let (control, variant) = (long.units(&mut stream, 100, 2.0), long.units(&mut stream, 100, 2.0));
        let arms = EventArms { control: arm(control), variant: arm(variant) };
        let test = arms.test(EventNull::EQUAL, Alternative::TwoSided, EventTest::Score).unwrap();
        alarms += u32::from(test.p_value < 0.05);
    }
    assert!(alarms > 80, "{alarms} of 400");
}

/// How often both intervals of a comparison hold the truth.
fn coverage(runs: u32) {
    let (control, variant) = (Counts::negative_binomial(1.0, 1.5), Counts::negative_binomial(1.5, 1.5));
    for method in [CountMethod::NegativeBinomialScore, CountMethod::Empirical] {
        for (what, truth) in [("difference", 0.5), ("lift", 0.5)] {
            check(
                &format!("negative binomial 1 to 1.5, 150 a side, {method:?}: {what} covered"),
                0.95,
                0.01,
                runs,
                |stream| {
                    let arms = CountArms {
                        control: control.units(stream, 150, 1.0),
                        variant: variant.units(stream, 150, 1.0),
                    };
                    let found = arms.compare(EventNull::EQUAL, rate(0.05), Alternative::TwoSided, method).unwrap();
                    let effect = if what == "lift" { found.lift.unwrap() } else { found.difference };
                    effect.interval.contains(truth)
                },
            );
        }
    }
}

pub fn simulated(runs: u32) {
    poisson_pairs(runs);
    // Thousands of units in each run.
    negative_binomial_pairs(runs / 4);
    negative_binomial_false_alarms(runs);
    coverage(runs);
}

#[test]
fn in_short() {
    poisson_pairs(4000);
    negative_binomial_pairs(200);
    negative_binomial_false_alarms(800);
    coverage(600);
}
