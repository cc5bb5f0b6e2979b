//! What one arm showed: how many of its visitors converted.

/// Conversions out of visitors, checked: some visitors, and no more conversions than visitors.
///
/// ```
/// use jalon::stats::Conversions;
/// assert_eq!(Conversions::new(48, 1000).unwrap().rate(), 0.048);
/// assert!(Conversions::new(11, 10).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conversions {
    conversions: u64,
    visitors: u64,
}

/// Why two counts are not conversions out of visitors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConversionsError {
    /// Nobody to convert.
    #[error("there are no visitors")]
    NoVisitors,
    /// More visitors than a double counts one by one (2⁵³).
    #[error("{0} visitors are more than can be counted exactly")]
    TooManyVisitors(u64),
    /// More conversions than visitors.
    #[error("{conversions} conversions out of {visitors} visitors")]
    TooManyConversions {
        /// Conversions given.
        conversions: u64,
        /// Visitors given.
        visitors: u64,
    },
}

/// Every whole number up to here is a double, so that no visitor is lost in computing.
const MOST_VISITORS: u64 = 1 << 53;

impl Conversions {
    /// Checks the two counts.
    ///
    /// # Errors
    ///
    /// [`ConversionsError`] when there are no visitors, more than 2⁵³ of them, or more conversions than visitors.
    pub fn new(conversions: u64, visitors: u64) -> Result<Self, ConversionsError> {
        if visitors == 0 {
            Err(ConversionsError::NoVisitors)
        } else if visitors > MOST_VISITORS {
            Err(ConversionsError::TooManyVisitors(visitors))
        } else if conversions > visitors {
            Err(ConversionsError::TooManyConversions { conversions, visitors })
        } else {
            Ok(Self { conversions, visitors })
        }
    }

    /// Visitors who converted.
    #[must_use]
    pub fn conversions(self) -> u64 {
        self.conversions
    }

    /// All visitors.
    #[must_use]
    pub fn visitors(self) -> u64 {
        self.visitors
    }

    /// Share of visitors who converted, 0 and 1 included.
    #[must_use]
    pub fn rate(self) -> f64 {
        self.conversions as f64 / self.visitors as f64
    }

    /// The same visitors, counting those who did not convert.
    pub(super) fn failures(self) -> Self {
        Self { conversions: self.visitors - self.conversions, visitors: self.visitors }
    }

    /// Conversions as a number to compute with.
    pub(super) fn successes(self) -> f64 {
        self.conversions as f64
    }

    /// Visitors as a number to compute with.
    pub(super) fn size(self) -> f64 {
        self.visitors as f64
    }

    /// Variance of one visitor's conversion at the observed rate.
    pub(super) fn variance(self) -> f64 {
        self.rate() * ((self.visitors - self.conversions) as f64 / self.size())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_counts_are_named() {
        assert_eq!(Conversions::new(0, 0), Err(ConversionsError::NoVisitors));
        assert_eq!(Conversions::new(0, u64::MAX), Err(ConversionsError::TooManyVisitors(u64::MAX)));
        assert_eq!(Conversions::new(3, 2), Err(ConversionsError::TooManyConversions { conversions: 3, visitors: 2 }));
    }

    #[test]
    fn variance_is_zero_at_both_ends_only() {
        let variance = |x| Conversions::new(x, 4).unwrap().variance();
        assert_eq!((variance(0), variance(4), variance(1)), (0.0, 0.0, 0.1875));
    }
}
