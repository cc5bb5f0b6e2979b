//! Times to an event: tests, hazard ratio, curves and sizes.

use super::{positive, rate, simulate};
use jalon::quantity::Positive;
use jalon::stats::draws::Stream;
use jalon::stats::{
    Alternative, Ending, Enrolment, EventWeights, MeanNull, PlannedHazards, RiskTable, Sides, SurvivalArms,
    SurvivalInterval, TwoHazards,
};

/// As [`simulate`], with the slack of its check.
fn check(what: &str, promised: f64, slack: f64, runs: u32, hit: impl FnMut(&mut Stream) -> bool) {
    simulate(what, promised, runs, hit).check(slack);
}

/// How units of an arm come and go.
#[derive(Clone, Copy)]
struct Course {
    units: u32,
    hazard: f64,
    dropout: f64,
    accrual: f64,
    follow_up: f64,
    whole_periods: bool,
}

impl Course {
    fn simulated(self, stream: &mut Stream) -> RiskTable {
        let units = (0..self.units).map(|_| {
            let mut wait = |hazard: f64| -stream.uniform().ln() / hazard;
            let (event, lost) = (wait(self.hazard), wait(self.dropout.max(1e-300)));
            let end = (self.follow_up + self.accrual * stream.uniform()).min(lost);
            let (time, ending) = if event < end { (event, Ending::Event) } else { (end, Ending::Censored) };
            (if self.whole_periods { time.ceil() } else { time }, ending)
        });
        RiskTable::of(units).unwrap()
    }

    fn with_hazard(self, hazard: f64) -> Self {
        Self { hazard, ..self }
    }
}

/// Both arms alike but for the hazard of the variant.
fn arms<T>(stream: &mut Stream, control: Course, variant: Course, see: impl Fn(SurvivalArms<'_>) -> T) -> T {
    let (control, variant) = (control.simulated(stream), variant.simulated(stream));
    see(SurvivalArms { control: &control, variant: &variant })
}

fn holds(arms: SurvivalArms<'_>, ratio: f64) -> bool {
    let found = arms.compare_hazards(Positive::ONE, rate(0.05), Alternative::TwoSided).unwrap();
    found.hazard_ratio.interval.contains(ratio)
}

fn hazards(runs: u32) {
    let course = Course { units: 100, hazard: 0.1, dropout: 0.0, accrual: 6.0, follow_up: 6.0, whole_periods: false };
    for (what, weights) in [
        ("log-rank test, 100 per arm, no effect: false alarms", EventWeights::Equal),
        ("Peto and Peto's test, 100 per arm, no effect: false alarms", EventWeights::PetoPeto),
    ] {
        check(what, 0.05, 0.006, runs, |stream| {
            let test = |arms: SurvivalArms<'_>| arms.log_rank_test(Alternative::TwoSided, weights).unwrap();
            arms(stream, course, course, test).p_value < 0.05
        });
    }
    check("score interval of the hazard ratio, 60 per arm, 0.6", 0.95, 0.01, runs, |stream| {
        let course = Course { units: 60, ..course };
        arms(stream, course, course.with_hazard(0.06), |arms| holds(arms, 0.6))
    });
    check("the same, 40 and 120, 1.8", 0.95, 0.01, runs, |stream| {
        let variant = Course { units: 120, hazard: 0.18, ..course };
        arms(stream, Course { units: 40, ..course }, variant, |arms| holds(arms, 1.8))
    });
    check("the same, 500 per arm, 0.7, whole periods of 33 % churn", 0.95, 0.008, runs, |stream| {
        let course = Course { units: 500, hazard: 0.4, accrual: 0.0, follow_up: 5.0, whole_periods: true, ..course };
        arms(stream, course, course.with_hazard(0.28), |arms| holds(arms, 0.7))
    });
    let margin = |arms: SurvivalArms<'_>| {
        arms.compare_hazards(positive(1.25), rate(0.025), Alternative::Less).unwrap().test.unwrap().p_value < 0.025
    };
    check(
        "margin of 1.25 on the hazard ratio, 300 per arm, at the margin: false alarms",
        0.025,
        0.004,
        runs,
        |stream| {
            let course = Course { units: 300, ..course };
            arms(stream, course, course.with_hazard(0.125), margin)
        },
    );
}

/// A size found by the program, tested by the test it was sized for.
fn power(runs: u32) {
    let planned = |what: &str, test: TwoHazards, ratio: f64, significant: &dyn Fn(SurvivalArms<'_>) -> bool| {
        let plan = PlannedHazards {
            control_hazard: positive(0.15),
            hazard_ratio: positive(ratio),
            enrolment: Enrolment::Uniform { accrual: positive(4.0), follow_up: Some(positive(8.0)) },
            dropout_hazard: Some(positive(0.03)),
        };
        let units = test.units(&plan, rate(0.8)).unwrap().whole();
        let promised = test.power(&plan, units).unwrap();
        let control = Course {
            units: units.control as u32,
            hazard: 0.15,
            dropout: 0.03,
            accrual: 4.0,
            follow_up: 8.0,
            whole_periods: false,
        };
        let variant = Course { units: units.variant as u32, ..control.with_hazard(0.15 * ratio) };
        check(what, promised, 0.02, runs, |stream| arms(stream, control, variant, significant));
    };
    let superiority = TwoHazards::superiority(rate(0.05), Sides::Two);
    planned("log-rank test sized for 80 % power, hazard ratio 0.65", superiority, 0.65, &|arms| {
        let test = arms.log_rank_test(Alternative::TwoSided, EventWeights::Equal).unwrap();
        test.p_value < 0.05 && test.statistic < 0.0
    });
    let margin = TwoHazards { alpha: rate(0.025), sides: Sides::One, null: positive(1.5), ..superiority };
    planned("margin of 1.5 sized for 80 % power, hazard ratio 1", margin, 1.0, &|arms| {
        let found = arms.compare_hazards(positive(1.5), rate(0.025), Alternative::Less).unwrap();
        found.test.unwrap().p_value < 0.025
    });
}

fn curves(runs: u32) {
    let course = Course { units: 80, hazard: 0.1, dropout: 0.02, accrual: 10.0, follow_up: 8.0, whole_periods: false };
    let (five, two) = (rate(0.05), Alternative::TwoSided);
    check("log-log interval of the survival at 5, 80 units", 0.95, 0.008, runs, |stream| {
        let found = course.simulated(stream).survival_curve().retention(5.0, five, two, SurvivalInterval::LogLog);
        found.unwrap().interval.unwrap().contains((-0.5_f64).exp())
    });
    check("Brookmeyer and Crowley's interval of the median, 80 units", 0.95, 0.012, runs, |stream| {
        let found = course.simulated(stream).survival_curve().median(five, two, SurvivalInterval::LogLog).unwrap();
        found.interval.contains(std::f64::consts::LN_2 / 0.1)
    });
    check("difference of restricted means up to 8, 80 per arm, hazards 0.1 and 0.07", 0.95, 0.012, runs, |stream| {
        let mean = |hazard: f64| -(-8.0 * hazard).exp_m1() / hazard;
        let found = |arms: SurvivalArms<'_>| {
            let effect = arms.restricted_means(positive(8.0)).unwrap();
            effect.compare(MeanNull::EQUAL, five, two).unwrap().difference.interval
        };
        arms(stream, course, course.with_hazard(0.07), found).contains(mean(0.07) - mean(0.1))
    });
}

pub fn simulated(runs: u32) {
    hazards(runs);
    power(runs);
    curves(runs);
}

#[test]
fn in_short() {
    simulated(400);
}
