//! Names that stay: `F-012`, `I-004`, `E003`.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// A stable, human id: starts with a letter or digit, then letters, digits, `-`, `_` or `.`; 64 characters at most.
///
/// Letters of every alphabet are allowed, so that a French team may call a stage `découverte`. An id names folders and
/// anchors, hence no space and no path separator.
///
/// ```
/// use jalon::id::Id;
/// assert_eq!("F-012".parse::<Id>().unwrap().as_str(), "F-012");
/// assert!("../etc".parse::<Id>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(String);

/// A text that cannot be an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` cannot be an id: letters, digits, `-`, `_` and `.`, starting with a letter or digit, 64 at most")]
pub struct InvalidId(pub String);

impl Id {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Id {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let allowed = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.');
        let starts_well = text.chars().next().is_some_and(char::is_alphanumeric);
        if starts_well && text.chars().count() <= 64 && text.chars().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidId(text.to_owned()))
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_safe_names() {
        for good in ["F-012", "découverte", "a", "E003", "2025.q1"] {
            assert!(good.parse::<Id>().is_ok(), "{good}");
        }
        for bad in ["", "-a", "a b", "a/b", "..", "<script>", &"x".repeat(65)] {
            assert!(bad.parse::<Id>().is_err(), "{bad}");
        }
    }
}
