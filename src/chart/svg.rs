//! What is written into an SVG file: escaped text, short numbers, safe ids.

use std::fmt::Write;

/// Escapes a text for XML content and attribute values.
///
/// Characters XML 1.0 does not allow, and the marks that turn the direction of writing, become U+FFFD: a hostile name
/// can neither break the file nor reorder what is read.
///
/// ```
/// use jalon::chart::svg::escape;
/// assert_eq!(escape("<b>\"R&D\"</b>\u{1}"), "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;\u{fffd}");
/// ```
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            other if is_unfit(other) => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Replaces what [`escape`] would replace, without escaping: for texts that are measured before they are written.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars().map(|character| if is_unfit(character) { '\u{fffd}' } else { character }).collect()
}

fn is_unfit(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        other => other.is_control(),
    }
}

/// Writes a coordinate with one decimal at most: a tenth of a pixel is finer than any screen shows.
///
/// ```
/// use jalon::chart::svg::coordinate;
/// assert_eq!(coordinate(12.0), "12");
/// assert_eq!(coordinate(-0.04), "0");
/// assert_eq!(coordinate(3.14159), "3.1");
/// ```
#[must_use]
pub fn coordinate(value: f64) -> String {
    let tenths = (value * 10.0).round();
    if tenths == 0.0 || !tenths.is_finite() {
        return "0".to_owned();
    }
    format!("{}", tenths / 10.0)
}

/// Makes an id out of any text: letters, digits and hyphens of ASCII, starting with a letter.
///
/// ```
/// use jalon::chart::svg::id;
/// assert_eq!(id("E003 \"guest\""), "e003-guest");
/// assert_eq!(id("3"), "figure-3");
/// ```
#[must_use]
pub fn id(slug: &str) -> String {
    let mut id = String::with_capacity(slug.len());
    for character in slug.chars() {
        if character.is_ascii_alphanumeric() {
            id.push(character.to_ascii_lowercase());
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_matches('-');
    if id.starts_with(|first: char| first.is_ascii_alphabetic()) {
        id.to_owned()
    } else {
        format!("figure-{id}").trim_end_matches('-').to_owned()
    }
}

/// Adds an attribute to an element that is being written.
pub(super) fn attribute(element: &mut String, name: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = write!(element, " {name}=\"{}\"", escape(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_replaced() {
        assert_eq!(escape("a\u{0}b\u{b}c\u{ffff}d\u{202e}e"), "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e");
        assert_eq!(escape("<script>\"&'"), "&lt;script&gt;&quot;&amp;&#39;");
        assert_eq!(escape("deux\nlignes"), "deux lignes");
    }

    #[test]
    fn coordinates_are_short_whatever_comes() {
        assert_eq!(coordinate(f64::NAN), "0");
        assert_eq!(coordinate(0.1 + 0.2), "0.3");
        assert_eq!(coordinate(-12.34), "-12.3");
    }

    #[test]
    fn ids_are_safe() {
        assert_eq!(id(""), "figure");
        assert_eq!(id("\"><script>"), "script");
        assert_eq!(id("Été 2025"), "t-2025");
    }
}
