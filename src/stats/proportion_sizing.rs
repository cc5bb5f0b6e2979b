//! Sizing a test of two conversion rates: visitors, power and detectable effect are one function solved three ways.

use super::effect_size::arcsine_distance;
use super::normal_test::{PlannedEffect, Spread};
use super::restricted_rates::{self, Arms, Rate};
use super::sizing::{ArmSizes, Direction, Rejections, SizingError};
use super::{ProportionNull, Sides, normal, root};
use crate::quantity::{Positive, Proportion};

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
    /// As [`Score`](Self::Score), but both arms take the baseline's variance under the hypothesis, as Evan Miller's
    /// calculator does; no margin.
    BaselineVariance,
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
    pub fn power(&self, baseline: Proportion, target: Proportion, visitors: ArmSizes) -> Result<f64, SizingError> {
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
        let origin = test.checked_null()?.variant_rate(control);
        if origin <= 0.0 || origin >= 1.0 {
            return Err(SizingError::ImpossibleMargin);
        }
        let (sign, room) = match direction {
            Direction::Increase => (1.0, 1.0 - origin),
            Direction::Decrease => (-1.0, origin),
        };
        test.terms(control, origin, 0.0)?;
        let excess = |effect: f64| match test.terms(control, origin + sign * effect, sign * effect) {
            Ok(terms) => test.power_of(&terms, visitors.control) - power.get(),
            Err(_) => f64::NAN,
        };
        if excess(0.0) >= 0.0 {
            return Err(SizingError::PowerBelowRisk);
        }
        // For a power above one half it rises with the effect up to the edge of the rates; below, the first of these
        // steps that reaches it brackets the smallest effect.
        let steps = (1..=64).map(|step| room * f64::from(step) / 64.0);
        let within = steps.into_iter().find(|&effect| excess(effect) > 0.0).ok_or(SizingError::OutOfReach)?;
        let effect = root::bracketed(excess, within - room / 64.0, within)?;
        Proportion::new(origin + sign * effect).map_err(|_| SizingError::OutOfReach)
    }

    fn checked_null(&self) -> Result<ProportionNull, SizingError> {
        self.null.is_possible().then_some(self.null).ok_or(SizingError::ImpossibleMargin)
    }

    /// The risk on the side of the effect.
    fn level(&self) -> f64 {
        self.sides.level(self.alpha.get())
    }

    fn counts_both(&self) -> bool {
        self.sides == Sides::Two && self.rejections == Rejections::EitherDirection
    }

    fn sizes(&self, control: f64) -> ArmSizes {
        ArmSizes { control, variant: self.allocation.get() * control }
    }

    /// The same test with the allocation these sizes have.
    fn with_sizes(&self, visitors: ArmSizes) -> Result<Self, SizingError> {
        let allocation = Positive::new(visitors.variant / visitors.control).map_err(|_| SizingError::TooFewUnits)?;
        Ok(Self { allocation, ..*self })
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
        let null = self.checked_null()?;
        let allocation = self.allocation.get();
        let scale = null.control_scale();
        let sd = |control_variance: f64, variant_variance: f64| {
            (scale * scale * control_variance + variant_variance / allocation).sqrt()
        };
        let effect_sd = sd(control * (1.0 - control), variant * (1.0 - variant));
        match self.method {
            ProportionPower::Unpooled => Ok(Terms { effect: effect.abs(), null_sd: effect_sd, effect_sd }),
            ProportionPower::Arcsine | ProportionPower::ScoreCorrected | ProportionPower::BaselineVariance
                if !null.is_equality() =>
            {
                Err(SizingError::MethodWithoutMargin)
            }
            ProportionPower::BaselineVariance => {
                let variance = control * (1.0 - control);
                Ok(Terms { effect: effect.abs(), null_sd: sd(variance, variance), effect_sd })
            }
            ProportionPower::Arcsine => {
                let unit = (1.0 + 1.0 / allocation).sqrt();
                let angle = arcsine_distance(control, variant, effect);
                Ok(Terms { effect: angle.abs(), null_sd: unit, effect_sd: unit })
            }
            ProportionPower::Score | ProportionPower::ScoreCorrected => {
                let (c, v) = self.rates_under(null, control, variant);
                Ok(Terms { effect: effect.abs(), null_sd: sd(c.variance(), v.variance()), effect_sd })
            }
        }
    }

    /// The planned rates as a normal statistic sees them against the hypothesis, for tests that are not this one alone.
    ///
    /// The distance keeps its sign. The variances under the hypothesis hold for the allocation of this test.
    ///
    /// # Errors
    ///
    /// [`SizingError::ImpossibleMargin`], and [`SizingError::MethodWithoutMargin`] for the methods whose statistic is no difference
    /// of rates over its standard error.
    pub(super) fn planned_effect(
        &self,
        baseline: Proportion,
        target: Proportion,
    ) -> Result<PlannedEffect, SizingError> {
        let null = self.checked_null()?;
        let scale = null.control_scale();
        let spread = |control: f64, variant: f64| Spread { control: scale * scale * control, variant };
        let variance = |rate: Proportion| rate.get() * (1.0 - rate.get());
        let under_effect = spread(variance(baseline), variance(target));
        let under_hypothesis = match self.method {
            ProportionPower::Unpooled => under_effect,
            ProportionPower::Score => {
                let (control, variant) = self.rates_under(null, baseline.get(), target.get());
                spread(control.variance(), variant.variance())
            }
            ProportionPower::Arcsine | ProportionPower::ScoreCorrected | ProportionPower::BaselineVariance => {
                return Err(SizingError::MethodWithoutMargin);
            }
        };
        Ok(PlannedEffect { distance: self.effect(baseline, target), under_hypothesis, under_effect })
    }

    /// The rates that data as planned make most likely if the hypothesis held.
    fn rates_under(&self, null: ProportionNull, control: f64, variant: f64) -> (Rate, Rate) {
        let allocation = self.allocation.get();
        let expected = Arms {
            control_successes: control,
            control_size: 1.0,
            variant_successes: allocation * variant,
            variant_size: allocation,
        };
        match null {
            ProportionNull::Difference(difference) => restricted_rates::under_difference(&expected, difference),
            ProportionNull::Ratio(ratio) => restricted_rates::under_ratio(&expected, ratio),
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
        let wrong = if self.counts_both() { normal::cdf((-signal - threshold) / terms.effect_sd) } else { 0.0 };
        right + wrong
    }

    /// Counting the wrong direction too lowers the size; the one without it is the upper end of the search.
    fn counting_both(&self, terms: &Terms, power: f64, without: f64) -> Result<f64, SizingError> {
        // Where the far tail adds less than rounding takes away, the two sizes are the same number.
        if self.power_of(terms, without) <= power {
            return Ok(without);
        }
        Ok(root::bracketed(|visitors| self.power_of(terms, visitors) - power, 0.0, without)?)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Alternative, Conversions, ProportionArms, ProportionTest};
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn superiority() -> TwoProportions {
        TwoProportions::superiority(rate(0.05), Sides::Two)
    }

    #[test]
    fn impossible_questions_have_names() {
        let test = superiority();
        assert_eq!(test.visitors(rate(0.1), rate(0.1), rate(0.8)), Err(SizingError::NoEffect));
        assert_eq!(test.visitors(rate(0.1), rate(0.2), rate(0.02)), Err(SizingError::PowerBelowRisk));
        let margin = TwoProportions { null: ProportionNull::Difference(-1.5), ..test };
        assert_eq!(margin.visitors(rate(0.1), rate(0.2), rate(0.8)), Err(SizingError::ImpossibleMargin));
        let arcsine = TwoProportions { null: ProportionNull::Ratio(0.9), method: ProportionPower::Arcsine, ..test };
        assert_eq!(arcsine.visitors(rate(0.1), rate(0.1), rate(0.8)), Err(SizingError::MethodWithoutMargin));
        let empty = ArmSizes { control: 0.0, variant: 100.0 };
        assert_eq!(test.power(rate(0.1), rate(0.2), empty), Err(SizingError::TooFewUnits));
        let few = ArmSizes { control: 3.0, variant: 3.0 };
        assert_eq!(test.detectable(rate(0.1), rate(0.8), few, Direction::Decrease), Err(SizingError::OutOfReach));
        let beyond = TwoProportions { null: ProportionNull::Difference(-0.2), ..test };
        let sizes = ArmSizes { control: 1e3, variant: 1e3 };
        assert_eq!(
            beyond.detectable(rate(0.1), rate(0.8), sizes, Direction::Increase),
            Err(SizingError::ImpossibleMargin)
        );
    }

    #[test]
    fn at_no_effect_the_power_is_the_risk() {
        let sizes = ArmSizes { control: 1e4, variant: 2e4 };
        let power = superiority().power(rate(0.3), rate(0.3), sizes).unwrap();
        assert!((power - 0.025).abs() < 1e-15, "{power}");
    }

    /// For rare events the size in visitors times the rate is that of two Poisson counts, whatever the rate.
    #[test]
    fn rates_of_one_in_a_billion_and_billions_of_visitors() {
        let test = superiority();
        let events = |baseline: f64| {
            let sizes = test.visitors(rate(baseline), rate(1.2 * baseline), rate(0.8)).unwrap();
            sizes.control * baseline
        };
        assert!((events(1e-9) / events(1e-7) - 1.0).abs() < 1e-6);
        let sizes = ArmSizes { control: 1e9, variant: 1e9 };
        let target = test.detectable(rate(0.05), rate(0.8), sizes, Direction::Increase).unwrap().get();
        assert!(target > 0.05 && target < 0.0501, "{target}");
    }

    /// At a power of one half the expected data sit just on the critical value: the statistic that the analysis computes from
    /// the planned rates at the planned size is the quantile itself, with and without margin, whatever the split.
    #[test]
    fn the_test_that_is_sized_is_the_test_that_is_run() {
        for null in [ProportionNull::EQUAL, ProportionNull::Difference(-0.03), ProportionNull::Ratio(0.8)] {
            for split in [0.5, 1.0, 3.0] {
                let test = TwoProportions { null, allocation: Positive::new(split).unwrap(), ..superiority() };
                let (baseline, target) = (0.2, 0.2001);
                let Ok(sizes) = test.visitors(rate(baseline), rate(target), rate(0.5)) else { panic!("{null:?}") };
                // The same shape, at a size where rounding to whole visitors does not matter.
                let scale = 1e11 / sizes.control;
                let arm = |size: f64, share: f64| {
                    Conversions::new((size * scale * share).round() as u64, (size * scale).round() as u64).unwrap()
                };
                let arms =
                    ProportionArms { control: arm(sizes.control, baseline), variant: arm(sizes.variant, target) };
                let run = arms.test(null, Alternative::TwoSided, ProportionTest::Score).unwrap();
                let statistic = run.statistic / scale.sqrt();
                assert!((statistic / 1.959_963_984_540_054 - 1.0).abs() < 1e-6, "{null:?} {split}: {statistic}");
            }
        }
    }

    /// A margin written as a ratio of 1 is no margin at all.
    #[test]
    fn equality_may_be_written_either_way() {
        let ratio = TwoProportions { null: ProportionNull::Ratio(1.0), ..superiority() };
        let by = |test: &TwoProportions| test.visitors(rate(0.2), rate(0.23), rate(0.9)).unwrap().control;
        assert!((by(&ratio) / by(&superiority()) - 1.0).abs() < 1e-13);
    }

    fn any_test() -> impl Strategy<Value = TwoProportions> {
        let method = prop_oneof![
            Just(ProportionPower::Score),
            Just(ProportionPower::Unpooled),
            Just(ProportionPower::Arcsine),
            Just(ProportionPower::ScoreCorrected),
        ];
        let rejections = prop_oneof![Just(Rejections::RightDirection), Just(Rejections::EitherDirection)];
        let sides = prop_oneof![Just(Sides::One), Just(Sides::Two)];
        (0.001..0.2, sides, 0.1..10.0, method, rejections).prop_map(|(alpha, sides, split, method, rejections)| {
            TwoProportions {
                method,
                rejections,
                allocation: Positive::new(split).unwrap(),
                ..TwoProportions::superiority(rate(alpha), sides)
            }
        })
    }

    proptest! {
        #[test]
        fn the_size_found_gives_the_power_and_one_visitor_less_does_not(
            test in any_test(), baseline in 0.001..0.999, target in 0.001..0.999, power in 0.5..0.99,
        ) {
            prop_assume!(f64::abs(baseline - target) > 1e-4);
            // The correction counts one direction only, whatever is asked.
            prop_assume!(test.method != ProportionPower::ScoreCorrected || !test.counts_both());
            let found = test.visitors(rate(baseline), rate(target), rate(power)).unwrap();
            let reached = test.power(rate(baseline), rate(target), found).unwrap();
            prop_assert!((reached - power).abs() < 1e-9, "{reached}");
            let whole = found.control.ceil();
            if whole >= 2.0 {
                let at = |n: f64| test.power(rate(baseline), rate(target), test.sizes(n)).unwrap();
                prop_assert!(at(whole) >= power - 1e-12);
                prop_assert!(at(whole - 1.0) < power);
            }
        }

        #[test]
        fn the_effect_found_gives_the_power(
            test in any_test(), baseline in 0.01..0.99, power in 0.55..0.99, visitors in 10.0..1e6, up in any::<bool>(),
        ) {
            let direction = if up { Direction::Increase } else { Direction::Decrease };
            let sizes = test.sizes(visitors);
            if let Ok(target) = test.detectable(rate(baseline), rate(power), sizes, direction) {
                prop_assert_eq!(target.get() > baseline, up);
                let reached = test.power(rate(baseline), target, sizes).unwrap();
                prop_assert!((reached - power).abs() < 1e-7, "{}", reached);
            }
        }

        #[test]
        fn failures_counted_instead_of_successes_need_the_same_size(
            test in any_test(), baseline in 0.01..0.99, target in 0.01..0.99, power in 0.5..0.99,
        ) {
            prop_assume!(f64::abs(baseline - target) > 1e-3);
            let direct = test.visitors(rate(baseline), rate(target), rate(power)).unwrap().control;
            let mirrored = test.visitors(rate(1.0 - baseline), rate(1.0 - target), rate(power)).unwrap().control;
            prop_assert!((direct / mirrored - 1.0).abs() < 1e-9);
        }

        #[test]
        fn more_power_and_smaller_effects_cost_more(
            test in any_test(), baseline in 0.05..0.4, effect in 0.01..0.2, power in 0.5..0.95,
        ) {
            let size = |effect: f64, power: f64| {
                test.visitors(rate(baseline), rate(baseline + effect), rate(power)).unwrap().control
            };
            prop_assert!(size(effect, power + 0.02) > size(effect, power));
            prop_assert!(size(effect / 2.0, power) > size(effect, power));
        }

        #[test]
        fn swapped_arms_need_mirrored_sizes(
            baseline in 0.02..0.98, target in 0.02..0.98, margin in -0.5..0.5, split in 0.2..5.0,
        ) {
            prop_assume!(f64::abs(target - baseline - margin) > 0.01);
            let test = |margin: f64, split: f64| TwoProportions {
                null: ProportionNull::Difference(margin),
                allocation: Positive::new(split).unwrap(),
                ..superiority()
            };
            let direct = test(margin, split).visitors(rate(baseline), rate(target), rate(0.8)).unwrap();
            let swapped = test(-margin, 1.0 / split).visitors(rate(target), rate(baseline), rate(0.8)).unwrap();
            prop_assert!((direct.control / swapped.variant - 1.0).abs() < 1e-9);
            prop_assert!((direct.variant / swapped.control - 1.0).abs() < 1e-9);
        }
    }
}
