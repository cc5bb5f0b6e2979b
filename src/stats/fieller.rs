//! Fieller's theorem: which ratios of two estimates the data do not reject.
//!
//! Source: Fieller 1954, "Some problems in interval estimation", *JRSS B* 16:175–185.

use super::Alternative;
use super::interval::{Bound, Shape};

/// What an effect is made of: `effect = residual + slope · control`, where residual and control do not correlate. For two
/// independent arms the residual is the variant and the slope −1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Parts {
    pub effect: f64,
    pub residual: f64,
    pub residual_error: f64,
    pub control: f64,
    pub control_error: f64,
    pub slope: f64,
}

/// An effect and the control it is a share of, each with how far it may be off: the critical value times its standard error.
///
/// All are divided by the largest of them, so that no square over- or underflows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fieller {
    effect: f64,
    residual: f64,
    residual_reach: f64,
    control: f64,
    control_reach: f64,
    slope: f64,
}

impl Fieller {
    pub fn new(parts: &Parts, critical: f64) -> Self {
        let (control_reach, residual_reach) = (critical * parts.control_error, critical * parts.residual_error);
        let all = [parts.control, parts.residual, control_reach, residual_reach];
        let scale = all.into_iter().map(f64::abs).fold(f64::MIN_POSITIVE, f64::max);
        Self {
            effect: parts.effect / scale,
            residual: parts.residual / scale,
            residual_reach: residual_reach / scale,
            control: parts.control / scale,
            control_reach: control_reach / scale,
            slope: parts.slope,
        }
    }

    /// The lifts r whose statistic `effect − r · control` lies within the critical value on the sides the alternative
    /// watches: the solutions of a quadratic whose leading term is above 0 where the control is significant.
    pub fn lifts(&self, alternative: Alternative) -> Shape {
        let leading = (self.control.abs() - self.control_reach) * (self.control.abs() + self.control_reach);
        if leading == 0.0 {
            return self.half_line(alternative);
        }
        let discriminant = self.residual_reach.powi(2) * leading + (self.residual * self.control_reach).powi(2);
        if discriminant < 0.0 {
            return Shape::WholeLine;
        }
        // Solved for r itself and not for r − slope, so that a small lift keeps its digits.
        let centre = self.control * self.effect - self.slope * self.control_reach.powi(2);
        let (one, other) = ((centre - discriminant.sqrt()) / leading, (centre + discriminant.sqrt()) / leading);
        let (low, high) = (one.min(other), one.max(other));
        if leading > 0.0 {
            // Dividing by a negative control turns "greater" into an upper end.
            let alternative = if self.control > 0.0 { alternative } else { alternative.reversed() };
            Shape::sided(low, high, alternative)
        } else if self.watches(f64::midpoint(low, high), alternative) {
            Shape::Outside { up_to: low, from: high }
        } else {
            Shape::WholeLine
        }
    }

    /// The control lies exactly on the edge of significance: the quadratic is a line, and excludes one side of it.
    fn half_line(&self, alternative: Alternative) -> Shape {
        let product = self.control * self.residual;
        let ratio = (self.residual - self.residual_reach) * (self.residual + self.residual_reach) / (2.0 * product);
        let limit = ratio + self.slope;
        if product > 0.0 && self.watches(limit - 1.0, alternative) {
            Shape::Between { low: Bound::At(limit), high: Bound::Unbounded }
        } else if product < 0.0 && self.watches(limit + 1.0, alternative) {
            Shape::Between { low: Bound::Unbounded, high: Bound::At(limit) }
        } else {
            Shape::WholeLine
        }
    }

    /// Whether a lift whose statistic is beyond the critical value is excluded: the alternative must watch that side.
    fn watches(&self, lift: f64, alternative: Alternative) -> bool {
        let above = self.residual - (lift - self.slope) * self.control > 0.0;
        match alternative {
            Alternative::TwoSided => true,
            Alternative::Greater => above,
            Alternative::Less => !above,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arms(control: f64, control_error: f64, variant: f64, variant_error: f64) -> Parts {
        Parts {
            effect: variant - control,
            residual: variant,
            residual_error: variant_error,
            control,
            control_error,
            slope: -1.0,
        }
    }

    /// With critical value 1, a control of 1 ± 1 and a variant of 3 ± 2: (3 − ρ)² ≤ 4 + ρ² leaves ρ ≥ 5/6.
    #[test]
    fn a_control_just_on_the_edge_leaves_a_half_line() {
        let fieller = Fieller::new(&arms(1.0, 1.0, 3.0, 2.0), 1.0);
        let low = match fieller.lifts(Alternative::TwoSided) {
            Shape::Between { low: Bound::At(low), high: Bound::Unbounded } => low,
            other => panic!("{other:?}"),
        };
        assert!((low + 1.0 / 6.0).abs() < 1e-15);
        assert_eq!(fieller.lifts(Alternative::Less), Shape::WholeLine);
        assert_eq!(fieller.lifts(Alternative::Greater), fieller.lifts(Alternative::TwoSided));
    }

    /// A control of practically 0 ± 1 and a variant of 3 ± 1: 9 ≤ 1 + ρ² leaves ρ ≤ −√8 and ρ ≥ √8.
    #[test]
    fn a_control_of_next_to_nothing_still_excludes_a_middle() {
        for control in [1e-300, -1e-300] {
            let shape = Fieller::new(&arms(control, 1.0, 3.0, 1.0), 1.0).lifts(Alternative::TwoSided);
            let Shape::Outside { up_to, from } = shape else { panic!("{shape:?}") };
            assert!((up_to + 8.0_f64.sqrt() + 1.0).abs() < 1e-14 && (from - 8.0_f64.sqrt() + 1.0).abs() < 1e-14);
        }
    }

    #[test]
    fn numbers_too_large_to_square_do_not_matter() {
        let small = Fieller::new(&arms(10.0, 1.0, 12.0, 1.0), 1.96).lifts(Alternative::TwoSided);
        let large = Fieller::new(&arms(10e200, 1e200, 12e200, 1e200), 1.96).lifts(Alternative::TwoSided);
        let ends = |shape: Shape| match shape {
            Shape::Between { low: Bound::At(low), high: Bound::At(high) } => (low, high),
            other => panic!("{other:?}"),
        };
        let ((a, b), (c, d)) = (ends(small), ends(large));
        assert!((a - c).abs() < 1e-14 && (b - d).abs() < 1e-14);
    }

    /// With critical value 1: (4 − 10 r)² ≤ Var(effect − r control) = 2 − 2 · 0.5 r + 1 r², in whatever writing.
    #[test]
    fn a_correlated_effect_solves_its_own_quadratic() {
        let parts = Parts {
            effect: 4.0,
            residual: 4.0 - 0.5 * 10.0,
            residual_error: (2.0_f64 - 0.25).sqrt(),
            control: 10.0,
            control_error: 1.0,
            slope: 0.5,
        };
        let Shape::Between { low: Bound::At(low), high: Bound::At(high) } =
            Fieller::new(&parts, 1.0).lifts(Alternative::TwoSided)
        else {
            panic!("bounded")
        };
        for r in [low, high] {
            assert!(((4.0 - 10.0 * r).powi(2) - (2.0 - r + r * r)).abs() < 1e-13, "{r}");
        }
        assert!(low < 0.4 && 0.4 < high);
    }
}
