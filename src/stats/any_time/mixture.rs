//! The normal mixture: a likelihood ratio averaged over effects spread as a normal. Its inverse is a p-value at every look.
//!
//! The confidence sequence of Waudby-Smith and others and the mixture sequential probability ratio test are the same thing: at
//! a look both know one number only, how many times the variance of the mixture is that of the estimate. They differ in how
//! that ratio grows: ρ² times the units, or τ² over the squared standard error.

use crate::quantity::{Positive, Proportion};
use crate::stats::root;
use crate::stats::stirling::HALF_LN_2_PI;
use crate::stats::{Alternative, NoAnswer, Shape, Sides, normal};

/// A normal mixture at one look.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{Alternative, AnyTimePlan, Sides};
/// let alpha = Proportion::new(0.05).unwrap();
/// let plan = AnyTimePlan::narrowest_at(Positive::new(5_000.0).unwrap(), alpha, Sides::Two);
/// // Looking at will costs 55 % of width at best, and more away from the planned end.
/// let against_fixed = |units| plan.at(units).unwrap().multiplier(alpha, Sides::Two).unwrap() / 1.959_964;
/// assert!((against_fixed(5_000.0) - 1.549).abs() < 5e-4);
/// assert!((against_fixed(1_000.0) - 1.716).abs() < 5e-4);
/// // 4.1 standard errors from no effect after 1 000 units: still worth something after any number of looks.
/// let p_value = plan.at(1_000.0).unwrap().p_value(4.1, Alternative::TwoSided);
/// assert!(p_value > 0.005 && p_value < 0.01);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormalMixture {
    ratio: Positive,
}

impl NormalMixture {
    /// A mixture with a variance this many times that of the estimate.
    #[must_use]
    pub fn with_variance_ratio(ratio: Positive) -> Self {
        Self { ratio }
    }

    /// How many standard errors lie between the estimate and an end of its interval.
    ///
    /// Two-sided √((1 + t)/t · (ln(1 + t) + 2 ln(1/α))), t the ratio of the variances: the whole of α, not half of it, since
    /// the mixture itself looks both ways. One-sided: where the half-normal mixture reaches 1/α, sought.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] where so little was seen that no double holds the distance.
    ///
    /// # Source
    ///
    /// Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences"
    /// (arXiv 2103.06476), eq. 9; Robbins 1970; one-sided: Howard, Ramdas, McAuliffe & Sekhon 2021, *Annals of Statistics*
    /// 49:1055–1080, proposition 6.
    pub fn multiplier(self, alpha: Proportion, sides: Sides) -> Result<f64, NoAnswer> {
        let wide = 2.0 * alpha.get().ln().abs() + self.ratio.get().ln_1p();
        let found = match sides {
            Sides::Two => self.stretch() * wide.sqrt(),
            Sides::One => {
                let excess = |distance: f64| self.ln_one_sided(distance) + alpha.get().ln();
                // Twice the half-normal's height at most: the two-sided distance at the same α is always beyond.
                let far = self.stretch() * (wide + 1.0).sqrt();
                if far.is_finite() { root::bracketed(excess, 0.0, far)? } else { far }
            }
        };
        if found.is_finite() { Ok(found) } else { Err(NoAnswer::TooFewUnits) }
    }

    /// The one-sided distance in the closed form of Waudby-Smith and others, a little beyond the exact one of
    /// [`NormalMixture::multiplier`].
    ///
    /// # Errors
    ///
    /// As [`NormalMixture::multiplier`].
    pub fn one_sided_closed_form(self, alpha: Proportion) -> Result<f64, NoAnswer> {
        let root = self.ratio.get().ln_1p() / 2.0;
        // ln(1 + e^h), h = ln(√(1 + t)/(2α)), without overflow.
        let height = root - (2.0 * alpha.get()).ln();
        let found = self.stretch() * (2.0 * (height.max(0.0) + (-height.abs()).exp().ln_1p())).sqrt();
        if found.is_finite() { Ok(found) } else { Err(NoAnswer::TooFewUnits) }
    }

    /// The risk on each side at which an interval of fixed length ends where this one does: 1 − Φ([`multiplier`]).
    ///
    /// Any test or interval of a metric that is normal in large samples, asked at this level, becomes valid at every look.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] so early that the level is below every double: nothing could be significant yet.
    ///
    /// [`multiplier`]: NormalMixture::multiplier
    pub fn nominal_level(self, alpha: Proportion, sides: Sides) -> Result<Proportion, NoAnswer> {
        Proportion::new(normal::upper_tail(self.multiplier(alpha, sides)?)).map_err(|_| NoAnswer::TooFewUnits)
    }

    /// The alpha to ask a test or an interval of fixed length for: [`NormalMixture::nominal_level`] on each side that counts.
    ///
    /// # Errors
    ///
    /// As [`NormalMixture::nominal_level`].
    pub fn nominal_alpha(self, alpha: Proportion, sides: Sides) -> Result<Proportion, NoAnswer> {
        let level = self.nominal_level(alpha, sides)?.get();
        let both = if sides == Sides::Two { 2.0 * level } else { level };
        Proportion::new(both).map_err(|_| NoAnswer::TooFewUnits)
    }

    /// The natural logarithm of the likelihood ratio (e-value) of a `statistic`: how many standard errors the estimate lies
    /// above the hypothesis, a finite number. In logarithms, since the evidence of large tests is beyond any double.
    #[must_use]
    pub fn ln_e_value(self, statistic: f64, alternative: Alternative) -> f64 {
        match alternative {
            Alternative::TwoSided => self.ln_two_sided(statistic),
            Alternative::Greater => self.ln_one_sided(statistic),
            Alternative::Less => self.ln_one_sided(-statistic),
        }
    }

    /// The p-value of a statistic that holds at every look: one over the likelihood ratio, 1 at most (eq. 155).
    #[must_use]
    pub fn p_value(self, statistic: f64, alternative: Alternative) -> f64 {
        (-self.ln_e_value(statistic, alternative)).exp().min(1.0)
    }

    /// The p-value that holds at every look, from one made for a single look: through the normal deviate it stands for, so
    /// that each metric keeps its own statistic.
    #[must_use]
    pub fn p_value_of(self, single_look: f64, alternative: Alternative) -> f64 {
        let deviate = normal::upper_quantile(alternative.sides().level(single_look));
        match alternative {
            Alternative::TwoSided => self.p_value(deviate, Alternative::TwoSided),
            // Already on the side that counts, whichever that is.
            Alternative::Greater | Alternative::Less => self.p_value(deviate, Alternative::Greater),
        }
    }

    /// The effects that no look at this strength of evidence rejects.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] without a standard error, [`NoAnswer::TooFewUnits`] as [`NormalMixture::multiplier`].
    pub fn limits(
        self,
        estimate: f64,
        error: f64,
        alpha: Proportion,
        alternative: Alternative,
    ) -> Result<Shape, NoAnswer> {
        if !(error.is_finite() && error > 0.0 && estimate.is_finite()) {
            return Err(NoAnswer::NoVariation);
        }
        let half = self.multiplier(alpha, alternative.sides())? * error;
        Ok(Shape::sided(estimate - half, estimate + half, alternative))
    }

    /// √((1 + t)/t), also for a ratio too large to add 1 to.
    fn stretch(self) -> f64 {
        (1.0 + 1.0 / self.ratio.get()).sqrt()
    }

    fn ln_two_sided(self, statistic: f64) -> f64 {
        (statistic / self.stretch()).powi(2) / 2.0 - self.ratio.get().ln_1p() / 2.0
    }

    /// The mixture over the half of the effects that lie above the hypothesis.
    fn ln_one_sided(self, statistic: f64) -> f64 {
        let x = statistic / self.stretch();
        // Far below, x²/2 and ln Φ(x) cancel to −ln|x|, less a term below 1e-8.
        let tilted = if x < -1e4 { -HALF_LN_2_PI - (-x).ln() } else { x * x / 2.0 + normal::ln_upper_tail(-x) };
        std::f64::consts::LN_2 + tilted - self.ratio.get().ln_1p() / 2.0
    }
}

/// How wide the mixture is for each unit: fixed from the locked plan, before the start.
///
/// Units of both arms count together. A ρ chosen after seeing data would void the promise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnyTimePlan {
    rho_squared: Positive,
}

impl AnyTimePlan {
    /// The plan whose interval is narrowest when `units`, of both arms together, have come: ρ² = (2 ln(1/α) + ln(1 + 2 ln(1/α)))
    /// / units, an excellent approximation to the optimum. One-sided, 2α stands for α.
    ///
    /// # Source
    ///
    /// Waudby-Smith and others (arXiv 2103.06476), eq. 161.
    #[must_use]
    pub fn narrowest_at(units: Positive, alpha: Proportion, sides: Sides) -> Self {
        let one_way = match sides {
            Sides::Two => alpha.get(),
            // At 2α of 1 or more there is nothing left to tune; the widest plan stands for all of them.
            Sides::One => (2.0 * alpha.get()).min(1.0 - f64::EPSILON),
        };
        let evidence = -2.0 * one_way.ln();
        let rho_squared = (evidence + evidence.ln_1p()) / units.get();
        Self { rho_squared: positive(rho_squared) }
    }

    /// The plan with this ρ.
    #[must_use]
    pub fn with_rho(rho: Positive) -> Self {
        Self { rho_squared: positive(rho.get() * rho.get()) }
    }

    /// The standard deviation of the mixture, in standard deviations of a unit.
    #[must_use]
    pub fn rho(self) -> f64 {
        self.rho_squared.get().sqrt()
    }

    /// The mixture when so many units of both arms have come.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] before the first unit.
    pub fn at(self, units: f64) -> Result<NormalMixture, NoAnswer> {
        let ratio = Positive::new(units * self.rho_squared.get());
        ratio.map(NormalMixture::with_variance_ratio).map_err(|_| NoAnswer::TooFewUnits)
    }
}

/// A product of positive numbers as one, held within the doubles where it would leave them.
fn positive(product: f64) -> Positive {
    Positive::new(product.clamp(f64::MIN_POSITIVE, f64::MAX)).unwrap_or(Positive::ONE)
}

/// The mixture sequential probability ratio test: effects spread as a normal about the hypothesis.
///
/// # Source
///
/// Johari, Koomen, Pekelis & Walsh 2022, "Always valid inference", *Operations Research* 70:1806–1821; Robbins 1970.
///
/// ```
/// use jalon::quantity::Positive;
/// use jalon::stats::{Alternative, MixtureTest};
/// let test = MixtureTest { effect_sd: Positive::new(0.5).unwrap() };
/// let error = (9.0_f64 / 50.0).sqrt();
/// let p_value = test.at(error).unwrap().p_value(1.2 / error, Alternative::TwoSided);
/// assert!((p_value - 0.151_046_549_256_747_12).abs() < 1e-14);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MixtureTest {
    /// Standard deviation of the mixture, in the unit of the effect.
    pub effect_sd: Positive,
}

impl MixtureTest {
    /// The mixture at a look whose estimate has this standard error.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] without a standard error.
    pub fn at(self, error: f64) -> Result<NormalMixture, NoAnswer> {
        if !(error.is_finite() && error > 0.0) {
            return Err(NoAnswer::NoVariation);
        }
        let ratio = Positive::new((self.effect_sd.get() / error).powi(2));
        ratio.map(NormalMixture::with_variance_ratio).map_err(|_| NoAnswer::NoVariation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn mixture(ratio: f64) -> NormalMixture {
        NormalMixture::with_variance_ratio(Positive::new(ratio).unwrap())
    }

    #[test]
    fn what_cannot_be_said_is_named() {
        let plan = AnyTimePlan::with_rho(Positive::new(0.04).unwrap());
        assert_eq!(plan.at(0.0), Err(NoAnswer::TooFewUnits));
        assert_eq!(plan.at(f64::NAN), Err(NoAnswer::TooFewUnits));
        let limits = |estimate, error| mixture(1.0).limits(estimate, error, rate(0.05), Alternative::TwoSided);
        assert_eq!(limits(1.0, 0.0), Err(NoAnswer::NoVariation));
        assert_eq!(limits(f64::NAN, 1.0), Err(NoAnswer::NoVariation));
        // One unit of a million planned: an interval of thousands of standard errors has no nominal level.
        assert!(mixture(1e-5).multiplier(rate(0.05), Sides::Two).unwrap() > 700.0);
        assert_eq!(mixture(1e-5).nominal_level(rate(0.05), Sides::Two), Err(NoAnswer::TooFewUnits));
        assert_eq!(MixtureTest { effect_sd: Positive::ONE }.at(0.0), Err(NoAnswer::NoVariation));
    }

    /// The likelihood ratio is the mean over the mixture, here by the trapezoidal rule.
    #[test]
    fn the_mixture_is_an_average() {
        for (ratio, statistic) in [(0.1_f64, 2.0_f64), (3.0, -1.0), (50.0, 4.0)] {
            let sd = ratio.sqrt();
            let likelihood = |shift: f64| (shift * statistic - shift * shift / 2.0).exp();
            let step = sd / 400.0;
            let points = (-4000..4000).map(|k| (f64::from(k) + 0.5) * step);
            let weighted = |shift: f64| step * normal::density(shift / sd) / sd * likelihood(shift);
            let both: f64 = points.clone().map(weighted).sum();
            let above: f64 = points.filter(|&shift| shift > 0.0).map(|shift| 2.0 * weighted(shift)).sum();
            assert!((mixture(ratio).ln_e_value(statistic, Alternative::TwoSided) - both.ln()).abs() < 1e-9);
            let one = mixture(ratio).ln_e_value(statistic, Alternative::Greater);
            assert!((one - above.ln()).abs() < 1e-5, "{one} {}", above.ln());
        }
    }

    #[test]
    fn far_tails_and_wild_levels_stay_numbers() {
        let far = mixture(4.0);
        assert!((far.ln_e_value(1e3, Alternative::TwoSided) - (4e5 - 5.0_f64.ln() / 2.0)).abs() < 1e-6);
        assert_eq!(far.p_value(1e3, Alternative::TwoSided), 0.0);
        for statistic in [-1e200, -1e5, -9_999.0, 1e200] {
            let value = far.ln_e_value(statistic, Alternative::Greater);
            assert!(!value.is_nan(), "{statistic}");
        }
        assert_eq!(far.p_value_of(1.0, Alternative::TwoSided), 1.0);
        for alpha in [1e-300, 1e-12, 0.5, 1.0 - 1e-12] {
            for sides in [Sides::One, Sides::Two] {
                let plan = AnyTimePlan::narrowest_at(Positive::new(1e9).unwrap(), rate(alpha), sides);
                assert!(plan.at(2e9).unwrap().multiplier(rate(alpha), sides).unwrap() > 0.0, "{alpha}");
            }
        }
    }

    proptest! {
        /// The interval ends where the p-value is alpha, on one side and on two.
        #[test]
        fn limits_and_p_values_are_one_function(ln_ratio in -6.0..20.0_f64, ln_alpha in -30.0..-0.02_f64) {
            let (mixture, alpha) = (mixture(ln_ratio.exp()), rate(ln_alpha.exp()));
            for (sides, alternative) in [(Sides::Two, Alternative::TwoSided), (Sides::One, Alternative::Greater)] {
                let edge = mixture.multiplier(alpha, sides).unwrap();
                prop_assert!((mixture.ln_e_value(edge, alternative) + ln_alpha).abs() < 1e-9);
            }
            let exact = mixture.multiplier(alpha, Sides::One).unwrap();
            prop_assert!(mixture.one_sided_closed_form(alpha).unwrap() >= exact - 1e-12);
            prop_assert!(mixture.multiplier(alpha, Sides::Two).unwrap() > exact);
        }

        /// A single look's p-value at the nominal level is worth alpha at every look.
        #[test]
        fn the_nominal_level_is_worth_alpha(ln_ratio in -1.0..10.0_f64, ln_alpha in -12.0..-0.1_f64) {
            let (mixture, alpha) = (mixture(ln_ratio.exp()), rate(ln_alpha.exp()));
            for alternative in [Alternative::TwoSided, Alternative::Greater, Alternative::Less] {
                let nominal = mixture.nominal_alpha(alpha, alternative.sides()).unwrap();
                let p_value = mixture.p_value_of(nominal.get(), alternative);
                prop_assert!((p_value / alpha.get() - 1.0).abs() < 1e-8, "{}", p_value);
            }
        }

        /// Nothing is narrower than at the planned end, but for the approximation in eq. 161.
        #[test]
        fn the_plan_is_narrowest_at_its_end(factor in 0.05..20.0_f64, ln_alpha in -12.0..-1.0_f64) {
            let alpha = rate(ln_alpha.exp());
            let plan = AnyTimePlan::narrowest_at(Positive::new(5000.0).unwrap(), alpha, Sides::Two);
            let multiplier = |units: f64| plan.at(units).unwrap().multiplier(alpha, Sides::Two).unwrap();
            prop_assert!(multiplier(5000.0 * factor) > multiplier(5000.0) * (1.0 - 2e-3));
        }
    }
}
