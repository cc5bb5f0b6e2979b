use serde::Serialize;

use crate::quantity::Proportion;
use crate::stats::{self, Adjustment, ManyArms, NoAnswer, Selection, Sides, normal};

/// How several variants against one control share the risk of a false alarm, in the sizing as in the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// Dunnett 1955: the joint distribution of comparisons that share a control. Intervals are simultaneous.
    #[default]
    Dunnett,
    /// Holm 1979 for the p-values; sizes and intervals are those of [`Bonferroni`](Self::Bonferroni), its first step.
    Holm,
    /// Hochberg 1988 for the p-values, stepping up: valid for comparisons that are independent or rise together, as those with
    /// one control do on the same side. Sizes and intervals are those of [`Bonferroni`](Self::Bonferroni).
    Hochberg,
    /// Hommel 1988 for the p-values, never stricter than Hochberg, under the same assumption; sizes and intervals likewise.
    Hommel,
    /// Each comparison at `alpha` over the number of variants.
    Bonferroni,
    /// Benjamini & Hochberg 1995: `alpha` is the expected share of false alarms among the findings, not the risk of any.
    /// Intervals hold the false coverage rate (Benjamini & Yekutieli 2005). Sized for the variant that is found alone, whose
    /// p-value must be below `alpha` over the number of variants: with more of them found, the power is higher.
    BenjaminiHochberg,
    /// No correction: the risk of at least one false alarm grows with each variant.
    None,
}

impl Correction {
    /// Whether the risk of one comparison depends on the p-values of the others.
    #[must_use]
    pub fn is_stepwise(self) -> bool {
        matches!(self, Self::Holm | Self::Hochberg | Self::Hommel | Self::BenjaminiHochberg)
    }

    /// The risk of one comparison, both sides together, so that all of them together run the risk `alpha`.
    ///
    /// `control` and `variants` say how much each arm knows: its units, or units over variance where spreads differ. Only
    /// their ratios count, so shares will do.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::Search`] when the numerical search for Dunnett's critical value fails.
    pub fn level_per_comparison(
        self,
        alpha: Proportion,
        sides: Sides,
        control: f64,
        variants: &[f64],
    ) -> Result<Proportion, NoAnswer> {
        let count = u32::try_from(variants.len()).unwrap_or(u32::MAX);
        match self {
            _ if count < 2 => Ok(alpha),
            Self::None => Ok(alpha),
            Self::Bonferroni | Self::Holm | Self::Hochberg | Self::Hommel | Self::BenjaminiHochberg => {
                Ok(stats::bonferroni(alpha, count))
            }
            Self::Dunnett => match ManyArms::of_sizes(control, variants, None, sides) {
                Ok(family) => family.alpha_of_each(alpha),
                // An arm that knows nothing: Bonferroni needs no correlations.
                Err(_) => Ok(stats::bonferroni(alpha, count)),
            },
        }
    }

    /// Whether the correction keeps its promise when each comparison is looked at several times: those that give each
    /// comparison a fixed part of the risk do. Dunnett's and the stepwise ones count on all comparisons being made at once.
    #[must_use]
    pub fn holds_at_looks(self) -> bool {
        matches!(self, Self::Bonferroni | Self::None)
    }

    /// The risk of the interval of each comparison, both sides together, once the p-values are known.
    ///
    /// It is [`level_per_comparison`](Self::level_per_comparison), except for
    /// [`BenjaminiHochberg`](Self::BenjaminiHochberg): there `R alpha / m` with R of m comparisons found, R at least 1, so that
    /// exactly the intervals of those found exclude the hypothesis.
    ///
    /// # Errors
    ///
    /// Those of [`level_per_comparison`](Self::level_per_comparison).
    pub fn interval_risk(
        self,
        alpha: Proportion,
        sides: Sides,
        control: f64,
        variants: &[f64],
        p_values: &[Option<f64>],
    ) -> Result<Proportion, NoAnswer> {
        let found = self.found(alpha, p_values).and_then(|selection| selection.alpha);
        found.map_or_else(|| self.level_per_comparison(alpha, sides, control, variants), Ok)
    }

    /// The comparisons found, where the correction picks some among several; none for the others.
    #[must_use]
    pub fn found(self, alpha: Proportion, p_values: &[Option<f64>]) -> Option<Selection> {
        let picks = self == Self::BenjaminiHochberg && p_values.len() > 1;
        picks.then(|| stats::pick(&filled(p_values), alpha).ok()).flatten()
    }

    /// The p-values of the comparisons, kept honest for their number; none where there is nothing to correct.
    ///
    /// A comparison without p-value keeps its place among the others, as one that found nothing.
    #[must_use]
    pub fn adjusted(self, p_values: &[Option<f64>], sides: Sides, control: f64, variants: &[f64]) -> Vec<Option<f64>> {
        let nothing = vec![None; p_values.len()];
        if p_values.len() < 2 {
            return nothing;
        }
        let filled = filled(p_values);
        let adjusted = match self {
            Self::None => return nothing,
            Self::Bonferroni => stats::adjust(&filled, Adjustment::Bonferroni).ok(),
            Self::Holm => stats::adjust(&filled, Adjustment::Holm).ok(),
            Self::Hochberg => stats::adjust(&filled, Adjustment::Hochberg).ok(),
            Self::Hommel => stats::adjust(&filled, Adjustment::Hommel).ok(),
            Self::BenjaminiHochberg => stats::adjust(&filled, Adjustment::BenjaminiHochberg).ok(),
            Self::Dunnett => ManyArms::of_sizes(control, variants, None, sides)
                .and_then(|family| family.adjusted_p_values(&normal_statistics(&filled, sides)))
                .ok()
                .or_else(|| stats::adjust(&filled, Adjustment::Bonferroni).ok()),
        };
        match adjusted {
            Some(adjusted) => adjusted.into_iter().zip(p_values).map(|(value, given)| given.map(|_| value)).collect(),
            None => nothing,
        }
    }
}

/// A comparison without p-value is one that found nothing.
fn filled(p_values: &[Option<f64>]) -> Vec<f64> {
    p_values.iter().map(|p_value| p_value.unwrap_or(1.0)).collect()
}

/// The normal statistics with these p-values: what Dunnett's family of comparisons is made of, whatever the test was.
fn normal_statistics(p_values: &[f64], sides: Sides) -> Vec<f64> {
    // Beyond 38 the tail is below the smallest number.
    p_values.iter().map(|&p_value| normal::upper_quantile(sides.level(p_value)).clamp(-38.0, 38.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alpha() -> Proportion {
        Proportion::new(0.05).unwrap()
    }

    /// The adjusted p-value of a comparison whose own is the level of each is the level of all.
    #[test]
    fn levels_and_adjusted_p_values_agree() {
        let variants = [1.0, 2.0, 0.5];
        for correction in [Correction::Dunnett, Correction::Bonferroni] {
            for sides in [Sides::One, Sides::Two] {
                let each = correction.level_per_comparison(alpha(), sides, 1.0, &variants).unwrap();
                let p_values = [Some(each.get()), Some(0.9), None];
                let adjusted = correction.adjusted(&p_values, sides, 1.0, &variants);
                assert!((adjusted[0].unwrap() - 0.05).abs() < 1e-9, "{correction:?} {sides:?} {adjusted:?}");
                assert_eq!(adjusted[2], None);
            }
        }
    }

    #[test]
    fn dunnett_is_gentler_than_bonferroni_and_one_variant_needs_none() {
        let level = |correction: Correction, variants: &[f64]| {
            correction.level_per_comparison(alpha(), Sides::Two, 1.0, variants).unwrap().get()
        };
        assert!(level(Correction::Dunnett, &[1.0; 3]) > level(Correction::Bonferroni, &[1.0; 3]));
        assert_eq!(level(Correction::Dunnett, &[1.0]), 0.05);
        assert_eq!(level(Correction::None, &[1.0; 3]), 0.05);
        assert_eq!(Correction::Dunnett.adjusted(&[Some(0.01)], Sides::Two, 1.0, &[1.0]), [None]);
        assert_eq!(Correction::None.adjusted(&[Some(0.01); 2], Sides::Two, 1.0, &[1.0; 2]), [None, None]);
    }

    /// Two of four are found: `2 × 0.05 / 4`. With nothing found, no interval may exclude the hypothesis.
    #[test]
    fn intervals_of_the_found_hold_the_false_coverage_rate() {
        let risk = |correction: Correction, p_values: &[Option<f64>]| {
            correction.interval_risk(alpha(), Sides::Two, 1.0, &[1.0; 4], p_values).unwrap().get()
        };
        let some = [Some(0.001), None, Some(0.02), Some(0.4)];
        let nothing = [Some(0.02), None, Some(0.5), Some(0.4)];
        assert_eq!(risk(Correction::BenjaminiHochberg, &some), 0.025);
        assert_eq!(risk(Correction::BenjaminiHochberg, &nothing), 0.0125);
        assert_eq!(risk(Correction::Hochberg, &some), 0.0125);
        let adjusted = Correction::BenjaminiHochberg.adjusted(&some, Sides::Two, 1.0, &[1.0; 4]);
        assert_eq!(adjusted, [Some(0.004), None, Some(0.04), Some(0.4 * 4.0 / 3.0)]);
    }

    /// By hand: the largest p-value is compared with alpha itself.
    #[test]
    fn stepping_up_rejects_all_where_the_largest_is_small() {
        let p_values = [Some(0.04), Some(0.045)];
        let adjusted = |correction: Correction| correction.adjusted(&p_values, Sides::Two, 1.0, &[1.0; 2]);
        assert_eq!(adjusted(Correction::Hochberg), [Some(0.045); 2]);
        assert_eq!(adjusted(Correction::Hommel), [Some(0.045); 2]);
        assert_eq!(adjusted(Correction::Holm), [Some(0.08); 2]);
    }
}
