use serde::Serialize;

use super::emotion::{Feeling, feeling};
use crate::id::Id;
use crate::quantity::Score;

/// What customers live through at a touchpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct Experience {
    /// Whose experience it is; none stands for all customers.
    pub persona: Option<Id>,
    /// Satisfaction as it was given, 1 (worst) to 5 (best).
    pub satisfaction: Option<Score>,
    /// How strong the emotion is, 1 to 5. It says nothing about good or bad.
    pub intensity: Option<Score>,
    /// The emotion in a word: `frustrated`, `ravie`.
    pub emotion: Option<String>,
}

/// A satisfaction and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Satisfaction {
    /// 1 (worst) to 5 (best).
    pub score: f64,
    /// Whether it was derived from an emotion word and its intensity rather than given.
    pub derived: bool,
}

impl Experience {
    /// The satisfaction that was given, else one derived from the emotion word and its intensity.
    ///
    /// "Frustrated, 5" is the worst point of a journey, not the best: intensity is strength, and only the word says
    /// which way. Each step of intensity moves 0.4 away from the middle, so 5 reaches the end of the scale and the
    /// weakest emotion stays near the middle. A word that the lexicon does not know gives nothing.
    ///
    /// ```
    /// use jalon::{journey::Experience, quantity::Score};
    /// let frustrated = Experience {
    ///     persona: None,
    ///     satisfaction: None,
    ///     intensity: Some(Score::new(5.0).unwrap()),
    ///     emotion: Some("frustrée".to_owned()),
    /// };
    /// let satisfaction = frustrated.satisfaction().unwrap();
    /// assert!(satisfaction.score == 1.0 && satisfaction.derived);
    /// ```
    #[must_use]
    pub fn satisfaction(&self) -> Option<Satisfaction> {
        if let Some(score) = self.satisfaction {
            return Some(Satisfaction { score: score.get(), derived: false });
        }
        let step = self.intensity?.get() * 0.4;
        let score = match feeling(self.emotion.as_deref()?)? {
            Feeling::Pleasant => 3.0 + step,
            Feeling::Neutral => 3.0,
            Feeling::Unpleasant => 3.0 - step,
        };
        Some(Satisfaction { score, derived: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lived(satisfaction: Option<f64>, emotion: &str, intensity: f64) -> Option<Satisfaction> {
        Experience {
            persona: None,
            satisfaction: satisfaction.map(|score| Score::new(score).unwrap()),
            intensity: Some(Score::new(intensity).unwrap()),
            emotion: Some(emotion.to_owned()),
        }
        .satisfaction()
    }

    #[test]
    fn intensity_is_strength_and_the_word_gives_the_direction() {
        for (emotion, intensity, expected) in [
            ("frustrated", 5.0, 1.0),
            ("frustrated", 1.0, 2.6),
            ("ravie", 5.0, 5.0),
            ("confiant", 2.0, 3.8),
            ("neutral", 4.0, 3.0),
        ] {
            let found = lived(None, emotion, intensity).unwrap();
            assert!((found.score - expected).abs() < 1e-12, "{emotion} {intensity}: {}", found.score);
            assert!(found.derived);
        }
    }

    #[test]
    fn what_was_given_wins_and_an_unknown_word_gives_nothing() {
        assert_eq!(lived(Some(4.0), "frustrated", 5.0), Some(Satisfaction { score: 4.0, derived: false }));
        assert_eq!(lived(None, "purple", 5.0), None);
    }
}
