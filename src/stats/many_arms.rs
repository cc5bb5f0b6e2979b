//! Several variants against one control: the joint distribution of comparisons that share their control.

use std::collections::BTreeMap;

use super::interval::NoAnswer;
use super::stirling::{HALF_LN_2_PI, ln_ratio_minus_excess, remainder};
use super::{Sides, normal, quadrature, root, student_t};
use crate::quantity::{Positive, Proportion};

/// Comparisons of several variants with one control, judged together so that the risk of at least one false alarm is `alpha`.
///
/// # Source
///
/// Dunnett 1955, "A multiple comparison procedure for comparing several treatments with a control", *JASA* 50:1096–1121. Two
/// comparisons correlate by the product of their loadings `√(nᵢ/(nᵢ + n₀))`.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{ManyArms, Sides};
/// let alpha = Proportion::new(0.05).unwrap();
/// let arms = ManyArms::of_sizes(4_000.0, &[4_000.0; 4], None, Sides::Two).unwrap();
/// assert!((arms.critical(alpha).unwrap() - 2.441_770_773_197_619).abs() < 1e-9);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ManyArms {
    loadings: Vec<f64>,
    degrees_of_freedom: Option<f64>,
    sides: Sides,
}

/// Why arms cannot be judged together.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ManyArmsError {
    /// There is no variant.
    #[error("there is no variant to compare with the control")]
    NoVariant,
    /// A size or a loading is not a possible one.
    #[error("{0} is not a possible size of an arm")]
    ImpossibleSize(f64),
    /// Not as many statistics as variants.
    #[error("{statistics} statistics for {variants} variants")]
    DifferentLengths {
        /// How many statistics.
        statistics: usize,
        /// How many variants.
        variants: usize,
    },
}

impl ManyArms {
    /// The comparisons of arms of these sizes; only their ratios matter, so shares will do.
    ///
    /// `degrees_of_freedom` are those of a common variance; none for rates and for large samples.
    ///
    /// # Errors
    ///
    /// [`ManyArmsError::NoVariant`], [`ManyArmsError::ImpossibleSize`].
    pub fn of_sizes(
        control: f64,
        variants: &[f64],
        degrees_of_freedom: Option<Positive>,
        sides: Sides,
    ) -> Result<Self, ManyArmsError> {
        let possible = |size: &f64| size.is_finite() && *size > 0.0;
        if variants.is_empty() {
            return Err(ManyArmsError::NoVariant);
        }
        if let Some(&size) = variants.iter().chain([&control]).find(|size| !possible(size)) {
            return Err(ManyArmsError::ImpossibleSize(size));
        }
        let weights: Vec<f64> = variants.iter().map(|size| size / (size + control)).collect();
        Self::of_control_weights(&weights, degrees_of_freedom, sides)
    }

    /// The same from the control's part in the variance of each difference, for arms of unequal spread: with equal spreads the
    /// part is `nᵢ/(nᵢ + n₀)`. Two comparisons correlate by √(wᵢ wⱼ).
    ///
    /// # Errors
    ///
    /// [`ManyArmsError::NoVariant`]; [`ManyArmsError::ImpossibleSize`] for a part outside 0 to 1.
    pub fn of_control_weights(
        weights: &[f64],
        degrees_of_freedom: Option<Positive>,
        sides: Sides,
    ) -> Result<Self, ManyArmsError> {
        if weights.is_empty() {
            return Err(ManyArmsError::NoVariant);
        }
        if let Some(&weight) = weights.iter().find(|weight| !(0.0..1.0).contains(*weight)) {
            return Err(ManyArmsError::ImpossibleSize(weight));
        }
        let loadings = weights.iter().map(|weight| weight.sqrt()).collect();
        Ok(Self { loadings, degrees_of_freedom: degrees_of_freedom.map(Positive::get), sides })
    }

    /// Returns the critical value of each statistic: the chance that any of them passes it is `alpha` when nothing differs.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::Search`] when the numerical search fails.
    pub fn critical(&self, alpha: Proportion) -> Result<f64, NoAnswer> {
        let count = self.loadings.len() as f64;
        let level = self.sides.level(alpha.get());
        // A single comparison needs less, Bonferroni's bound needs more.
        let (low, high) = (self.single_critical(level), self.single_critical(level / count));
        if self.loadings.len() == 1 {
            return Ok(low);
        }
        let excess = |critical: f64| alpha.get().ln() - self.any_beyond(critical).ln();
        Ok(root::bracketed(excess, low, high)?)
    }

    /// Returns the risk of each comparison alone when its critical value is [`critical`](Self::critical): put it in place of `alpha` in the
    /// sizing, the test and the interval of each comparison, and all of them hold together at `alpha`.
    ///
    /// # Errors
    ///
    /// As [`critical`](Self::critical).
    pub fn alpha_of_each(&self, alpha: Proportion) -> Result<Proportion, NoAnswer> {
        let beyond = self.single_tail(self.critical(alpha)?);
        let risk = match self.sides {
            Sides::One => beyond,
            Sides::Two => 2.0 * beyond,
        };
        // The risk of one comparison lies between alpha / k and alpha; rounding cannot leave (0, 1).
        Ok(Proportion::new(risk).unwrap_or(alpha))
    }

    /// Returns the chance, when nothing differs, that any statistic is as far out as each of these: adjusted p-values.
    ///
    /// One-sided statistics are those that grow with the effect looked for.
    ///
    /// # Errors
    ///
    /// [`ManyArmsError::DifferentLengths`].
    pub fn adjusted_p_values(&self, statistics: &[f64]) -> Result<Vec<f64>, ManyArmsError> {
        if statistics.len() != self.loadings.len() {
            return Err(ManyArmsError::DifferentLengths {
                statistics: statistics.len(),
                variants: self.loadings.len(),
            });
        }
        let reach = |statistic: f64| match self.sides {
            Sides::One => statistic,
            Sides::Two => statistic.abs(),
        };
        Ok(statistics.iter().map(|&statistic| self.any_beyond(reach(statistic)).min(1.0)).collect())
    }

    fn single_tail(&self, critical: f64) -> f64 {
        match self.degrees_of_freedom {
            Some(df) => student_t::upper_tail(critical, df),
            None => normal::upper_tail(critical),
        }
    }

    fn single_critical(&self, level: f64) -> f64 {
        match self.degrees_of_freedom {
            Some(df) => student_t::upper_quantile(level, df),
            None => normal::upper_quantile(level),
        }
    }

    /// The chance that any statistic passes `critical`: the mean over the estimated standard deviation, where there is one.
    fn any_beyond(&self, critical: f64) -> f64 {
        let groups = self.groups();
        let Some(df) = self.degrees_of_freedom else {
            return any_beyond_known(&groups, self.sides, critical);
        };
        let log_density = |v: f64| 0.5 * df * ln_ratio_minus_excess((2.0 * v).exp(), (2.0 * v).exp_m1());
        // Beyond these the density is too small to add a digit even to the tail of a single comparison.
        let fallen = 42.0 - self.single_tail(critical.abs()).max(1e-290).ln();
        let width = 1.0 / (2.0 * df).sqrt();
        let (low, high) = (where_fallen(log_density, fallen, -width), where_fallen(log_density, 42.0, width));
        let integrand = |v: f64| log_density(v).exp() * any_beyond_known(&groups, self.sides, critical * v.exp());
        let constant = (2.0_f64.ln() + 0.5 * (df / 2.0).ln() - HALF_LN_2_PI - remainder(df / 2.0)).exp();
        constant * quadrature::trapezoid(integrand, low, high)
    }

    /// Distinct loadings with how many variants have each; equal splits need the work of one.
    fn groups(&self) -> Vec<(f64, f64)> {
        let mut counts = BTreeMap::new();
        for loading in &self.loadings {
            *counts.entry(loading.to_bits()).or_insert(0_u32) += 1;
        }
        counts.into_iter().map(|(bits, count)| (f64::from_bits(bits), f64::from(count))).collect()
    }
}

/// The chance that any statistic passes `critical` when the standard deviation is known: the mean over the shared control.
///
/// Given the control's deviation x, the comparisons are independent; the chance of any is taken as 1 − Π(1 − tailᵢ) through
/// logarithms, so that one of 1e-12 keeps its digits.
fn any_beyond_known(groups: &[(f64, f64)], sides: Sides, critical: f64) -> f64 {
    let integrand = |x: f64| {
        let none_ln: f64 = groups
            .iter()
            .map(|&(loading, count)| {
                let own = (1.0 - loading * loading).sqrt();
                let above = normal::upper_tail((critical - loading * x) / own);
                let below = match sides {
                    Sides::One => 0.0,
                    Sides::Two => normal::upper_tail((critical + loading * x) / own),
                };
                count * (-(above + below).min(1.0)).ln_1p()
            })
            .sum();
        -normal::density(x) * none_ln.exp_m1()
    };
    let reach = 9.5 + critical.abs().min(38.0);
    quadrature::trapezoid(integrand, -reach, reach)
}

/// How far from 0, in the direction of `step`, a function that is largest at 0 has fallen by `depth`.
fn where_fallen(function: impl Fn(f64) -> f64, depth: f64, step: f64) -> f64 {
    let mut far = step;
    while function(far) > -depth {
        far *= 2.0;
    }
    let mut near = 0.0;
    for _ in 0..6 {
        let middle = f64::midpoint(near, far);
        if function(middle) > -depth { near = middle } else { far = middle }
    }
    far
}

/// The variant units for each control unit that make all comparisons with the control sharpest for a given total: 1/√k.
///
/// # Source
///
/// Dunnett 1955, who takes the control √k times as large as each of k variants.
#[must_use]
pub fn square_root_allocation(variants: u32) -> Positive {
    Positive::new(1.0 / f64::from(variants.max(1)).sqrt()).unwrap_or(Positive::ONE)
}

/// Bonferroni's risk of each of `comparisons`: `alpha` in equal parts.
///
/// ```
/// use jalon::quantity::Proportion;
/// let each = jalon::stats::bonferroni(Proportion::new(0.13).unwrap(), 4);
/// assert_eq!(each.get(), 0.0325);
/// ```
#[must_use]
pub fn bonferroni(alpha: Proportion, comparisons: u32) -> Proportion {
    Proportion::new(alpha.get() / f64::from(comparisons.max(1))).unwrap_or(alpha)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alpha(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    #[test]
    fn one_variant_is_an_ordinary_test() {
        let one = ManyArms::of_sizes(100.0, &[50.0], Some(Positive::new(148.0).unwrap()), Sides::Two).unwrap();
        assert_eq!(one.critical(alpha(0.05)).unwrap(), student_t::upper_quantile(0.025, 148.0));
        let each = one.alpha_of_each(alpha(0.05)).unwrap().get();
        assert!((each - 0.05).abs() < 1e-14);
        let p = one.adjusted_p_values(&[-2.5]).unwrap()[0];
        assert!((p / (2.0 * student_t::upper_tail(2.5, 148.0)) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_compared_is_named() {
        let of = |control, variants: &[f64]| ManyArms::of_sizes(control, variants, None, Sides::Two);
        assert_eq!(of(10.0, &[]), Err(ManyArmsError::NoVariant));
        assert_eq!(of(0.0, &[3.0]), Err(ManyArmsError::ImpossibleSize(0.0)));
        assert_eq!(
            of(1.0, &[3.0]).unwrap().adjusted_p_values(&[1.0, 2.0]),
            Err(ManyArmsError::DifferentLengths { statistics: 2, variants: 1 })
        );
    }

    #[test]
    fn many_degrees_of_freedom_are_the_normal() {
        let critical = |df: Option<f64>| {
            let df = df.map(|df| Positive::new(df).unwrap());
            ManyArms::of_sizes(1.0, &[1.0; 4], df, Sides::Two).unwrap().critical(alpha(0.05)).unwrap()
        };
        assert!((critical(Some(1e12)) / critical(None) - 1.0).abs() < 1e-10);
    }

    #[test]
    fn sizes_and_weights_say_the_same() {
        let sizes = ManyArms::of_sizes(2.0, &[1.0, 3.0], None, Sides::Two).unwrap();
        let weights = ManyArms::of_control_weights(&[1.0 / 3.0, 0.6], None, Sides::Two).unwrap();
        assert_eq!(sizes.critical(alpha(0.05)), weights.critical(alpha(0.05)));
        let one = ManyArms::of_control_weights(&[1.0, 0.5], None, Sides::Two);
        assert_eq!(one, Err(ManyArmsError::ImpossibleSize(1.0)));
    }

    #[test]
    fn the_joint_risk_lies_between_one_comparison_and_bonferroni() {
        let arms = ManyArms::of_sizes(1.0, &[1.0, 2.0, 0.5], None, Sides::One).unwrap();
        for risk in [1e-9, 1e-4, 0.05, 0.3] {
            let each = arms.alpha_of_each(alpha(risk)).unwrap().get();
            assert!(each < risk && each > risk / 3.0, "{risk}: {each}");
        }
        assert_eq!(bonferroni(alpha(0.06), 3).get(), 0.02);
        assert_eq!(square_root_allocation(4).get(), 0.5);
    }

    /// An endless control makes the comparisons independent: then Šidák's formula is exact.
    #[test]
    fn an_endless_control_makes_comparisons_independent() {
        let arms = ManyArms::of_sizes(1e18, &[1.0; 3], None, Sides::Two).unwrap();
        let sidak = 1.0 - 0.95_f64.powf(1.0 / 3.0);
        assert!((arms.alpha_of_each(alpha(0.05)).unwrap().get() / sidak - 1.0).abs() < 1e-8);
    }
}
