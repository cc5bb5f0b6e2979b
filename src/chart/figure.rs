//! A drawn chart, ready to be put into a page or a file.

use super::numbers_behind::NumbersBehind;
use super::png;

/// A drawn chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    id: String,
    title: String,
    description: String,
    svg: String,
    numbers: Option<NumbersBehind>,
}

/// Why a figure cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// Only SVG and PNG can be written.
    #[error("a figure cannot be written as `{0}`, only as svg or png")]
    UnknownFormat(String),
    /// The picture would be too large, or has no size.
    #[error("a picture of {width} × {height} pixels cannot be made")]
    Size {
        /// Width in pixels.
        width: u64,
        /// Height in pixels.
        height: u64,
    },
    /// The SVG could not be read back; this is a fault of the program.
    #[error("the figure could not be rendered: {0}")]
    Render(String),
}

impl Figure {
    pub(super) fn new(id: String, title: String, description: String, svg: String) -> Self {
        Self { id, title, description, svg, numbers: None }
    }

    /// The same figure with the numbers behind it.
    #[must_use]
    pub(super) fn with_numbers(mut self, numbers: NumbersBehind) -> Self {
        self.numbers = Some(numbers);
        self
    }

    /// The numbers behind it, written in the reader's language, where the chart gives them itself.
    #[must_use]
    pub fn numbers(&self) -> Option<&NumbersBehind> {
        self.numbers.as_ref()
    }

    /// The id of its `<svg>` element, unique in a page when the slugs given to the charts are.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it shows, in one line.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What can be read from it, for those who cannot see it.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The `<svg>` element, to be put into an HTML page as it is.
    #[must_use]
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// A complete SVG file.
    #[must_use]
    pub fn svg_file(&self) -> String {
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", self.svg)
    }

    /// A PNG of the light figure, `scale` pixels for each user unit.
    ///
    /// # Errors
    ///
    /// [`FigureError::Size`] when the scale makes it too large or not a picture at all.
    pub fn png(&self, scale: f64) -> Result<Vec<u8>, FigureError> {
        png::render(&self.svg, scale)
    }

    /// The bytes of a file with this extension, `svg` or `png` (at twice the size, for sharp screens and print).
    ///
    /// # Errors
    ///
    /// [`FigureError`] when the format is unknown or the picture cannot be made.
    pub fn bytes(&self, extension: &str) -> Result<Vec<u8>, FigureError> {
        match extension.to_ascii_lowercase().as_str() {
            "svg" => Ok(self.svg_file().into_bytes()),
            "png" => self.png(2.0),
            _ => Err(FigureError::UnknownFormat(extension.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Canvas, TextStyle};

    fn figure(title: &str) -> Figure {
        let mut canvas = Canvas::new(120.0);
        canvas.text(title, 10.0, 20.0, &TextStyle::LABEL);
        canvas.finish("Test 1", title, "Nothing but a title.", 40.0)
    }

    #[test]
    fn formats_are_told_apart() {
        let figure = figure("Titre");
        assert!(figure.bytes("SVG").unwrap().starts_with(b"<?xml"));
        assert!(figure.bytes("png").unwrap().starts_with(b"\x89PNG"));
        assert_eq!(figure.bytes("gif"), Err(FigureError::UnknownFormat("gif".to_owned())));
    }

    #[test]
    fn a_hostile_title_stays_text() {
        let figure = figure("<script>alert(\"&'\")</script>\u{0}");
        assert!(!figure.svg().contains("<script"));
        let document = resvg::usvg::roxmltree::Document::parse(figure.svg()).unwrap();
        let text = document.descendants().find(|node| node.has_tag_name("text")).and_then(|node| node.text());
        assert_eq!(text, Some("<script>alert(\"&'\")</script>\u{fffd}"));
    }

    #[test]
    fn an_absurd_scale_is_refused() {
        let figure = figure("x");
        for scale in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e6] {
            assert!(matches!(figure.png(scale), Err(FigureError::Size { .. })), "{scale}");
        }
    }

    #[test]
    fn dark_rules_do_not_reach_the_picture() {
        // resvg knows no media query: the first pixel is the light ground, which only holds if it skips the whole rule.
        let png = figure("x").png(1.0).unwrap();
        let pixels = resvg::tiny_skia::Pixmap::decode_png(&png).unwrap();
        let first = pixels.pixel(0, 0).unwrap();
        assert_eq!((first.red(), first.green(), first.blue()), (255, 255, 255));
    }
}
