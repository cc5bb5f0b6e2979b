//! Checked values with their ranges: what a number must be is said by its type.

use serde::Serialize;

/// Why a number is not the quantity it was meant to be.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum QuantityError {
    /// Not a finite number.
    #[error("{0} is not a finite number")]
    NotFinite(f64),
    /// A rate must lie strictly between 0 and 1.
    #[error("{0} does not lie strictly between 0 and 1")]
    NotAProportion(f64),
    /// A share must lie between 0 and 1, both included.
    #[error("{0} does not lie between 0 and 1")]
    NotAShare(f64),
    /// A quantity that must be above 0 is not.
    #[error("{0} is not above 0")]
    NotPositive(f64),
    /// A score must be a whole or half step from 1 to 5.
    #[error("{0} does not lie between 1 and 5")]
    NotAScore(f64),
    /// A range must not fall: low ≤ likely ≤ high.
    #[error("[{low}, {likely}, {high}] is not in rising order")]
    NotRising {
        /// Fifth percentile.
        low: f64,
        /// Most likely value.
        likely: f64,
        /// Ninety-fifth percentile.
        high: f64,
    },
}

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $error:ident, |$value:ident| $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
        #[serde(transparent)]
        pub struct $name(f64);

        impl $name {
            /// Checks the value and wraps it.
            ///
            /// # Errors
            ///
            /// [`QuantityError`] when the value is not finite or outside the range of the type.
            pub fn new($value: f64) -> Result<Self, QuantityError> {
                if !$value.is_finite() {
                    Err(QuantityError::NotFinite($value))
                } else if $check {
                    Ok(Self($value))
                } else {
                    Err(QuantityError::$error($value))
                }
            }

            /// The number inside.
            #[must_use]
            pub fn get(self) -> f64 {
                self.0
            }
        }
    };
}

quantity!(
    /// A rate, a risk or a power that is neither impossible nor certain: strictly between 0 and 1 (3.2 % is `0.032`).
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// assert_eq!(Proportion::new(0.032).unwrap().get(), 0.032);
    /// assert!(Proportion::new(1.0).is_err());
    /// ```
    Proportion, NotAProportion, |value| value > 0.0 && value < 1.0
);
quantity!(
    /// A part of a whole, 0 and 1 included: the share of customers, an observed rate.
    ///
    /// ```
    /// use jalon::quantity::Share;
    /// assert_eq!(Share::new(1.0).unwrap().get(), 1.0);
    /// assert!(Share::new(1.2).is_err());
    /// ```
    Share, NotAShare, |value| (0.0..=1.0).contains(&value)
);
quantity!(
    /// A number above 0: a standard deviation, units per week, person-days a week.
    ///
    /// ```
    /// use jalon::quantity::Positive;
    /// assert!(Positive::new(0.0).is_err());
    /// ```
    Positive, NotPositive, |value| value > 0.0
);
quantity!(
    /// A score on the 1–5 scale: satisfaction, intensity, severity, a vote. Halves and means of votes are allowed.
    ///
    /// ```
    /// use jalon::quantity::Score;
    /// assert_eq!(Score::new(3.5).unwrap().get(), 3.5);
    /// assert!(Score::new(0.0).is_err());
    /// ```
    Score, NotAScore, |value| (1.0..=5.0).contains(&value)
);

impl Proportion {
    /// One half: a coin, the chance of a unit to beat another of the same arm.
    pub const HALF: Self = Self(0.5);
}

impl Share {
    /// Nothing of a whole.
    pub const ZERO: Self = Self(0.0);
}

impl Positive {
    /// The number 1: an equal split, a factor that changes nothing.
    pub const ONE: Self = Self(1.0);
}

/// A 90 % range with its most likely value: 5 % of the cases lie below `low`, 5 % above `high`.
///
/// ```
/// use jalon::quantity::Range;
/// let effort = Range::new(2.0, 4.0, 9.0).unwrap();
/// assert_eq!(effort.likely(), 4.0);
/// assert!(Range::new(5.0, 4.0, 9.0).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Range {
    low: f64,
    likely: f64,
    high: f64,
}

impl Range {
    /// Checks that the three numbers are finite and do not fall.
    ///
    /// # Errors
    ///
    /// [`QuantityError::NotFinite`] or [`QuantityError::NotRising`].
    pub fn new(low: f64, likely: f64, high: f64) -> Result<Self, QuantityError> {
        for value in [low, likely, high] {
            if !value.is_finite() {
                return Err(QuantityError::NotFinite(value));
            }
        }
        if low <= likely && likely <= high {
            Ok(Self { low, likely, high })
        } else {
            Err(QuantityError::NotRising { low, likely, high })
        }
    }

    /// Fifth percentile.
    #[must_use]
    pub fn low(self) -> f64 {
        self.low
    }

    /// Most likely value.
    #[must_use]
    pub fn likely(self) -> f64 {
        self.likely
    }

    /// Ninety-fifth percentile.
    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }
}
