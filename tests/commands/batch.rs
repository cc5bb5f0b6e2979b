//! `jalon size --batch`.

use super::run::Sandbox;

const LIST: &str = include_str!("../../examples/batch.csv");

fn session(list: &str, options: &str) -> String {
    let sandbox = Sandbox::empty();
    sandbox.write("tests.csv", list);
    sandbox.session(&format!("size --batch tests.csv{options}"))
}

#[test]
fn a_list_is_sized_at_once() {
    insta::assert_snapshot!("batch", session(LIST, ""));
    insta::assert_snapshot!("batch_french_page", session(LIST, " --lang fr --format markdown"));
}

/// A row is sized as the command line sizes it.
#[test]
fn a_row_is_a_command_line() {
    let sandbox = Sandbox::empty();
    sandbox.write("tests.csv", LIST);
    let json = |line: &str| -> serde_json::Value {
        let output = sandbox.run(&format!("{line} --format json"));
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("one JSON object")
    };
    let list = json("size --batch tests.csv");
    assert_eq!((&list["schema"], &list["failed"]), (&"jalon.size-list.v1".into(), &0.into()));
    let lines = [
        "size proportion --baseline 10% --lift +10% --units-per-week 6000 --simulate 0",
        "size proportion --baseline 3% --lift +30% --units-per-week 4000 --simulate 0",
        "size mean --mean 25 --sd 40 --lift +5% --units-per-week 6000 --simulate 0",
        "size nps --promoters 40% --detractors 25% --difference 8 --units-per-week 300 --simulate 0",
    ];
    for (row, line) in list["rows"].as_array().expect("rows").iter().zip(lines) {
        let alone = json(line);
        assert_eq!(row["n_total"], alone["n_total"], "{line}");
        assert_eq!(row["arms"], alone["arms"], "{line}");
        assert_eq!(row["power_attained"], alone["power_attained"], "{line}");
        assert_eq!(row["weeks"], alone["duration"]["weeks"], "{line}");
    }
}

/// Semicolons, decimal commas, titles as people write them, flags, and simulation where a row asks for it.
#[test]
fn french_spreadsheets_read_the_same() {
    let list = "Name;Kind;Baseline;Lift;Margin;Equivalence;Units per week;Simulate\n\
                panier;proportion;10,5 %;+10 %;;;6 000;100\nprix;proportion;0,1;;2 %;oui;;\n";
    insta::assert_snapshot!("batch_french", session(list, " --lang fr"));
}

#[test]
fn every_row_is_answered_and_a_broken_one_says_why() {
    let list = "name,kind,baseline,lift,mean,power\nfine,proportion,10%,10%,,\nno kind,,10%,10%,,\n\
                unknown,revenu,,10%,25,\nnot a rate,proportion,10,10%,,\nno sd,mean,,10%,25,\n\
                not its option,proportion,10%,10%,25,\nno effect,proportion,10%,,,\nshort,proportion\n\
                low power,proportion,10%,10%,,1%\n=cmd(),proportion,10%,0,,\n";
    insta::assert_snapshot!("batch_broken_rows", session(list, ""));
    insta::assert_snapshot!("batch_broken_rows_french", session(list, " --lang fr"));
}

#[test]
fn a_broken_list_is_refused_whole() {
    let sessions = [
        session("", ""),
        session("kind,baseline\n", ""),
        session("name,basline,lift\na,10%,10%\n", ""),
        session("kind,lift,lift\nproportion,1,2\n", ""),
        Sandbox::empty().session("size --batch nowhere.csv"),
        session(LIST, " proportion --baseline 10% --lift 10%"),
        Sandbox::empty().session("size"),
    ];
    insta::assert_snapshot!("batch_broken_list", sessions.join("\n"));
}
