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
mod boundaries;
pub mod canvas;
mod caption;
mod cumulative;
mod curve_panel;
mod detectable_effect;
mod effect;
mod estimate;
mod false_alarms;
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
mod margin_of_error;
mod matrix_layout;
mod matrix_scale;
mod numbers_behind;
mod p_value_histogram;
pub mod page;
mod paragraph;
mod pen;
mod placement;
pub mod plot;
mod png;
mod posterior;
mod power_by_effect;
mod power_curve;
mod rank_intervals;
mod run_chart;
mod sample_size;
mod survival_curve;
pub mod svg;
pub mod text;
pub mod theme;
pub mod ticks;

pub use answers::{AnswersBar, AnswersChart};
pub use axis::{Axis, Tick};
pub use boundaries::{BoundaryLook, SequentialBoundaries};
pub use canvas::{Canvas, Fill, Rectangle, Stroke};
pub use caption::Caption;
pub use cumulative::{CumulativeDay, CumulativeEffectChart, ValidInterval, ValidIntervals, ValidWhen};
pub use detectable_effect::{DetectableEffectChart, DetectableWeek};
pub use effect::EffectUnit;
pub use estimate::{EstimateChart, EstimateRow};
pub use false_alarms::{AlarmsAtLook, FalseAlarmsByLook};
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
pub use margin_of_error::MarginOfError;
pub use numbers_behind::NumbersBehind;
pub use p_value_histogram::PValueHistogram;
pub use page::{LegendItem, Page, Swatch};
pub use plot::Plot;
pub use posterior::{LosingSide, PosteriorDensity};
pub use power_by_effect::{EffectPower, PowerByEffect, VerdictName};
pub use power_curve::{Counted, PowerCurveChart, PowerSeries};
pub use rank_intervals::{RankIntervals, RankedItem};
pub use run_chart::{KpiMonth, KpiUnit, RunChart};
pub use sample_size::{SampleSizeDistribution, StopScenario};
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
    /// What must rise along the chart does not.
    #[error("{what} is {value} after {before}, but each must be larger than the one before")]
    NotRising {
        /// Which number.
        what: &'static str,
        /// The value before.
        before: f64,
        /// The value that is not larger.
        value: f64,
    },
    /// An interval ends before it starts, or two bounds have crossed.
    #[error("{what} goes from {low} to {high}, which is backwards")]
    Reversed {
        /// Which interval.
        what: &'static str,
        /// Its lower end.
        low: f64,
        /// Its upper end.
        high: f64,
    },
    /// A number that counts or weighs something is negative.
    #[error("{what} is {value}, but cannot be below 0")]
    Negative {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// A distribution has no width: all of it stands at one place, or it is 0 everywhere.
    #[error("{what} has no spread, so there is no curve to draw")]
    NoSpread {
        /// Which distribution.
        what: &'static str,
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

/// Checks that a number is not below 0.
///
/// # Errors
///
/// [`ChartError::NotFinite`], [`ChartError::Negative`].
pub fn not_negative(what: &'static str, value: f64) -> Result<f64, ChartError> {
    let value = finite(what, value)?;
    if value >= 0.0 { Ok(value) } else { Err(ChartError::Negative { what, value }) }
}

/// Checks that finite numbers rise, each above the one before.
///
/// # Errors
///
/// [`ChartError::NotFinite`], [`ChartError::NotRising`].
pub fn rising(what: &'static str, values: impl IntoIterator<Item = f64>) -> Result<(), ChartError> {
    let mut last: Option<f64> = None;
    for value in values {
        let value = finite(what, value)?;
        if let Some(before) = last.filter(|before| value <= *before) {
            return Err(ChartError::NotRising { what, before, value });
        }
        last = Some(value);
    }
    Ok(())
}

/// Checks that an interval with two finite ends runs from low to high.
///
/// # Errors
///
/// [`ChartError::NotFinite`], [`ChartError::Reversed`].
pub fn ordered(what: &'static str, low: f64, high: f64) -> Result<(), ChartError> {
    let (low, high) = (finite(what, low)?, finite(what, high)?);
    if low <= high { Ok(()) } else { Err(ChartError::Reversed { what, low, high }) }
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
