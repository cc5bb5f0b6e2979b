//! Every numeric option of the calculators, given what is no number of its kind.

use super::run::Sandbox;

/// Command lines whose `{}` stands for the value of the option before it.
const OPTIONS: [&str; 61] = [
    "size proportion --lift +10% --baseline {}",
    "size proportion --baseline 10% --target {}",
    "size proportion --baseline 10% --lift {}",
    "size proportion --baseline 10% --difference {}",
    "size proportion --baseline 10% --n {}",
    "size proportion --baseline 10% --lift +10% --alpha {}",
    "size proportion --baseline 10% --lift +10% --power {}",
    "size proportion --baseline 10% --lift +10% --allocation {}",
    "size proportion --baseline 10% --lift +10% --arms {}",
    "size proportion --baseline 10% --lift +10% --variants {}",
    "size proportion --baseline 10% --margin {}",
    "size proportion --baseline 10% --margin-lift {}",
    "size proportion --baseline 10% --lift +10% --simulate {}",
    "size proportion --baseline 10% --lift +10% --covariate-correlation {}",
    "size proportion --baseline 10% --lift +10% --icc 0.02 --cluster-size {}",
    "size proportion --baseline 10% --lift +10% --cluster-size 20 --icc {}",
    "size proportion --baseline 10% --lift +10% --cluster-size 20 --icc 0.02 --cluster-cv {}",
    "size proportion --baseline 10% --lift +10% --looks {}",
    "size proportion --baseline 10% --lift +10% --information {}",
    "size proportion --baseline 10% --lift +10% --units-per-week {}",
    "size proportion --baseline 10% --lift +10% --units-per-week 6000 --return-rate {}",
    "size proportion --baseline 10% --lift +10% --units-per-week 6000 --min-weeks {}",
    "size proportion --baseline 10% --lift +10% --units-per-week 6000 --max-weeks {}",
    "size mean --sd 40 --lift +10% --mean {}",
    "size mean --mean 25 --lift +10% --sd {}",
    "size mean --mean 25 --sd 40 --lift +10% --variant-sd {}",
    "size mean --mean 25 --sd 40 --target {}",
    "size mean --mean 25 --sd 40 --difference {}",
    "size mean --mean 25 --sd 40 --margin {}",
    "size count --lift +10% --rate {}",
    "size count --rate 0.4 --lift +10% --exposure {}",
    "size count --rate 0.4 --lift +10% --dispersion {}",
    "size nps --detractors 20% --difference 5 --promoters {}",
    "size nps --promoters 40% --difference 5 --detractors {}",
    "size ordinal --shares 10%,20%,30%,40% --odds-ratio {}",
    "size survival --simulate 0 --horizon 12 --hazard-ratio 0.8 --retention {}",
    "size survival --simulate 0 --retention 60% --hazard-ratio 0.8 --horizon {}",
    "size survival --simulate 0 --retention 60% --horizon 12 --hazard-ratio {}",
    "size survival --simulate 0 --retention 60% --horizon 12 --hazard-ratio 0.8 --dropout {}",
    "size survival --simulate 0 --retention 60% --horizon 12 --hazard-ratio 0.8 --follow-up 24 --accrual {}",
    "size survival --simulate 0 --retention 60% --horizon 12 --hazard-ratio 0.8 --accrual 4 --follow-up {}",
    "size survey --margin {}",
    "size survey --sd 40 --margin {}",
    "size survey --n {}",
    "size survey --margin 5% --population {}",
    "size survey --margin 5% --share {}",
    "size survey --margin 5% --response-rate {}",
    "size survey --margin 5% --confidence {}",
    "compare proportion 400/4000 450/4000 --alpha {}",
    "compare proportion 400/4000 450/4000 --margin {}",
    "compare proportion 400/4000 450/4000 --margin-lift {}",
    "compare proportion 400/4000 450/4000 --allocation {}",
    "compare mean 25:40:1200 26:40:1200 --margin {}",
    "compare survival 12:40:5,24:30:103 12:30:5,24:25:103 --horizon {}",
    "compare mean --data units.csv --arm arm --value revenue --cap {}",
    "compare mean --data units.csv --arm arm --value revenue --method bootstrap --draws {}",
    "compare quantile --data units.csv --arm arm --value revenue --level {}",
    "estimate proportion 40/400 --confidence {}",
    "estimate mean --data units.csv --column revenue --cap {}",
    "estimate quantile --data units.csv --column revenue --level {}",
    "estimate survey 40/400 --population {}",
];

/// The example that an answer gives for the option, if it gives one.
fn example<'a>(said: &'a str, option: &str) -> Option<&'a str> {
    let (_, example) = said.split_once(&format!("write it like this: {option} "))?;
    example.lines().next().map(str::trim)
}

/// What is no number is refused with a hint, and the example of a hint is one that works in this very command.
#[test]
fn what_is_no_number_is_refused_with_an_example_that_works() {
    let sandbox = Sandbox::empty();
    let rows: String = (0..40).map(|unit| format!("A,{}\nB,{}\n", unit % 7, unit % 5)).collect();
    sandbox.write("units.csv", &format!("arm,revenue\n{rows}"));
    for line in OPTIONS {
        let option = line.strip_suffix(" {}").and_then(|line| line.split(' ').next_back()).expect("an option");
        let given = |value: &str| line.replace(&format!("{option} {{}}"), &format!("{option}={value}"));
        let mut examples = Vec::new();
        for value in ["nan", "inf"] {
            let output = sandbox.run(&given(value));
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{}: {said}", given(value));
            assert!(said.contains(option) && said.contains("to mend: "), "{}: {said}", given(value));
            examples.extend(example(&said, option).map(str::to_owned));
        }
        examples.dedup();
        for example in examples {
            let output = sandbox.run(&given(&example));
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(0), "{}: {said}", given(&example));
        }
    }
}

/// Counts, sizes and shares below 0 are refused, not turned into something else.
#[test]
fn what_must_not_be_negative_is_refused() {
    let sandbox = Sandbox::empty();
    let signed =
        ["--target", "--lift", "--difference", "--margin", "--margin-lift", "--mean", "--covariate-correlation"];
    for line in OPTIONS.iter().filter(|line| !line.contains("--data")) {
        let option = line.strip_suffix(" {}").and_then(|line| line.split(' ').next_back()).expect("an option");
        if signed.contains(&option) && !line.contains("survey") {
            continue;
        }
        let given = line.replace(&format!("{option} {{}}"), &format!("{option}=-3"));
        let output = sandbox.run(&given);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{given}: {said}");
        assert!(said.contains("to mend: "), "{given}: {said}");
    }
}
