//! Shares of several categories at once: intervals that all hold together, for answers such as "why did you leave?".

use super::categories::CategoryCounts;
use super::interval::{Interval, Method, NoAnswer, Shape};
use super::{Alternative, Conversions, RateInterval, normal, poisson};
use crate::quantity::Proportion;

impl CategoryCounts {
    /// Wilson's interval of each share at level `1 − alpha / categories`, so that all hold together at `1 − alpha`.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] without units.
    ///
    /// # Source
    ///
    /// Goodman 1965, "On simultaneous confidence intervals for multinomial proportions", *Technometrics* 7:247–254.
    ///
    /// ```
    /// use jalon::{quantity::Proportion, stats::CategoryCounts};
    /// let answers = CategoryCounts::new([56, 72, 73, 59, 62, 87, 58]).unwrap();
    /// let intervals = answers.goodman(Proportion::new(0.05).unwrap()).unwrap();
    /// assert!(intervals[5].contains(0.2) && !intervals[0].contains(0.2));
    /// ```
    pub fn goodman(&self, alpha: Proportion) -> Result<Vec<Interval>, NoAnswer> {
        let categories = self.as_rates()?;
        // Too small to be divided, `alpha` is as good as 0 already.
        let part = Proportion::new(alpha.get() / categories.len() as f64).unwrap_or(alpha);
        let interval = |category: &Conversions| {
            let wilson = category.interval(part, Alternative::TwoSided, RateInterval::Wilson)?;
            Ok(Interval { alpha, method: Method::Goodman, ..wilson })
        };
        categories.iter().map(interval).collect()
    }

    /// Intervals of one width, shorter than Goodman's for many categories of like size.
    ///
    /// The chance that no count strays farther than c from its mean is that of truncated Poisson variables whose sum is the
    /// number of units, by an Edgeworth series; c is the first that reaches `1 − alpha`, and what it reaches beyond shortens
    /// the upper ends.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] without units.
    ///
    /// # Source
    ///
    /// Sison & Glaz 1995, "Simultaneous confidence intervals and sample size determination for multinomial proportions",
    /// *JASA* 90:366–369.
    pub fn sison_glaz(&self, alpha: Proportion) -> Result<Vec<Interval>, NoAnswer> {
        let categories = self.as_rates()?;
        let (level, units) = (1.0 - alpha.get(), self.total() as f64);
        let mut windows: Vec<Window> = categories.iter().map(|category| Window::new(category.successes())).collect();
        let (mut reach, mut before) = (0.0, 0.0);
        // Reaching as far as there are units leaves nothing out.
        while reach < units {
            windows.iter_mut().for_each(Window::widen);
            let chance = chance_of_all(&windows, units);
            if chance > level {
                let excess = 2.0 * (level - before) / (chance - before) / units;
                return Ok(around(&categories, alpha, reach / units, excess));
            }
            reach += 1.0;
            before = chance;
        }
        Ok(around(&categories, alpha, 1.0, 0.0))
    }

    /// Each category against all others.
    fn as_rates(&self) -> Result<Vec<Conversions>, NoAnswer> {
        let rate = |&count| Conversions::new(count, self.total()).map_err(|_| NoAnswer::TooFewUnits);
        self.counts().iter().map(rate).collect()
    }
}

fn around(categories: &[Conversions], alpha: Proportion, half: f64, excess: f64) -> Vec<Interval> {
    let interval = |category: &Conversions| {
        let (low, high) = ((category.rate() - half).max(0.0), (category.rate() + half + excess).min(1.0));
        Interval { shape: Shape::sided(low, high, Alternative::TwoSided), alpha, method: Method::SisonGlaz }
    };
    categories.iter().map(interval).collect()
}

/// A Poisson variable cut off at the same distance on both sides of its mean, a whole number.
struct Window {
    mean: f64,
    distance: f64,
    /// Probabilities of the values at the two ends.
    lower: f64,
    upper: f64,
    /// Σ (x − mean)ʳ P(x) for r = 0 to 4.
    sums: [f64; 5],
}

impl Window {
    fn new(mean: f64) -> Self {
        let centre = poisson::ln_probability(mean, mean).exp();
        Self { mean, distance: 0.0, lower: centre, upper: centre, sums: [centre, 0.0, 0.0, 0.0, 0.0] }
    }

    /// Takes in one more value on either side.
    fn widen(&mut self) {
        self.lower *= if self.mean > 0.0 { ((self.mean - self.distance) / self.mean).max(0.0) } else { 0.0 };
        self.distance += 1.0;
        self.upper *= self.mean / (self.mean + self.distance);
        let mut power = 1.0;
        for (order, sum) in self.sums.iter_mut().enumerate() {
            let sign = if order % 2 == 0 { 1.0 } else { -1.0 };
            *sum += power * (self.upper + sign * self.lower);
            power *= self.distance;
        }
    }

    /// Mean less the Poisson mean, variance, third cumulant and fourth cumulant within the window.
    fn cumulants(&self) -> [f64; 4] {
        let [whole, first, second, third, fourth] = self.sums;
        let (m1, m2, m3, m4) = (first / whole, second / whole, third / whole, fourth / whole);
        let variance = m2 - m1 * m1;
        let skew = m3 - 3.0 * m1 * m2 + 2.0 * m1.powi(3);
        let peak = m4 - 4.0 * m1 * m3 + 6.0 * m1 * m1 * m2 - 3.0 * m1.powi(4) - 3.0 * variance * variance;
        [m1, variance, skew, peak]
    }
}

/// The chance that all counts lie in their windows, given that they sum to the number of units.
fn chance_of_all(windows: &[Window], units: f64) -> f64 {
    let mut totals = [0.0; 4];
    for window in windows {
        totals.iter_mut().zip(window.cumulants()).for_each(|(total, cumulant)| *total += cumulant);
    }
    let [shift, variance, third, fourth] = totals;
    if variance <= 0.0 {
        return 0.0;
    }
    let (skew, excess) = (third / variance.powf(1.5), fourth / (variance * variance));
    let z = -shift / variance.sqrt();
    let hermite_3 = z.powi(3) - 3.0 * z;
    let hermite_4 = z.powi(4) - 6.0 * z * z + 3.0;
    let hermite_6 = z.powi(6) - 15.0 * z.powi(4) + 45.0 * z * z - 15.0;
    let series = 1.0 + skew * hermite_3 / 6.0 + excess * hermite_4 / 24.0 + skew * skew * hermite_6 / 72.0;
    let ln_inside: f64 = windows.iter().map(|window| window.sums[0].ln()).sum();
    let ln_of_sum = poisson::ln_probability(units, units);
    series * normal::density(z) / variance.sqrt() * (ln_inside - ln_of_sum).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alpha() -> Proportion {
        Proportion::new(0.05).unwrap()
    }

    #[test]
    fn without_units_there_are_no_shares() {
        let none = CategoryCounts::new([0, 0]).unwrap();
        assert_eq!(none.goodman(alpha()), Err(NoAnswer::TooFewUnits));
        assert_eq!(none.sison_glaz(alpha()), Err(NoAnswer::TooFewUnits));
    }

    #[test]
    fn few_units_and_empty_categories() {
        for counts in [&[1, 0][..], &[0, 0, 3], &[5, 0, 0, 0], &[1, 1], &[7]] {
            let counts = CategoryCounts::new(counts).unwrap();
            for intervals in [counts.sison_glaz(alpha()).unwrap(), counts.goodman(alpha()).unwrap()] {
                for (interval, category) in intervals.iter().zip(counts.as_rates().unwrap()) {
                    assert!(interval.contains(category.rate()), "{counts:?} {interval:?}");
                    assert!(interval.is_bounded());
                }
            }
        }
    }

    /// mpmath 1.3.0 at 30 digits: moments of the truncated Poisson variables summed value by value. R prints 0.1643361.
    #[test]
    fn sison_and_glaz_by_another_sum() {
        let counts = CategoryCounts::new([56, 72, 73, 59, 62, 87, 58]).unwrap();
        let interval = counts.sison_glaz(alpha()).unwrap()[0];
        assert!((interval.low().value().unwrap() - (56.0 - 19.0) / 467.0).abs() < 1e-15);
        assert!((interval.high().value().unwrap() / 0.164_355_734_04 - 1.0).abs() < 1e-11);
    }

    /// In large samples the widest of many like shares strays by about the largest of as many normals.
    #[test]
    fn a_hundred_million_answers() {
        let counts = CategoryCounts::new([25_000_000; 4]).unwrap();
        let interval = counts.sison_glaz(alpha()).unwrap()[0];
        let half = (interval.high().value().unwrap() - interval.low().value().unwrap()) / 2.0;
        let sds = half / (0.25 * 0.75 / 1e8_f64).sqrt();
        // Between one interval alone and Bonferroni's four.
        assert!(sds > 1.96 && sds < 2.498, "{sds}");
    }
}
