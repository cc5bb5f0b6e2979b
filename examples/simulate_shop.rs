//! Makes the data of the worked example `experiments/` again: `cargo run --example simulate_shop`.
//!
//! The shop is invented. Each test has true effects, written below, and a seed; the files hold what such a shop would have
//! counted, one row per day, arm and segment. A test of the project checks that the files equal this program's output.

use std::path::Path;

use jiff::civil::{Date, date};
use rand::SeedableRng;
use rand_distr::{Binomial, Distribution, LogNormal};
use rand_pcg::Pcg64;

/// One simulated test.
pub struct Test {
    /// Folder under `experiments/`.
    pub folder: &'static str,
    seed: u64,
    start: Date,
    days: i32,
    units_per_week: f64,
    /// Share of the variant's new visitors whom the tracking loses.
    lost: f64,
    arms: [&'static str; 2],
    metrics: &'static [Metric],
}

struct Metric {
    id: &'static str,
    control: Truth,
    variant: Truth,
}

#[derive(Clone, Copy)]
enum Truth {
    /// Rates of new and of returning visitors.
    Rates(f64, f64),
    /// Share of buyers and mean order value, in euros.
    Orders(f64, f64),
}

/// More people shop on Sunday evening than on Friday. Monday first; the mean is 1.
const WEEKDAYS: [f64; 7] = [1.06, 1.02, 0.98, 0.95, 0.86, 0.97, 1.16];

/// New visitors, then returning ones.
const SEGMENTS: [(&str, f64); 2] = [("new", 0.55), ("returning", 0.45)];

/// The tests of the quarter, with their true effects.
// 0.318 is a rate here, not 1/π.
#[allow(clippy::approx_constant)]
pub const TESTS: &[Test] = &[
    // A win: orders +9 %, support unchanged.
    Test {
        folder: "E001-guest-checkout",
        seed: 1,
        start: date(2026, 7, 6),
        days: 14,
        units_per_week: 6_000.0,
        lost: 0.0,
        arms: ["control", "guest"],
        metrics: &[
            Metric { id: "checkout-rate", control: Truth::Rates(0.30, 0.433), variant: Truth::Rates(0.333, 0.464) },
            Metric { id: "support-contact", control: Truth::Rates(0.045, 0.034), variant: Truth::Rates(0.045, 0.034) },
        ],
    },
    // Undecided: orders +2 %, where the test was made for +8 %.
    Test {
        folder: "E002-delivery-cost",
        seed: 8,
        start: date(2026, 7, 6),
        days: 49,
        units_per_week: 24_000.0,
        lost: 0.0,
        arms: ["control", "cost-shown"],
        metrics: &[
            Metric { id: "conversion", control: Truth::Rates(0.022, 0.042), variant: Truth::Rates(0.0224, 0.0428) },
            Metric { id: "add-to-basket", control: Truth::Rates(0.09, 0.1344), variant: Truth::Rates(0.09, 0.1344) },
        ],
    },
    // A broken split: one new visitor in nine of the variant leaves before the tracking counts her.
    Test {
        folder: "E003-payment-confirmation",
        seed: 3,
        start: date(2026, 7, 20),
        days: 28,
        units_per_week: 6_000.0,
        lost: 0.11,
        arms: ["control", "confirmation"],
        metrics: &[
            Metric { id: "checkout-rate", control: Truth::Rates(0.30, 0.433), variant: Truth::Rates(0.318, 0.438) },
            Metric { id: "support-contact", control: Truth::Rates(0.045, 0.034), variant: Truth::Rates(0.043, 0.033) },
        ],
    },
    // A fallen guardrail: more baskets, +7 %, but people buy smaller lamps, and turnover per visitor loses a sixth.
    Test {
        folder: "E004-photo-scale",
        seed: 4,
        start: date(2026, 8, 24),
        days: 35,
        units_per_week: 24_000.0,
        lost: 0.0,
        arms: ["control", "scale-photo"],
        metrics: &[
            Metric { id: "add-to-basket", control: Truth::Rates(0.09, 0.1344), variant: Truth::Rates(0.097, 0.143) },
            Metric { id: "revenue", control: Truth::Orders(0.031, 67.7), variant: Truth::Orders(0.031, 56.4) },
        ],
    },
    // Under way on 30 September: orders +10 %.
    Test {
        folder: "E005-search-synonyms",
        seed: 5,
        start: date(2026, 9, 7),
        days: 23,
        units_per_week: 9_000.0,
        lost: 0.0,
        arms: ["control", "synonyms"],
        metrics: &[
            Metric { id: "conversion", control: Truth::Rates(0.022, 0.042), variant: Truth::Rates(0.0245, 0.046) },
            Metric { id: "add-to-basket", control: Truth::Rates(0.09, 0.1344), variant: Truth::Rates(0.092, 0.137) },
        ],
    },
];

impl Test {
    /// The whole file.
    pub fn csv(&self) -> String {
        let mut draws = Pcg64::seed_from_u64(self.seed);
        let mut text = String::from("date,arm,segment,units");
        for metric in self.metrics {
            match metric.control {
                Truth::Rates(..) => text.push_str(&format!(",{}", metric.id)),
                Truth::Orders(..) => text.push_str(&format!(",{0}_sum,{0}_sum_squares", metric.id)),
            }
        }
        text.push('\n');
        for offset in 0..self.days {
            let day = self.start.saturating_add(jiff::Span::new().days(offset));
            for (place, (segment, share)) in SEGMENTS.iter().enumerate() {
                for (arm, name) in self.arms.iter().enumerate() {
                    let units = self.units(day, *share, place, arm, &mut draws);
                    text.push_str(&format!("{day},{name},{segment},{units}"));
                    for metric in self.metrics {
                        let truth = if arm == 0 { metric.control } else { metric.variant };
                        text.push_str(&truth.cells(place, units, &mut draws));
                    }
                    text.push('\n');
                }
            }
        }
        text
    }

    /// Units of one arm on a day: each comes by chance, half of them in each arm.
    fn units(&self, day: Date, share: f64, segment: usize, arm: usize, draws: &mut Pcg64) -> u64 {
        let weekday = WEEKDAYS[day.weekday().to_monday_zero_offset() as usize];
        let expected = self.units_per_week / 7.0 * weekday * share;
        // A pool ten times as large makes the counts vary nearly as Poisson counts do.
        let lost = if arm == 1 && segment == 0 { self.lost } else { 0.0 };
        binomial((expected * 10.0) as u64, 0.05 * (1.0 - lost), draws)
    }
}

impl Truth {
    fn cells(self, segment: usize, units: u64, draws: &mut Pcg64) -> String {
        match self {
            Self::Rates(new, returning) => {
                format!(",{}", binomial(units, if segment == 0 { new } else { returning }, draws))
            }
            Self::Orders(buyers, mean) => {
                // Order values spread by 64 % of their mean, as the shop's own do.
                let variance = (1.0 + 0.64_f64 * 0.64).ln();
                let values = LogNormal::new(mean.ln() - variance / 2.0, variance.sqrt()).expect("a spread above 0");
                let (mut sum, mut squares) = (0.0, 0.0);
                for _ in 0..binomial(units, buyers, draws) {
                    let value = values.sample(draws);
                    sum += value;
                    squares += value * value;
                }
                format!(",{sum:.2},{squares:.2}")
            }
        }
    }
}

fn binomial(trials: u64, chance: f64, draws: &mut Pcg64) -> u64 {
    Binomial::new(trials, chance).expect("a chance between 0 and 1").sample(draws)
}

/// Writes every file under the folder given, else under `experiments`.
#[allow(dead_code)]
fn main() -> std::io::Result<()> {
    let root = std::env::args().nth(1).unwrap_or_else(|| "experiments".to_owned());
    for test in TESTS {
        let path = Path::new(&root).join(test.folder).join("data.csv");
        std::fs::write(&path, test.csv())?;
        println!("{}", path.display());
    }
    Ok(())
}
