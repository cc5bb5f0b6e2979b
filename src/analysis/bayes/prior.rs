use crate::quantity::Positive;
use crate::stats::{GroupEffect, TestSpread, shrink};

/// What is believed of a lift before a test: normal, counted towards better, so that it fits metrics of which less is better too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GainPrior {
    /// Its mean: 0.01 expects 1 % better.
    pub mean: f64,
    /// Its standard deviation: 0.1 holds two lifts in three within ten points of the mean.
    pub sd: Positive,
    /// Where it comes from.
    pub origin: PriorOrigin,
}

/// Where a prior comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PriorOrigin {
    /// The team's own ended tests.
    History {
        /// How many.
        tests: usize,
    },
    /// The usual prior.
    Usual(UsualBecause),
    /// The team's settings.
    Settings,
    /// Given with the question.
    Asked,
    /// None: an effect without a lift has no usual size, so any is as likely as any other.
    Flat,
}

/// Why the usual prior stands in for one from own history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UsualBecause {
    /// There is no history to ask: a question outside of any workspace.
    NoHistory,
    /// Too few tests ended with a lift and its interval.
    TooFewTests {
        /// How many did.
        tests: usize,
    },
    /// The lifts of the own tests differ by no more than chance, so they tell no spread.
    NoSpread {
        /// How many there are.
        tests: usize,
    },
}

/// Fewer tests than this say too little of how lifts differ: the spread between five is unknown by a factor of two to three.
pub const FEWEST_TESTS: usize = 6;

/// The standard deviation of the usual prior, 10 %: nineteen lifts in twenty lie within 20 %.
///
/// Wide on purpose. Of 6,700 tests in online shops, nine in ten changed revenue per visitor by less than 1.2 % either way (Browne &
/// Swarbrick Jones 2017, *What works in e-commerce*, § 3.2), and the default of GrowthBook is 30 %, which leaves an estimate nearly
/// as it is: this one stands between, so that it only draws in what no test of the usual kind has ever brought.
pub const USUAL_SD: f64 = 0.1;

impl GainPrior {
    /// The usual prior: mean 0, standard deviation [`USUAL_SD`].
    #[must_use]
    pub fn usual(because: UsualBecause) -> Self {
        let sd = Positive::new(USUAL_SD).unwrap_or(Positive::ONE);
        Self { mean: 0.0, sd, origin: PriorOrigin::Usual(because) }
    }

    /// The prior of the next test from the lifts that the own ones measured, each counted towards better: their mean, and how
    /// much true lifts spread about it (Paule & Mandel), with what is unknown of the mean itself.
    ///
    /// The usual prior where the tests are too few, or differ by no more than chance: a standard deviation of next to 0 would
    /// leave the data no say.
    ///
    /// # Source
    ///
    /// Higgins, Thompson & Spiegelhalter 2009, *JRSS A* 172:137–159, § 4 (the effect of a new study).
    ///
    /// ```
    /// use jalon::analysis::{GainPrior, PriorOrigin};
    /// use jalon::stats::GroupEffect;
    /// let tests = [0.12, -0.04, 0.31, 0.06, -0.10, 0.20].map(|estimate| GroupEffect { estimate, error: 0.1 });
    /// let prior = GainPrior::from_history(&tests);
    /// assert_eq!(prior.origin, PriorOrigin::History { tests: 6 });
    /// assert!((prior.mean - 0.55 / 6.0).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn from_history(tests: &[GroupEffect]) -> Self {
        let known = tests.len();
        if known < FEWEST_TESTS {
            return Self::usual(UsualBecause::TooFewTests { tests: known });
        }
        let no_spread = Self::usual(UsualBecause::NoSpread { tests: known });
        let Ok(read) = shrink(tests, TestSpread::PauleMandel) else { return no_spread };
        if read.variance_between <= 0.0 {
            return no_spread;
        }
        match Positive::new(read.variance_between.sqrt().hypot(read.mean_error)) {
            Ok(sd) => Self { mean: read.mean, sd, origin: PriorOrigin::History { tests: known } },
            Err(_) => no_spread,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tests(estimates: &[f64], error: f64) -> Vec<GroupEffect> {
        estimates.iter().map(|&estimate| GroupEffect { estimate, error }).collect()
    }

    #[test]
    fn few_tests_and_alike_ones_leave_the_usual_prior() {
        let few = GainPrior::from_history(&tests(&[0.1, -0.1, 0.2, 0.0, 0.3], 0.01));
        assert_eq!(few.origin, PriorOrigin::Usual(UsualBecause::TooFewTests { tests: 5 }));
        let alike = GainPrior::from_history(&tests(&[0.01, -0.01, 0.02, 0.0, 0.01, 0.0], 0.05));
        assert_eq!(alike.origin, PriorOrigin::Usual(UsualBecause::NoSpread { tests: 6 }));
        assert_eq!((alike.mean, alike.sd.get()), (0.0, 0.1));
    }

    /// With one error for all, Paule and Mandel's spread is the variance of the estimates less that of the error, and the mean's
    /// error the root of that variance over their number: both by hand.
    #[test]
    fn equal_errors_by_hand() {
        let estimates = [0.02, 0.06, -0.03, 0.05, 0.00, 0.08];
        let mean = estimates.iter().sum::<f64>() / 6.0;
        let variance = estimates.iter().map(|lift| (lift - mean) * (lift - mean)).sum::<f64>() / 5.0;
        let prior = GainPrior::from_history(&tests(&estimates, 0.01));
        assert!((prior.mean - mean).abs() < 1e-12);
        let expected = (variance - 1e-4 + variance / 6.0).sqrt();
        assert!((prior.sd.get() - expected).abs() < 1e-9, "{} instead of {expected}", prior.sd.get());
    }
}
