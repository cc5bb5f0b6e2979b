//! Which way an emotion word points.

/// The direction of an emotion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feeling {
    /// It feels good.
    Pleasant,
    /// Neither.
    Neutral,
    /// It feels bad.
    Unpleasant,
}

/// English words, and French words in the masculine; feminine and plural forms are folded onto them.
const PLEASANT: &[&str] = &[
    "amused",
    "at ease",
    "calm",
    "cheerful",
    "comfortable",
    "confident",
    "content",
    "curious",
    "delighted",
    "eager",
    "enthusiastic",
    "excited",
    "glad",
    "grateful",
    "happy",
    "hopeful",
    "impressed",
    "inspired",
    "interested",
    "joyful",
    "loyal",
    "optimistic",
    "pleased",
    "proud",
    "reassured",
    "relaxed",
    "relieved",
    "safe",
    "satisfied",
    "serene",
    "surprised and delighted",
    "trusting",
    "understood",
    "valued",
    "welcome",
    "admiratif",
    "amusé",
    "apaisé",
    "attiré",
    "compris",
    "comblé",
    "confiance",
    "confiant",
    "conquis",
    "convaincu",
    "curieux",
    "décontracté",
    "détendu",
    "emballé",
    "enchanté",
    "enthousiaste",
    "enthousiasmé",
    "excité",
    "fidèle",
    "fier",
    "heureux",
    "impressionné",
    "inspiré",
    "intéressé",
    "joyeux",
    "optimiste",
    "rassuré",
    "ravi",
    "reconnaissant",
    "satisfait",
    "séduit",
    "serein",
    "soulagé",
    "valorisé",
    "à l'aise",
    "émerveillé",
];
const NEUTRAL: &[&str] = &["indifferent", "neutral", "indifférent", "neutre"];
const UNPLEASANT: &[&str] = &[
    "abandoned",
    "angry",
    "annoyed",
    "anxious",
    "ashamed",
    "betrayed",
    "bored",
    "cheated",
    "confused",
    "cross",
    "deceived",
    "disappointed",
    "discouraged",
    "dissatisfied",
    "distrustful",
    "doubtful",
    "embarrassed",
    "exasperated",
    "fearful",
    "frustrated",
    "furious",
    "hesitant",
    "insecure",
    "irritated",
    "let down",
    "lost",
    "nervous",
    "overwhelmed",
    "powerless",
    "puzzled",
    "sad",
    "sceptical",
    "skeptical",
    "stressed",
    "suspicious",
    "tired",
    "uncertain",
    "uneasy",
    "unhappy",
    "unsure",
    "upset",
    "wary",
    "worried",
    "abandonné",
    "agacé",
    "angoissé",
    "anxieux",
    "confus",
    "contrarié",
    "déçu",
    "découragé",
    "démuni",
    "désorienté",
    "déstabilisé",
    "embarrassé",
    "énervé",
    "ennuyé",
    "exaspéré",
    "fâché",
    "fatigué",
    "frustré",
    "furieux",
    "gêné",
    "hésitant",
    "incertain",
    "indécis",
    "inquiet",
    "insatisfait",
    "irrité",
    "lassé",
    "mécontent",
    "méfiant",
    "nerveux",
    "oublié",
    "perdu",
    "perplexe",
    "pressé",
    "sceptique",
    "seul",
    "stressé",
    "submergé",
    "tendu",
    "trahi",
    "triste",
    "trompé",
    "impuissant",
    "en colère",
];

/// Which way an emotion word points, in English or French; `None` for a word that is not in the lexicon.
///
/// Case, French feminine and plural endings are folded. `impatient` is left out: it is eagerness in French and
/// annoyance in English.
///
/// ```
/// use jalon::journey::{Feeling, feeling};
/// assert_eq!(feeling("Frustrées"), Some(Feeling::Unpleasant));
/// assert_eq!(feeling("delighted"), Some(Feeling::Pleasant));
/// assert_eq!(feeling("purple"), None);
/// ```
#[must_use]
pub fn feeling(word: &str) -> Option<Feeling> {
    let word = word.trim().to_lowercase().replace('’', "'");
    masculine(&word).find_map(|form| {
        let known = |words: &[&str]| words.contains(&form.as_str());
        match (known(PLEASANT), known(NEUTRAL), known(UNPLEASANT)) {
            (true, _, _) => Some(Feeling::Pleasant),
            (_, true, _) => Some(Feeling::Neutral),
            (_, _, true) => Some(Feeling::Unpleasant),
            _ => None,
        }
    })
}

/// The word itself, then the masculine singular forms it may be the feminine or plural of.
fn masculine(word: &str) -> impl Iterator<Item = String> {
    const ENDINGS: &[(&str, &str)] = &[
        ("s", ""),
        ("e", ""),
        ("es", ""),
        ("euse", "eux"),
        ("euses", "eux"),
        ("ive", "if"),
        ("ives", "if"),
        ("ète", "et"),
        ("ètes", "et"),
        ("ère", "er"),
        ("ères", "er"),
    ];
    let folded: Vec<String> = ENDINGS
        .iter()
        .filter_map(|(ending, masculine)| word.strip_suffix(ending).map(|stem| format!("{stem}{masculine}")))
        .collect();
    std::iter::once(word.to_owned()).chain(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_forms_are_folded() {
        for (word, expected) in [
            ("anxieuse", Feeling::Unpleasant),
            ("inquiète", Feeling::Unpleasant),
            ("fières", Feeling::Pleasant),
            ("Ravies", Feeling::Pleasant),
            ("méfiante", Feeling::Unpleasant),
            ("à l’aise", Feeling::Pleasant),
            ("neutre", Feeling::Neutral),
        ] {
            assert_eq!(feeling(word), Some(expected), "{word}");
        }
    }

    #[test]
    fn no_word_points_two_ways() {
        for word in PLEASANT.iter().chain(NEUTRAL) {
            assert!(!UNPLEASANT.contains(word), "{word}");
        }
        assert_eq!(feeling("impatient"), None);
    }
}
