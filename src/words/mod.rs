//! The two languages: messages, numbers and dates as people read them.
//!
//! The rest of the library never holds a sentence. It holds a [`Message`], a key of the catalogue with its arguments,
//! and [`Words`] says it in English or French. The catalogue is one file per area and language under
//! `src/words/en` and `src/words/fr` (Project Fluent syntax); `tests/catalogue.rs` keeps both complete.

mod calendar;
mod catalogue;
mod clean;
mod language;
mod message;
mod numerals;

pub use catalogue::{Words, catalogue_sources};
pub use clean::{clean, clean_line};
pub use language::{Language, UnknownLanguage};
pub use message::{Argument, Message};
