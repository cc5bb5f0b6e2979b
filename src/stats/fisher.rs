//! Fisher's exact test: the chance of the observed table among all those with the same total of conversions.

use super::Alternative;
use super::fixed_total::Tables;
use super::interval::NoAnswer;
use super::proportion_test::ProportionArms;

/// Which tables the other tail of a two-sided test holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OtherTail {
    /// Those no more likely than the observed one.
    NoMoreLikely,
    /// As much probability as the smaller tail has.
    AsMuch,
}

/// Fisher's p-value, or the mid-p one that counts only half of the observed table (Lancaster 1961).
///
/// # Errors
///
/// [`NoAnswer::TooManyToEnumerate`]
pub(super) fn p_value(
    arms: ProportionArms,
    alternative: Alternative,
    other_tail: OtherTail,
    mid_p: bool,
) -> Result<f64, NoAnswer> {
    if alternative == Alternative::TwoSided && other_tail == OtherTail::AsMuch {
        let one_sided = |alternative| p_value(arms, alternative, other_tail, mid_p);
        return Ok((2.0 * one_sided(Alternative::Greater)?.min(one_sided(Alternative::Less)?)).min(1.0));
    }
    check_size(arms, MOST_VISITORS)?;
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

/// Refuses arms with more than `most` visitors.
pub(super) fn check_size(arms: ProportionArms, most: u64) -> Result<(), NoAnswer> {
    let largest = arms.control.visitors().max(arms.variant.visitors());
    if largest > most { Err(NoAnswer::TooManyToEnumerate { most }) } else { Ok(()) }
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
        let p = |alternative, mid_p| p_value(tea, alternative, OtherTail::NoMoreLikely, mid_p).unwrap();
        assert!((p(Alternative::Greater, false) - 17.0 / 70.0).abs() < 1e-15);
        assert!((p(Alternative::TwoSided, false) - 34.0 / 70.0).abs() < 1e-15);
        assert!((p(Alternative::Less, false) - 69.0 / 70.0).abs() < 1e-15);
        assert!((p(Alternative::Greater, true) - 9.0 / 70.0).abs() < 1e-15);
    }

    #[test]
    fn every_table_is_as_likely_as_the_most_likely_one() {
        // In the last two pairs of arms two tables tie for the mode: together with all others they are everything.
        for arms in [arms(3, 10, 3, 10), arms(1, 3, 2, 3), arms(2, 3, 1, 3)] {
            assert_eq!(p_value(arms, Alternative::TwoSided, OtherTail::NoMoreLikely, false), Ok(1.0));
        }
    }

    /// Of the 70 tables of the tea, 17 are in either tail; with half of the 16 observed ones 9.
    #[test]
    fn the_other_tail_may_be_as_much() {
        let p = |mid_p| p_value(arms(1, 4, 3, 4), Alternative::TwoSided, OtherTail::AsMuch, mid_p).unwrap();
        assert!((p(false) - 34.0 / 70.0).abs() < 1e-14 && (p(true) - 18.0 / 70.0).abs() < 1e-14);
    }
}
