//! The standard normal distribution.
//!
//! Tails come from `libm::erfc` (good to 3e-15) and never from `1 − cdf`: a p-value of 1e-200 keeps its digits. The
//! quantile is written with `libm` alone, so that seeded draws are the same bytes on every machine.

use super::stirling::HALF_LN_2_PI;

/// Density at `x`.
#[must_use]
pub fn density(x: f64) -> f64 {
    (-0.5 * x * x - HALF_LN_2_PI).exp()
}

/// Probability of a value at or below `x`.
///
/// ```
/// use jalon::stats::normal;
/// assert!((normal::cdf(-1.959_963_984_540_054) - 0.025).abs() < 1e-15);
/// ```
#[must_use]
pub fn cdf(x: f64) -> f64 {
    upper_tail(-x)
}

/// Probability of a value above `x` (survival function), accurate far out in the tail.
///
/// ```
/// use jalon::stats::normal;
/// assert!((normal::upper_tail(30.0) / 4.906_713_927_148_187e-198 - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn upper_tail(x: f64) -> f64 {
    0.5 * libm::erfc(x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Natural logarithm of [`upper_tail`], also where the tail itself is too small for a double.
#[must_use]
pub fn ln_upper_tail(x: f64) -> f64 {
    if x < -1.0 {
        return (-upper_tail(-x)).ln_1p();
    }
    if x < 25.0 {
        return upper_tail(x).ln();
    }
    // Asymptotic series 1 − 1/x² + 3/x⁴ − 15/x⁶ + …; beyond 25 its eighth term is below 1e-16.
    let inverse_square = 1.0 / (x * x);
    let series = (1..8).rev().fold(1.0, |sum, k| 1.0 - f64::from(2 * k - 1) * inverse_square * sum);
    -0.5 * x * x - HALF_LN_2_PI - x.ln() + series.ln()
}

/// The value with probability `p` at or below it; −∞ at 0 and +∞ at 1.
///
/// # Source
///
/// Wichura 1988, algorithm AS 241 (PPND16), relative error about 1e-16.
///
/// ```
/// use jalon::stats::normal;
/// assert!((normal::quantile(0.8) - 0.841_621_233_572_914_2).abs() < 1e-15);
/// ```
#[must_use]
pub fn quantile(p: f64) -> f64 {
    let centred = p - 0.5;
    if centred.abs() <= 0.425 {
        let r = 0.180_625 - centred * centred;
        return centred * ratio(&CENTRE, r);
    }
    let tail = if centred < 0.0 { p } else { 1.0 - p };
    if tail <= 0.0 {
        return f64::INFINITY.copysign(centred);
    }
    let r = (-libm::log(tail)).sqrt();
    let magnitude = if r <= 5.0 { ratio(&MIDDLE, r - 1.6) } else { ratio(&FAR, r - 5.0) };
    magnitude.copysign(centred)
}

/// The value with probability `p` above it: the critical value of a one-sided test at level `p`.
///
/// ```
/// use jalon::stats::normal;
/// assert!((normal::upper_quantile(0.025) - 1.959_963_984_540_054).abs() < 1e-15);
/// ```
#[must_use]
pub fn upper_quantile(p: f64) -> f64 {
    -quantile(p)
}

/// Numerator and denominator of one of Wichura's rational approximations, constant term first.
struct Rational {
    numerator: [f64; 8],
    denominator: [f64; 8],
}

fn ratio(rational: &Rational, r: f64) -> f64 {
    let horner = |terms: &[f64; 8]| terms.iter().rev().fold(0.0, |sum, term| sum * r + term);
    horner(&rational.numerator) / horner(&rational.denominator)
}

#[allow(clippy::excessive_precision, reason = "the constants stand as Wichura printed them")]
const CENTRE: Rational = Rational {
    numerator: [
        3.387_132_872_796_366_608_0,
        1.331_416_678_917_843_774_5e2,
        1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4,
        4.592_195_393_154_987_145_7e4,
        6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4,
        2.509_080_928_730_122_672_7e3,
    ],
    denominator: [
        1.0,
        4.231_333_070_160_091_125_2e1,
        6.871_870_074_920_579_083_0e2,
        5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4,
        3.930_789_580_009_271_061_0e4,
        2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561_0e3,
    ],
};

#[allow(clippy::excessive_precision, reason = "the constants stand as Wichura printed them")]
const MIDDLE: Rational = Rational {
    numerator: [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_90,
        5.769_497_221_460_691_405_50,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        2.417_807_251_774_506_117_70e-1,
        2.272_384_498_926_918_458_33e-2,
        7.745_450_142_783_414_076_40e-4,
    ],
    denominator: [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_40,
        6.897_673_349_851_000_045_50e-1,
        1.481_039_764_274_800_745_90e-1,
        1.519_866_656_361_645_719_66e-2,
        5.475_938_084_995_344_946_00e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
};

#[allow(clippy::excessive_precision, reason = "the constants stand as Wichura printed them")]
const FAR: Rational = Rational {
    numerator: [
        6.657_904_643_501_103_777_20,
        5.463_784_911_164_114_369_90,
        1.784_826_539_917_291_335_80,
        2.965_605_718_285_048_912_30e-1,
        2.653_218_952_657_612_309_30e-2,
        1.242_660_947_388_078_438_60e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    denominator: [
        1.0,
        5.998_322_065_558_879_376_90e-1,
        1.369_298_809_227_358_053_10e-1,
        1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591_00e-4,
        1.846_318_317_510_054_681_80e-5,
        1.421_511_758_316_445_888_70e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Normal};

    /// statrs computes its quantile from another family of approximations (Boost's), exact to 4e-16.
    #[test]
    fn quantile_agrees_with_an_independent_implementation() {
        let peer = Normal::standard();
        for step in 1..400 {
            let p = f64::from(step) / 400.0;
            assert!((quantile(p) - peer.inverse_cdf(p)).abs() < 2e-15, "at {p}");
        }
        for exponent in 1..300 {
            let p = 10.0_f64.powi(-exponent);
            assert!((quantile(p) / peer.inverse_cdf(p) - 1.0).abs() < 2e-15, "at {p}");
        }
    }

    #[test]
    fn quantile_inverts_the_tail_down_to_the_smallest_numbers() {
        for p in [1e-300, 1e-100, 1e-20, 1e-5, 0.02, 0.3] {
            assert!((upper_tail(upper_quantile(p)) / p - 1.0).abs() < 1e-12, "at {p}");
        }
        assert_eq!(quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(quantile(1.0), f64::INFINITY);
    }

    #[test]
    fn logarithm_of_the_tail_joins_at_its_seams() {
        for x in [-40.0, -1.0, 0.0, 3.0, 24.999, 36.0] {
            let direct = upper_tail(x).ln();
            assert!((ln_upper_tail(x) - direct).abs() < 1e-12 * direct.abs().max(1.0), "at {x}");
        }
        let (below, above) = (ln_upper_tail(25.0 - 1e-12), ln_upper_tail(25.0));
        assert!((below - above).abs() < 1e-10);
    }
}
