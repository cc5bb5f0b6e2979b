//! Command lines nobody means: absurd numbers for the calculators, and words no argument takes.

use proptest::prelude::*;

use super::program::Sandbox;

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "100%",
    "0%",
    "1e-300",
    "1e308",
    "1e15",
    "9007199254740991",
    "nan",
    "inf",
    "",
    "abc",
    "50%",
    "99.9999999999%",
    "5e-324",
    "-100%",
    "0.1",
    "1,5",
    "10%",
    "5%",
    "2",
    "1:1",
    "0:1",
    "1:1e9",
    "1:1:1",
    "400/4000",
    "0/10",
    "10/10",
    "25:40:1000",
    "0:1e300:100",
    "1e-300:1e-300:3",
];
const SIZE: &[&str] = &[
    "--baseline",
    "--mean",
    "--sd",
    "--target",
    "--lift",
    "--difference",
    "--n",
    "--alpha",
    "--power",
    "--sides",
    "--allocation",
    "--margin",
    "--units-per-week",
    "--return-rate",
    "--min-weeks",
    "--arms",
];

/// An answer or a refusal: an exit code of ours, a reason where there is no answer, and never a stray number.
fn is_answer_or_refusal(sandbox: &Sandbox, line: &[String]) -> Result<(), TestCaseError> {
    let run = sandbox.run(line);
    prop_assert!([0, 1, 2].contains(&run.code), "{line:?}: exit code {}: {}", run.code, run.stderr);
    prop_assert!(run.code == 0 || !run.stderr.is_empty(), "{line:?}: no reason given");
    prop_assert!(!run.stdout.contains("NaN") && !run.stdout.contains(" inf"), "{line:?}: {}", run.stdout);
    Ok(())
}

#[test]
fn absurd_sizes_are_answered_or_refused() {
    let sandbox = Sandbox::empty();
    let options = prop::collection::vec((prop::sample::select(SIZE), prop::sample::select(NUMBERS)), 1..6);
    let kinds = prop::sample::select(vec!["proportion", "mean"]);
    super::runner(80)
        .run(&(kinds, options), |(kind, options)| {
            let start = match kind {
                "proportion" => vec!["size", "proportion", "--baseline=10%", "--lift=+10%"],
                _ => vec!["size", "mean", "--mean=25", "--sd=40", "--lift=+5%"],
            };
            // An option given twice is refused at once, which would hide what its value does.
            let given = |name: &str| options.iter().any(|(option, _)| name.split('=').next() == Some(*option));
            let start: Vec<String> = start.into_iter().filter(|name| !given(name)).map(str::to_owned).collect();
            let line: Vec<String> =
                start.into_iter().chain(options.iter().map(|(name, value)| format!("{name}={value}"))).collect();
            is_answer_or_refusal(&sandbox, &line)
        })
        .unwrap();
}

#[test]
fn absurd_arms_are_compared_or_refused() {
    let sandbox = Sandbox::empty();
    let arm = || prop::sample::select(NUMBERS);
    let kinds = prop::sample::select(vec!["proportion", "mean"]);
    super::runner(60)
        .run(&(kinds, prop::collection::vec(arm(), 1..5), arm(), arm()), |(kind, arms, alpha, margin)| {
            let mut line = vec!["compare".to_owned(), kind.to_owned()];
            line.extend([format!("--alpha={alpha}"), format!("--margin={margin}"), "--format=json".to_owned()]);
            line.push("--".to_owned());
            line.extend(arms.into_iter().map(str::to_owned));
            is_answer_or_refusal(&sandbox, &line)
        })
        .unwrap();
}

#[test]
fn what_once_broke_is_answered_or_refused() {
    let sandbox = Sandbox::empty();
    for (line, code) in [
        ("size proportion --baseline 10% --lift +10% --units-per-week 1e308", 0),
        ("size mean --mean 25 --sd 40 --lift +5% --units-per-week 1e308 --return-rate 0.5", 0),
        ("compare mean 25:40:1000 1e308:1e308:1e15", 2),
        ("compare mean 25:40:1000 0:1e300:100", 2),
        ("compare mean 1e-300:1e-300:3 1e15:1e-15:9007199254740991", 2),
        ("compare proportion 0/1 9007199254740991/9007199254740991", 0),
    ] {
        let run = sandbox.run_line(line);
        assert_eq!(run.code, code, "{line}: {}", run.stderr);
    }
}

#[test]
fn wrong_values_are_told_in_the_readers_language() {
    let sandbox = Sandbox::of_the_example();
    for (line, english, french) in [
        (
            "check --as-of 2026-02-30",
            "error: `2026-02-30` is not a value of `--as-of <DATE>`\n  to mend: write a day of the calendar like 2026-09-30\n",
            "erreur : `2026-02-30` n’est pas une valeur de `--as-of <DATE>`\n  remède : écrire un jour du calendrier comme 2026-09-30\n",
        ),
        (
            "review 2026-13",
            "error: `2026-13` is not a value of `[YYYY-MM]`\n  to mend: write a month like 2026-09\n",
            "erreur : `2026-13` n’est pas une valeur de `[YYYY-MM]`\n  remède : écrire un mois comme 2026-09\n",
        ),
        (
            "rank --seed=x",
            "error: `x` is not a value of `--seed <NUMBER>`\n  to mend: write a whole number, such as 3\n",
            "erreur : `x` n’est pas une valeur de `--seed <NUMBER>`\n  remède : écrire un nombre entier, comme 3\n",
        ),
        (
            "decide E001 maybe --why x",
            "error: `maybe` is not a value of `<DECISION>`\n  to mend: choose one of: ship, iterate, stop (déployer, ajuster, arrêter)\n",
            "erreur : `maybe` n’est pas une valeur de `<DECISION>`\n  remède : choisir parmi : ship, iterate, stop (déployer, ajuster, arrêter)\n",
        ),
        (
            "check --out=",
            "error: `--out <FILE>` needs a value\n  to mend: the same command line with --help lists what can be asked\n",
            "erreur : `--out <FILE>` demande une valeur\n  remède : la même ligne avec --help dit tout ce qu’on peut demander\n",
        ),
        (
            "rank --out kpis.csv",
            "error: kpis.csv is a file this workspace reads\n  to mend: name another file; nothing was written\n",
            "erreur : kpis.csv est un fichier que lit cet espace de travail\n  remède : nommer un autre fichier ; rien n’a été écrit\n",
        ),
    ] {
        for (language, expected) in [("en", english), ("fr", french)] {
            let run = sandbox.run_line(&format!("{line} --lang {language}"));
            assert_eq!((run.stderr.replace(['\u{a0}', '\u{202f}'], " ").as_str(), run.code), (expected, 2), "{line}");
        }
    }
}
