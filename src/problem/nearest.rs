/// The known name nearest to a mistyped one, when it is near enough to be meant.
///
/// ```
/// use jalon::problem::nearest;
/// assert_eq!(nearest("baselin", ["baseline", "target"]), Some("baseline"));
/// ```
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const NEAR_ENOUGH: f64 = 0.7;
    let lower = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= NEAR_ENOUGH)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        assert_eq!(nearest("baselin", ["baseline", "target"]), Some("baseline"));
        assert_eq!(nearest("colour", ["baseline", "target"]), None);
    }
}
