use super::run::Sandbox;

const FIXTURE: &str = "tests/fixtures/queue";

#[test]
fn every_place_and_every_absence_has_its_reason_in_both_languages() {
    let sandbox = Sandbox::of(FIXTURE);
    insta::assert_snapshot!("roadmap_en", sandbox.session("roadmap --as-of 2026-03-31"));
    insta::assert_snapshot!("roadmap_fr", sandbox.session("roadmap --as-of 2026-03-31 --lang fr"));
}

#[test]
fn programs_get_the_same_answer() {
    let sandbox = Sandbox::of(FIXTURE);
    insta::assert_snapshot!("roadmap_json", sandbox.session("roadmap --as-of 2026-03-31 --format json"));
}

#[test]
fn start_and_horizon_can_be_chosen() {
    let sandbox = Sandbox::of(FIXTURE);
    insta::assert_snapshot!(
        "roadmap_short",
        sandbox.session("roadmap --as-of 2026-03-31 --from 2026-04-20 --horizon 4w")
    );
    let session = sandbox.session("roadmap --horizon soon");
    assert!(session.contains("26w") && session.ends_with("--- exit code 2\n"), "{session}");
}

#[test]
fn the_gantt_chart_is_written() {
    let sandbox = Sandbox::of(FIXTURE);
    for name in ["roadmap.svg", "roadmap.png"] {
        let output = sandbox.run(&format!("roadmap --as-of 2026-03-31 --out {name}"));
        assert!(output.status.success(), "{output:?}");
    }
    let svg = sandbox.read("roadmap.svg");
    assert!(svg.contains("I-2") && !svg.contains("<form>"));
}
