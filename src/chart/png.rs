//! The picture of a figure, made from its very SVG with the embedded font: the same bytes on every machine.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::figure::FigureError;
use super::font;

/// More pixels than a large poster needs; beyond, a mistaken scale would take all memory.
const MOST_PIXELS: f64 = 100e6;

pub(super) fn render(svg: &str, scale: f64) -> Result<Vec<u8>, FigureError> {
    let fault = |fault: String| FigureError::Render(fault);
    let options = Options { fontdb: fonts(), font_family: "Inter".to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| fault(error.to_string()))?;
    let mut pixmap = pixmap(f64::from(tree.size().width()) * scale, f64::from(tree.size().height()) * scale)?;
    resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| fault(error.to_string()))
}

fn pixmap(width: f64, height: f64) -> Result<Pixmap, FigureError> {
    // A cast from f64 saturates, and NaN becomes 0: both end in the error below.
    let (width, height) = (width.ceil(), height.ceil());
    let refused = FigureError::Size { width: width as u64, height: height as u64 };
    let fits = width >= 1.0 && height >= 1.0 && width * height <= MOST_PIXELS;
    let pixmap = if fits { Pixmap::new(width as u32, height as u32) } else { None };
    pixmap.ok_or(refused)
}

fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut database = fontdb::Database::new();
        database.load_font_data(font::REGULAR.to_vec());
        database.load_font_data(font::SEMI_BOLD.to_vec());
        database.set_sans_serif_family("Inter");
        Arc::new(database)
    };
    FONTS.get_or_init(load).clone()
}
