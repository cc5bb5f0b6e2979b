use serde::Serialize;

/// The traffic light of a touchpoint, from its satisfaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// 4 or more: green.
    Good,
    /// Between: yellow.
    Watch,
    /// 2 or less: red.
    Friction,
}

impl Light {
    /// The light of a satisfaction from 1 to 5.
    ///
    /// ```
    /// use jalon::journey::Light;
    /// assert_eq!(Light::of(2.0), Light::Friction);
    /// assert_eq!(Light::of(2.1), Light::Watch);
    /// assert_eq!(Light::of(4.0), Light::Good);
    /// ```
    #[must_use]
    pub fn of(satisfaction: f64) -> Self {
        if satisfaction >= 4.0 {
            Self::Good
        } else if satisfaction > 2.0 {
            Self::Watch
        } else {
            Self::Friction
        }
    }
}
