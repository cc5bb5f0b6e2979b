//! Checks that a figure can be read: no text over another, none outside the sheet, none too small. For tests.
//!
//! It reads the finished SVG and measures anew, so it also notices what a chart draws past the canvas's memory.

use resvg::usvg::roxmltree::{Document, Node};

use super::canvas::Rectangle;
use super::figure::Figure;
use super::text::{Anchor, TextStyle, Weight};

/// A text of a figure and the box it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedText {
    /// What it says.
    pub text: String,
    /// Where.
    pub bounds: Rectangle,
    /// Font size.
    pub size: f64,
}

/// Returns every text of a figure with its box, or why the SVG is not well-formed.
///
/// # Errors
///
/// The parser's message.
pub fn texts(figure: &Figure) -> Result<Vec<PlacedText>, String> {
    let document = Document::parse(figure.svg()).map_err(|error| error.to_string())?;
    Ok(document.descendants().filter(|node| node.has_tag_name("text")).map(placed).collect())
}

/// Returns what keeps a figure from being read; an empty list for a good one.
#[must_use]
pub fn faults(figure: &Figure) -> Vec<String> {
    let texts = match texts(figure) {
        Ok(texts) => texts,
        Err(error) => return vec![format!("not well-formed: {error}")],
    };
    let mut faults: Vec<String> = bad_numbers(figure).into_iter().collect();
    let sheet = sheet(figure);
    for (place, text) in texts.iter().enumerate() {
        if !sheet.contains(&text.bounds.grown(-0.5)) {
            faults.push(format!("`{}` leaves the sheet: {:?}", text.text, text.bounds));
        }
        if text.size < 12.0 {
            faults.push(format!("`{}` is written at {} px", text.text, text.size));
        }
        for other in &texts[place + 1..] {
            if text.bounds.grown(-0.5).overlaps(&other.bounds.grown(-0.5)) {
                faults.push(format!("`{}` and `{}` overlap", text.text, other.text));
            }
        }
    }
    faults
}

fn bad_numbers(figure: &Figure) -> Option<String> {
    ["NaN", "inf\"", "inf "].into_iter().find(|bad| figure.svg().contains(bad)).map(|bad| format!("`{bad}` in the SVG"))
}

fn sheet(figure: &Figure) -> Rectangle {
    let document = Document::parse(figure.svg()).ok();
    let side = |name: &str| {
        let value = document.as_ref().and_then(|document| document.root_element().attribute(name));
        value.and_then(|value| value.parse().ok()).unwrap_or(0.0)
    };
    Rectangle { left: 0.0, top: 0.0, width: side("width"), height: side("height") }
}

fn placed(node: Node<'_, '_>) -> PlacedText {
    let number = |name| node.attribute(name).and_then(|value| value.parse::<f64>().ok());
    let text: String = node.descendants().filter_map(|part| part.is_text().then(|| part.text()).flatten()).collect();
    let style = TextStyle {
        size: number("font-size").unwrap_or(0.0),
        weight: if node.attribute("font-weight").is_some() { Weight::Bold } else { Weight::Regular },
        anchor: match node.attribute("text-anchor") {
            Some("middle") => Anchor::Middle,
            Some("end") => Anchor::End,
            _ => Anchor::Start,
        },
        ..TextStyle::LABEL
    };
    let (x, y) = (number("x").unwrap_or(f64::NAN), number("y").unwrap_or(f64::NAN));
    PlacedText { bounds: style.bounds(&text, x, y), size: style.size, text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Canvas;

    #[test]
    fn each_kind_of_fault_is_noticed() {
        let mut canvas = Canvas::new(200.0);
        canvas.text("one", 10.0, 20.0, &TextStyle::LABEL);
        canvas.text("two", 15.0, 24.0, &TextStyle::LABEL);
        canvas.text("below", 10.0, 99.0, &TextStyle::LABEL);
        canvas.text("small", 100.0, 20.0, &TextStyle::LABEL.size(9.0));
        let faults = faults(&canvas.finish("faults", "t", "d", 100.0));
        assert_eq!(faults.len(), 3, "{faults:?}");
    }
}
