//! Two equations in two unknowns, each of which mostly answers to its own unknown.

/// Steps after which the search is given up.
const MOST_STEPS: u32 = 30;

/// Solves two equations from a start near their root by Broyden's method (*Mathematics of Computation* 19, 1965): the slopes are
/// measured once at the start and mended by every step, so that a step costs one evaluation.
///
/// None where the search leads astray, or where the equations have no value on the way.
pub(super) fn two_roots(mut equations: impl FnMut([f64; 2]) -> Option<[f64; 2]>, start: [f64; 2]) -> Option<[f64; 2]> {
    let mut here = start;
    let mut value = equations(here)?;
    let mut slopes = slopes(&mut equations, here, value)?;
    for _ in 0..MOST_STEPS {
        let step = solved(slopes, value)?;
        here = [here[0] - step[0], here[1] - step[1]];
        // The error after a step is near the product of the two before it: the digits are all there.
        if step.iter().zip(here).all(|(step, here)| step.abs() <= 1e-9 * here.abs().max(1.0)) {
            return Some(here);
        }
        value = equations(here)?;
        if value == [0.0, 0.0] {
            return Some(here);
        }
        mend(&mut slopes, step, value);
    }
    None
}

/// The slopes at a place by small steps; rows are equations.
fn slopes(
    equations: &mut impl FnMut([f64; 2]) -> Option<[f64; 2]>,
    here: [f64; 2],
    value: [f64; 2],
) -> Option<[[f64; 2]; 2]> {
    const STEP: f64 = 1e-4;
    let first = equations([here[0] + STEP, here[1]])?;
    let second = equations([here[0], here[1] + STEP])?;
    let row =
        |equation: usize| [(first[equation] - value[equation]) / STEP, (second[equation] - value[equation]) / STEP];
    Some([row(0), row(1)])
}

/// The step that the slopes ask for; none where they are parallel, or no numbers.
fn solved([[a, b], [c, d]]: [[f64; 2]; 2], value: [f64; 2]) -> Option<[f64; 2]> {
    let determinant = a * d - b * c;
    let step = [(d * value[0] - b * value[1]) / determinant, (a * value[1] - c * value[0]) / determinant];
    step.iter().all(|step| step.is_finite()).then_some(step)
}

/// Mends the slopes after a step that should have led to 0 and led to `value`: the least change that explains it.
fn mend(slopes: &mut [[f64; 2]; 2], step: [f64; 2], value: [f64; 2]) {
    let length = step[0] * step[0] + step[1] * step[1];
    for (row, value) in slopes.iter_mut().zip(value) {
        for (slope, step) in row.iter_mut().zip(step) {
            *slope -= value * step / length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curved_equations_are_solved_to_the_last_digits() {
        let mut evaluations = 0;
        let equations = |[x, y]: [f64; 2]| {
            evaluations += 1;
            Some([x + 0.1 * (x * y).sin() - 2.0, y - 0.3 * x + 0.2 * y.cos() - 1.0])
        };
        let [x, y] = two_roots(equations, [2.0, 2.0]).unwrap();
        assert!((x + 0.1 * (x * y).sin() - 2.0).abs() < 1e-13 && (y - 0.3 * x + 0.2 * y.cos() - 1.0).abs() < 1e-13);
        assert!(evaluations < 14, "{evaluations}");
    }

    #[test]
    fn equations_without_a_root_are_given_up() {
        assert_eq!(two_roots(|[x, y]| Some([x * x + 1.0, y]), [1.0, 1.0]), None);
        assert_eq!(two_roots(|[x, y]| Some([x + y, x + y + 1.0]), [1.0, 1.0]), None);
        assert_eq!(two_roots(|_| None, [1.0, 1.0]), None);
    }
}
