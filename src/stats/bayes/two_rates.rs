//! Two beta beliefs compared: chances and expected losses, by quadrature that keeps small answers and billions of visitors.
//!
//! All integrals run over the logit of a rate, where densities and tails fall off as exponentials to both sides and have one peak;
//! nothing is a difference of large numbers.

use super::rate_posterior::{RatePosterior, expit};
use crate::stats::quadrature::ln_bump;

/// How far the variant must be ahead: its rate above (1 + `lift`) times the control's, plus `difference`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateMargin {
    /// On the difference of the rates.
    pub difference: f64,
    /// On their ratio less 1, above −1.
    pub lift: f64,
}

impl RateMargin {
    /// Any lead counts.
    pub const NONE: Self = Self { difference: 0.0, lift: 0.0 };
}

/// What is believed of the rates of two arms, apart from each other.
///
/// ```
/// use jalon::stats::{Conversions, RateMargin, RatePosterior, TwoRatePosteriors};
/// let arm = |conversions, visitors| RatePosterior::UNIFORM.after(Conversions::new(conversions, visitors).unwrap());
/// let belief = TwoRatePosteriors { control: arm(500, 10_000), variant: arm(550, 10_000) };
/// assert!((belief.chance_ahead(RateMargin::NONE).unwrap() - 0.943_478_155_302_862_96).abs() < 1e-12);
/// assert!((belief.loss_of_shipping() / 7.606_405_576_356_127e-5 - 1.0).abs() < 1e-11);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoRatePosteriors {
    /// The control's rate.
    pub control: RatePosterior,
    /// The variant's rate.
    pub variant: RatePosterior,
}

impl TwoRatePosteriors {
    /// Chance that the variant is ahead by more than the margin; none for a margin that is no number, or a lift of −1 or below.
    ///
    /// Exactly 0 or 1 where no two rates, or all, differ by that much.
    #[must_use]
    pub fn chance_ahead(self, margin: RateMargin) -> Option<f64> {
        let line = Line { slope: 1.0 + margin.lift, height: margin.difference };
        if !(line.slope.is_finite() && line.slope > 0.0 && line.height.is_finite()) {
            return None;
        }
        let Some(segment) = line.inside_the_square() else {
            return Some(if line.height >= 1.0 { 0.0 } else { 1.0 });
        };
        // The narrower belief is the one to walk along: the other is smooth on its scale.
        let variant_is_narrower = self.variant.sd() < self.control.sd() * line.slope;
        let chance = if variant_is_narrower {
            // P(V > line) = P(C < line at V), all of it where V lies above the segment.
            let inner = ln_bump(|v| self.ln_along_variant(&segment, v), -FARTHEST, FARTHEST).exp();
            inner + self.variant.ln_above(segment.top, segment.above_top).exp()
        } else {
            let inner = ln_bump(|v| self.ln_along_control(&segment, v), -FARTHEST, FARTHEST).exp();
            inner + self.control.ln_below(segment.left, 1.0 - segment.left).exp()
        };
        Some(chance.min(1.0))
    }

    /// What keeping the control is expected to cost: the mean of max(variant − control, 0).
    #[must_use]
    pub fn loss_of_keeping(self) -> f64 {
        expected_lead(self.variant, self.control)
    }

    /// What shipping the variant is expected to cost: the mean of max(control − variant, 0).
    #[must_use]
    pub fn loss_of_shipping(self) -> f64 {
        expected_lead(self.control, self.variant)
    }

    /// The expected lift, variant over control less 1; none where the control's rate may be so near 0 that it has no mean
    /// (first parameter of 1 or below).
    #[must_use]
    pub fn expected_lift(self) -> Option<f64> {
        let (a, b) = (self.control.a(), self.control.b());
        (a > 1.0).then(|| self.variant.mean() * ((a + b - 1.0) / (a - 1.0)) - 1.0)
    }

    /// Density of the control at a place of the segment, times the chance that the variant lies above the line there.
    fn ln_along_control(self, segment: &Segment, v: f64) -> f64 {
        let place = segment.at(v);
        let density = self.control.ln_logit_density(place.control, place.control_rest);
        let jacobian = segment.width * place.share * place.rest / place.control / place.control_rest;
        density + jacobian.ln() + self.variant.ln_above(place.variant, place.variant_rest)
    }

    /// Density of the variant there, times the chance that the control lies to the left of the line.
    fn ln_along_variant(self, segment: &Segment, v: f64) -> f64 {
        let place = segment.at(v);
        let density = self.variant.ln_logit_density(place.variant, place.variant_rest);
        let height = segment.width * segment.slope;
        let jacobian = height * place.share * place.rest / place.variant / place.variant_rest;
        density + jacobian.ln() + self.control.ln_below(place.control, place.control_rest)
    }
}

/// The mean of max(leader − other, 0): the integral of P(other ≤ t) · P(leader > t), which no subtraction spoils.
fn expected_lead(leader: RatePosterior, other: RatePosterior) -> f64 {
    let ln_both = |u: f64| {
        let (rate, rest) = (expit(u), expit(-u));
        other.ln_below(rate, rest) + leader.ln_above(rate, rest) + rate.ln() + rest.ln()
    };
    ln_bump(ln_both, -FARTHEST, FARTHEST).exp()
}

/// Beyond this logit a rate is within 1e-304 of an end.
const FARTHEST: f64 = 700.0;

/// The rates at which the variant is exactly at its margin: variant = slope · control + height.
struct Line {
    slope: f64,
    height: f64,
}

/// The part of the line where both rates lie between 0 and 1, and how far its ends are from the corners of the scale.
struct Segment {
    slope: f64,
    width: f64,
    left: f64,
    right_rest: f64,
    bottom: f64,
    top: f64,
    above_top: f64,
}

/// A place on the segment: a share of its width, and both rates with their complements, each to full precision.
struct Place {
    share: f64,
    rest: f64,
    control: f64,
    control_rest: f64,
    variant: f64,
    variant_rest: f64,
}

impl Line {
    /// None where the line misses the square.
    fn inside_the_square(&self) -> Option<Segment> {
        let left = (-self.height / self.slope).max(0.0);
        let right = ((1.0 - self.height) / self.slope).min(1.0);
        let bottom = self.height.max(0.0);
        // Where the line leaves through the right side, its height there; through the top, 1.
        let above_top = (1.0 - self.height - self.slope).max(0.0);
        let right_rest = if above_top > 0.0 { 0.0 } else { (1.0 - right).max(0.0) };
        (right > left).then_some(Segment {
            slope: self.slope,
            width: right - left,
            left,
            right_rest,
            bottom,
            top: 1.0 - above_top,
            above_top,
        })
    }
}

impl Segment {
    fn at(&self, v: f64) -> Place {
        let (share, rest) = (expit(v), expit(-v));
        let height = self.slope * self.width;
        Place {
            share,
            rest,
            control: self.left + self.width * share,
            control_rest: self.right_rest + self.width * rest,
            variant: self.bottom + height * share,
            variant_rest: self.above_top + height * rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn belief(control: (f64, f64), variant: (f64, f64)) -> TwoRatePosteriors {
        let arm = |(a, b)| RatePosterior::new(a, b).unwrap();
        TwoRatePosteriors { control: arm(control), variant: arm(variant) }
    }

    fn ahead(belief: TwoRatePosteriors, difference: f64, lift: f64) -> f64 {
        belief.chance_ahead(RateMargin { difference, lift }).unwrap()
    }

    #[test]
    fn margins_no_rates_can_have() {
        let equal = belief((2.0, 3.0), (2.0, 3.0));
        assert_eq!((ahead(equal, 1.0, 0.0), ahead(equal, -1.0, 0.0)), (0.0, 1.0));
        assert_eq!((ahead(equal, 2.0, 5.0), ahead(equal, -3.0, 1.0)), (0.0, 1.0));
        for (difference, lift) in [(f64::NAN, 0.0), (0.0, -1.0), (0.0, f64::INFINITY)] {
            assert_eq!(equal.chance_ahead(RateMargin { difference, lift }), None);
        }
    }

    /// Uniform rates: areas of the square by hand.
    #[test]
    fn areas_of_the_square() {
        let uniform = belief((1.0, 1.0), (1.0, 1.0));
        for (difference, lift, area) in [
            (0.0, 0.0, 0.5),
            (0.0, 1.0, 0.25),
            (0.0, -0.5, 0.75),
            (0.3, 0.0, 0.245),
            (-0.3, 0.0, 0.755),
            (0.25, -0.5, 0.5),
            (-0.5, 1.0, 0.5),
        ] {
            assert!((ahead(uniform, difference, lift) - area).abs() < 1e-12, "{difference} {lift}");
        }
        assert!((uniform.loss_of_keeping() - 1.0 / 6.0).abs() < 1e-13);
    }

    /// With billions of visitors the rates are normal: the z of the difference gives the chance, to the skew left.
    #[test]
    fn billions_of_visitors() {
        let (control, variant) = ((5e7, 9.5e8), (5.001e7, 9.4999e8));
        let large = belief(control, variant);
        let z = (large.variant.mean() - large.control.mean()) / large.variant.sd().hypot(large.control.sd());
        let normal = crate::stats::normal::cdf(z);
        assert!((ahead(large, 0.0, 0.0) - normal).abs() < 1e-5, "{} {normal}", ahead(large, 0.0, 0.0));
    }

    /// One narrow belief beside a wide one, either way round.
    #[test]
    fn a_known_rate_beside_an_unknown_one() {
        let known = (3e11, 7e11);
        assert!((ahead(belief(known, (1.0, 1.0)), 0.0, 0.0) - 0.7).abs() < 1e-9);
        assert!((ahead(belief((1.0, 1.0), known), 0.0, 0.0) - 0.3).abs() < 1e-9);
        assert!((ahead(belief((1.0, 1.0), known), 0.1, 0.0) - 0.2).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn chances_and_losses_hang_together(
            a1 in 0.1..200.0_f64, b1 in 0.1..2000.0_f64, a2 in 0.1..200.0_f64, b2 in 0.1..2000.0_f64,
            difference in -0.2..0.2_f64, lift in -0.5..1.0_f64,
        ) {
            let (one, other) = (belief((a1, b1), (a2, b2)), belief((a2, b2), (a1, b1)));
            // V > s C + d exactly when not C > (V − d)/s.
            let (slope, back) = (1.0 + lift, 1.0 / (1.0 + lift));
            let sum = ahead(one, difference, lift) + ahead(other, -difference * back, back - 1.0);
            prop_assert!((sum - 1.0).abs() < 1e-10, "{} {}", sum, slope);
            prop_assert!(ahead(one, 0.0, 0.0) >= ahead(one, 0.01, 0.0) - 1e-12);
            let means = one.variant.mean() - one.control.mean();
            prop_assert!((one.loss_of_keeping() - one.loss_of_shipping() - means).abs() < 1e-11);
            prop_assert_eq!(one.loss_of_keeping(), other.loss_of_shipping());
        }
    }
}
