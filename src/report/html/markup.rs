//! Escaping for HTML, and a look at a drawing before it is put into a page.

use crate::words::{clean, clean_line};

/// A text inside an element or a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    escaped(&clean(text))
}

/// The same for a text that stands alone: without spaces at its ends.
pub(super) fn escape_line(text: &str) -> String {
    escaped(&clean_line(text))
}

fn escaped(clean: &str) -> String {
    let mut escaped = String::with_capacity(clean.len());
    for character in clean.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The elements a drawing may hold: shapes and text. No script, no link, no foreign content, nothing that moves.
const DRAWING: [&str; 25] = [
    "svg",
    "g",
    "defs",
    "title",
    "desc",
    "style",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "clipPath",
    "mask",
    "pattern",
    "marker",
    "linearGradient",
    "radialGradient",
    "stop",
    "symbol",
    "use",
];

/// The `<svg>` element of a drawing, if it is one that only draws: every element known and closed, no handler, nothing
/// fetched from elsewhere. The charts of this crate always pass; what does not is left out of the page.
pub(super) fn drawing(svg: &str) -> Option<&str> {
    let element = svg.get(svg.find("<svg")?..)?.trim_end();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = element;
    while let Some(place) = rest.find('<') {
        if open.is_empty() && place > 0 {
            return None;
        }
        let (tag, after) = tag(&rest[place..])?;
        rest = after;
        match tag {
            Tag::Comment => {}
            Tag::Close(name) => {
                if open.pop() != Some(name) {
                    return None;
                }
            }
            Tag::Open { name, attributes, closed } => {
                let other_root = open.is_empty() && name != "svg";
                if other_root || !DRAWING.contains(&name) || !attributes.iter().all(is_passive) {
                    return None;
                }
                if !closed {
                    open.push(name);
                }
            }
        }
        if open.is_empty() && !rest.trim().is_empty() {
            return None;
        }
    }
    let fetches = element.contains("@import") || urls(element).any(|url| !url.starts_with('#'));
    (open.is_empty() && rest.is_empty() && !fetches).then_some(element)
}

/// One tag of a document.
pub(super) enum Tag<'a> {
    /// `<name …>` or `<name …/>`.
    Open { name: &'a str, attributes: Vec<(&'a str, &'a str)>, closed: bool },
    /// `</name>`.
    Close(&'a str),
    /// `<!-- … -->`.
    Comment,
}

/// Reads the tag a text starts with, and gives what stands after it. Attributes must be quoted and apart.
pub(super) fn tag(text: &str) -> Option<(Tag<'_>, &str)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.split_once("-->").map(|(_, rest)| (Tag::Comment, rest));
    }
    if let Some(close) = text.strip_prefix("</") {
        let (name, rest) = close.split_once('>')?;
        return is_name(name).then_some((Tag::Close(name), rest));
    }
    let body = text.strip_prefix('<')?;
    let end = body.find(|character: char| !is_name_character(character))?;
    let (name, mut rest) = body.split_at(end);
    let mut attributes = Vec::new();
    loop {
        let apart = rest.starts_with(|character: char| character.is_ascii_whitespace());
        rest = rest.trim_ascii_start();
        if let Some(after) = rest.strip_prefix("/>") {
            return is_name(name).then_some((Tag::Open { name, attributes, closed: true }, after));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return is_name(name).then_some((Tag::Open { name, attributes, closed: false }, after));
        }
        let (key, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        if !apart || !is_name(key) || value.contains('<') {
            return None;
        }
        attributes.push((key, value));
        rest = after;
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.chars().all(is_name_character)
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | ':' | '_' | '.')
}

fn is_passive((key, value): &(&str, &str)) -> bool {
    let key = key.to_ascii_lowercase();
    let link = key == "href" || key.ends_with(":href") || key == "src";
    !key.starts_with("on") && (!link || value.starts_with('#'))
}

/// What stands in each `url(…)`, without its quotes.
fn urls(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split("url(").skip(1);
    after.map(|url| url.trim_start_matches(|character: char| character.is_whitespace() || "\"'".contains(character)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_texts() {
        assert_eq!(escape("<b a=\"x\">'R&D'"), "&lt;b a=&quot;x&quot;&gt;&#39;R&amp;D&#39;");
        assert_eq!(escape("\u{202e}x\u{0}"), "\u{fffd}x\u{fffd}");
    }

    #[test]
    fn a_plain_drawing_passes_without_its_prolog() {
        let svg =
            "<svg viewBox=\"0 0 9 9\"><!-- c --><style>.a > .b{fill:url(#p)}</style><g><path d=\"M0 0\"/></g>\n</svg>";
        assert_eq!(drawing(&format!("<?xml version=\"1.0\"?>\n{svg}\n")), Some(svg));
        assert_eq!(drawing("<svg/>"), Some("<svg/>"));
    }

    #[test]
    fn a_drawing_that_does_more_is_left_out() {
        for svg in [
            "",
            "text",
            "<svg>",
            "<svg></svg></div>",
            "<svg></svg><svg></svg>",
            "<svg><g></svg></g>",
            "<svg><script>alert(1)</script></svg>",
            "<svg><SCRIPT/></svg>",
            "<svg onload=\"x\"></svg>",
            "<svg\nonload=\"x\"></svg>",
            "<svg a=\"b\"onload=\"x\"></svg>",
            "<svg onload=x></svg>",
            "<svg/onload=\"x\"></svg>",
            "<svg><a href=\"javascript:x\"><text>t</text></a></svg>",
            "<svg><use href=\"http://evil.example/#a\"/></svg>",
            "<svg><image href=\"http://evil.example/a.png\"/></svg>",
            "<svg><foreignObject><p>x</p></foreignObject></svg>",
            "<svg><animate attributeName=\"href\"/></svg>",
            "<svg><rect fill=\"url(http://evil.example)\"/></svg>",
            "<svg><style>@import 'x';</style></svg>",
            "<svg><style>a{background:url('//evil.example')}</style></svg>",
            "<svgx></svgx>",
            "<svg></svg>trailing",
            "<svg><![CDATA[<script>]]></svg>",
            "<svg><text>a < b</text></svg>",
        ] {
            assert_eq!(drawing(svg), None, "{svg}");
        }
    }
}
