//! Sizing a test of two conversion rates: visitors, power and detectable effect are one function solved three ways.

use super::restricted_rates::{self, Arms};
use super::root::{self, RootError};
use super::{Sides, normal};
use crate::quantity::{Positive, Proportion};

/// What the variant is compared with: the control itself, or the control moved by a margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ProportionNull {
    /// The hypothesis to reject is `variant − control = difference`. 0 asks for superiority; −0.01 for "no more than one
    /// percentage point worse".
    Difference(f64),
    /// The hypothesis to reject is `variant / control = ratio`. 1 asks for superiority; 0.95 for "no more than 5 % worse".
    Ratio(f64),
}

impl ProportionNull {
    /// No difference: the usual test of superiority.
    pub const EQUAL: Self = Self::Difference(0.0);

    /// Whether this is the hypothesis that both rates are equal, in either writing.
    #[must_use]
    pub fn is_equality(self) -> bool {
        matches!(self, Self::Difference(0.0)) || matches!(self, Self::Ratio(1.0))
    }

    fn checked(self) -> Result<Self, SizingError> {
        let possible = match self {
            Self::Difference(difference) => difference > -1.0 && difference < 1.0,
            Self::Ratio(ratio) => ratio > 0.0 && ratio.is_finite(),
        };
        possible
            .then_some(self)
            .ok_or(SizingError::ImpossibleMargin)
    }

    /// The variant rate that sits exactly on the hypothesis.
    fn variant_rate(self, control: f64) -> f64 {
        match self {
            Self::Difference(difference) => control + difference,
            Self::Ratio(ratio) => control * ratio,
        }
    }

    /// What the control rate is multiplied with in the statistic `variant − scale · control`.
    pub(super) fn control_scale(self) -> f64 {
        match self {
            Self::Difference(_) => 1.0,
            Self::Ratio(ratio) => ratio,
        }
    }
}

/// The approximation behind the power of a test of two proportions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProportionPower {
    /// The score test: variance under the hypothesis for the critical value, under the effect for the power. Without margin
    /// it is the pooled z test (Fleiss, Tytun & Ury 1980), with one Farrington & Manning 1990. The test the analysis runs.
    Score,
    /// The z test with unpooled variance for both.
    Unpooled,
    /// Cohen's arcsine transformation (*Statistical Power Analysis*, 1988); no margin.
    Arcsine,
    /// [`Score`](Self::Score) with the continuity correction of Fleiss, Tytun & Ury 1980; no margin.
    ScoreCorrected,
}

/// Which rejections the power counts in a two-sided test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rejections {
    /// Only those in the direction of the effect: a significant loss is no success. The default everywhere.
    RightDirection,
    /// Those in the wrong direction too, as some calculators do. One-sided tests have none.
    EitherDirection,
}

/// Which way an effect to detect points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The variant lies above the hypothesis.
    Increase,
    /// The variant lies below the hypothesis.
    Decrease,
}

/// Why a size, a power or a detectable effect cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SizingError {
    /// The planned effect is the very hypothesis to reject: no size tells them apart.
    #[error("the planned effect equals the hypothesis to reject")]
    NoEffect,
    /// The power asked for is no more than the risk of a false alarm; it needs no data at all.
    #[error("the power asked for does not exceed the risk of a false alarm")]
    PowerBelowRisk,
    /// No effect that a rate can have reaches the power at this size.
    #[error("no possible effect reaches the power at this size")]
    OutOfReach,
    /// The margin leads out of what a rate can be.
    #[error("no rates can differ by this margin")]
    ImpossibleMargin,
    /// This approximation knows no margin.
    #[error("this approximation has no form with a margin")]
    MethodWithoutMargin,
    /// This approximation needs arms of equal size and equal spread.
    #[error("this approximation needs arms of equal size and spread")]
    MethodNeedsEqualArms,
    /// Too few units for the test to be run at all.
    #[error("too few units to run the test")]
    TooFewUnits,
    /// The numerical search failed.
    #[error(transparent)]
    Search(#[from] RootError),
}

/// Units in the two arms, before rounding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ArmSizes {
    /// Units in the control arm.
    pub control: f64,
    /// Units in the variant arm.
    pub variant: f64,
}

impl ArmSizes {
    /// Each arm rounded up to whole units, the rounding a plan prints.
    ///
    /// ```
    /// use jalon::stats::ArmSizes;
    /// let sizes = ArmSizes { control: 14_750.8, variant: 14_750.8 };
    /// assert_eq!(sizes.whole().total(), 29_502.0);
    /// ```
    #[must_use]
    pub fn whole(self) -> Self {
        Self {
            control: self.control.ceil(),
            variant: self.variant.ceil(),
        }
    }

    /// Units in both arms together.
    #[must_use]
    pub fn total(self) -> f64 {
        self.control + self.variant
    }
}

/// A planned test of two conversion rates. Everything that is the test itself; the methods take the rates, the size or
/// the power, and give the one that is left.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{Sides, TwoProportions};
/// let rate = |value| Proportion::new(value).unwrap();
/// let test = TwoProportions::superiority(rate(0.05), Sides::Two);
/// let sizes = test.visitors(rate(0.10), rate(0.12), rate(0.80)).unwrap();
/// assert_eq!(sizes.whole().control, 3841.0);
/// let power = test.power(rate(0.10), rate(0.12), sizes).unwrap();
/// assert!((power - 0.80).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoProportions {
    /// Risk of a false alarm, both sides together; 0.05 is usual.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
    /// Variant visitors for each control visitor; 1 is an equal split.
    pub allocation: Positive,
    /// The hypothesis to reject.
    pub null: ProportionNull,
    /// The approximation of the power.
    pub method: ProportionPower,
    /// Which rejections count as success.
    pub rejections: Rejections,
}

impl TwoProportions {
    /// The usual test: equal split, no margin, score test, only the right direction counts.
    #[must_use]
    pub fn superiority(alpha: Proportion, sides: Sides) -> Self {
        Self {
            alpha,
            sides,
            allocation: Positive::ONE,
            null: ProportionNull::EQUAL,
            method: ProportionPower::Score,
            rejections: Rejections::RightDirection,
        }
    }

    /// Returns the visitors needed in each arm to see `target` against `baseline` with the given power, before rounding.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`] when `target` sits on the hypothesis, [`SizingError::PowerBelowRisk`] when the power asks for no
    /// data, [`SizingError::ImpossibleMargin`], [`SizingError::MethodWithoutMargin`].
    pub fn visitors(
        &self,
        baseline: Proportion,
        target: Proportion,
        power: Proportion,
    ) -> Result<ArmSizes, SizingError> {
        let terms = self.terms(baseline.get(), target.get(), self.effect(baseline, target))?;
        let z_alpha = normal::upper_quantile(self.level());
        let z_power = normal::quantile(power.get());
        let numerator = z_alpha * terms.null_sd + z_power * terms.effect_sd;
        if terms.effect == 0.0 {
            return Err(SizingError::NoEffect);
        }
        if numerator <= 0.0 || (self.counts_both() && power.get() <= self.alpha.get()) {
            return Err(SizingError::PowerBelowRisk);
        }
        let first = (numerator / terms.effect).powi(2);
        let control = match (self.method, self.counts_both()) {
            (ProportionPower::ScoreCorrected, _) => self.corrected(first, terms.effect),
            (_, false) => first,
            (_, true) => self.counting_both(&terms, power.get(), first)?,
        };
        Ok(self.sizes(control))
    }

    /// Returns the power to see `target` against `baseline` with these visitors.
    ///
    /// The sizes need not keep the planned allocation: what came in counts. At no effect it is the risk of a false alarm.
    ///
    /// # Errors
    ///
    /// As [`visitors`](Self::visitors), and [`SizingError::TooFewUnits`] when an arm is empty.
    pub fn power(
        &self,
        baseline: Proportion,
        target: Proportion,
        visitors: ArmSizes,
    ) -> Result<f64, SizingError> {
        let test = self.with_sizes(visitors)?;
        let terms = test.terms(baseline.get(), target.get(), test.effect(baseline, target))?;
        Ok(test.power_of(&terms, visitors.control))
    }

    /// Returns the target nearest to the hypothesis that these visitors detect with the given power.
    ///
    /// # Errors
    ///
    /// [`SizingError::OutOfReach`] when no rate strictly between 0 and 1 reaches the power in that direction; otherwise as
    /// [`power`](Self::power).
    pub fn detectable(
        &self,
        baseline: Proportion,
        power: Proportion,
        visitors: ArmSizes,
        direction: Direction,
    ) -> Result<Proportion, SizingError> {
        let test = self.with_sizes(visitors)?;
        let control = baseline.get();
        let origin = test.null.checked()?.variant_rate(control);
        if origin <= 0.0 || origin >= 1.0 {
            return Err(SizingError::ImpossibleMargin);
        }
        let (sign, room) = match direction {
            Direction::Increase => (1.0, 1.0 - origin),
            Direction::Decrease => (-1.0, origin),
        };
        test.terms(control, origin, 0.0)?;
        let excess = |effect: f64| match test.terms(control, origin + sign * effect, sign * effect)
        {
            Ok(terms) => test.power_of(&terms, visitors.control) - power.get(),
            Err(_) => f64::NAN,
        };
        if excess(0.0) >= 0.0 {
            return Err(SizingError::PowerBelowRisk);
        }
        // For a power above one half it rises with the effect up to the edge of the rates; below, the first of these
        // steps that reaches it brackets the smallest effect.
        let steps = (1..=64).map(|step| room * f64::from(step) / 64.0);
        let within = steps
            .into_iter()
            .find(|&effect| excess(effect) > 0.0)
            .ok_or(SizingError::OutOfReach)?;
        let effect = root::bracketed(excess, within - room / 64.0, within)?;
        Proportion::new(origin + sign * effect).map_err(|_| SizingError::OutOfReach)
    }

    /// The risk on the side of the effect.
    fn level(&self) -> f64 {
        self.sides.level(self.alpha.get())
    }

    fn counts_both(&self) -> bool {
        self.sides == Sides::Two && self.rejections == Rejections::EitherDirection
    }

    fn sizes(&self, control: f64) -> ArmSizes {
        ArmSizes {
            control,
            variant: self.allocation.get() * control,
        }
    }

    /// The same test with the allocation these sizes have.
    fn with_sizes(&self, visitors: ArmSizes) -> Result<Self, SizingError> {
        let allocation = Positive::new(visitors.variant / visitors.control)
            .map_err(|_| SizingError::TooFewUnits)?;
        Ok(Self {
            allocation,
            ..*self
        })
    }

    /// How far the target lies from the hypothesis, on the scale of the statistic.
    fn effect(&self, baseline: Proportion, target: Proportion) -> f64 {
        match self.null {
            ProportionNull::Difference(difference) => target.get() - baseline.get() - difference,
            ProportionNull::Ratio(ratio) => target.get() - ratio * baseline.get(),
        }
    }

    /// Effect and standard deviations of the statistic for one control visitor (and `allocation` variant visitors).
    fn terms(&self, control: f64, variant: f64, effect: f64) -> Result<Terms, SizingError> {
        let null = self.null.checked()?;
        let allocation = self.allocation.get();
        let scale = null.control_scale();
        let sd = |control_variance: f64, variant_variance: f64| {
            (scale * scale * control_variance + variant_variance / allocation).sqrt()
        };
        let effect_sd = sd(control * (1.0 - control), variant * (1.0 - variant));
        match self.method {
            ProportionPower::Unpooled => Ok(Terms {
                effect: effect.abs(),
                null_sd: effect_sd,
                effect_sd,
            }),
            ProportionPower::Arcsine | ProportionPower::ScoreCorrected if !null.is_equality() => {
                Err(SizingError::MethodWithoutMargin)
            }
            ProportionPower::Arcsine => {
                let unit = (1.0 + 1.0 / allocation).sqrt();
                let angle = arcsine_effect(control, variant, effect);
                Ok(Terms {
                    effect: angle.abs(),
                    null_sd: unit,
                    effect_sd: unit,
                })
            }
            ProportionPower::Score | ProportionPower::ScoreCorrected => {
                let expected = Arms {
                    control_successes: control,
                    control_size: 1.0,
                    variant_successes: allocation * variant,
                    variant_size: allocation,
                };
                let (c, v) = match null {
                    ProportionNull::Difference(difference) => {
                        restricted_rates::under_difference(&expected, difference)
                    }
                    ProportionNull::Ratio(ratio) => restricted_rates::under_ratio(&expected, ratio),
                };
                Ok(Terms {
                    effect: effect.abs(),
                    null_sd: sd(c.variance(), v.variance()),
                    effect_sd,
                })
            }
        }
    }

    fn power_of(&self, terms: &Terms, control_visitors: f64) -> f64 {
        let visitors = match self.method {
            ProportionPower::ScoreCorrected => self.uncorrected(control_visitors, terms.effect),
            _ => control_visitors,
        };
        let threshold = normal::upper_quantile(self.level()) * terms.null_sd;
        let signal = terms.effect * visitors.sqrt();
        let right = normal::cdf((signal - threshold) / terms.effect_sd);
        let wrong = if self.counts_both() {
            normal::cdf((-signal - threshold) / terms.effect_sd)
        } else {
            0.0
        };
        right + wrong
    }

    /// Counting the wrong direction too lowers the size; the one without it is the upper end of the search.
    fn counting_both(&self, terms: &Terms, power: f64, without: f64) -> Result<f64, SizingError> {
        Ok(root::bracketed(
            |visitors| self.power_of(terms, visitors) - power,
            0.0,
            without,
        )?)
    }

    /// Fleiss, Tytun & Ury's correction of a size.
    fn corrected(&self, visitors: f64, effect: f64) -> f64 {
        let root = 1.0 + (1.0 + 4.0 * self.correction(effect) / visitors).sqrt();
        visitors / 4.0 * root * root
    }

    /// The size whose corrected value is `visitors`.
    fn uncorrected(&self, visitors: f64, effect: f64) -> f64 {
        let rest = (visitors - self.correction(effect)).max(0.0);
        rest * rest / visitors
    }

    fn correction(&self, effect: f64) -> f64 {
        (self.allocation.get() + 1.0) / (2.0 * self.allocation.get() * effect)
    }
}

/// What a power needs to know: the effect and the two standard deviations, for one control visitor.
#[derive(Debug, Clone, Copy)]
struct Terms {
    effect: f64,
    null_sd: f64,
    effect_sd: f64,
}

/// `2 asin √variant − 2 asin √control`, from their difference so that a tiny one keeps its digits.
fn arcsine_effect(control: f64, variant: f64, difference: f64) -> f64 {
    // sin(a − b) = sin a cos b − cos a sin b, and the product with its conjugate is the difference itself.
    let (a, b) = (
        (variant * (1.0 - control)).sqrt(),
        ((1.0 - variant) * control).sqrt(),
    );
    2.0 * (difference / (a + b)).clamp(-1.0, 1.0).asin()
}
