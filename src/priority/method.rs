use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// How improvements are scored. Every method is a view of the same inputs.
///
/// ```
/// use jalon::priority::Method;
/// assert_eq!("rice".parse::<Method>().unwrap(), Method::Rice);
/// assert_eq!(Method::ImpactEffort.to_string(), "impact-effort");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Impact ÷ effort; quick wins first. The chance that it works is drawn.
    #[default]
    ImpactEffort,
    /// Impact × confidence × ease, where ease is 1 ÷ effort (Sean Ellis, GrowthHackers).
    Ice,
    /// Reach × impact × confidence ÷ effort (Sean McBride, Intercom 2018). In money, and in units of a metric, the reach is
    /// inside the impact already and is not multiplied twice.
    Rice,
}

/// A name that is no method.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a ranking method: impact-effort, ice or rice")]
pub struct UnknownMethod(pub String);

impl Method {
    /// Every method, the default first.
    pub const ALL: [Self; 3] = [Self::ImpactEffort, Self::Ice, Self::Rice];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ImpactEffort => "impact-effort",
            Self::Ice => "ice",
            Self::Rice => "rice",
        }
    }

    /// Whether confidence multiplies the score.
    #[must_use]
    pub fn uses_confidence(self) -> bool {
        matches!(self, Self::Ice | Self::Rice)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Method {
    type Err = UnknownMethod;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = text.trim().to_lowercase().replace('_', "-");
        Self::ALL.into_iter().find(|method| method.name() == wanted).ok_or_else(|| UnknownMethod(text.to_owned()))
    }
}
