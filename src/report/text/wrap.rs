//! Lines that fit: wrapping by the columns a terminal gives each character.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::ink::is_ink;

/// The columns a text takes on a terminal.
pub(super) fn width(text: &str) -> usize {
    text.split(is_ink).map(UnicodeWidthStr::width).sum()
}

/// The columns of the longest word.
pub(super) fn longest_word(text: &str) -> usize {
    text.split(' ').map(width).max().unwrap_or(0)
}

/// Wraps a text at its spaces; a word longer than a line is broken. There is always at least one line.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && width(&line) + 1 + width(word) <= columns {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        for piece in pieces(word, columns.max(1)) {
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = piece;
        }
    }
    lines.push(line);
    lines
}

/// Wraps a text behind a label: the first line starts with `first`, the others are moved in by as many columns.
pub(super) fn hang(first: &str, text: &str, columns: usize) -> Vec<String> {
    let indent = width(first);
    let wrapped = wrap(text, columns.saturating_sub(indent));
    let starts = std::iter::once(first.to_owned()).chain(std::iter::repeat(" ".repeat(indent)));
    starts.zip(wrapped).map(|(start, line)| start + &line).collect()
}

/// Breaks a word into pieces that fit. A character wider than the line gets a line of its own.
fn pieces(word: &str, columns: usize) -> Vec<String> {
    let (mut pieces, mut taken) = (vec![String::new()], 0);
    for character in word.chars() {
        let wide = if is_ink(character) { 0 } else { character.width().unwrap_or(0) };
        if taken + wide > columns && taken > 0 {
            pieces.push(String::new());
            taken = 0;
        }
        taken += wide;
        if let Some(piece) = pieces.last_mut() {
            piece.push(character);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_spaces_and_never_at_no_break_spaces() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("12\u{202f}000 €", 6), ["12\u{202f}000", "€"]);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn a_long_word_is_broken() {
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("日本語", 4), ["日本", "語"]);
    }

    #[test]
    fn labels_hang() {
        assert_eq!(hang("- ", "one two three", 9), ["- one two", "  three"]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in "[a-zé日 \u{e001}\u{e000}]{0,200}", columns in 2_usize..60) {
            for line in wrap(&text, columns) {
                prop_assert!(width(&line) <= columns, "{line:?}");
            }
        }

        #[test]
        fn no_character_is_lost(text in "[a-zé日 ]{0,200}", columns in 2_usize..60) {
            let letters = |text: &str| text.chars().filter(|letter| *letter != ' ').collect::<String>();
            prop_assert_eq!(letters(&wrap(&text, columns).concat()), letters(&text));
        }
    }
}
