//! Fisher's exact test: the chance of the observed table among all those with the same total of conversions.

use super::Alternative;
use super::fixed_total::Tables;
use super::interval::NoAnswer;
use super::proportion_test::ProportionArms;

/// Fisher's p-value, or the mid-p one that counts only half of the observed table (Lancaster 1961).
///
/// # Errors
///
/// [`NoAnswer::TooManyToEnumerate`]
pub(super) fn p_value(arms: ProportionArms, alternative: Alternative, mid_p: bool) -> Result<f64, NoAnswer> {
    check_size(arms)?;
    let tables = Tables::of(arms);
    let observed = arms.variant.conversions();
    let exact = match alternative {
        Alternative::Greater => tables.upper(observed, 1.0),
        Alternative::Less => tables.lower(observed, 1.0),
        Alternative::TwoSided => two_sided(&tables, observed),
    };
    Ok(if mid_p { exact - 0.5 * tables.probability(observed, 1.0) } else { exact })
}

/// Conditional sums walk through about ten standard deviations, some millions of steps at this size.
const MOST_VISITORS: u64 = 1_000_000_000_000;

/// Refuses arms whose sums would take too long.
pub(super) fn check_size(arms: ProportionArms) -> Result<(), NoAnswer> {
    let largest = arms.control.visitors().max(arms.variant.visitors());
    if largest > MOST_VISITORS { Err(NoAnswer::TooManyToEnumerate { most: MOST_VISITORS }) } else { Ok(()) }
}

/// All tables that are no more likely than the observed one: its own tail and the matching one across the mode.
fn two_sided(tables: &Tables, observed: u64) -> f64 {
    let mode = tables.mode(1.0);
    let mirror = tables.mirror(observed);
    if observed <= mode {
        match mirror {
            // The observed table ties with the mode itself, or every table across is as unlikely.
            Some(above) if above <= observed + 1 => 1.0,
            Some(above) => tables.lower(observed, 1.0) + tables.upper(above, 1.0),
            None => tables.lower(observed, 1.0),
        }
    } else {
        match mirror {
            Some(below) if below + 1 >= observed => 1.0,
            Some(below) => tables.upper(observed, 1.0) + tables.lower(below, 1.0),
            None => tables.upper(observed, 1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Conversions;

    fn arms(x0: u64, n0: u64, x1: u64, n1: u64) -> ProportionArms {
        ProportionArms { control: Conversions::new(x0, n0).unwrap(), variant: Conversions::new(x1, n1).unwrap() }
    }

    /// Fisher 1935, the lady tasting tea: 17 of 70 tables are as far as three right out of four, either way 34.
    #[test]
    fn the_lady_tasting_tea() {
        let tea = arms(1, 4, 3, 4);
        let p = |alternative, mid_p| p_value(tea, alternative, mid_p).unwrap();
        assert!((p(Alternative::Greater, false) - 17.0 / 70.0).abs() < 1e-15);
        assert!((p(Alternative::TwoSided, false) - 34.0 / 70.0).abs() < 1e-15);
        assert!((p(Alternative::Less, false) - 69.0 / 70.0).abs() < 1e-15);
        assert!((p(Alternative::Greater, true) - 9.0 / 70.0).abs() < 1e-15);
    }

    #[test]
    fn every_table_is_as_likely_as_the_most_likely_one() {
        assert_eq!(p_value(arms(3, 10, 3, 10), Alternative::TwoSided, false), Ok(1.0));
        // Two tables tie for the mode: together with all others they are everything.
        assert_eq!(p_value(arms(1, 3, 2, 3), Alternative::TwoSided, false), Ok(1.0));
        assert_eq!(p_value(arms(2, 3, 1, 3), Alternative::TwoSided, false), Ok(1.0));
    }
}
