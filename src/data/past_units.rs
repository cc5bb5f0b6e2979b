//! Reads what was measured on past units, one row per unit, whatever arm they were in: what a test is planned from.

use super::mistakes::Mistakes;
use super::reading::optional_number;
use super::table::{Readers, TableSource, each_row};
use crate::problem::Problem;

/// The numbers of past units.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitNumbers<const K: usize> {
    /// The numbers of each unit that has all of them, in the order of the columns asked for.
    pub units: Vec<[f64; K]>,
    /// How many units lack one of the numbers, and are left out.
    pub left_out: u64,
}

/// Reads some columns of a file of units, all rows together.
///
/// Separators, decimal commas and remarks are recognised as in [`units::read`](super::units::read). A unit with an empty
/// cell in one of the columns is left out, and counted.
///
/// # Errors
///
/// Every problem of the file at once, each with its line and column, at most twenty of them.
///
/// ```
/// let read = jalon::data::past_units::read("user;revenue\n1;12,5\n2;\n3;0\n", "orders.csv", ["revenue"]).unwrap();
/// assert_eq!(read.units, [[12.5], [0.0]]);
/// assert_eq!(read.left_out, 1);
/// ```
pub fn read<const K: usize>(
    source: impl Into<TableSource>,
    file: &str,
    columns: [&str; K],
) -> Result<UnitNumbers<K>, Vec<Problem>> {
    let mut mistakes = Mistakes::of(file);
    let mut numbers = UnitNumbers { units: Vec::new(), left_out: 0 };
    let readers = Readers { renamed: &[], in_plan: false, empty_mend: "data-units-empty-mend" };
    each_row(
        &source.into(),
        readers,
        &mut mistakes,
        |titles, mistakes| {
            let found = columns.map(|name| titles.needed(name, mistakes));
            (!found.contains(&None)).then(|| found.map(Option::unwrap_or_default))
        },
        |row, titles, positions, mistakes| {
            let (mut unit, mut whole) = ([0.0; K], true);
            for (number, position) in unit.iter_mut().zip(positions) {
                match optional_number(&row.cell(titles, *position), mistakes).flatten() {
                    Some(value) => *number = value,
                    None => whole = false,
                }
            }
            if whole {
                numbers.units.push(unit);
            } else {
                numbers.left_out += 1;
            }
        },
    );
    if mistakes.is_empty() { Ok(numbers) } else { Err(mistakes.into_problems()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    fn refused(text: &str) -> String {
        let words = Words::new(Language::English);
        let problems = read(text, "units.csv", ["revenue", "visits"]).expect_err("a file with problems");
        problems.iter().map(|problem| problem.say(&words)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn columns_come_in_the_order_asked_for_and_units_are_whole_or_left_out() {
        let text = "visits,unit,revenue\n3,u1,12.5\n1,u2,\n,u3,4\n2,u4,0\n";
        let read = read(text, "units.csv", ["revenue", "visits"]).unwrap();
        assert_eq!(read, UnitNumbers { units: vec![[12.5, 3.0], [0.0, 2.0]], left_out: 2 });
    }

    #[test]
    fn what_cannot_be_read_is_said_where_it_stands() {
        assert!(refused("").contains("empty"));
        assert!(refused("revenue,visits\n").contains("no rows"));
        let missing = refused("revenu,visits\n1,2\n");
        assert!(missing.contains("revenue") && missing.contains("revenu"), "{missing}");
        let text = refused("revenue,visits\n1,2\nlots,2\n1,many\n");
        assert!(text.contains("lots") && text.contains("many"), "{text}");
    }
}
