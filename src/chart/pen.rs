//! The backend plotters draws with: it keeps the shapes, and the canvas writes them.
//!
//! plotters works in whole pixels and its own SVG backend knows neither classes nor titles. This one counts tenths of a
//! pixel, so curves stay smooth at any zoom, and hands each shape back with its ink.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use plotters::style::RGBColor;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

use super::theme::Ink;

/// Units of the backend in a pixel.
pub(super) const UNITS: f64 = 10.0;

/// A shape plotters asked for; places in pixels.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Line { points: Vec<(f64, f64)>, ink: Ink, width: f64, opacity: f64 },
    Area { points: Vec<(f64, f64)>, ink: Ink, opacity: f64 },
}

/// Where the shapes gather; shared, because plotters keeps the backend to itself.
pub(super) type Shapes = Rc<RefCell<Vec<Shape>>>;

pub(super) struct Pen {
    size: (u32, u32),
    shapes: Shapes,
}

impl Pen {
    /// A pen for a sheet of so many pixels, and the shapes it will have drawn.
    pub(super) fn new(width: f64, height: f64) -> (Self, Shapes) {
        let shapes = Shapes::default();
        let units = |pixels: f64| (pixels * UNITS).round().max(1.0) as u32;
        (Self { size: (units(width), units(height)), shapes: Rc::clone(&shapes) }, shapes)
    }

    fn keep(&self, shape: Shape) -> Result<(), DrawingErrorKind<Infallible>> {
        self.shapes.borrow_mut().push(shape);
        Ok(())
    }

    fn line(&self, points: Vec<(f64, f64)>, style: &impl BackendStyle) -> Result<(), DrawingErrorKind<Infallible>> {
        let BackendColor { alpha, rgb } = style.color();
        let width = f64::from(style.stroke_width()) / UNITS;
        self.keep(Shape::Line { points, ink: ink_of(rgb), width, opacity: alpha })
    }

    fn area(&self, points: Vec<(f64, f64)>, style: &impl BackendStyle) -> Result<(), DrawingErrorKind<Infallible>> {
        let BackendColor { alpha, rgb } = style.color();
        self.keep(Shape::Area { points, ink: ink_of(rgb), opacity: alpha })
    }
}

/// The colour by which plotters knows an ink.
pub(super) fn colour(ink: Ink) -> RGBColor {
    let (red, green, blue) = ink.light();
    RGBColor(red, green, blue)
}

fn ink_of(rgb: (u8, u8, u8)) -> Ink {
    Ink::from_light(rgb).unwrap_or(Ink::Text)
}

fn pixels((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / UNITS, f64::from(y) / UNITS)
}

impl DrawingBackend for Pen {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, colour: BackendColor) -> Result<(), DrawingErrorKind<Infallible>> {
        let (x, y) = pixels(point);
        self.line(vec![(x, y), (x + 1.0 / UNITS, y)], &colour)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.line(vec![pixels(from), pixels(to)], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let ((left, top), (right, bottom)) = (pixels(upper_left), pixels(bottom_right));
        let mut corners = vec![(left, top), (right, top), (right, bottom), (left, bottom)];
        if fill {
            self.area(corners, style)
        } else {
            corners.push((left, top));
            self.line(corners, style)
        }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.line(path.into_iter().map(pixels).collect(), style)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.area(corners.into_iter().map(pixels).collect(), style)
    }
}
