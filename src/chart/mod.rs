//! Figures: SVG first, PNG from that very SVG. plotters is named here only.
//!
//! Each chart is a plain struct of already chosen texts and numbers with a `draw` method that takes [`Words`]; it knows
//! no metric, plan or journey. A drawn chart is a [`Figure`]. The way down: a chart lays out a [`Page`] (title, legend,
//! plot, notes), a [`Plot`] maps values to places through plotters and its own backend (`pen`), and a [`Canvas`]
//! writes the SVG elements and remembers where each text stands.
//!
//! [`Words`]: crate::words::Words

mod answers;
#[cfg(test)]
mod atlas_samples;
pub mod axis;
pub mod canvas;
mod caption;
mod cumulative;
mod curve_panel;
mod detectable_effect;
mod effect;
mod figure;
pub mod font;
#[cfg(test)]
mod gallery;
mod gantt;
mod glyph;
mod impact_effort;
mod intervals;
mod journey_board;
mod journey_curve;
pub mod label;
#[doc(hidden)]
pub mod legible;
mod matrix_layout;
mod matrix_scale;
pub mod page;
mod paragraph;
mod pen;
mod placement;
pub mod plot;
mod png;
mod power_curve;
mod rank_intervals;
mod run_chart;
mod survival_curve;
pub mod svg;
pub mod text;
pub mod theme;
pub mod ticks;

pub use answers::{AnswersBar, AnswersChart};
pub use axis::{Axis, Tick};
pub use canvas::{Canvas, Fill, Rectangle, Stroke};
pub use caption::Caption;
pub use cumulative::{CumulativeDay, CumulativeEffectChart};
pub use detectable_effect::{DetectableEffectChart, DetectableWeek};
pub use effect::EffectUnit;
pub use figure::{Figure, FigureError};
pub use gantt::{Gantt, GanttLane, GanttRow, GanttSpan, GanttTeam, GanttUnscheduled};
pub use glyph::{ChannelKind, Light};
pub use impact_effort::{ImpactEffort, MatrixAxis, MatrixItem, MatrixRange};
pub use intervals::{IntervalChart, IntervalRow, Tone};
pub use journey_board::{
    BoardFriction, BoardFrictionKind, BoardMoment, BoardPhase, BoardQuote, BoardStage, BoardTouchpoint, BoardUsage,
    JourneyBoard,
};
pub use journey_curve::{CurvePersona, CurvePoint, CurveStage, CurveTouchpoint, JourneyCurve};
pub use page::{LegendItem, Page, Swatch};
pub use plot::Plot;
pub use power_curve::{Counted, PowerCurveChart, PowerSeries};
pub use rank_intervals::{RankIntervals, RankedItem};
pub use run_chart::{KpiMonth, KpiUnit, RunChart};
pub use survival_curve::{SurvivalChart, SurvivalPoint, SurvivalSeries};
pub use text::{Anchor, TextStyle, Weight};
pub use theme::{Dash, Ink, Marker};

/// Why a chart cannot be drawn.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ChartError {
    /// There is nothing to show.
    #[error("the chart has no data to show")]
    NoData,
    /// A number that places something on the chart is not finite.
    #[error("{what} is {value}, which has no place on an axis")]
    NotFinite {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// A logarithmic axis was given a number that is not above 0.
    #[error("{what} is {value}, but a logarithmic axis shows only numbers above 0")]
    NotPositive {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// A bar ends before it starts.
    #[error("a bar ends on {last}, before it starts on {first}")]
    EndsBeforeItStarts {
        /// First day.
        first: jiff::civil::Date,
        /// Last day.
        last: jiff::civil::Date,
    },
    /// A number lies outside the fixed scale it is shown on.
    #[error("{what} is {value}, but the scale goes from {low} to {high}")]
    OffScale {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
        /// Lower end of the scale.
        low: f64,
        /// Upper end of the scale.
        high: f64,
    },
    /// Two lists that belong together differ in length.
    #[error("{what}: {found} given for {expected} places")]
    WrongLength {
        /// Which list.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length it should have.
        expected: usize,
    },
    /// A level, a power or a risk does not lie between 0 and 1.
    #[error("{what} is {value}, which does not lie between 0 and 1")]
    NotAShare {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// The plotting library refused; this is a fault of the program.
    #[error("the chart could not be drawn: {0}")]
    Drawing(String),
}

/// Checks that a number has a place on an axis.
///
/// # Errors
///
/// [`ChartError::NotFinite`].
pub fn finite(what: &'static str, value: f64) -> Result<f64, ChartError> {
    if value.is_finite() { Ok(value) } else { Err(ChartError::NotFinite { what, value }) }
}

/// Checks that a number is a part of a whole.
///
/// # Errors
///
/// [`ChartError::NotFinite`], [`ChartError::NotAShare`].
pub fn share(what: &'static str, value: f64) -> Result<f64, ChartError> {
    let value = finite(what, value)?;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(ChartError::NotAShare { what, value }) }
}
