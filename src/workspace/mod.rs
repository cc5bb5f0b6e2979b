//! The only reader and writer of a workspace's files. TOML shapes live here, apart from the domain's types.

mod baseline;
mod disk;
mod event_logs;
mod experiments;
mod find;
mod findings;
mod hold;
mod improvements;
mod journey;
mod kpis;
mod ledger;
mod notes;
mod open;
mod plan;
mod plan_rule;
mod plan_text;
mod record;
mod settings;
mod source;
mod starter;
mod table;

pub use disk::{is_source, open_table, shown, unwritable_output, write_whole};
pub use experiments::{Experiment, Held, PLAN_FILE, RECORD_FILE, next_experiment_id, read_plan};
pub use find::{SETTINGS_FILE, find};
pub use journey::{MapFile, open_map};
pub use open::{Opened, Workspace, language, open};
pub use plan_text::{folder_name, plan_text};
pub use record::{DECISIONS, record_text};
pub use settings::Settings;
pub use starter::{StarterFile, create, shop, starter};
