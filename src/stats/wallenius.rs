//! Who goes first: of `control + variant` units, `events` leave one after another, each chosen among those still there, a
//! variant unit with `ratio` times the chance of a control unit. The count of variant units among them is Wallenius'
//! noncentral hypergeometric.
//!
//! That is what tied times are when hazards are proportional: several events of one day came one after another, only nobody
//! saw the order. With one event it is Cox's own term; at a ratio of 1 it is the hypergeometric of the log-rank test.
//!
//! Sources: Wallenius 1963; Manly 1974, "A model for certain types of selection experiments", *Biometrics* 30:281–294 (mean);
//! Kalbfleisch & Prentice 1973, "Marginal likelihoods based on Cox's regression and life model", *Biometrika* 60:267–278 (ties
//! as unseen orders).

/// The group that events are drawn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawing {
    pub control: f64,
    pub variant: f64,
    /// At most `control + variant`.
    pub events: u64,
}

/// Mean and variance of how many of the events are the variant's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CountMoments {
    pub mean: f64,
    pub variance: f64,
}

/// So many events are followed one by one; past them the second order is good to about a thousandth of an event.
const MOST_EXACT: u64 = 32;

impl Drawing {
    /// The moments where the logarithm of the ratio of hazards is `log_ratio`.
    pub fn moments(&self, log_ratio: f64) -> CountMoments {
        let total = self.control + self.variant;
        let events = self.events as f64;
        if events >= total {
            return CountMoments { mean: self.variant, variance: 0.0 };
        }
        if log_ratio == 0.0 {
            let share = self.variant / total;
            let left = (total - events) / (total - 1.0);
            return CountMoments { mean: events * share, variance: events * left * share * (self.control / total) };
        }
        let ratio = log_ratio.exp();
        match self.events {
            1 => self.one(ratio),
            2..=MOST_EXACT => self.followed(ratio),
            _ => self.flowing(ratio),
        }
    }

    fn one(&self, ratio: f64) -> CountMoments {
        let weight = self.variant * ratio;
        let (variant, control) = (weight / (weight + self.control), self.control / (weight + self.control));
        CountMoments { mean: variant, variance: variant * control }
    }

    /// Event by event: the chances of each count so far.
    fn followed(&self, ratio: f64) -> CountMoments {
        let mut chances = [0.0; MOST_EXACT as usize + 1];
        chances[0] = 1.0;
        for done in 0..self.events as usize {
            for count in (0..=done).rev() {
                let before = chances[count];
                let weight = (self.variant - count as f64).max(0.0) * ratio;
                let others = (self.control - (done - count) as f64).max(0.0);
                // One division for both ways out: this is the inmost loop of every comparison of whole days.
                let share = if before > 0.0 { before / (weight + others) } else { 0.0 };
                chances[count + 1] += share * weight;
                chances[count] = share * others;
            }
        }
        let mean: f64 = chances.iter().enumerate().map(|(count, chance)| count as f64 * chance).sum();
        let variance = chances.iter().enumerate().map(|(count, chance)| (count as f64 - mean).powi(2) * chance).sum();
        CountMoments { mean, variance }
    }

    /// Many events, as a race in which each control unit leaves at rate 1 and each variant unit at rate `ratio`: at the time
    /// `hazard`, when as many are expected to be gone as there are events, shares exp(−hazard) and exp(−ratio·hazard) are left
    /// (Manly's mean). The race is stopped at a count and not at that time: what this does to mean and variance follows, to
    /// second order, from the martingale (units left) · exp(rate · time). Both are exact at a ratio of 1.
    fn flowing(&self, ratio: f64) -> CountMoments {
        let hazard = self.hazard_of_all(ratio);
        let (control_left, variant_left) = ((-hazard).exp(), (-ratio * hazard).exp());
        let (control_rate, variant_rate) = (self.control * control_left, ratio * self.variant * variant_left);
        let rate = control_rate + variant_rate;
        // Variances of the numbers gone at that time, and of the time at which the count is reached.
        let control_spread = self.control * control_left * -(-hazard).exp_m1();
        let variant_spread = self.variant * variant_left * -(-ratio * hazard).exp_m1();
        let time_spread = (control_spread + variant_spread) / (rate * rate);
        let with_time = variant_rate * time_spread - variant_spread / rate;
        let shift = ((ratio - 1.0) * with_time - 0.5 * time_spread * (ratio * variant_rate + control_rate)) / rate;
        let correction = variant_rate * (shift + 0.5 * ratio * time_spread) - ratio * with_time;
        let total = self.control + self.variant;
        let spread = variant_spread * (control_rate / rate).powi(2) + control_spread * (variant_rate / rate).powi(2);
        let flow = self.variant * -(-ratio * hazard).exp_m1();
        let corrected = if correction.is_finite() { flow + correction } else { flow };
        let events = self.events as f64;
        CountMoments {
            mean: corrected.clamp((events - self.control).max(0.0), events.min(self.variant)),
            variance: if spread.is_finite() { spread * (total / (total - 1.0)) } else { 0.0 },
        }
    }

    /// The time of the race at which as many are expected to be gone as there are events.
    fn hazard_of_all(&self, ratio: f64) -> f64 {
        let gone = |hazard: f64| self.control * -(-hazard).exp_m1() + self.variant * -(-ratio * hazard).exp_m1();
        let slope = |hazard: f64| self.control * (-hazard).exp() + ratio * self.variant * (-ratio * hazard).exp();
        // The function rises and bends down, so Newton's steps from 0 never overshoot.
        let mut hazard = 0.0;
        for _ in 0..MOST_STEPS {
            let step = (self.events as f64 - gone(hazard)) / slope(hazard);
            if !(step > 1e-15 * hazard && step.is_finite()) {
                break;
            }
            hazard += step;
        }
        hazard
    }
}

/// Each step empties the faster group by about one more power of e: far more than any ratio asked for.
const MOST_STEPS: usize = 2_000;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawing(control: f64, variant: f64, events: u64) -> Drawing {
        Drawing { control, variant, events }
    }

    /// Two events of 2 + 3 units, the variant's twice as likely, by hand: 8 + 2 + … over 8 · 6 and 8 · 7.
    /// P(2) = 6/8 · 4/6 = 1/2, P(0) = 2/8 · 1/7 = 1/28, P(1) = 13/28.
    #[test]
    fn two_events_by_hand() {
        let found = drawing(2.0, 3.0, 2).moments(2.0_f64.ln());
        let mean = 1.0 + 13.0 / 28.0;
        assert!((found.mean - mean).abs() < 1e-15);
        assert!((found.variance - (2.0 + 13.0 / 28.0 - mean * mean)).abs() < 1e-15);
    }

    #[test]
    fn all_gone_leaves_nothing_open() {
        for log_ratio in [-5.0, 0.0, 0.7] {
            assert_eq!(drawing(40.0, 30.0, 70).moments(log_ratio), CountMoments { mean: 30.0, variance: 0.0 });
        }
    }

    /// The approximation for many events beside the exact count, taken past the size it is used from.
    #[test]
    fn many_events_flow_as_they_would_one_by_one() {
        let mut worst = (0.0_f64, 0.0_f64);
        for (control, variant, log_ratio) in
            [(40.0, 45.0, 0.5), (40.0, 45.0, -1.0), (300.0, 100.0, 0.3), (33.0, 500.0, -0.8), (20.0, 16.0, 0.7)]
        {
            let drawing = drawing(control, variant, 32);
            let (exact, flowing) = (drawing.followed(f64::exp(log_ratio)), drawing.flowing(f64::exp(log_ratio)));
            worst.0 = worst.0.max((flowing.mean - exact.mean).abs());
            worst.1 = worst.1.max((flowing.variance / exact.variance - 1.0).abs());
        }
        // The last case leaves 4 of 36 units: nothing flows there, and still little is lost.
        assert!(worst.0 < 0.004 && worst.1 < 0.025, "{worst:?}");
    }

    proptest! {
        #[test]
        fn no_effect_is_the_hypergeometric(
            control in 1_u32..400, variant in 1_u32..400, part in 0.0..1.0_f64,
        ) {
            let total = control + variant;
            let events = (f64::from(total) * part) as u64;
            prop_assume!(events >= 2 && events < u64::from(total));
            let drawing = drawing(f64::from(control), f64::from(variant), events);
            let expected = drawing.moments(0.0);
            let found = if events <= MOST_EXACT { drawing.followed(1.0) } else { drawing.flowing(1.0) };
            prop_assert!((found.mean / expected.mean - 1.0).abs() < 1e-12);
            prop_assert!((found.variance / expected.variance - 1.0).abs() < 1e-10);
        }

        #[test]
        fn a_larger_hazard_takes_more_of_the_events(
            control in 1_u32..100, variant in 1_u32..100, events in 1_u64..150, low in -6.0..6.0, step in 0.01..3.0,
        ) {
            prop_assume!(events < u64::from(control + variant));
            let drawing = drawing(f64::from(control), f64::from(variant), events);
            let (less, more) = (drawing.moments(low), drawing.moments(low + step));
            prop_assert!(more.mean >= less.mean - 1e-9);
            prop_assert!(less.variance >= 0.0 && less.mean >= 0.0 && less.mean <= events as f64 + 1e-9);
        }
    }
}
