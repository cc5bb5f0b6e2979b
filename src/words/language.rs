use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// A language jalon speaks.
///
/// ```
/// use jalon::words::Language;
/// assert_eq!("fr".parse::<Language>().unwrap(), Language::French);
/// assert_eq!(Language::English.code(), "en");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub enum Language {
    /// English, `en`.
    #[default]
    #[serde(rename = "en")]
    English,
    /// French, `fr`.
    #[serde(rename = "fr")]
    French,
}

/// A language code that is neither `en` nor `fr`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language jalon speaks: en or fr")]
pub struct UnknownLanguage(pub String);

impl Language {
    /// Every language, in the order they are listed to people.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// The two-letter code of ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads `en` or `fr`, also as the start of a locale such as `fr_FR.UTF-8`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_lowercase().split(['_', '-', '.']).next() {
            Some("en") => Ok(Self::English),
            Some("fr") => Ok(Self::French),
            _ => Err(UnknownLanguage(text.to_owned())),
        }
    }
}
