//! The part of a figure with axes: plotters maps the values and shapes the series, the canvas writes them.

use plotters::coord::cartesian::{Cartesian2d, MeshLine};
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::Polygon;
use plotters::series::LineSeries;
use plotters::style::{Color, ShapeStyle};

use super::axis::Axis;
use super::canvas::{Canvas, Fill, Rectangle};
use super::pen::{Pen, Shape, UNITS, colour};
use super::theme::{Ink, Marker};
use super::{ChartError, Stroke};

type Area = DrawingArea<Pen, Cartesian2d<Axis, Axis>>;

/// A frame with two axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    frame: Rectangle,
    x: Axis,
    y: Axis,
}

impl Plot {
    /// Axes in a frame, in pixels. Nothing is drawn yet.
    #[must_use]
    pub fn new(frame: Rectangle, x: Axis, y: Axis) -> Self {
        Self { frame, x, y }
    }

    /// The frame, in pixels.
    #[must_use]
    pub fn frame(&self) -> Rectangle {
        self.frame
    }

    /// The horizontal axis.
    #[must_use]
    pub fn x(&self) -> &Axis {
        &self.x
    }

    /// The vertical axis.
    #[must_use]
    pub fn y(&self) -> &Axis {
        &self.y
    }

    /// Where a pair of values stands, in pixels; values beyond the axes stand on the frame.
    #[must_use]
    pub fn place(&self, x: f64, y: f64) -> (f64, f64) {
        (self.place_x(x), self.place_y(y))
    }

    /// Where a value of the horizontal axis stands, in pixels.
    #[must_use]
    pub fn place_x(&self, x: f64) -> f64 {
        self.frame.left + self.x.share(x) * self.frame.width
    }

    /// Where a value of the vertical axis stands, in pixels.
    #[must_use]
    pub fn place_y(&self, y: f64) -> f64 {
        self.frame.bottom() - self.y.share(y) * self.frame.height
    }

    /// Draws the grid at the marks of the axes that want one.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`], a fault of the program.
    pub fn grid(&self, canvas: &mut Canvas) -> Result<(), ChartError> {
        let style = ShapeStyle { color: colour(Ink::Grid).to_rgba(), filled: false, stroke_width: UNITS as u32 };
        let (with_x, with_y) = (self.x.has_grid(), self.y.has_grid());
        let stroke = Stroke::new(Ink::Grid, 1.0);
        self.draw(canvas, stroke, |area| {
            area.draw_mesh(
                |pen, line| match line {
                    MeshLine::XMesh(..) if with_x => line.draw(pen, &style),
                    MeshLine::YMesh(..) if with_y => line.draw(pen, &style),
                    _ => Ok(()),
                },
                usize::MAX,
                usize::MAX,
            )
            .map_err(|error| error.to_string())
        })
    }

    /// Draws a line through points from left to right. A point that is not finite ends the line; the next finite one
    /// begins a new one, so that a gap in the data stays a gap. Where the line leaves the vertical axis it is cut.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`], a fault of the program.
    pub fn line(&self, canvas: &mut Canvas, points: &[(f64, f64)], stroke: Stroke) -> Result<(), ChartError> {
        let style = ShapeStyle {
            color: colour(stroke.ink).mix(stroke.opacity),
            filled: false,
            stroke_width: (stroke.width * UNITS).round() as u32,
        };
        let points = self.cut(points);
        let pieces: Vec<Vec<(f64, f64)>> = points
            .split(|(x, y)| !x.is_finite() || !y.is_finite())
            .filter(|piece| piece.len() > 1)
            .map(<[(f64, f64)]>::to_vec)
            .collect();
        self.draw(canvas, stroke, |area| {
            for piece in pieces {
                for element in LineSeries::new(piece, style) {
                    area.draw(&element).map_err(|error| error.to_string())?;
                }
            }
            Ok(())
        })
    }

    /// Fills the band between two curves given as (x, low, high), cut at the frame; infinite ends reach it.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`], a fault of the program.
    pub fn band(&self, canvas: &mut Canvas, points: &[(f64, f64, f64)], fill: Fill) -> Result<(), ChartError> {
        let style = ShapeStyle { color: colour(fill.ink).mix(fill.opacity), filled: true, stroke_width: 0 };
        let pieces: Vec<Vec<(f64, f64)>> = points
            .split(|(x, low, high)| !x.is_finite() || low.is_nan() || high.is_nan())
            .filter(|piece| piece.len() > 1)
            .map(|piece| {
                let piece = self.with_crossings(piece);
                let there = piece.iter().map(|(x, _, high)| (*x, *high));
                there.chain(piece.iter().rev().map(|(x, low, _)| (*x, *low))).collect()
            })
            .collect();
        self.draw(canvas, Stroke::new(fill.ink, 0.0), |area| {
            for piece in pieces {
                area.draw(&Polygon::new(piece, style)).map_err(|error| error.to_string())?;
            }
            Ok(())
        })
    }

    /// The points with those added where the line meets an end of the vertical axis; what lies beyond becomes a gap.
    fn cut(&self, points: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let flat: Vec<(f64, f64, f64)> = points.iter().map(|(x, y)| (*x, *y, *y)).collect();
        let slack = 1e-9 * (self.y.high() - self.y.low());
        let shown = |y: f64| y >= self.y.low() - slack && y <= self.y.high() + slack;
        let points = self.with_crossings(&flat).into_iter();
        points.map(|(x, y, _)| (x, if shown(y) { y } else { f64::NAN })).collect()
    }

    /// The band with a point added wherever one of its edges meets an end of the vertical axis between two points, so that
    /// holding values at the frame does not change its slope. An infinite edge has no slope to keep.
    fn with_crossings(&self, points: &[(f64, f64, f64)]) -> Vec<(f64, f64, f64)> {
        let mut dense = Vec::with_capacity(points.len());
        for pair in points.windows(2) {
            let [one, next] = pair else { continue };
            dense.push(*one);
            let mut shares: Vec<f64> = [(one.1, next.1), (one.2, next.2)]
                .into_iter()
                .flat_map(|(from, to)| [self.y.low(), self.y.high()].map(|end| (end - from) / (to - from)))
                .filter(|share| *share > 0.0 && *share < 1.0)
                .collect();
            shares.sort_by(f64::total_cmp);
            shares.dedup();
            dense.extend(shares.into_iter().map(|share| between(*one, *next, share)));
        }
        dense.extend(points.last());
        dense
    }

    /// Draws a line across the frame at a value of the vertical axis; nothing when the axis does not show it.
    pub fn level(&self, canvas: &mut Canvas, y: f64, stroke: Stroke) {
        if self.y.shows(y) {
            let height = self.place_y(y);
            canvas.line((self.frame.left, height), (self.frame.right(), height), stroke);
        }
    }

    /// Draws a line from top to bottom at a value of the horizontal axis; nothing when the axis does not show it.
    pub fn upright(&self, canvas: &mut Canvas, x: f64, stroke: Stroke) {
        if self.x.shows(x) {
            let place = self.place_x(x);
            canvas.line((place, self.frame.top), (place, self.frame.bottom()), stroke);
        }
    }

    /// Draws a marker at each finite point.
    pub fn markers(&self, canvas: &mut Canvas, points: &[(f64, f64)], marker: Marker, radius: f64, ink: Ink) {
        for (x, y) in points.iter().filter(|(x, y)| x.is_finite() && y.is_finite()) {
            canvas.marker(marker, self.place(*x, *y), radius, ink, false);
        }
    }

    /// Keeps later labels off a curve as long as there is room elsewhere.
    pub fn reserve_line(&self, canvas: &mut Canvas, points: &[(f64, f64)]) {
        for piece in points.split(|(x, y)| !x.is_finite() || !y.is_finite()) {
            let places: Vec<(f64, f64)> = piece.iter().map(|(x, y)| self.place(*x, *y)).collect();
            canvas.reserve_line(&places, 3.0);
        }
    }

    /// Keeps later labels off a line across the frame.
    pub fn reserve_level(&self, canvas: &mut Canvas, y: f64) {
        let height = self.place_y(y);
        canvas.reserve_line(&[(self.frame.left, height), (self.frame.right(), height)], 2.0);
    }

    /// Lets plotters draw on the frame, then writes what it drew with the dash of `stroke`.
    fn draw(
        &self,
        canvas: &mut Canvas,
        stroke: Stroke,
        draw: impl FnOnce(&Area) -> Result<(), String>,
    ) -> Result<(), ChartError> {
        let (pen, shapes) = Pen::new(canvas.width(), self.frame.bottom());
        let units = |pixels: f64| (pixels * UNITS).round() as i32;
        let frame = (
            units(self.frame.left)..units(self.frame.right()),
            // Pixels grow downwards, values upwards.
            units(self.frame.bottom())..units(self.frame.top),
        );
        let area = pen.into_drawing_area().apply_coord_spec(Cartesian2d::new(self.x.clone(), self.y.clone(), frame));
        draw(&area).map_err(ChartError::Drawing)?;
        for shape in shapes.take() {
            match shape {
                Shape::Line { points, ink, width, opacity } => {
                    canvas.path(&points, Stroke { ink, width, dash: stroke.dash, opacity });
                }
                Shape::Area { points, ink, opacity } => {
                    canvas.polygon(&points, Some(Fill::pale(ink, opacity)), None);
                }
            }
        }
        Ok(())
    }
}

/// The point so far along from one to the next; an edge that is infinite at either end is infinite between.
fn between(one: (f64, f64, f64), next: (f64, f64, f64), share: f64) -> (f64, f64, f64) {
    let mix = |from: f64, to: f64| {
        if from.is_finite() && to.is_finite() {
            from + share * (to - from)
        } else if from.is_finite() {
            to
        } else {
            from
        }
    };
    (mix(one.0, next.0), mix(one.1, next.1), mix(one.2, next.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot() -> Plot {
        let axis = || Axis::linear(0.0, 10.0, vec![]).unwrap();
        Plot::new(Rectangle { left: 50.0, top: 20.0, width: 100.0, height: 80.0 }, axis(), axis())
    }

    fn drawn(draw: impl FnOnce(&mut Canvas)) -> String {
        let mut canvas = Canvas::new(200.0);
        draw(&mut canvas);
        canvas.finish("plot", "t", "d", 120.0).svg().to_owned()
    }

    #[test]
    fn values_stand_where_the_axes_say() {
        assert_eq!(plot().place(5.0, 0.0), (100.0, 100.0));
        let svg = drawn(|canvas| {
            plot().line(canvas, &[(0.0, 0.0), (5.0, 2.5), (10.0, 10.0)], Stroke::new(Ink::Blue, 2.0)).unwrap();
        });
        assert!(svg.contains("d=\"M50 100L100 80L150 20\""), "{svg}");
    }

    #[test]
    fn a_gap_stays_a_gap() {
        let points = [(0.0, 1.0), (1.0, 1.0), (2.0, f64::NAN), (3.0, 1.0), (4.0, 1.0)];
        let svg = drawn(|canvas| plot().line(canvas, &points, Stroke::new(Ink::Blue, 2.0)).unwrap());
        assert_eq!(svg.matches("<path").count(), 2, "{svg}");
    }

    #[test]
    fn what_lies_beyond_the_frame_is_cut_at_its_slope() {
        let svg = drawn(|canvas| {
            plot().line(canvas, &[(0.0, 5.0), (5.0, 15.0), (10.0, 15.0)], Stroke::new(Ink::Blue, 2.0)).unwrap();
            plot().band(canvas, &[(0.0, 0.0, 5.0), (5.0, 0.0, 15.0)], Fill::new(Ink::Blue)).unwrap();
        });
        assert!(svg.contains("\"M50 60L75 20\""), "{svg}");
        assert!(svg.contains("M50 60L75 20L100 20L100 100L75 100L50 100Z"), "{svg}");
    }

    #[test]
    fn an_unbounded_band_reaches_the_frame() {
        let band = [(0.0, f64::NEG_INFINITY, 5.0), (10.0, 4.0, f64::INFINITY)];
        let svg = drawn(|canvas| plot().band(canvas, &band, Fill::pale(Ink::Blue, 0.2)).unwrap());
        assert!(svg.contains("M50 60L150 20L150 68L50 100Z"), "{svg}");
    }
}
