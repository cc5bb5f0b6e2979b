//! Two correlated standard normal variables: chances that both pass their limits. Joint power of two metrics, two looks.

use super::{normal, quadrature};

/// Probability of `X ≤ x` and `Y ≤ y`, for a `correlation` from −1 to 1.
///
/// ```
/// use jalon::stats::bivariate_normal;
/// // 1/4 + asin(ρ)/2π at the centre (Sheppard 1899).
/// assert!((bivariate_normal::cdf(0.0, 0.0, 0.5) - 1.0 / 3.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn cdf(x: f64, y: f64, correlation: f64) -> f64 {
    upper_tail(-x, -y, correlation)
}

/// Probability of `X > x` and `Y > y` (survival function), accurate far out in the tail.
///
/// Integrates `φ(t) P(Y > y | X = t)` over t > x, in two pieces that meet where the conditional mean of Y crosses y: there
/// the integrand is steep when the correlation is strong. In each piece the distance to that place, or to x, is taken on a
/// logarithmic scale, where the integrand dies out at both ends.
#[must_use]
pub fn upper_tail(x: f64, y: f64, correlation: f64) -> f64 {
    // Integrating over the rarer variable leaves the smoother condition.
    let (x, y) = if x < y { (y, x) } else { (x, y) };
    if x == f64::INFINITY {
        return 0.0;
    }
    if y == f64::NEG_INFINITY || correlation >= 1.0 {
        return normal::upper_tail(x);
    }
    if correlation <= -1.0 {
        // Y is −X: the values of X between x and −y.
        return if -y > x { between(x, -y) } else { 0.0 };
    }
    if correlation == 0.0 {
        return normal::upper_tail(x) * normal::upper_tail(y);
    }
    let pair = Pair { y, correlation, residual: ((1.0 - correlation) * (1.0 + correlation)).sqrt() };
    let start = x.max(-FARTHEST);
    let crossing = y / correlation;
    if crossing > start && crossing < FARTHEST {
        pair.finite_piece(start, crossing) + pair.endless_piece(crossing)
    } else {
        pair.endless_piece(start)
    }
}

/// Probability of `X > x` and `Y > y` for the negative correlation `−√(1 − residual²)`, `0 < residual ≤ 1`: many times faster
/// than [`upper_tail`] where the correlation is strong, and with every digit of one close to −1.
///
/// The chance at correlation −1 is that of a stretch of X. From there on it grows with the correlation by the joint density at
/// `(x, y)` (Plackett 1954, "A reduction formula for normal multivariate integrals", *Biometrika* 41:351–360), so nothing is
/// subtracted. With the correlation −cos θ and u = cot θ the density dies out like a normal one in u.
pub(super) fn opposed_upper_tail(x: f64, y: f64, residual: f64) -> f64 {
    let cosine = ((1.0 - residual) * (1.0 + residual)).sqrt();
    // On the way from −1 the exponent of the density changes by this much beside what makes it die out.
    let bend = (x * y * (1.0 / (1.0 + cosine) - 0.5)).abs();
    let tame = cosine >= 0.5 && bend < 20.0;
    if !tame {
        return upper_tail(x, y, -cosine);
    }
    let stretch = normal::between(x, -y);
    // No density on the way is larger than this, and the way is shorter than a quarter of a turn.
    let most =
        (x * y * if x * y > 0.0 { 1.0 / (1.0 + cosine) } else { 0.5 } - 0.5 * ((x + y) / residual).powi(2)).exp();
    if most < 1e-17 * stretch { stretch } else { stretch + density_gained(x, y, cosine / residual) }
}

/// The integral of the joint density at `(x, y)` over the correlations from −1 to −cos θ, given cot θ.
fn density_gained(x: f64, y: f64, cotangent: f64) -> f64 {
    // e⁻³⁷ and e⁻⁴² of the whole are left out.
    const LONGEST: f64 = 37.0;
    const FALL: f64 = 2.0 * 42.0;
    let apart = x + y;
    let integrand = |ln_u: f64| {
        let u = ln_u.exp();
        let secant_square = 1.0 + u * u;
        let exponent = x * y / (1.0 + u / secant_square.sqrt()) - 0.5 * apart * apart * secant_square;
        u / secant_square * exponent.exp()
    };
    let length = (0.5 * (FALL / (apart * cotangent).powi(2)).ln_1p()).min(LONGEST);
    let panels = (length / PANEL).ceil().max(1.0);
    let width = length / panels;
    let start = cotangent.ln();
    let panel = |k: u32| {
        let low = start + f64::from(k) * width;
        quadrature::panel(integrand, low, low + width)
    };
    (0..panels as u32).map(panel).sum::<f64>() / std::f64::consts::TAU
}

/// Length of a panel on the scale of ln u.
const PANEL: f64 = 1.0;

/// Beyond this the normal density is smaller than any double.
const FARTHEST: f64 = 40.0;

/// P(x < X < y), from the tails on the side where they are small.
fn between(x: f64, y: f64) -> f64 {
    if x > 0.0 { normal::upper_tail(x) - normal::upper_tail(y) } else { normal::cdf(y) - normal::cdf(x) }
}

struct Pair {
    y: f64,
    correlation: f64,
    /// Standard deviation of Y once X is known.
    residual: f64,
}

impl Pair {
    /// `φ(t) P(Y > y | X = t)` at `t = from + distance`. The distance is kept apart so that its digits survive.
    fn integrand(&self, from: f64, distance: f64) -> f64 {
        let lack = (self.y - self.correlation * from) - self.correlation * distance;
        normal::density(from + distance) * normal::upper_tail(lack / self.residual)
    }

    /// Logarithm of a distance so short that nothing lies within it: e⁻⁴² of the shortest scale of the integrand.
    fn shortest(&self, from: f64) -> f64 {
        self.residual.ln() - from.abs().max(1.0).ln() - 42.0
    }

    /// The integral from here on: t = from + eᵘ.
    fn endless_piece(&self, from: f64) -> f64 {
        let longest = (2.0 * FARTHEST + 5.0).ln();
        quadrature::trapezoid(|u| self.integrand(from, u.exp()) * u.exp(), self.shortest(from), longest)
    }

    /// The integral between two points: t = start + length/(1 + e⁻ᵘ).
    fn finite_piece(&self, start: f64, end: f64) -> f64 {
        let length = end - start;
        let integrand = |u: f64| {
            let (share, rest) = (1.0 / (1.0 + (-u).exp()), 1.0 / (1.0 + u.exp()));
            // Measured from the nearer end, so that both ends keep their digits.
            let value =
                if u < 0.0 { self.integrand(start, length * share) } else { self.integrand(end, -length * rest) };
            value * length * share * rest
        };
        let shortest = self.shortest(start.abs().max(end.abs()));
        quadrature::trapezoid(integrand, shortest, -shortest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::f64::consts::PI;

    #[test]
    fn quadrants_have_a_closed_form() {
        for correlation in [-0.999_999, -0.7, -1e-3, 1e-9, 0.3, 0.99, 0.999_999] {
            let exact = 0.25 + f64::asin(correlation) / (2.0 * PI);
            let found = upper_tail(0.0, 0.0, correlation);
            assert!((found / exact - 1.0).abs() < 1e-9, "{correlation}: {found} instead of {exact}");
        }
    }

    /// mpmath 1.3.0 at 30 digits: the same integral in x by Gauss–Legendre on pieces of 1/400.
    #[test]
    fn far_tails_and_strong_correlations() {
        for (x, y, correlation, expected) in [
            (6.0, 5.0, -0.5, 6.653_976_893_131_064e-30),
            (10.0, 9.0, 0.8, 4.873_871_885_529_075e-25),
            (8.0, -2.0, 0.3, 6.220_950_131_042_55e-16),
            (3.0, 3.0, 0.9999, 0.001_324_895_671_419_571_5),
            (4.0, 4.001, -0.9, 7.073_396_679_771_695e-74),
            (2.0, 1.5, 0.999_999, 0.022_750_131_948_179_21),
            (25.0, 20.0, 0.1, 4.992_432_550_217_175e-207),
        ] {
            let found = upper_tail(x, y, correlation);
            assert!((found / expected - 1.0).abs() < 1e-12, "{x} {y} {correlation}: {found} instead of {expected}");
        }
    }

    /// The same chance over X by steps of its own, with the residual as it is given.
    fn by_integration(x: f64, y: f64, residual: f64) -> f64 {
        let correlation = -((1.0 - residual) * (1.0 + residual)).sqrt();
        let pair = Pair { y, correlation, residual };
        let crossing = y / correlation;
        if crossing > x { pair.finite_piece(x, crossing) + pair.endless_piece(crossing) } else { pair.endless_piece(x) }
    }

    #[test]
    fn full_correlation_and_none() {
        assert_eq!(upper_tail(1.0, 2.0, 1.0), normal::upper_tail(2.0));
        assert_eq!(upper_tail(1.0, 2.0, -1.0), 0.0);
        assert!((upper_tail(-1.0, -2.0, -1.0) - (normal::cdf(2.0) - normal::cdf(-1.0))).abs() < 1e-15);
        assert_eq!(upper_tail(1.0, 2.0, 0.0), normal::upper_tail(1.0) * normal::upper_tail(2.0));
    }

    #[test]
    fn limits_without_end_leave_one_variable() {
        assert_eq!(upper_tail(f64::NEG_INFINITY, 1.5, 0.4), normal::upper_tail(1.5));
        assert_eq!(upper_tail(f64::INFINITY, 1.5, 0.4), 0.0);
        assert_eq!(cdf(f64::INFINITY, f64::INFINITY, 0.4), 1.0);
        assert!((upper_tail(-1e9, 1.5, 0.4) / normal::upper_tail(1.5) - 1.0).abs() < 1e-12);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// P(X > x) = P(X > x, Y > y) + P(X > x, Y ≤ y), and the latter is a tail of the mirrored pair.
        #[test]
        fn parts_sum_to_the_whole(x in -6.0..12.0_f64, y in -6.0..12.0_f64, correlation in -0.9999..0.9999_f64) {
            let whole = upper_tail(x, y, correlation) + upper_tail(x, -y, -correlation);
            prop_assert!((whole / normal::upper_tail(x) - 1.0).abs() < 1e-11, "{}", whole);
        }

        #[test]
        fn strong_opposed_correlations_take_the_short_way(
            x in -8.0..12.0_f64, apart in -12.0..25.0_f64, ln_residual in -9.0..0.0_f64,
        ) {
            let residual = ln_residual.exp();
            let (short, long) = (opposed_upper_tail(x, apart - x, residual), by_integration(x, apart - x, residual));
            prop_assume!(long > 1e-290);
            prop_assert!((short / long - 1.0).abs() < 1e-11, "{} {}", short, long);
        }

        #[test]
        fn the_two_variables_can_be_exchanged(x in -6.0..6.0_f64, y in -6.0..6.0_f64, correlation in -0.99..0.99_f64) {
            prop_assert_eq!(upper_tail(x, y, correlation), upper_tail(y, x, correlation));
        }
    }
}
