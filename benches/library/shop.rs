//! The worked example, which most steps are measured on.

use std::path::Path;

use jalon::workspace::{self, Workspace};

/// The folder of the worked example.
pub fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/experiments"))
}

/// The worked example, read whole.
pub fn open() -> Workspace {
    workspace::open(folder()).workspace
}
