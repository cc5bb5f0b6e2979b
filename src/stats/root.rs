//! Where a function crosses zero, inside a bracket.

/// Why no root was given.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RootError {
    /// The function has the same sign at both ends.
    #[error("no change of sign between {low} and {high}")]
    NotBracketed {
        /// Lower end of the bracket.
        low: f64,
        /// Upper end of the bracket.
        high: f64,
    },
    /// The function is not a number at this point.
    #[error("the function is not a number at {0}")]
    NotANumber(f64),
    /// The steps ran out before two neighbouring doubles held the root between them; this is the best point so far.
    #[error("no root to the last digit; the nearest point is {0}")]
    NotSettled(f64),
}

/// Returns the point of `[low, high]` where `function` crosses zero, to the last bits of a double.
///
/// The function must have opposite signs at the ends (a zero at an end is that end). Bisection never lets the bracket
/// go, interpolation only speeds it up.
///
/// # Errors
///
/// [`RootError::NotBracketed`] when the signs are equal, [`RootError::NotANumber`] when the function gives NaN,
/// [`RootError::NotSettled`] when the steps run out.
///
/// # Source
///
/// Brent 1973, *Algorithms for Minimization without Derivatives*, ch. 4 (zeroin).
///
/// ```
/// use jalon::stats::root;
/// let root = root::bracketed(|x| x * x - 2.0, 0.0, 2.0).unwrap();
/// assert!((root - 2.0_f64.sqrt()).abs() < 1e-15);
/// ```
pub fn bracketed(function: impl Fn(f64) -> f64, low: f64, high: f64) -> Result<f64, RootError> {
    let evaluate = |x: f64| match function(x) {
        value if value.is_nan() => Err(RootError::NotANumber(x)),
        value => Ok(value),
    };
    let (mut previous, mut best) = (low, high);
    let (mut at_previous, mut at_best) = (evaluate(previous)?, evaluate(best)?);
    if at_previous != 0.0 && at_best != 0.0 && at_previous.signum() == at_best.signum() {
        return Err(RootError::NotBracketed { low, high });
    }
    let (mut opposite, mut at_opposite) = (previous, at_previous);
    let (mut step, mut last_step) = (best - previous, best - previous);
    for _ in 0..MOST_STEPS {
        if at_best.signum() == at_opposite.signum() && at_best != 0.0 {
            (opposite, at_opposite) = (previous, at_previous);
            step = best - previous;
            last_step = step;
        }
        if at_opposite.abs() < at_best.abs() {
            (previous, best, opposite) = (best, opposite, best);
            (at_previous, at_best, at_opposite) = (at_best, at_opposite, at_best);
        }
        // The floor ends the search for a root at 0 itself before the numbers run out of digits.
        let tolerance = 2.0 * f64::EPSILON * best.abs() + 1e-290;
        let half = 0.5 * (opposite - best);
        if half.abs() <= tolerance || at_best == 0.0 {
            return Ok(best);
        }
        let guess = interpolate((previous, at_previous), (best, at_best), (opposite, at_opposite), half);
        match guess {
            Some(guess) if last_step.abs() >= tolerance && guess.abs() < 0.5 * last_step.abs() => {
                (last_step, step) = (step, guess);
            }
            _ => (last_step, step) = (half, half),
        }
        (previous, at_previous) = (best, at_best);
        best += if step.abs() > tolerance { step } else { tolerance.copysign(half) };
        at_best = evaluate(best)?;
    }
    Err(RootError::NotSettled(best))
}

/// Bisection alone narrows any bracket of doubles to one point in about 1 100 steps; Brent's method needs a few dozen.
const MOST_STEPS: usize = 2_200;

/// The step from the best point by the secant or inverse quadratic through the known points, if it stays in the bracket.
fn interpolate(previous: (f64, f64), best: (f64, f64), opposite: (f64, f64), half: f64) -> Option<f64> {
    if previous.1.abs() <= best.1.abs() {
        return None;
    }
    let s = best.1 / previous.1;
    let (mut numerator, mut denominator) = if previous.0 == opposite.0 {
        (2.0 * half * s, 1.0 - s)
    } else {
        let (q, r) = (previous.1 / opposite.1, best.1 / opposite.1);
        (s * (2.0 * half * q * (q - r) - (best.0 - previous.0) * (r - 1.0)), (q - 1.0) * (r - 1.0) * (s - 1.0))
    };
    if numerator > 0.0 {
        denominator = -denominator;
    } else {
        numerator = -numerator;
    }
    let inside = 2.0 * numerator < 3.0 * half * denominator;
    (inside && denominator != 0.0).then(|| numerator / denominator)
}

/// Returns the root of a rising function, reached by walking out from `start` in doubling steps.
///
/// For functions on the whole line whose scale is roughly `step`.
///
/// # Errors
///
/// As [`bracketed`]; [`RootError::NotBracketed`] when some hundred doublings meet no change of sign.
pub fn rising(function: impl Fn(f64) -> f64, start: f64, step: f64) -> Result<f64, RootError> {
    let at_start = function(start);
    if at_start == 0.0 {
        return Ok(start);
    }
    let outwards = if at_start > 0.0 { -step.abs() } else { step.abs() };
    let (mut near, mut stride) = (start, outwards);
    for _ in 0..200 {
        let far = near + stride;
        let at_far = function(far);
        if at_far.is_nan() {
            return Err(RootError::NotANumber(far));
        }
        if at_far.signum() != at_start.signum() || at_far == 0.0 {
            return bracketed(function, near.min(far), near.max(far));
        }
        near = far;
        stride *= 2.0;
    }
    Err(RootError::NotBracketed { low: start.min(near), high: start.max(near) })
}

/// Returns the root of a rising function of positive numbers, reached from 0 by doubling a first step.
///
/// # Errors
///
/// As [`bracketed`]; [`RootError::NotBracketed`] too where no double is large enough.
///
/// ```
/// use jalon::stats::root;
/// assert!((root::from_zero(|x| x * x - 49.0, 1.0).unwrap() - 7.0).abs() < 1e-14);
/// ```
pub fn from_zero(function: impl Fn(f64) -> f64, first_step: f64) -> Result<f64, RootError> {
    let mut high = first_step;
    while function(high) < 0.0 {
        high *= 2.0;
        if !high.is_finite() {
            return Err(RootError::NotBracketed { low: 0.0, high });
        }
    }
    bracketed(function, 0.0, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_roots_to_the_last_digits() {
        let cubic = bracketed(|x| x.powi(3) - 2.0 * x - 5.0, 2.0, 3.0).unwrap();
        assert!((cubic - 2.094_551_481_542_326_6).abs() < 1e-15);
        let tiny = bracketed(|x| x - 1e-12, 0.0, 1.0).unwrap();
        assert!((tiny / 1e-12 - 1.0).abs() < 1e-14);
        let steep = bracketed(|x| if x < 0.3 { -1e8 } else { 1e8 * (x - 0.2) }, 0.0, 1.0).unwrap();
        assert!((steep - 0.3).abs() < 1e-15);
    }

    #[test]
    fn a_jump_at_zero_is_found_too() {
        let jump = bracketed(|x| if x <= 0.0 { 1.0 } else { -1e12 }, -1.0, 1.0).unwrap();
        assert!(jump.abs() < 1e-280, "{jump}");
    }

    #[test]
    fn a_zero_at_an_end_is_the_root() {
        assert_eq!(bracketed(|x| x, 0.0, 1.0).unwrap(), 0.0);
        assert_eq!(bracketed(|x| x - 1.0, 0.0, 1.0).unwrap(), 1.0);
    }

    #[test]
    fn failures_are_named() {
        assert_eq!(bracketed(|x| x + 1.0, 0.0, 1.0), Err(RootError::NotBracketed { low: 0.0, high: 1.0 }));
        assert!(matches!(bracketed(|_| f64::NAN, 0.0, 1.0), Err(RootError::NotANumber(_))));
        assert!(matches!(rising(|_| -1.0, 0.0, 1.0), Err(RootError::NotBracketed { .. })));
        assert!(matches!(from_zero(|_| -1.0, 1.0), Err(RootError::NotBracketed { .. })));
        assert!(matches!(from_zero(|_| f64::NAN, 1.0), Err(RootError::NotANumber(_))));
    }

    #[test]
    fn walks_out_to_find_its_bracket() {
        assert!((rising(|x| x - 1234.5, 0.0, 1.0).unwrap() - 1234.5).abs() < 1e-12);
        assert!((rising(|x: f64| x.exp() - 1e-9, 0.0, 1.0).unwrap() - 1e-9_f64.ln()).abs() < 1e-13);
    }
}
