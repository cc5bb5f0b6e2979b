//! What do the counts of two arms say? `cargo run --example compare_two_arms`.

use std::error::Error;

use jalon::quantity::Proportion;
use jalon::stats::{Alternative, Conversions, ProportionArms, ProportionNull, sample_ratio};

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", answer()?);
    Ok(())
}

/// Reads a test that was to split its visitors evenly.
pub fn answer() -> Result<String, Box<dyn Error>> {
    let (control, variant) = (Conversions::new(400, 4_000)?, Conversions::new(445, 4_000)?);

    // First the split: when the arms did not get their shares, whoever is missing may be the effect.
    let split = sample_ratio(&[control.visitors() as f64, variant.visitors() as f64], &[1.0, 1.0])?;
    if split.p_value < 0.001 {
        return Ok("the arms did not get their shares: find out why before reading the effect\n".to_owned());
    }

    // Test, difference and lift come from one statistic, so they never disagree on significance.
    let arms = ProportionArms { control, variant };
    let comparison = arms.compare(ProportionNull::EQUAL, Proportion::new(0.05)?, Alternative::TwoSided)?;
    let lift = comparison.lift?;

    // An end may be missing, and a lift too: over a control of 0 there is none. The types do not let us forget.
    let end = |end: Option<f64>| end.map_or("unbounded".to_owned(), |end| format!("{:+.1} %", 100.0 * end));
    let (low, high) = (lift.interval.low().value(), lift.interval.high().value());
    Ok(format!("lift {} [{}; {}], p = {:.3}\n", end(lift.estimate), end(low), end(high), comparison.test?.p_value))
}
