//! Texts that stay texts in Markdown.

use crate::words::clean_line;

/// Escapes what would be markup anywhere in a line, for GitHub-flavoured Markdown: emphasis, code, links, HTML, tables,
/// strike-through, mathematics, and addresses that would become links by themselves.
pub(super) fn span(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut escaped = String::with_capacity(text.len());
    for (place, character) in characters.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| characters[before]);
        let after = characters.get(place + 1).copied();
        match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => escaped.push('\\'),
            // Within a word an underscore means nothing, and ids read better without backslashes.
            '_' if !(is_letter(before) && is_letter(after)) => escaped.push('\\'),
            ':' if characters[place + 1..].starts_with(&['/', '/']) => escaped.push('\\'),
            '.' if ends_with_www(&characters[..place]) => escaped.push('\\'),
            _ => {}
        }
        match character {
            '&' => escaped.push_str("&amp;"),
            // An empty comment parts a name from its sign, so that nobody is notified and no address is linked.
            '@' if is_letter(after) => escaped.push_str("@<!-- -->"),
            other => escaped.push(*other),
        }
    }
    escaped
}

/// A text alone on a line, such as a heading: escaped, and its start and end guarded too.
pub(super) fn line(text: &str) -> String {
    let escaped = start(&span(&clean_line(text)));
    // Hash signs at the end of a heading are taken for its closing.
    match escaped.strip_suffix('#') {
        Some(head) => format!("{head}\\#"),
        None => escaped,
    }
}

/// Guards the start of an escaped line: a heading, a list, a rule begins there.
pub(super) fn start(escaped: &str) -> String {
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    let after_digits = &escaped[digits..];
    let numbered = digits > 0 && is_item(after_digits, &['.', ')']);
    let rule = escaped.starts_with(['-', '=']) && escaped.chars().all(|character| matches!(character, '-' | '=' | ' '));
    if escaped.starts_with('#') || rule || is_item(escaped, &['-', '+']) {
        format!("\\{escaped}")
    } else if numbered {
        format!("{}\\{after_digits}", &escaped[..digits])
    } else {
        escaped.to_owned()
    }
}

/// True for one of the marks with nothing but space after it: the start of a list.
fn is_item(text: &str, marks: &[char]) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| marks.contains(&first)) && matches!(characters.next(), None | Some(' '))
}

/// A text in code marks longer than any run of them inside.
pub(super) fn code(text: &str) -> String {
    if text.trim().is_empty() {
        return text.to_owned();
    }
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let touches = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
    let space = if touches { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// The address of an image: a relative path, everything but plain path characters percent-encoded.
pub(super) fn destination(path: &str) -> String {
    let mut encoded = String::new();
    for byte in path.replace('\\', "/").trim_start_matches('/').bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => encoded.push(char::from(byte)),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}

/// A text inside an HTML element.
pub(super) fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn is_letter(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphanumeric)
}

fn ends_with_www(before: &[char]) -> bool {
    let start = before.len().saturating_sub(3);
    before.len() >= 3 && before[start..].iter().all(|letter| letter.eq_ignore_ascii_case(&'w'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_shown_as_it_was_written() {
        assert_eq!(span("a|b`c`*d*~~e~~"), "a\\|b\\`c\\`\\*d\\*\\~\\~e\\~\\~");
        assert_eq!(span("<b> &lt;"), "\\<b\\> &amp;lt;");
        assert_eq!(span("[x](y) ![z](w)"), "\\[x\\](y) !\\[z\\](w)");
        assert_eq!(span("snake_case but _not_ this"), "snake_case but \\_not\\_ this");
        assert_eq!(span("$5 and $6"), "\\$5 and \\$6");
    }

    #[test]
    fn addresses_do_not_become_links() {
        assert_eq!(span("https://a.example www.b.example"), "https\\://a.example www\\.b.example");
        assert_eq!(span("ada@example.org"), "ada@<!-- -->example.org");
    }

    #[test]
    fn a_line_cannot_start_a_block() {
        for (text, expected) in [
            ("# one", "\\# one"),
            ("- one", "\\- one"),
            ("+ one", "\\+ one"),
            ("+11%", "+11%"),
            ("1. one", "1\\. one"),
            ("12) one", "12\\) one"),
            ("---", "\\---"),
            ("> one", "\\> one"),
            ("3.2%", "3.2%"),
            ("===", "\\==="),
            ("C #", "C \\#"),
        ] {
            assert_eq!(line(text), expected);
        }
    }

    #[test]
    fn code_keeps_its_backticks() {
        assert_eq!(code("jalon check"), "`jalon check`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }

    #[test]
    fn an_image_lies_beside_the_page() {
        assert_eq!(destination("charts/lift.svg"), "charts/lift.svg");
        assert_eq!(destination("a b(c).svg"), "a%20b%28c%29.svg");
        assert_eq!(destination("javascript:alert(1)"), "javascript%3Aalert%281%29");
        assert_eq!(destination("//evil.example/x"), "evil.example/x");
    }
}
