//! Tests planned from files of past units.

use super::run::Sandbox;
