//! A look at an experiment as a whole: what the rule says of data of every kind, and how often it is wrong.

use jalon::analysis::{Analysis, Before, GuardrailStatus, HealthStatus, VerdictKind, analyse};
use jalon::data::{Aggregates, aggregate};
use jalon::pipeline::columns;
use jalon::plan::{Plan, PlannedArm};
use jalon::workspace::{Settings, open, read_plan};
use jiff::civil::{Date, date};
use rand::SeedableRng;
use rand_distr::{Binomial, Distribution};
use rand_pcg::Pcg64;

const METRICS: &str = "schema = 1\n\
    [[metric]]\nid = \"orders\"\nkind = \"proportion\"\nbaseline = 0.3\n\
    [[metric]]\nid = \"contacts\"\nkind = \"proportion\"\nbaseline = 0.04\ndirection = \"lower\"\n\
    [[metric]]\nid = \"revenue\"\nkind = \"mean\"\nbaseline = 2\nsd = 10\n";

const PLAN: &str = "title = \"A test\"\nprimary = \"orders\"\nstart = 2026-07-06\nend = 2026-07-19\n\
    [hypothesis]\nchange = \"something\"\n\
    [[arm]]\nname = \"control\"\nshare = 0.5\n[[arm]]\nname = \"variant\"\nshare = 0.5\n\
    [[guardrail]]\nmetric = \"contacts\"\nmargin_difference = 0.01\n\
    [design]\nlift = 0.1\nunits = 20_000\n";

fn settings() -> Settings {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("jalon.toml"), METRICS).unwrap();
    open(root.path()).workspace.settings
}

fn plan(text: &str) -> Plan {
    let (plan, problems) = read_plan("plan.toml", text, &"E001".parse().unwrap(), &settings());
    plan.unwrap_or_else(|| panic!("{problems:?}"))
}

fn data(plan: &Plan, text: &str) -> Aggregates {
    aggregate(text, &columns(plan, "data.csv")).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn look(plan_text: &str, text: &str, on: Date) -> Analysis {
    let plan = plan(plan_text);
    analyse(&plan, &Before::any_look(&plan.planned_arms().unwrap()), &data(&plan, text), on)
}

/// Two arms of so many units, with conversions and contacts.
fn arms(control: (u64, u64, u64), variant: (u64, u64, u64)) -> String {
    let row = |name: &str, (units, orders, contacts): (u64, u64, u64)| format!("{name},{units},{orders},{contacts}\n");
    format!("arm,units,orders,contacts\n{}{}", row("control", control), row("variant", variant))
}

const OVER: Date = date(2026, 7, 21);

#[test]
fn the_rule_says_what_the_plan_says() {
    use VerdictKind::{NotTrusted, Ship, Stop, TooEarly, Undecided};
    let half = 10_000;
    for (name, text, on, expected) in [
        ("better, guardrail holds", arms((half, 3_000, 400), (half, 3_300, 400)), OVER, Ship),
        ("worse", arms((half, 3_000, 400), (half, 2_700, 400)), OVER, Stop),
        ("no difference", arms((half, 3_000, 400), (half, 3_010, 400)), OVER, Undecided),
        ("better, guardrail falls", arms((half, 3_000, 400), (half, 3_300, 700)), OVER, Stop),
        ("better, guardrail unclear", arms((half, 3_000, 400), (half, 3_300, 480)), OVER, Undecided),
        ("no difference, guardrail falls", arms((half, 3_000, 400), (half, 3_000, 700)), OVER, Stop),
        ("better, before the end", arms((half, 3_000, 400), (half, 3_300, 400)), date(2026, 7, 10), TooEarly),
        ("better, too few units", arms((2_000, 600, 80), (2_000, 760, 80)), OVER, TooEarly),
        ("nearly all units", arms((9_600, 2_880, 380), (9_600, 3_168, 380)), OVER, Ship),
        ("broken split", arms((11_000, 3_300, 440), (half, 3_300, 400)), OVER, NotTrusted),
        ("broken split, before the end", arms((11_000, 1, 1), (half, 2, 2)), date(2026, 7, 10), NotTrusted),
        ("an arm without units", arms((half, 3_000, 400), (0, 0, 0)), OVER, NotTrusted),
        ("nobody converts", arms((half, 0, 400), (half, 0, 400)), OVER, NotTrusted),
        ("control converts nobody", arms((half, 0, 400), (half, 300, 400)), OVER, Ship),
    ] {
        assert_eq!(look(PLAN, &text, on).verdict.kind, expected, "{name}");
    }
}

#[test]
fn less_is_better_where_the_metric_says_so() {
    let contacts = PLAN
        .replace("primary = \"orders\"", "primary = \"contacts\"")
        .replace("metric = \"contacts\"\nmargin_difference = 0.01", "metric = \"orders\"\nmargin_lift = -0.1")
        .replace("lift = 0.1", "lift = -0.25");
    let kind = |text: String| look(&contacts, &text, OVER).verdict.kind;
    assert_eq!(kind(arms((10_000, 3_000, 400), (10_000, 3_000, 300))), VerdictKind::Ship);
    assert_eq!(kind(arms((10_000, 3_000, 300), (10_000, 3_000, 400))), VerdictKind::Stop);
}

#[test]
fn a_test_for_no_harm_ships_what_does_no_harm() {
    let safe = PLAN.replace("lift = 0.1", "aim = \"non_inferiority\"\nmargin_lift = -0.05");
    let kind = |orders| look(&safe, &arms((10_000, 3_000, 400), (10_000, orders, 400)), OVER).verdict.kind;
    assert_eq!(kind(3_000), VerdictKind::Ship);
    assert_eq!(kind(2_900), VerdictKind::Undecided);
    assert_eq!(kind(2_600), VerdictKind::Stop);
    let one_sided = safe.replace("units = ", "sides = 1\nunits = ");
    let kind = look(&one_sided, &arms((10_000, 3_000, 400), (10_000, 2_960, 400)), OVER).verdict.kind;
    assert_eq!(kind, VerdictKind::Ship, "5 % on one side rules out what 2.5 % does not");
}

#[test]
fn a_one_sided_test_still_stops_a_loss() {
    let one_sided = PLAN.replace("units = ", "sides = 1\nunits = ");
    let kind = |orders| look(&one_sided, &arms((10_000, 3_000, 400), (10_000, orders, 400)), OVER).verdict.kind;
    assert_eq!((kind(3_300), kind(2_700)), (VerdictKind::Ship, VerdictKind::Stop));
}

#[test]
fn the_best_of_several_variants_is_named() {
    let three = PLAN
        .replace("share = 0.5\n[[arm]]", "share = 0.34\n[[arm]]\nname = \"bold\"\nshare = 0.33\n[[arm]]")
        .replace("name = \"variant\"\nshare = 0.5", "name = \"variant\"\nshare = 0.33");
    let text = "arm,units,orders,contacts\ncontrol,6800,2040,272\nbold,6600,2300,264\nvariant,6600,2150,264\n";
    let analysis = look(&three, text, OVER);
    assert_eq!((analysis.verdict.kind, analysis.verdict.variant.as_deref()), (VerdictKind::Ship, Some("bold")));
    assert!(analysis.primary().unwrap().comparisons[0].p_adjusted.is_some());
    let fallen = text.replace("bold,6600,2300,264", "bold,6600,2300,500");
    assert_eq!(look(&three, &fallen, OVER).verdict.variant.as_deref(), Some("variant"));
}

#[test]
fn days_outside_the_plan_do_not_count() {
    let mut text = String::from("date,arm,units,orders,contacts\n");
    for day in ["2026-07-05", "2026-07-06", "2026-07-19", "2026-07-20", "2026-07-22"] {
        for arm in ["control", "variant"] {
            text.push_str(&format!("{day},{arm},5000,1500,200\n"));
        }
    }
    let analysis = look(PLAN, &text, OVER);
    assert_eq!(analysis.arms[0].units, 10_000);
    let status = |check| analysis.health.iter().find(|found| found.check.name() == check).map(|found| found.status);
    assert_eq!(status("days_outside"), Some(HealthStatus::Warning));
    assert_eq!(status("missing_days"), Some(HealthStatus::Warning));
    assert_eq!(status("sample_ratio"), Some(HealthStatus::Ok));
    assert_eq!(analysis.data_through, Some(date(2026, 7, 19)));
    assert_eq!(analysis.daily.len(), 2);
}

#[test]
fn swapping_the_arms_turns_the_verdict_around() {
    let one = look(PLAN, &arms((10_000, 3_000, 400), (10_000, 3_300, 400)), OVER);
    let other = look(PLAN, &arms((10_000, 3_300, 400), (10_000, 3_000, 400)), OVER);
    let effect = |analysis: &Analysis| analysis.primary().unwrap().comparisons[0].difference;
    assert!((effect(&one).estimate.unwrap() + effect(&other).estimate.unwrap()).abs() < 1e-15);
    assert!((effect(&one).low.value().unwrap() + effect(&other).high.value().unwrap()).abs() < 1e-12);
    assert_eq!((one.verdict.kind, other.verdict.kind), (VerdictKind::Ship, VerdictKind::Stop));
}

#[test]
fn a_guardrail_on_a_mean_is_held_against_its_margin() {
    let guarded =
        PLAN.replace("metric = \"contacts\"\nmargin_difference = 0.01", "metric = \"revenue\"\nmargin_lift = -0.1");
    let status = |sum: f64| {
        let text = format!(
            "arm,units,orders,revenue_sum,revenue_sum_squares\n\
             control,10000,3000,20000,140000\nvariant,10000,3300,{sum},140000\n"
        );
        let analysis = look(&guarded, &text, OVER);
        (analysis.guardrails[0].status, analysis.verdict.kind)
    };
    assert_eq!(status(20_000.0), (GuardrailStatus::Holds, VerdictKind::Ship));
    assert_eq!(status(17_800.0), (GuardrailStatus::Unclear, VerdictKind::Undecided));
    assert_eq!(status(15_000.0), (GuardrailStatus::Falls, VerdictKind::Stop));
}

/// 1 000 tests without any effect, looked at once, at the end: the rule ships or stops in 5 % of them, give or take
/// what chance allows (standard error 0.7 points; the bounds lie beyond four of them).
#[test]
fn false_alarms_are_as_rare_as_planned() {
    let plain = plan(&PLAN.replace("[[guardrail]]\nmetric = \"contacts\"\nmargin_difference = 0.01\n", ""));
    let planned: Vec<PlannedArm> = plain.planned_arms().unwrap();
    let mut draws = Pcg64::seed_from_u64(42);
    let orders = Binomial::new(10_000, 0.3).unwrap();
    let mut alarms = 0;
    for _ in 0..1_000 {
        let text = format!(
            "arm,units,orders\ncontrol,10000,{}\nvariant,10000,{}\n",
            orders.sample(&mut draws),
            orders.sample(&mut draws)
        );
        let analysis = analyse(&plain, &Before::any_look(&planned), &data(&plain, &text), OVER);
        alarms += u32::from(analysis.verdict.kind.decides());
    }
    assert!((22..=78).contains(&alarms), "{alarms} false alarms in 1 000 tests");
}

/// Daily looks that do not decide cost nothing: before the end the rule never ships or stops.
#[test]
fn early_looks_never_decide() {
    let plan = plan(PLAN);
    let planned = plan.planned_arms().unwrap();
    let text = arms((9_990, 3_000, 400), (9_990, 3_600, 900));
    for day in 6..19 {
        let analysis = analyse(&plan, &Before::any_look(&planned), &data(&plan, &text), date(2026, 7, day));
        assert_eq!(analysis.verdict.kind, VerdictKind::TooEarly);
    }
}

/// The power the plan promises is the power of the rule: with the planned effect, about 80 % of tests ship.
#[test]
fn the_planned_power_is_that_of_the_rule() {
    let text = PLAN
        .replace("[[guardrail]]\nmetric = \"contacts\"\nmargin_difference = 0.01\n", "")
        .replace("units = 20_000\n", "");
    let plain = plan(&text);
    let planned = plain.planned_arms().unwrap();
    let units = planned[0].units;
    let mut draws = Pcg64::seed_from_u64(7);
    let (control, variant) = (Binomial::new(units, 0.3).unwrap(), Binomial::new(units, 0.33).unwrap());
    let mut shipped = 0;
    for _ in 0..1_000 {
        let text = format!(
            "arm,units,orders\ncontrol,{units},{}\nvariant,{units},{}\n",
            control.sample(&mut draws),
            variant.sample(&mut draws)
        );
        let analysis = analyse(&plain, &Before::any_look(&planned), &data(&plain, &text), OVER);
        shipped += u32::from(analysis.verdict.kind == VerdictKind::Ship);
    }
    // Standard error 1.3 points; four of them on each side.
    assert!((748..=852).contains(&shipped), "{shipped} of 1 000 tests shipped");
}
