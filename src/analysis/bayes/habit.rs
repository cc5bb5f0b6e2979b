use crate::quantity::{Proportion, Share};
use crate::stats::{Sides, looks_at_level};

/// The chance to beat the control, or to lose to it, at which people call a test won or lost while they look.
pub const FLAG: f64 = 0.95;

/// As many looks as a habit may have.
pub const MOST_HABIT_LOOKS: u32 = 200;

/// How people look at a test while it runs: so many times, evenly spaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Habit {
    /// Every day, for so many days.
    Daily(u32),
    /// Every week, for so many weeks.
    Weekly(u32),
    /// At the end only.
    Once,
}

impl Habit {
    /// Every day of a test that runs so long, or every week where days are too many to follow.
    #[must_use]
    pub fn over(days: u32) -> Self {
        if days <= MOST_HABIT_LOOKS {
            Self::Daily(days.max(1))
        } else {
            Self::Weekly(days.div_ceil(7).min(MOST_HABIT_LOOKS))
        }
    }

    /// How many looks it has.
    #[must_use]
    pub fn looks(self) -> u32 {
        match self {
            Self::Daily(looks) | Self::Weekly(looks) => looks,
            Self::Once => 1,
        }
    }

    /// How often it flags a test without effect; none without looks, or with more than [`MOST_HABIT_LOOKS`].
    #[must_use]
    pub fn false_flags(self) -> Option<FalseFlags> {
        let looks = Some(self.looks()).filter(|looks| *looks <= MOST_HABIT_LOOKS)?;
        FalseFlags::at(&(1..=looks).map(f64::from).collect::<Vec<_>>())
    }
}

/// How often looks flag a test in which variant and control are the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FalseFlags {
    /// How many looks.
    pub looks: usize,
    /// The chance to beat the control, or to lose to it, that flags: [`FLAG`].
    pub level: f64,
    /// Chance that at least one look flags.
    pub rate: Share,
}

impl FalseFlags {
    /// At looks with so many units, all arms together, in the order taken. Looks that brought nothing new are left out.
    ///
    /// The chance is that of a flat prior, whose flag at 95 % is a bound of 1.645 on the z scale on either side. A prior around 0
    /// flags less often.
    ///
    /// # Source
    ///
    /// Armitage, McPherson & Rowe 1969, *JRSS A* 132:235–244.
    ///
    /// ```
    /// use jalon::analysis::Habit;
    /// let flags = Habit::Daily(28).false_flags().unwrap();
    /// assert_eq!((flags.rate.get() * 100.0).round(), 46.0);
    /// ```
    #[must_use]
    pub fn at(units: &[f64]) -> Option<Self> {
        // More than a millionth of news each, as the recursion needs.
        const NEWS: f64 = 1e-5;
        let mut growing: Vec<f64> = Vec::with_capacity(units.len());
        let largest = units.iter().copied().fold(0.0, f64::max);
        for &seen in units {
            if seen > growing.last().copied().unwrap_or(0.0) + NEWS * largest {
                growing.push(seen);
            }
        }
        let level = Proportion::new(2.0 * (1.0 - FLAG)).ok()?;
        let rate = looks_at_level(&growing, level, Sides::Two).ok()?;
        Some(Self { looks: growing.len(), level: FLAG, rate })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_look_flags_at_its_level() {
        let flags = Habit::Once.false_flags().unwrap();
        assert!((flags.rate.get() - 0.1).abs() < 1e-9 && flags.looks == 1);
    }

    #[test]
    fn looks_without_news_do_not_count() {
        let (twice, once) =
            (FalseFlags::at(&[100.0, 100.0, 90.0, 200.0]).unwrap(), FalseFlags::at(&[100.0, 200.0]).unwrap());
        assert_eq!(twice, once);
        assert_eq!(FalseFlags::at(&[]), None);
        assert_eq!(FalseFlags::at(&[0.0]), None);
    }

    #[test]
    fn long_tests_are_looked_at_weekly() {
        assert_eq!(Habit::over(28), Habit::Daily(28));
        assert_eq!(Habit::over(365), Habit::Weekly(53));
        assert_eq!(Habit::over(0), Habit::Daily(1));
        assert_eq!(Habit::Daily(MOST_HABIT_LOOKS + 1).false_flags(), None);
        assert!(Habit::Daily(MOST_HABIT_LOOKS).false_flags().is_some());
    }
}
