//! Nodes and weights of the Gauss–Legendre rule that the integrals over each look use.

use std::sync::LazyLock;

/// Points of the rule on each stretch.
pub(super) const POINTS: usize = 16;

/// Nodes in (−1, 1), rising, and their weights, which add up to 2.
pub(super) static RULE: LazyLock<([f64; POINTS], [f64; POINTS])> = LazyLock::new(|| {
    let (mut nodes, mut weights) = ([0.0; POINTS], [0.0; POINTS]);
    for (index, (node, weight)) in nodes.iter_mut().zip(&mut weights).enumerate() {
        // Newton from Tricomi's first guess; ten steps are more than the last digit needs.
        let guess = std::f64::consts::PI * (index as f64 + 0.75) / (POINTS as f64 + 0.5);
        let mut at = -guess.cos();
        let mut slope = 1.0;
        for _ in 0..10 {
            let (value, derivative) = polynomial(at);
            slope = derivative;
            at -= value / derivative;
        }
        (*node, *weight) = (at, 2.0 / ((1.0 - at * at) * slope * slope));
    }
    (nodes, weights)
});

/// Legendre's polynomial of degree [`POINTS`] and its derivative, by the three-term recurrence.
fn polynomial(x: f64) -> (f64, f64) {
    let (mut before, mut value) = (1.0, x);
    for degree in 2..=POINTS {
        let degree = degree as f64;
        (before, value) = (value, ((2.0 * degree - 1.0) * x * value - (degree - 1.0) * before) / degree);
    }
    (value, POINTS as f64 * (x * value - before) / (x * x - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_for_polynomials_up_to_degree_31() {
        let (nodes, weights) = &*RULE;
        for power in 0..32_i32 {
            let sum: f64 = nodes.iter().zip(weights).map(|(x, w)| w * x.powi(power)).sum();
            let exact = if power % 2 == 0 { 2.0 / f64::from(power + 1) } else { 0.0 };
            assert!((sum - exact).abs() < 2e-15, "degree {power}: {sum} instead of {exact}");
        }
    }
}
