use crate::quantity::{Positive, Proportion};
use crate::stats::{
    Binding, Efficacy, Futility, InformationRates, SequentialDesign, SequentialError, SequentialPlan, Sides, Spending,
};

/// Looks at the data before the end of a test that may decide, with the risk of a false alarm held over all of them.
///
/// ```
/// use jalon::plan::Looks;
/// use jalon::quantity::Proportion;
/// use jalon::stats::Sides;
/// let rate = |value| Proportion::new(value).unwrap();
/// let design = Looks::equal(4, rate(0.8)).unwrap().design(rate(0.05), Sides::Two).unwrap();
/// // Looking four times costs at most two per cent more units.
/// assert!((design.inflation_factor() - 1.0).abs() < 0.03);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Looks {
    /// The part of the planned units that is in at each look, the last one all of them.
    pub information: InformationRates,
    /// The bounds past which the effect is shown.
    pub efficacy: Efficacy,
    /// The bounds past which it is out of reach.
    pub futility: Futility,
    /// The chance to show the effect that the looks are planned with; bounds for futility spend what it leaves.
    pub power: Proportion,
}

impl Looks {
    /// Looks at equal distances with the usual bounds: O'Brien & Fleming's by Lan & DeMets' spending, no futility. They ask for
    /// overwhelming evidence early and leave the last look nearly its whole risk.
    ///
    /// # Errors
    ///
    /// [`SequentialError`] for no look, or too many.
    pub fn equal(looks: usize, power: Proportion) -> Result<Self, SequentialError> {
        Ok(Self {
            information: InformationRates::equal(looks)?,
            efficacy: Efficacy::Spending(Spending::OBrienFleming),
            futility: Futility::None,
            power,
        })
    }

    /// How many looks there are, the last one included.
    #[must_use]
    pub fn count(&self) -> usize {
        self.information.looks()
    }

    /// The same without giving up early: for metrics that are watched at looks which another metric decides.
    #[must_use]
    pub fn without_futility(&self) -> Self {
        Self { futility: Futility::None, ..self.clone() }
    }

    /// Whether the risk counts on giving up where a bound says so.
    #[must_use]
    pub fn must_give_up(&self) -> bool {
        matches!(
            self.futility,
            Futility::Spending { binding: Binding::Binding, .. } | Futility::Given { binding: Binding::Binding, .. }
        )
    }

    /// The same for another power.
    #[must_use]
    pub fn with_power(&self, power: Proportion) -> Self {
        Self { power, ..self.clone() }
    }

    /// The test with these looks at a risk, both sides together.
    #[must_use]
    pub fn plan(&self, alpha: Proportion, sides: Sides) -> SequentialPlan {
        let Self { information, efficacy, futility, power } = self.clone();
        SequentialPlan { information, efficacy: at_level(efficacy, alpha), futility, alpha, sides, power }
    }

    /// Its bounds, solved.
    ///
    /// # Errors
    ///
    /// [`SequentialError`], among others where futility reaches efficacy before the last look.
    pub fn design(&self, alpha: Proportion, sides: Sides) -> Result<SequentialDesign, SequentialError> {
        self.plan(alpha, sides).design()
    }
}

/// Risks given by hand are shares of the risk of the whole test: a comparison that has a part of it spends it alike.
fn at_level(efficacy: Efficacy, alpha: Proportion) -> Efficacy {
    match efficacy {
        Efficacy::Cumulative(spent) => {
            let whole = spent.last().copied().unwrap_or(alpha.get());
            Efficacy::Cumulative(spent.iter().map(|spent| spent / whole * alpha.get()).collect())
        }
        other => other,
    }
}

/// The families of bounds by the names people give them; some have a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BoundFamily {
    /// O'Brien & Fleming's by Lan & DeMets' spending.
    OBrienFleming,
    /// Pocock's by Lan & DeMets' spending.
    Pocock,
    /// Kim & DeMets' spending, a power of the information.
    KimDeMets,
    /// Hwang, Shih & DeCani's spending.
    HwangShihDeCani,
    /// O'Brien & Fleming's own, for the planned looks alone.
    OBrienFlemingClassical,
    /// Pocock's own, for the planned looks alone.
    PocockClassical,
    /// Wang & Tsiatis', between those two.
    WangTsiatis,
    /// Haybittle & Peto's: far out until the last look.
    HaybittlePeto,
}

/// Why a family of bounds cannot be had as it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum BoundFamilyProblem {
    /// The family has a parameter, and none is given.
    #[error("the family needs a parameter")]
    NeedsParameter,
    /// The family has no parameter, and one is given.
    #[error("the family has no parameter")]
    HasNoParameter,
    /// The parameter must be above 0.
    #[error("the parameter is not above 0")]
    NotPositive,
    /// Futility spends a risk; only families that spend can.
    #[error("futility needs a family that spends")]
    DoesNotSpend,
}

impl BoundFamily {
    /// The bounds for efficacy.
    ///
    /// # Errors
    ///
    /// [`BoundFamilyProblem`] when a parameter is missing, or there where none belongs.
    pub fn efficacy(self, parameter: Option<f64>) -> Result<Efficacy, BoundFamilyProblem> {
        match (self, parameter) {
            (Self::WangTsiatis, Some(shape)) => Ok(Efficacy::WangTsiatis { shape }),
            (Self::HaybittlePeto, early) => Ok(Efficacy::HaybittlePeto { early: early.unwrap_or(3.0) }),
            (Self::WangTsiatis, None) => Err(BoundFamilyProblem::NeedsParameter),
            (Self::OBrienFlemingClassical, None) => Ok(Efficacy::OBrienFleming),
            (Self::PocockClassical, None) => Ok(Efficacy::Pocock),
            (Self::OBrienFlemingClassical | Self::PocockClassical, Some(_)) => Err(BoundFamilyProblem::HasNoParameter),
            _ => self.spending(parameter).map(Efficacy::Spending),
        }
    }

    /// How the family spends a risk.
    ///
    /// # Errors
    ///
    /// [`BoundFamilyProblem`].
    pub fn spending(self, parameter: Option<f64>) -> Result<Spending, BoundFamilyProblem> {
        match (self, parameter) {
            (Self::OBrienFleming, None) => Ok(Spending::OBrienFleming),
            (Self::Pocock, None) => Ok(Spending::Pocock),
            (Self::KimDeMets, Some(power)) => {
                let power = Positive::new(power).map_err(|_| BoundFamilyProblem::NotPositive)?;
                Ok(Spending::KimDeMets { power })
            }
            (Self::HwangShihDeCani, Some(gamma)) => Ok(Spending::HwangShihDeCani { gamma }),
            (Self::KimDeMets | Self::HwangShihDeCani, None) => Err(BoundFamilyProblem::NeedsParameter),
            (Self::OBrienFleming | Self::Pocock, Some(_)) => Err(BoundFamilyProblem::HasNoParameter),
            _ => Err(BoundFamilyProblem::DoesNotSpend),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    /// Jennison & Turnbull 2000, table 2.3: O'Brien & Fleming's constant for five looks at 5 %, two-sided, is 2.040.
    #[test]
    fn the_bounds_are_those_of_the_tables() {
        let looks = Looks { efficacy: Efficacy::OBrienFleming, ..Looks::equal(5, rate(0.8)).unwrap() };
        let design = looks.design(rate(0.05), Sides::Two).unwrap();
        assert!((design.looks()[4].efficacy.value().unwrap() - 2.040).abs() < 5e-4);
        assert!((design.looks()[0].efficacy.value().unwrap() - 4.562).abs() < 5e-4);
    }

    #[test]
    fn risks_by_hand_are_shared_among_comparisons() {
        let looks = Looks { efficacy: Efficacy::Cumulative(vec![0.01, 0.05]), ..Looks::equal(2, rate(0.8)).unwrap() };
        let half = looks.design(rate(0.025), Sides::Two).unwrap();
        assert!((half.looks()[0].alpha_spent - 0.005).abs() < 1e-12);
        assert!((half.looks()[1].alpha_spent - 0.025).abs() < 1e-12);
    }
}
