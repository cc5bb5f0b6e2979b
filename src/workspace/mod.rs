//! The only reader and writer of a workspace's files. TOML shapes live here, apart from the domain's types.

mod findings;
mod ledger;
mod nearest;
mod settings;
mod source;
mod table;

pub use settings::Settings;
