use super::sizing::{Aim, Sizing};
use crate::stats::{Bound, LookChances, SequentialDesign, Sides, normal};

/// The looks of a sized test: when they come, what decides at each, and how many units the test is expected to need.
#[derive(Debug, Clone, PartialEq)]
pub struct SizedLooks {
    /// The looks, the last one at the end.
    pub looks: Vec<SizedLook>,
    /// Units of all arms that a test with one look and the same power would need.
    pub one_look: f64,
    /// Expected units of all arms where there is no effect.
    pub expected_without_effect: f64,
    /// Expected units under half of the planned effect.
    pub expected_half_effect: f64,
    /// Expected units under the planned effect.
    pub expected_planned_effect: f64,
}

/// One look.
#[derive(Debug, Clone, PartialEq)]
pub struct SizedLook {
    /// The part of all units that is in.
    pub information: f64,
    /// Units of all arms.
    pub n_total: u64,
    /// The z statistic, counted in the direction of the effect, from which the effect is shown.
    pub efficacy: Bound,
    /// The p-value of that statistic by itself, both sides together.
    pub nominal_p: f64,
    /// The difference that would be measured there, about; none without a bound.
    pub difference: Option<f64>,
    /// The z statistic below which the test gives up.
    pub futility: Bound,
    /// Risk of a false alarm spent so far.
    pub alpha_spent: f64,
    /// Chance to end here under the planned effect, the effect shown.
    pub shown: f64,
    /// Chance to end here under the planned effect without it: given up, a loss shown, or at the end nothing shown.
    pub missed: f64,
    /// Chance to end here under half of the planned effect.
    pub stop_half_effect: f64,
    /// Chance to end here where there is no effect.
    pub stop_without_effect: f64,
}

impl Sizing {
    /// The looks of the test; none for a test that decides once.
    #[must_use]
    pub fn sized_looks(&self) -> Option<SizedLooks> {
        let design = self.looks.as_ref()?;
        let drift = self.drift(design)?;
        let expected = |drift: f64| Some(design.expected_information(drift).ok()? * self.n_total as f64);
        let planned = design.chances(drift).ok()?;
        let shown = planned.iter().map(|look| look.efficacy);
        let (stop, half) = (stops(&planned), stops(&design.chances(drift / 2.0).ok()?));
        let none = stops(&design.chances(0.0).ok()?);
        let looks = design.looks().iter().zip(shown.zip(stop)).zip(half.into_iter().zip(none));
        Some(SizedLooks {
            looks: looks
                .map(|((bounds, (shown, stop)), (half, none))| SizedLook {
                    information: bounds.information,
                    n_total: self.units_at(bounds.information),
                    efficacy: bounds.efficacy,
                    nominal_p: nominal(bounds.efficacy, design.plan().sides),
                    difference: bounds.efficacy.value().map(|z| self.difference_at(z, drift, bounds.information)),
                    futility: bounds.futility,
                    alpha_spent: bounds.alpha_spent,
                    shown,
                    missed: (stop - shown).max(0.0),
                    stop_half_effect: half,
                    stop_without_effect: none,
                })
                .collect(),
            one_look: self.arms.iter().map(|arm| arm.n_exact).sum::<f64>() / design.inflation_factor(),
            expected_without_effect: expected(0.0)?,
            expected_half_effect: expected(drift / 2.0)?,
            expected_planned_effect: expected(drift)?,
        })
    }

    /// The statistic expected at the end under the planned effect.
    fn drift(&self, design: &SequentialDesign) -> Option<f64> {
        let planned = self.design.size_at(&self.judgement(), Aim::Target(self.target), design.plan().power).ok()?;
        let (here, there) = (self.arms.first()?.n as f64, planned.arms.first()?.n_exact);
        Some(design.drift() * (here / there).sqrt())
    }

    /// Units of all arms at a look, each arm rounded up.
    fn units_at(&self, information: f64) -> u64 {
        self.arms.iter().map(|arm| ((arm.n_exact * information).ceil() as u64).min(arm.n)).sum()
    }

    /// The difference from the hypothesis that has the statistic at a look: the planned one has `drift` at the end.
    fn difference_at(&self, z: f64, drift: f64, information: f64) -> f64 {
        let origin = self.design.null.origin(self.baseline());
        origin - self.baseline() + (self.target - origin) * z / (drift * information.sqrt())
    }
}

/// The chance that a test ends at each look. Whatever it shows, it ends at the last.
fn stops(chances: &[LookChances]) -> Vec<f64> {
    let mut left = 1.0;
    let stop = |(place, look): (usize, &LookChances)| {
        let last = place + 1 == chances.len();
        let stop = if last { left } else { look.efficacy + look.futility + look.wrong_side };
        left = f64::max(left - stop, 0.0);
        stop
    };
    chances.iter().enumerate().map(stop).collect()
}

/// The p-value of a statistic by itself, both sides together.
fn nominal(bound: Bound, sides: Sides) -> f64 {
    let one_side = bound.value().map_or(0.0, normal::upper_tail);
    match sides {
        Sides::One => one_side,
        Sides::Two => 2.0 * one_side,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sizing::{Design, Measured};
    use super::super::{Looks, sizing::SizingProblem};
    use super::*;
    use crate::plan::NullHypothesis;
    use crate::quantity::Proportion;
    use crate::stats::{Binding, Efficacy, Futility, InformationRates, SequentialError, Spending};

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn conversion(looks: Looks) -> Design {
        let measured = Measured::Proportion { baseline: rate(0.1) };
        Design { looks: Some(looks), alpha: rate(0.025), sides: Sides::One, ..Design::two_arms(measured) }
    }

    fn with_futility() -> Looks {
        let futility = Futility::Spending { spending: Spending::OBrienFleming, binding: Binding::NonBinding };
        Looks { futility, ..Looks::equal(4, rate(0.8)).unwrap() }
    }

    /// rpact 3.3.4: 33 479.6 units at most against 29 501.6 with one look, 25 029.0 expected under the planned effect.
    #[test]
    fn the_sizes_are_those_of_rpact() {
        let sizing = conversion(with_futility()).size(Aim::Target(0.11), rate(0.8)).unwrap();
        let exact: f64 = sizing.arms.iter().map(|arm| arm.n_exact).sum();
        assert!((exact - 33_479.6).abs() < 0.05, "{exact}");
        let looks = sizing.sized_looks().unwrap();
        assert!((looks.one_look - 29_501.6).abs() < 0.05);
        assert!((looks.expected_planned_effect - 25_029.0).abs() < 1.5, "{}", looks.expected_planned_effect);
        assert!(sizing.power_attained >= 0.8 && sizing.power_attained < 0.8001);
        let shown: f64 = looks.looks.iter().map(|look| look.shown).sum();
        assert!((shown - sizing.power_attained).abs() < 1e-9);
        assert_eq!(looks.looks[3].n_total, sizing.n_total);
        // Every test ends at some look, whatever is true.
        let stops: [fn(&SizedLook) -> f64; 3] =
            [|look| look.shown + look.missed, |look| look.stop_half_effect, |look| look.stop_without_effect];
        for stop in stops {
            let all: f64 = looks.looks.iter().map(stop).sum();
            assert!((all - 1.0).abs() < 1e-12, "{all}");
        }
        let futility: Vec<f64> = looks.looks.iter().filter_map(|look| look.futility.value()).collect();
        for (found, expected) in futility.iter().zip([-0.8203, 0.6098, 1.4017]) {
            assert!((found - expected).abs() < 5e-5, "{found}");
        }
    }

    #[test]
    fn power_effect_and_size_are_one_question() {
        let design = conversion(with_futility());
        let sized = design.size(Aim::Target(0.11), rate(0.8)).unwrap();
        let units: Vec<u64> = sized.arms.iter().map(|arm| arm.n).collect();
        let power = design.power(Aim::Target(0.11), &units).unwrap();
        assert_eq!(power.power, sized.power_attained);
        let effect = design.detectable(rate(0.8), &units, crate::stats::Direction::Increase).unwrap();
        assert!((effect.target - 0.11).abs() < 1e-6, "{}", effect.target);
    }

    /// At the bound of a look the measured difference has just that statistic: with the bounds of one look, 1.96 standard errors.
    #[test]
    fn the_difference_at_the_last_bound_is_that_of_the_ordinary_test() {
        let one = conversion(Looks::equal(1, rate(0.8)).unwrap()).size(Aim::Target(0.11), rate(0.8)).unwrap();
        let looks = one.sized_looks().unwrap();
        let ordinary = 0.01 * 1.959_964 / (1.959_964 + 0.841_621);
        assert!((looks.looks[0].difference.unwrap() - ordinary).abs() < 1e-6);
        assert!((looks.looks[0].nominal_p - 0.025).abs() < 1e-12);
        assert!((looks.one_look - one.arms.iter().map(|arm| arm.n_exact).sum::<f64>()).abs() < 1e-6);
    }

    #[test]
    fn what_makes_no_test_is_named() {
        let design = Design {
            null: NullHypothesis::DifferenceBeyond { margin: 0.01 },
            ..conversion(Looks::equal(3, rate(0.8)).unwrap())
        };
        assert_eq!(design.size(Aim::Difference(0.0), rate(0.8)), Err(SizingProblem::LooksAtEquivalence));
        let spent = Looks {
            efficacy: Efficacy::Cumulative(vec![0.025, 0.025]),
            information: InformationRates::equal(2).unwrap(),
            ..Looks::equal(2, rate(0.8)).unwrap()
        };
        let problem = conversion(spent).size(Aim::Target(0.11), rate(0.8)).unwrap_err();
        assert_eq!(problem, SizingProblem::Looks(SequentialError::AlphaUsedUp { look: 2 }));
    }
}
