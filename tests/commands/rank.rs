use super::run::Sandbox;

const FIXTURE: &str = "tests/fixtures/queue";

#[test]
fn the_order_stands_with_its_uncertainty_in_both_languages() {
    let sandbox = Sandbox::of(FIXTURE);
    insta::assert_snapshot!("rank_en", sandbox.session("rank --as-of 2026-03-31"));
    insta::assert_snapshot!("rank_fr", sandbox.session("rank --as-of 2026-03-31 --lang fr"));
}

#[test]
fn each_method_says_what_it_needs() {
    let sandbox = Sandbox::of(FIXTURE);
    insta::assert_snapshot!("rank_rice", sandbox.session("rank --as-of 2026-03-31 --method rice"));
    insta::assert_snapshot!("rank_points", sandbox.session("rank --as-of 2026-03-31 --scale points --top 1"));
}

#[test]
fn programs_get_the_same_answer() {
    let sandbox = Sandbox::of(FIXTURE);
    insta::assert_snapshot!("rank_json", sandbox.session("rank --as-of 2026-03-31 --format json"));
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_does_not() {
    let sandbox = Sandbox::of(FIXTURE);
    let answer = |line: &str| sandbox.run(line).stdout;
    let first = answer("rank --as-of 2026-03-31 --format json");
    assert_eq!(first, answer("rank --as-of 2026-03-31 --format json"));
    assert_ne!(first, answer("rank --as-of 2026-03-31 --format json --seed 2"));
}

#[test]
fn charts_are_written_and_texts_of_files_stay_texts() {
    let sandbox = Sandbox::of(FIXTURE);
    let output = sandbox.run("rank --as-of 2026-03-31 --out rank.svg");
    assert!(output.status.success(), "{output:?}");
    for name in ["rank.svg", "rank-2.svg"] {
        let svg = sandbox.read(name);
        assert!(svg.contains("I-1") && !svg.contains("<form>"), "{name}");
    }
    assert!(sandbox.run("rank --as-of 2026-03-31 --out rank.html").status.success());
    let page = sandbox.read("rank.html");
    assert!(page.contains("&lt;form&gt;") && !page.contains("<form>"));
}

#[test]
fn an_empty_queue_and_a_wrong_option_are_said() {
    let sandbox = Sandbox::of(FIXTURE);
    sandbox.write("improvements.toml", "schema = 1\n");
    insta::assert_snapshot!("rank_empty", sandbox.session("rank --as-of 2026-03-31"));
    let session = sandbox.session("rank --method best");
    assert!(session.contains("best") && session.ends_with("--- exit code 2\n"), "{session}");
}

#[test]
fn each_mistake_in_improvements_is_told_with_its_line() {
    let sandbox = Sandbox::of(FIXTURE);
    sandbox.write(
        "improvements.toml",
        "[[improvement]]\nid = \"I-1\"\ntitle = \"One\"\nfrictions = [\"F-2\"]\nkind = \"repear\"\nteam = \"wbe\"\n\
         metric = \"sales\"\nlane = \"shopp\"\nreach_per_week = -1\nimpact = 6\nlift_rel = [0.1, 0.05, 0.2]\n\
         effort_days = 0\np_works = 1.5\ndepends_on = [\"I-1\", \"I-2\"]\nconflicts_with = [\"I-9\"]\n\
         deadline = \"soon\"\nmoscow = \"maybe\"\nvotes = 3\n\
         [[improvement]]\nid = \"I-2\"\ntitle = \" \"\ndepends_on = [\"I-3\"]\n\
         [[improvement]]\nid = \"I-3\"\ntitle = \"Three\"\ndepends_on = [\"I-4\"]\n\
         [[improvement]]\nid = \"I-4\"\ntitle = \"Four\"\ndepends_on = [\"I-3\"]\n\
         [[improvement]]\nid = \"I-3\"\ntitle = \"Three again\"\n",
    );
    insta::assert_snapshot!("rank_problems_en", sandbox.session("rank"));
    insta::assert_snapshot!("rank_problems_fr", sandbox.session("rank --lang fr"));
}
