//! Tests with looks: the chance of a false alarm over all looks, taken at times that nobody planned, for every family of bounds.

use super::{SEED, gauss, rate};
use jalon::analysis::{NamedArm, Question, compare_proportions};
use jalon::plan::{BoundFamily, Looks};
use jalon::stats::draws::Stream;
use jalon::stats::{
    Alternative, Binding, Bound, Conversions, Efficacy, Futility, LookBounds, Progress, SequentialDesign, Sides,
    Spending, normal,
};

const FAMILIES: [(&str, BoundFamily, Option<f64>); 8] = [
    ("O'Brien & Fleming by spending", BoundFamily::OBrienFleming, None),
    ("Pocock by spending", BoundFamily::Pocock, None),
    ("Kim & DeMets, ρ = 2", BoundFamily::KimDeMets, Some(2.0)),
    ("Hwang, Shih & DeCani, γ = −4", BoundFamily::HwangShihDeCani, Some(-4.0)),
    ("O'Brien & Fleming", BoundFamily::OBrienFlemingClassical, None),
    ("Pocock", BoundFamily::PocockClassical, None),
    ("Wang & Tsiatis, Δ = 0.25", BoundFamily::WangTsiatis, Some(0.25)),
    ("Haybittle & Peto", BoundFamily::HaybittlePeto, None),
];

/// Schedules that a rate is found over; each has its bounds solved once.
const SCHEDULES: u32 = 20;

/// Asserts a rate of false alarms within three standard errors, and prints its row.
fn check(what: &str, promised: f64, hits: u32, runs: u32) {
    let found = f64::from(hits) / f64::from(runs);
    let error = (promised * (1.0 - promised) / f64::from(runs)).sqrt();
    println!("| {what} | {promised:.4} | {found:.4} | {error:.4} |");
    assert!((found - promised).abs() <= 3.0 * error, "{what}: {found} instead of {promised}");
}

fn design(looks: usize, efficacy: &Efficacy, futility: Option<Binding>, sides: Sides) -> SequentialDesign {
    let spending = Spending::HwangShihDeCani { gamma: -4.0 };
    let futility = futility.map_or(Futility::None, |binding| Futility::Spending { spending, binding });
    let looks = Looks { efficacy: efficacy.clone(), futility, ..Looks::equal(looks, rate(0.8)).unwrap() };
    looks.design(rate(0.05), sides).unwrap()
}

/// Looks at times that nobody planned, the last one with all units.
fn times(stream: &mut Stream, looks: usize) -> Vec<f64> {
    let mut times: Vec<f64> = (1..looks).map(|_| 0.03 + 0.95 * stream.uniform()).collect();
    times.sort_by(f64::total_cmp);
    times.dedup_by(|later, before| *later - *before < 1e-3);
    times.push(1.0);
    times
}

/// Whether a test without effect raises an alarm; binding futility is obeyed, advice is not.
fn alarm(stream: &mut Stream, bounds: &[LookBounds], sides: Sides, obeys: bool) -> bool {
    let (mut sum, mut before) = (0.0, 0.0);
    for look in bounds {
        sum += (look.information - before).sqrt() * gauss(stream);
        before = look.information;
        let score = sum / before.sqrt();
        let shown = if sides == Sides::Two { score.abs() } else { score };
        if matches!(look.efficacy, Bound::At(bound) if shown >= bound) {
            return true;
        }
        if obeys && matches!(look.futility, Bound::At(bound) if score <= bound) {
            return false;
        }
    }
    false
}

pub fn simulated(runs: u32) {
    for (name, family, parameter) in FAMILIES {
        let efficacy = family.efficacy(parameter).unwrap();
        for looks in [2, 5, 20] {
            for (said, sides, futility) in [
                ("two-sided", Sides::Two, None),
                ("two-sided, futility as advice", Sides::Two, Some(Binding::NonBinding)),
                ("one-sided", Sides::One, None),
                ("one-sided, futility obeyed", Sides::One, Some(Binding::Binding)),
            ] {
                let what = format!("{name}, {looks} looks at random times, {said}: false alarms");
                let mut stream = Stream::named(SEED, &what);
                let design = design(looks, &efficacy, futility, sides);
                let mut hits = 0;
                for _ in 0..SCHEDULES {
                    let reached = design.bounds_at(&times(&mut stream, looks), Progress::Running).unwrap();
                    let obeys = futility == Some(Binding::Binding);
                    let alarms = (0..runs / SCHEDULES).filter(|_| alarm(&mut stream, reached.looks(), sides, obeys));
                    hits += u32::try_from(alarms.count()).unwrap();
                }
                check(&what, 0.05, hits, runs / SCHEDULES * SCHEDULES);
            }
        }
    }
}

/// Conversions without effect, compared at each look by the very test of the analysis.
pub fn of_conversions(runs: u32) {
    let question = Question::two_sided(rate(0.05));
    assert_eq!(question.alternative, Alternative::TwoSided);
    for (name, family, looks) in [
        ("O'Brien & Fleming by spending", BoundFamily::OBrienFleming, 4),
        ("Pocock by spending", BoundFamily::Pocock, 5),
    ] {
        let what = format!("conversions, 5 % of 20 000 a group, {name}, {looks} looks: false alarms");
        let design = design(looks, &family.efficacy(None).unwrap(), None, Sides::Two);
        let mut stream = Stream::named(SEED, &what);
        let alarms = (0..runs).filter(|_| conversions_alarm(&mut stream, &design, &question));
        check(&what, 0.05, u32::try_from(alarms.count()).unwrap(), runs);
    }
}

fn conversions_alarm(stream: &mut Stream, design: &SequentialDesign, question: &Question) -> bool {
    const VISITORS: f64 = 20_000.0;
    let (mut orders, mut before) = ([0, 0], 0);
    for look in design.looks() {
        let visitors = (VISITORS * look.information).round() as u64;
        orders = orders.map(|orders| orders + stream.binomial(visitors - before, 0.05));
        before = visitors;
        let arm = |name: &str, orders| NamedArm {
            name: name.to_owned(),
            observed: Conversions::new(orders, visitors).unwrap(),
        };
        let result = compare_proportions(&[arm("a", orders[0]), arm("b", orders[1])], question).unwrap();
        let score = result.comparisons[0].p_value.map(|p_value| normal::upper_quantile(p_value / 2.0));
        if matches!((score, look.efficacy), (Some(score), Bound::At(bound)) if score >= bound) {
            return true;
        }
    }
    false
}

#[test]
fn a_few_designs_hold_their_level() {
    let efficacy = BoundFamily::Pocock.efficacy(None).unwrap();
    let mut stream = Stream::named(SEED, "a few designs with looks");
    let design = design(5, &efficacy, Some(Binding::NonBinding), Sides::Two);
    let reached = design.bounds_at(&times(&mut stream, 5), Progress::Running).unwrap();
    let alarms = (0..10_000).filter(|_| alarm(&mut stream, reached.looks(), Sides::Two, false)).count();
    check("Pocock by spending, 5 looks at random times", 0.05, u32::try_from(alarms).unwrap(), 10_000);
}
