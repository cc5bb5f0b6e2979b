//! Reads numbers as people type them: `3.2%`, `+10 %`, `12_000`, `1 234,5`.

/// A text that is not the number it was meant to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a number at all.
    #[error("`{0}` is not a number")]
    NotANumber(String),
    /// A count with a fraction or a sign.
    #[error("`{0}` is not a whole number of 0 or more")]
    NotACount(String),
    /// A list that is not `low, likely, high` or does not have the wanted length.
    #[error("`{0}` is not a list of {1} numbers")]
    NotAList(String, usize),
}

/// Reads a number. Spaces (also no-break ones) and `_` between digits are passed over; a lone decimal comma is a point;
/// `−` (U+2212) is a minus. `nan` and `inf` are not numbers.
///
/// # Errors
///
/// [`NumberError::NotANumber`].
///
/// ```
/// use jalon::number::number;
/// assert_eq!(number("1 234,5").unwrap(), 1234.5);
/// assert_eq!(number("12_000").unwrap(), 12_000.0);
/// assert!(number("1,234,567").is_err());
/// ```
pub fn number(text: &str) -> Result<f64, NumberError> {
    let refused = || NumberError::NotANumber(text.to_owned());
    let compact: String = text
        .trim()
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '_')
        .map(|character| if character == '−' { '-' } else { character })
        .collect();
    let pointed = match (compact.matches(',').count(), compact.contains('.')) {
        (0, _) => compact,
        (1, false) => compact.replace(',', "."),
        _ => return Err(refused()),
    };
    if !pointed.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err(refused());
    }
    let value: f64 = pointed.parse().map_err(|_| refused())?;
    if value.is_finite() { Ok(value) } else { Err(refused()) }
}

/// Reads a rate or a lift: `3.2%` and `0.032` are both 0.032, `+10 %` is 0.1.
///
/// # Errors
///
/// [`NumberError::NotANumber`].
///
/// ```
/// use jalon::number::fraction;
/// assert_eq!(fraction("3.2%").unwrap(), 0.032);
/// assert_eq!(fraction("-0,5 %").unwrap(), -0.005);
/// ```
pub fn fraction(text: &str) -> Result<f64, NumberError> {
    match text.trim().strip_suffix('%') {
        // Shifting the decimal point in the text keeps 3.2% equal to 0.032 to the last bit; dividing does not.
        Some(percent) => {
            let value = number(percent).map_err(|_| NumberError::NotANumber(text.to_owned()))?;
            format!("{value}e-2").parse().map_err(|_| NumberError::NotANumber(text.to_owned()))
        }
        None => number(text),
    }
}

/// Reads a count: a whole number of 0 or more, below 2⁵³ so that it is exact as a floating-point number.
///
/// # Errors
///
/// [`NumberError::NotACount`].
///
/// ```
/// use jalon::number::count;
/// assert_eq!(count("12_000").unwrap(), 12_000);
/// assert!(count("-3").is_err());
/// ```
pub fn count(text: &str) -> Result<u64, NumberError> {
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    let refused = || NumberError::NotACount(text.to_owned());
    let value = number(text).map_err(|_| refused())?;
    if value.fract() == 0.0 && (0.0..LARGEST).contains(&value) { Ok(value as u64) } else { Err(refused()) }
}

/// A number with twelve significant digits, for what is kept in files: the digits beyond may differ between platforms,
/// whose logarithms round differently, and a record must not.
///
/// ```
/// use jalon::number::kept;
/// assert_eq!(kept(0.1 + 0.2), 0.3);
/// ```
#[must_use]
pub fn kept(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, expected) in
            [("0.032", 0.032), ("+10", 10.0), ("1\u{202f}234,5", 1234.5), ("−2", -2.0), ("1e6", 1e6)]
        {
            assert_eq!(number(text), Ok(expected), "{text}");
        }
        for text in ["", "abc", "nan", "inf", "1,2,3", "1.234,5", "1e999", "--1", "%"] {
            assert!(number(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_percentage_is_the_same_number_as_its_fraction() {
        for (percent, plain) in [("3.2%", "0.032"), ("10 %", "0.1"), ("0,07%", "0.0007"), ("+5%", "0.05")] {
            assert_eq!(fraction(percent).unwrap(), fraction(plain).unwrap());
        }
        assert!(fraction("%").is_err());
        assert!(fraction("5%%").is_err());
    }

    #[test]
    fn counts_are_whole() {
        assert_eq!(count("40 000"), Ok(40_000));
        for text in ["1.5", "-1", "1e17", "x"] {
            assert!(count(text).is_err(), "{text}");
        }
    }
}
