//! Continued fractions b₀ + a₁/(b₁ + a₂/(b₂ + …)), by the method of Lentz as modified by Thompson & Barnett 1986.

/// Sums the fraction whose k-th pair `(a, b)` is `term(k)`, `k` from 1, until a further term changes nothing.
pub(super) fn evaluate(first: f64, term: impl Fn(f64) -> (f64, f64)) -> f64 {
    // Numbers this small stand for a zero denominator, which the next term cures.
    const TINY: f64 = 1e-300;
    let guard = |x: f64| if x.abs() < TINY { TINY } else { x };
    let mut value = guard(first);
    let (mut c, mut d) = (value, 0.0);
    // Terms needed grow as the square root of the largest parameter; this is enough for 10¹².
    for k in 1..4_000_000_u32 {
        let (a, b) = term(f64::from(k));
        d = 1.0 / guard(b + a * d);
        c = guard(b + a / c);
        let change = c * d;
        value *= change;
        if (change - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn golden_ratio_and_tangent() {
        assert!((evaluate(1.0, |_| (1.0, 1.0)) - (1.0 + 5.0_f64.sqrt()) / 2.0).abs() < 1e-15);
        let tangent = evaluate(0.0, |k| (if k == 1.0 { 1.0 } else { -1.0 }, 2.0 * k - 1.0));
        assert!((tangent - 1.0_f64.tan()).abs() < 1e-14);
    }
}
