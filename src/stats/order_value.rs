//! Revenue per visitor is conversion times order value: which of the two moved?

use super::interval::{Interval, Method, NoAnswer, Shape};
use super::{Alternative, Conversions, ConversionsError, MeanArms, Moments, ProportionArms, normal};
use crate::quantity::Proportion;

/// One arm, split: how many of its units brought anything, and the values of those that did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrderSplit {
    buyers: Conversions,
    order_value: Moments,
}

/// Why values do not split into conversion and order value.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum OrderSplitError {
    /// A unit brought less than nothing (a refund), or a number that is none.
    #[error("{0} is below 0, so the values do not split into conversion and order value")]
    Negative(f64),
    /// There are no units, or more than can be counted.
    #[error(transparent)]
    Units(#[from] ConversionsError),
}

impl OrderSplit {
    /// Splits the value of each unit, 0 for those who bought nothing.
    ///
    /// # Errors
    ///
    /// [`OrderSplitError`].
    ///
    /// ```
    /// use jalon::stats::OrderSplit;
    /// let split = OrderSplit::of(&[0.0, 20.0, 0.0, 40.0]).unwrap();
    /// assert_eq!((split.buyers().rate(), split.order_value().mean()), (0.5, Some(30.0)));
    /// ```
    pub fn of(values: &[f64]) -> Result<Self, OrderSplitError> {
        let mut order_value = Moments::default();
        for &value in values {
            if value > 0.0 {
                order_value.push(value);
            } else if value != 0.0 {
                return Err(OrderSplitError::Negative(value));
            }
        }
        Ok(Self { buyers: Conversions::new(order_value.count(), values.len() as u64)?, order_value })
    }

    /// Units with a value above 0, out of all.
    #[must_use]
    pub fn buyers(&self) -> Conversions {
        self.buyers
    }

    /// The values of the buyers.
    #[must_use]
    pub fn order_value(&self) -> Moments {
        self.order_value
    }
}

/// Two arms, split.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SplitArms {
    /// What is there today.
    pub control: OrderSplit,
    /// What might replace it.
    pub variant: OrderSplit,
}

/// One part of a lift on the scale of logarithms, where parts add up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogLift {
    /// Natural logarithm of variant over control.
    pub estimate: f64,
    /// Its standard error.
    pub error: f64,
}

impl LogLift {
    /// The same as a lift: `exp(estimate) − 1`.
    #[must_use]
    pub fn lift(&self) -> f64 {
        self.estimate.exp_m1()
    }

    /// Returns the lifts that the data do not reject at level `1 − alpha`, by the normal on the logarithm.
    #[must_use]
    pub fn interval(&self, alpha: Proportion, alternative: Alternative) -> Interval {
        let half = normal::upper_quantile(alternative.sides().level(alpha.get())) * self.error;
        let (low, high) = (self.estimate - half, self.estimate + half);
        Interval { shape: Shape::sided(low.exp_m1(), high.exp_m1(), alternative), alpha, method: Method::LogRatio }
    }
}

/// The lift of revenue per unit and its two parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LiftParts {
    /// More or fewer units buy.
    pub conversion: LogLift,
    /// Those who buy, buy for more or less. Not the effect on any given buyer: who buys may have changed as well.
    pub order_value: LogLift,
    /// Revenue per unit: the sum of the two.
    pub revenue: LogLift,
}

impl SplitArms {
    /// The arms as conversions.
    #[must_use]
    pub fn conversion(&self) -> ProportionArms {
        ProportionArms { control: self.control.buyers, variant: self.variant.buyers }
    }

    /// The arms as order values of their buyers.
    #[must_use]
    pub fn order_value(&self) -> MeanArms {
        MeanArms { control: self.control.order_value, variant: self.variant.order_value }
    }

    /// Log lift of revenue = log lift of conversion + log lift of order value. The two estimates do not correlate in large
    /// samples, so their variances add up to that of the whole, as the delta method gives it directly.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ZeroBaseline`] when an arm has no buyers, [`NoAnswer::TooFewUnits`] when it has one only.
    ///
    /// ```
    /// use jalon::stats::{OrderSplit, SplitArms};
    /// let arms = SplitArms {
    ///     control: OrderSplit::of(&[0.0, 20.0, 0.0, 40.0]).unwrap(),
    ///     variant: OrderSplit::of(&[0.0, 20.0, 16.0, 36.0]).unwrap(),
    /// };
    /// let parts = arms.parts().unwrap();
    /// assert!((parts.conversion.lift() - 0.5).abs() < 1e-12);
    /// assert!((parts.order_value.lift() + 0.2).abs() < 1e-12);
    /// assert!((parts.revenue.lift() - 0.2).abs() < 1e-12);
    /// ```
    pub fn parts(&self) -> Result<LiftParts, NoAnswer> {
        let (control, variant) = (logs(&self.control)?, logs(&self.variant)?);
        let part = |one: LogLift, other: LogLift| LogLift {
            estimate: other.estimate - one.estimate,
            error: one.error.hypot(other.error),
        };
        let (conversion, order_value) = (part(control.0, variant.0), part(control.1, variant.1));
        let revenue = LogLift {
            estimate: conversion.estimate + order_value.estimate,
            error: conversion.error.hypot(order_value.error),
        };
        Ok(LiftParts { conversion, order_value, revenue })
    }
}

/// Logarithms of conversion and order value of one arm.
fn logs(arm: &OrderSplit) -> Result<(LogLift, LogLift), NoAnswer> {
    let Some(value) = arm.order_value.mean() else {
        return Err(NoAnswer::ZeroBaseline);
    };
    let buyers = arm.buyers.successes();
    let sd = arm.order_value.standard_deviation().ok_or(NoAnswer::TooFewUnits)?;
    let conversion = LogLift {
        estimate: arm.buyers.rate().ln(),
        error: (arm.buyers.variance() / arm.buyers.size()).sqrt() / arm.buyers.rate(),
    };
    Ok((conversion, LogLift { estimate: value.ln(), error: sd / buyers.sqrt() / value }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{ArmEstimate, EffectEstimate, MeanLift, MeanMethod};

    #[test]
    fn what_does_not_split_is_named() {
        assert_eq!(OrderSplit::of(&[1.0, -2.0]), Err(OrderSplitError::Negative(-2.0)));
        assert!(matches!(OrderSplit::of(&[f64::NAN]), Err(OrderSplitError::Negative(_))));
        assert_eq!(OrderSplit::of(&[]), Err(OrderSplitError::Units(ConversionsError::NoVisitors)));
        let split = |values: &[f64]| OrderSplit::of(values).unwrap();
        let parts = |variant| SplitArms { control: split(&[0.0, 5.0, 7.0]), variant }.parts();
        assert_eq!(parts(split(&[0.0, 0.0])), Err(NoAnswer::ZeroBaseline));
        assert_eq!(parts(split(&[0.0, 3.0])), Err(NoAnswer::TooFewUnits));
    }

    /// The parts' variances add up to the delta method's on revenue per unit, but for the divisors n and n − 1.
    #[test]
    fn the_parts_make_up_the_whole() {
        let control: Vec<f64> = (0..4000).map(|k| if k % 5 == 0 { 20.0 + f64::from(k % 37) } else { 0.0 }).collect();
        let variant: Vec<f64> = (0..5000).map(|k| if k % 4 == 0 { 18.0 + f64::from(k % 41) } else { 0.0 }).collect();
        let arms = SplitArms { control: OrderSplit::of(&control).unwrap(), variant: OrderSplit::of(&variant).unwrap() };
        let parts = arms.parts().unwrap();
        let whole = |values: &[f64]| ArmEstimate::of_mean(&Moments::of(values)).unwrap();
        let effect = EffectEstimate::of_arms(whole(&control), whole(&variant), MeanMethod::Z).unwrap();
        assert!((parts.revenue.lift() - effect.lift().unwrap()).abs() < 1e-12);
        let alpha = Proportion::new(0.05).unwrap();
        let direct = effect.lift_interval(alpha, Alternative::TwoSided, MeanLift::LogRatio).unwrap();
        let found = parts.revenue.interval(alpha, Alternative::TwoSided);
        assert!((found.low().value().unwrap() - direct.low().value().unwrap()).abs() < 1e-4);
        assert!((found.high().value().unwrap() - direct.high().value().unwrap()).abs() < 1e-4);
        assert!((arms.conversion().difference() - 0.05).abs() < 1e-12);
        assert_eq!(arms.order_value().control.count(), 800);
    }
}
