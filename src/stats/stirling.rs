//! What Stirling's formula leaves over, and `ln(1 + x) − x`: the two pieces that let densities of the gamma family be
//! computed for a million degrees of freedom without losing digits.
//!
//! A density written with `ln Γ` alone subtracts numbers of the size of its parameters; at 10⁶ that costs nine digits.
//! Written as Catherine Loader does ("Fast and accurate computation of binomial probabilities", 2000), each term is small.

/// `ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π]` for `x > 0`.
pub(super) fn remainder(x: f64) -> f64 {
    if x < 15.0 {
        return libm::lgamma(x) - ((x - 0.5) * x.ln() - x + HALF_LN_2_PI);
    }
    // Bernoulli series; the first term left out is below 1e-17 at x = 15.
    let inverse_square = 1.0 / (x * x);
    const TERMS: [f64; 7] =
        [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0, 1.0 / 156.0];
    TERMS.iter().rev().fold(0.0, |sum, term| sum * inverse_square + term) / x
}

/// `½ ln 2π`.
pub(super) const HALF_LN_2_PI: f64 = 0.918_938_533_204_672_8;

/// `ln(1 + x) − x` for `x > −1`, to full precision near 0, where it is close to `−x²/2`.
pub(super) fn ln_1p_minus(x: f64) -> f64 {
    if !(-0.4..=0.6).contains(&x) {
        return x.ln_1p() - x;
    }
    // With r = x/(2 + x), ln(1 + x) = 2 (r + r³/3 + r⁵/5 + …) and x = 2r/(1 − r).
    let r = x / (2.0 + x);
    let square = r * r;
    let (mut sum, mut power, mut divisor) = (0.0, 1.0, 3.0);
    while power > 1e-18 {
        sum += power / divisor;
        power *= square;
        divisor += 2.0;
    }
    r * (2.0 * square * sum - x)
}

/// `ln(ratio) − excess`, where `excess` is `ratio − 1` to full precision and `ratio` may be as small as a double gets.
pub(super) fn ln_ratio_minus_excess(ratio: f64, excess: f64) -> f64 {
    if excess < -0.4 { ratio.ln() - excess } else { ln_1p_minus(excess) }
}

/// `observed · ln(observed/expected) + excess`, where `excess` is expected − observed to full precision: one cell's part of
/// half a deviance. The excesses of all cells sum to 0 and no part is below 0.
pub(super) fn deviance_part(observed: f64, expected: f64, excess: f64) -> f64 {
    if observed == 0.0 {
        return expected;
    }
    -observed * ln_ratio_minus_excess(expected / observed, excess / observed)
}

/// `ln Γ(x + ½) − ln Γ(x)` for `x > 0`.
pub(super) fn ln_gamma_half_step(x: f64) -> f64 {
    x * (0.5 / x).ln_1p() - 0.5 + 0.5 * x.ln() + remainder(x + 0.5) - remainder(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first value is the series −x²/2 + x³/3 at 10⁻⁸, to the digits shown.
    #[test]
    fn ln_1p_minus_keeps_its_digits_near_zero() {
        assert!((ln_1p_minus(1e-8) / -4.999_999_966_666_667e-17 - 1.0).abs() < 1e-14);
        assert!((ln_1p_minus(1.0) - (2.0_f64.ln() - 1.0)).abs() < 1e-16);
        for x in [-0.399, 0.599] {
            assert!((ln_1p_minus(x) - (f64::ln_1p(x) - x)).abs() < 1e-15);
        }
    }

    #[test]
    fn remainder_joins_at_its_seam_and_knows_factorials() {
        assert!((remainder(1.0) - (1.0 - HALF_LN_2_PI)).abs() < 1e-15);
        assert!((remainder(15.0 - 1e-9) - remainder(15.0 + 1e-9)).abs() < 1e-12);
        assert!((ln_gamma_half_step(0.5) + 0.5 * std::f64::consts::PI.ln()).abs() < 1e-15);
    }
}
