//! False alarms, power and coverage of every test and interval, as the program runs them: by seeded simulation, or by summing
//! over all outcomes where those are few.
//!
//! Short forms run with every `cargo test`; the long one prints the tables of `docs/statistics.md`:
//! `cargo test --release --test golden -- --ignored --nocapture error_rates`.

mod any_time;
mod equivalence;
mod events;
mod looks;
mod means;
mod ordinal;
mod rate_coverage;
mod rates;
mod survival;
mod units;

use jalon::quantity::{Positive, Proportion};
use jalon::stats::draws::Stream;
use jalon::stats::{Moments, binomial, normal};
use std::ops::RangeInclusive;

const SEED: u64 = 20_260_501;

fn rate(value: f64) -> Proportion {
    Proportion::new(value).unwrap()
}

fn positive(value: f64) -> Positive {
    Positive::new(value).unwrap()
}

/// A rate that a simulation found, with how many runs it rests on.
struct Simulated {
    what: String,
    promised: f64,
    hits: u32,
    runs: u32,
}

impl Simulated {
    fn rate(&self) -> f64 {
        f64::from(self.hits) / f64::from(self.runs)
    }

    /// Prints a row of the table, and asserts that the rate is within `slack` (how far the method itself is from its promise)
    /// and four standard errors of the simulation.
    fn check(&self, slack: f64) {
        let error = (self.promised * (1.0 - self.promised) / f64::from(self.runs)).sqrt();
        println!("| {} | {:.4} | {:.4} | {error:.4} |", self.what, self.promised, self.rate());
        let off = (self.rate() - self.promised).abs();
        assert!(off <= slack + 4.0 * error, "{}: {} instead of {}", self.what, self.rate(), self.promised);
    }
}

/// How often `hit` comes true.
fn simulate(what: &str, promised: f64, runs: u32, mut hit: impl FnMut(&mut Stream) -> bool) -> Simulated {
    let mut stream = Stream::named(SEED, what);
    let hits = (0..runs).filter(|_| hit(&mut stream)).count();
    Simulated { what: what.to_owned(), promised, hits: u32::try_from(hits).unwrap(), runs }
}

/// Whole numbers drawn by their cumulative probabilities.
struct Counts {
    first: u64,
    cumulative: Vec<f64>,
}

impl Counts {
    /// From the first number that is not all but impossible.
    fn from(first: u64, probability: impl Fn(u64) -> f64) -> Self {
        let (mut sum, mut cumulative, mut count) = (0.0, Vec::new(), first);
        while sum < 1.0 - 1e-13 && count < first + 100_000 {
            sum += probability(count);
            cumulative.push(sum);
            count += 1;
        }
        Self { first, cumulative }
    }

    /// Conversions of so many visitors.
    fn of_binomial(visitors: u64, chance: f64) -> Self {
        let first = *likely(visitors, chance).start();
        Self::from(first, |count| binomial::probability(count, visitors, chance))
    }

    fn draw(&self, stream: &mut Stream) -> u64 {
        let uniform = stream.uniform();
        self.first + self.cumulative.partition_point(|&sum| sum < uniform) as u64
    }
}

/// Counts of conversions that are not all but impossible: within 6½ standard deviations (and a few) of the expected one.
fn likely(visitors: u64, chance: f64) -> RangeInclusive<u64> {
    let mean = visitors as f64 * chance;
    let reach = 6.5 * (mean * (1.0 - chance)).sqrt() + 12.0;
    (mean - reach).max(0.0) as u64..=((mean + reach) as u64).min(visitors)
}

/// Revenue-like values: log-normal with this logarithmic spread, scaled to the mean.
fn skewed_values(stream: &mut Stream, count: u32, mean: f64, sigma: f64) -> Vec<f64> {
    let scale = mean * (-sigma * sigma / 2.0).exp();
    (0..count).map(|_| scale * (sigma * gauss(stream)).exp()).collect()
}

fn gauss(stream: &mut Stream) -> f64 {
    normal::quantile(stream.uniform())
}

fn skewed(stream: &mut Stream, count: u32, mean: f64, sigma: f64) -> Moments {
    Moments::of(&skewed_values(stream, count, mean, sigma))
}

fn gaussian(stream: &mut Stream, count: u32, mean: f64, sd: f64) -> Moments {
    let values: Vec<f64> = (0..count).map(|_| mean + sd * gauss(stream)).collect();
    Moments::of(&values)
}

/// The rows of tests with looks alone.
#[test]
#[ignore = "takes a minute in release; prints rows of docs/statistics.md"]
fn error_rates_of_looks_at_length() {
    looks::simulated(100_000);
    looks::of_conversions(100_000);
}

#[test]
#[ignore = "takes minutes in release; prints the tables of docs/statistics.md"]
fn error_rates_at_length() {
    println!("\n| setting | promised | found | s.e. |\n|---|---:|---:|---:|");
    rates::simulated(40_000);
    rates::powers(40_000);
    means::simulated(40_000);
    equivalence::simulated(40_000);
    units::simulated(10_000);
    events::simulated(40_000);
    ordinal::simulated(20_000);
    survival::simulated(20_000);
    any_time::simulated(100_000);
    any_time::of_counts(100_000);
    looks::simulated(100_000);
    looks::of_conversions(100_000);
    rate_coverage::one_rate(&rate_coverage::SIZES);
    rate_coverage::two_rates(&rate_coverage::SIZES, 200_000);
}
