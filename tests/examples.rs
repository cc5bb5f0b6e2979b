//! The programs of `examples/` run and say what they promise. Their `main` only prints what is asked for here.

#[path = "../examples/compare_two_arms.rs"]
#[allow(dead_code)]
mod compare_two_arms;
#[path = "../examples/rank_improvements.rs"]
#[allow(dead_code)]
mod rank_improvements;
#[path = "../examples/size_a_test.rs"]
#[allow(dead_code)]
mod size_a_test;

#[test]
fn a_test_is_sized_in_visitors_and_weeks() {
    // R's power.prop.test gives 14750.79; 29 502 of them out of 6 000 a week, one in ten returning, come in the 7th week.
    let answer = size_a_test::answer().expect("an answer");
    assert_eq!(answer, "14751 visitors in each arm, 7 whole weeks\n");
}

#[test]
fn two_arms_are_compared() {
    // Worked out apart: the score statistic inverted by bisection, its restricted rates found by search.
    let answer = compare_two_arms::answer().expect("an answer");
    assert_eq!(answer, "lift +11.2 % [-2.1 %; +26.4 %], p = 0.102\n");
}

#[test]
fn improvements_are_ranked_with_their_doubt() {
    let answer = rank_improvements::answer().expect("an answer");
    let lines: Vec<&str> = answer.lines().collect();
    // By their medians: about 4 points for 6 days, 3 for 4, 4 for 60. The third is last beyond doubt, the others are not.
    assert!(lines[2].starts_with("3. A new search engine (place 3 to 3"), "{answer}");
    assert_eq!(lines.get(3), Some(&"too close to call: I-001, I-002"), "{answer}");
}
