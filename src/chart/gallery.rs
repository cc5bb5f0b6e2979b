//! Every chart in both languages with ordinary and with hostile input. `JALON_GALLERY=DIR cargo test --lib gallery` also
//! writes the pictures, to be looked at.

use super::figure::Figure;
use super::theme::Ink;
use super::{legible, png};
use crate::words::{Language, Words};

/// A title as long as they come.
pub(super) const LONG: &str = "Réassurance sur les délais de livraison et les retours gratuits avant paiement";
/// A name that would break out of an SVG.
pub(super) const HOSTILE: &str = "<script>alert(\"&'\")</script>\u{0}\u{202e}";

/// Draws a figure in both languages, checks that it can be read, and keeps a picture when asked to.
pub(super) fn check(name: &str, draw: impl Fn(&Words) -> Figure) {
    for language in Language::ALL {
        let figure = draw(&Words::new(language));
        keep(&format!("{name}-{language}"), &figure);
        assert_eq!(legible::faults(&figure), Vec::<String>::new(), "{name} in {language}");
        assert!(!figure.svg().contains("<script"), "{name} in {language}");
        assert!(!figure.svg().contains('⟨'), "{name} in {language}: a message is missing");
        assert!(!figure.description().is_empty() && !figure.title().is_empty(), "{name} in {language}");
        assert_eq!(figure, draw(&Words::new(language)), "{name} in {language}: same input, same bytes");
    }
}

fn keep(name: &str, figure: &Figure) {
    if let Some(folder) = std::env::var_os("JALON_GALLERY") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.svg")), figure.svg_file()).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), figure.png(1.5).unwrap()).unwrap();
        std::fs::write(folder.join(format!("{name}-dark.png")), png::render(&dark(figure), 1.5).unwrap()).unwrap();
    }
}

/// The figure as a dark page shows it: resvg reads no media query, so the shades are exchanged in the text.
fn dark(figure: &Figure) -> String {
    Ink::ALL.into_iter().fold(figure.svg().to_owned(), |svg, ink| {
        svg.replace(&format!("\"{}\"", ink.light_hex()), &format!("\"{}\"", ink.dark_hex()))
    })
}
