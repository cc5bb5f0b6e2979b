//! When the looks are: the share of the planned information that each of them has.

use super::error::SequentialError;

/// Most looks of a design. Half a year of daily looks; the methods have no limit of their own.
pub const MOST_LOOKS: usize = 200;

/// Looks closer than this share of the planned information are one look.
pub(super) const LEAST_GAIN: f64 = 1e-6;

/// The planned looks, each as the share of the planned information (most often: of the planned units) that it has.
///
/// Above 0, growing, the last one 1.
///
/// ```
/// use jalon::stats::InformationRates;
/// assert_eq!(InformationRates::equal(4).unwrap().rates(), [0.25, 0.5, 0.75, 1.0]);
/// assert!(InformationRates::new(&[0.5, 0.4, 1.0]).is_err());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct InformationRates(Vec<f64>);

impl InformationRates {
    /// Checks the shares.
    ///
    /// # Errors
    ///
    /// [`SequentialError::NoLooks`], [`SequentialError::TooManyLooks`], [`SequentialError::NotAShareOfInformation`],
    /// [`SequentialError::InformationDoesNotGrow`], [`SequentialError::LastLookIncomplete`].
    pub fn new(rates: &[f64]) -> Result<Self, SequentialError> {
        check_growth(rates)?;
        match rates.iter().zip(1..).find(|(rate, _)| **rate > 1.0) {
            Some((&information, look)) => Err(SequentialError::NotAShareOfInformation { look, information }),
            None => match rates.last() {
                Some(&information) if information != 1.0 => Err(SequentialError::LastLookIncomplete { information }),
                _ => Ok(Self(rates.to_vec())),
            },
        }
    }

    /// Looks at equal distances.
    ///
    /// # Errors
    ///
    /// [`SequentialError::NoLooks`], [`SequentialError::TooManyLooks`].
    pub fn equal(looks: usize) -> Result<Self, SequentialError> {
        check_number(looks)?;
        Ok(Self((1..=looks).map(|look| look as f64 / looks as f64).collect()))
    }

    /// The shares, rising, the last one 1.
    #[must_use]
    pub fn rates(&self) -> &[f64] {
        &self.0
    }

    /// How many looks there are, the final one included.
    #[must_use]
    pub fn looks(&self) -> usize {
        self.0.len()
    }
}

/// Whether looks have information above 0 that grows from one to the next, planned or not.
pub(super) fn check_growth(information: &[f64]) -> Result<(), SequentialError> {
    check_number(information.len())?;
    let mut before = 0.0;
    for (&information, look) in information.iter().zip(1..) {
        if !(information > 0.0 && information.is_finite()) {
            return Err(SequentialError::NotAShareOfInformation { look, information });
        }
        if information - before < LEAST_GAIN {
            return match look {
                1 => Err(SequentialError::NotAShareOfInformation { look, information }),
                _ => Err(SequentialError::InformationDoesNotGrow { look, before, information }),
            };
        }
        before = information;
    }
    Ok(())
}

fn check_number(looks: usize) -> Result<(), SequentialError> {
    match looks {
        0 => Err(SequentialError::NoLooks),
        1..=MOST_LOOKS => Ok(()),
        _ => Err(SequentialError::TooManyLooks { looks, most: MOST_LOOKS }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_schedule_is_named() {
        let rates = InformationRates::new;
        assert_eq!(rates(&[]), Err(SequentialError::NoLooks));
        assert_eq!(InformationRates::equal(0), Err(SequentialError::NoLooks));
        assert_eq!(InformationRates::equal(201), Err(SequentialError::TooManyLooks { looks: 201, most: 200 }));
        assert_eq!(
            rates(&[0.5, 0.5, 1.0]),
            Err(SequentialError::InformationDoesNotGrow { look: 2, before: 0.5, information: 0.5 })
        );
        assert_eq!(rates(&[0.0, 1.0]), Err(SequentialError::NotAShareOfInformation { look: 1, information: 0.0 }));
        assert!(matches!(rates(&[f64::NAN]), Err(SequentialError::NotAShareOfInformation { look: 1, .. })));
        assert_eq!(rates(&[0.5, 1.2]), Err(SequentialError::NotAShareOfInformation { look: 2, information: 1.2 }));
        assert_eq!(rates(&[0.5, 0.9]), Err(SequentialError::LastLookIncomplete { information: 0.9 }));
        assert_eq!(rates(&[1.0]).unwrap().looks(), 1);
    }
}
