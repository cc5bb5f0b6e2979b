//! Texts from files made harmless for a reader's eye, before each renderer escapes them for its format.

/// What stands for a character that must not act: visible, so that nobody is fooled by what is missing.
const REPLACEMENT: char = '\u{fffd}';

/// The text on one line and without any character that acts instead of showing.
///
/// Line breaks, tabs and runs of spaces become one space. Control characters (a terminal obeys them) and marks that
/// turn the writing direction around (they make a text read otherwise than it is) become a visible stand-in. No-break
/// spaces stay: French numbers need them.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' | ' ' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                if !cleaned.ends_with(' ') {
                    cleaned.push(' ');
                }
            }
            character if acts(character) => cleaned.push(REPLACEMENT),
            character => cleaned.push(character),
        }
    }
    cleaned
}

/// The same, without spaces at the ends: for a text that stands alone.
#[must_use]
pub fn clean_line(text: &str) -> String {
    clean(text).trim_matches(' ').to_owned()
}

fn acts(character: char) -> bool {
    let turns_direction =
        matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    // Private characters have no shape of their own; the text renderer uses some as markers.
    let private = matches!(character, '\u{e000}'..='\u{f8ff}');
    let invisible = matches!(character, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    // XML and HTML forbid noncharacters even when they are escaped.
    let noncharacter = (u32::from(character) & 0xfffe) == 0xfffe || matches!(character, '\u{fdd0}'..='\u{fdef}');
    character.is_control() || turns_direction || private || invisible || noncharacter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown_instead() {
        assert_eq!(clean("a\u{1b}[31mb"), "a\u{fffd}[31mb", "a terminal must not obey a name");
        assert_eq!(clean("invoice\u{202e}fdp.exe"), "invoice\u{fffd}fdp.exe");
        assert_eq!(clean("a\u{0}b\u{e000}c\u{ffff}"), "a\u{fffd}b\u{fffd}c\u{fffd}");
    }

    #[test]
    fn spaces_and_lines_collapse_but_no_break_spaces_stay() {
        assert_eq!(clean("one\r\n  two\tthree"), "one two three");
        assert_eq!(clean("12\u{202f}000\u{a0}€"), "12\u{202f}000\u{a0}€");
        assert_eq!(clean_line("  one \n"), "one");
        assert_eq!(clean(" joined "), " joined ", "a span keeps the space to its neighbour");
    }
}
