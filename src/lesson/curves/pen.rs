//! A plotters drawing area with a theme: the handful of marks that the chart is made of.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Rectangle, Text};
use plotters::prelude::DrawingBackend;
use plotters::series::DashedLineSeries;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color as _, FontDesc, FontFamily, FontStyle, RGBAColor, RGBColor, ShapeStyle, TextStyle,
};

use super::Theme;
use super::theme::FONT_SIZE;
use crate::lesson::heat::Rgb;

pub(super) type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;
pub(super) type Pixel = [f32; 2];

pub(super) struct Pen<'a, DB: DrawingBackend> {
    pub area: DrawingArea<DB, Shift>,
    pub theme: &'a Theme,
    /// What the backend divides type sizes by.
    pub type_factor: f32,
}

impl<DB: DrawingBackend> Pen<'_, DB> {
    pub fn line(&self, path: &[Pixel], rgb: Rgb, width: f32) -> Drawn<DB> {
        self.stroke(path, colour(rgb).to_rgba(), width)
    }

    pub fn stroke(&self, path: &[Pixel], rgba: RGBAColor, width: f32) -> Drawn<DB> {
        if path.len() < 2 {
            return Ok(());
        }
        let path: Vec<(i32, i32)> = path.iter().map(|&at| whole(at)).collect();
        self.area.draw(&PathElement::new(
            path,
            rgba.stroke_width(self.thick(width)),
        ))
    }

    pub fn dashes(&self, path: &[Pixel], rgb: Rgb, width: f32, [dash, gap]: [f32; 2]) -> Drawn<DB> {
        let style = colour(rgb).stroke_width(self.thick(width));
        let path: Vec<(i32, i32)> = path.iter().map(|&at| whole(at)).collect();
        let (dash, gap) = (self.thick(dash) as i32, self.thick(gap) as i32);
        let mut series = DashedLineSeries::new(path, dash, gap, style).into_iter();
        series.try_for_each(|element| self.area.draw(&element))
    }

    pub fn band(&self, [from, to]: [Pixel; 2], rgb: Rgb, opacity: f64) -> Drawn<DB> {
        let corners = [whole(from), whole(to)];
        self.area
            .draw(&Rectangle::new(corners, colour(rgb).mix(opacity).filled()))
    }

    pub fn dot(&self, at: Pixel, radius: f32, rgb: Rgb) -> Drawn<DB> {
        self.area.draw(&Circle::new(
            whole(at),
            self.thick(radius),
            colour(rgb).filled(),
        ))
    }

    pub fn ring(&self, at: Pixel, radius: f32, rgb: Rgb) -> Drawn<DB> {
        let style = ShapeStyle::from(colour(rgb).mix(0.8)).stroke_width(self.thick(1.25));
        self.area
            .draw(&Circle::new(whole(at), self.thick(radius), style))
    }

    pub fn words(&self, text: &str, at: Pixel, across: HPos, up: VPos, rgb: Rgb) -> Drawn<DB> {
        self.text(text, at, FontStyle::Normal, (across, up), rgb)
    }

    pub fn text(
        &self,
        text: &str,
        at: Pixel,
        weight: FontStyle,
        (across, up): (HPos, VPos),
        rgb: Rgb,
    ) -> Drawn<DB> {
        let size = f64::from(self.theme.px(FONT_SIZE) * self.type_factor);
        let family = FontFamily::Name(&self.theme.font);
        let font = FontDesc::new(family, size, weight);
        let colour = colour(rgb);
        let style = TextStyle::from(font)
            .color(&colour)
            .pos(Pos::new(across, up));
        self.area.draw(&Text::new(text, whole(at), style))
    }

    /// Device pixels of a width, never none.
    pub fn thick(&self, width: f32) -> u32 {
        self.theme.px(width).round().max(1.0) as u32
    }
}

pub(super) fn colour([r, g, b]: Rgb) -> RGBColor {
    RGBColor(r, g, b)
}

fn whole([x, y]: Pixel) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}
