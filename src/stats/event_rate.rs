//! Intervals for one event rate.

use super::interval::{Interval, Method, NoAnswer, Shape};
use super::{Alternative, Events, chi_squared, normal, poisson, root};
use crate::quantity::Proportion;

/// How to compute the interval of one event rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventRateInterval {
    /// The rates that the score test does not reject: `(x + z²/2 ± z √(x + z²/4)) / t`. The default.
    Score,
    /// Garwood 1936: exact, never covers less than promised, often more.
    Garwood,
    /// Exact limits that count half the probability of what was observed.
    MidP,
    /// Quantiles of a gamma distribution with shape x + ½; not replaced by 0 where there were no events.
    Jeffreys,
    /// The textbook `± z √x / t`, cut at 0; needs an event.
    Wald,
}

impl EventRateInterval {
    fn method(self) -> Method {
        match self {
            Self::Score => Method::Score,
            Self::Garwood => Method::Garwood,
            Self::MidP => Method::MidP,
            Self::Jeffreys => Method::Jeffreys,
            Self::Wald => Method::Wald,
        }
    }
}

impl Events {
    /// Returns the rates that the count does not reject at level `1 − alpha`.
    ///
    /// [`Alternative::Greater`] gives a lower end only, [`Alternative::Less`] an upper end only, each with the whole `alpha`.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoEvents`] when Wald's interval meets no event, [`NoAnswer::Search`] when a quantile cannot be found.
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// use jalon::stats::{Alternative, EventRateInterval, Events};
    /// let alpha = Proportion::new(0.05).unwrap();
    /// let rate = Events::new(0, 10.0).unwrap().interval(alpha, Alternative::TwoSided, EventRateInterval::Score).unwrap();
    /// assert!(rate.contains(0.38) && !rate.contains(0.39));
    /// ```
    pub fn interval(
        self,
        alpha: Proportion,
        alternative: Alternative,
        method: EventRateInterval,
    ) -> Result<Interval, NoAnswer> {
        let (low, high) = self.limits(alternative.sides().level(alpha.get()), method)?;
        Ok(Interval { shape: Shape::sided(low, high, alternative), alpha, method: method.method() })
    }

    /// Lower and upper limit, each missed with probability `level`.
    pub(super) fn limits(self, level: f64, method: EventRateInterval) -> Result<(f64, f64), NoAnswer> {
        let (x, z) = (self.count(), normal::upper_quantile(level));
        let (low, high) = match method {
            EventRateInterval::Score => score_limits(x, z),
            EventRateInterval::Wald if x == 0.0 => return Err(NoAnswer::NoEvents),
            EventRateInterval::Wald => ((x - z * x.sqrt()).max(0.0), (x + z * x.sqrt()).max(0.0)),
            EventRateInterval::Garwood => {
                let low = if x == 0.0 { 0.0 } else { chi_squared::quantile(level, 2.0 * x)? / 2.0 };
                (low, chi_squared::upper_quantile(level, 2.0 * x + 2.0)? / 2.0)
            }
            EventRateInterval::Jeffreys => {
                let df = 2.0 * x + 1.0;
                (chi_squared::quantile(level, df)? / 2.0, chi_squared::upper_quantile(level, df)? / 2.0)
            }
            EventRateInterval::MidP => self.mid_p_limits(level)?,
        };
        Ok((low / self.exposure(), high / self.exposure()))
    }

    /// The expected counts whose tail, the observed count taken half, is just `level`.
    fn mid_p_limits(self, level: f64) -> Result<(f64, f64), NoAnswer> {
        let observed = self.events();
        if observed == 0 {
            return Ok((0.0, -(2.0 * level).ln().min(0.0)));
        }
        let (start, step) = (self.count().ln(), 1.0 / self.count().sqrt());
        let half = |mean: f64| 0.5 * poisson::probability(observed, mean);
        let above = |mean: f64| poisson::upper_tail(observed, mean) + half(mean);
        let below = |mean: f64| poisson::cdf(observed - 1, mean) + half(mean);
        let low = root::rising(|log| (above(log.exp()).ln() - level.ln()).clamp(-1e300, 1e300), start, step)?;
        let high = root::rising(|log| (level.ln() - below(log.exp()).ln()).clamp(-1e300, 1e300), start, step)?;
        Ok((low.exp(), high.exp()))
    }
}

/// The expected counts μ with `(x − μ)² = z² μ`; their product is x², which keeps the digits of the lower one.
fn score_limits(x: f64, z: f64) -> (f64, f64) {
    let far = x + z * z / 2.0 + z.abs() * (x + z * z / 4.0).sqrt();
    let near = if x == 0.0 { 0.0 } else { x * (x / far) };
    if z < 0.0 { (far, near) } else { (near, far) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Bound;

    const ALL: [EventRateInterval; 5] = [
        EventRateInterval::Score,
        EventRateInterval::Garwood,
        EventRateInterval::MidP,
        EventRateInterval::Jeffreys,
        EventRateInterval::Wald,
    ];

    fn alpha(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    #[test]
    fn every_interval_holds_the_observed_rate_and_scales_with_the_exposure() {
        for method in ALL {
            for events in [1, 7, 400, 1_000_000_000] {
                let at = |exposure| {
                    let observed = Events::new(events, exposure).unwrap();
                    (observed.rate(), observed.interval(alpha(0.05), Alternative::TwoSided, method).unwrap())
                };
                let ((rate, one), (_, ten)) = (at(1.0), at(10.0));
                assert!(one.contains(rate), "{method:?} of {events}");
                let (low, tenth) = (one.low().value().unwrap(), ten.low().value().unwrap());
                assert!((tenth * 10.0 - low).abs() <= 1e-12 * low);
            }
        }
    }

    #[test]
    fn no_events_give_an_upper_end_or_a_name() {
        let none = Events::new(0, 4.0).unwrap();
        let answer = |method| none.interval(alpha(0.05), Alternative::TwoSided, method);
        assert_eq!(answer(EventRateInterval::Wald), Err(NoAnswer::NoEvents));
        // The rule of three: −ln 0.05 at one side of 5 %.
        let exact = none.interval(alpha(0.05), Alternative::Less, EventRateInterval::Garwood).unwrap();
        assert!((exact.high().value().unwrap() + 0.05_f64.ln() / 4.0).abs() < 1e-12);
        assert_eq!(exact.low(), Bound::Unbounded);
        let loose = none.interval(alpha(0.7), Alternative::Less, EventRateInterval::MidP).unwrap();
        assert_eq!(loose.high(), Bound::At(0.0));
    }

    #[test]
    fn one_sided_questions_get_one_end_with_the_whole_risk() {
        let observed = Events::new(30, 12.0).unwrap();
        for method in ALL {
            let both = observed.interval(alpha(0.10), Alternative::TwoSided, method).unwrap();
            let above = observed.interval(alpha(0.05), Alternative::Greater, method).unwrap();
            assert_eq!((above.low(), above.high()), (both.low(), Bound::Unbounded));
        }
    }
}
