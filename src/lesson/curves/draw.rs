//! Puts the chart onto a plotters backend, back to front: grid, reference, series, words.

use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea as _;
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color as _, FontStyle};

use super::layout::{Layout, Panel};
use super::pen::{Drawn, Pen, Pixel, colour};
use super::theme::FONT_SIZE;
use super::ticks::Tick;
use super::{Chart, Labels, Reference, Theme};
use crate::lesson::scene::text_width;

/// Draws everything; the crosshair is an overlay of the page.
///
/// # Errors
/// The backend's own.
pub fn draw<DB: DrawingBackend>(
    backend: DB,
    chart: &Chart,
    labels: &Labels,
    theme: &Theme,
) -> Drawn<DB> {
    draw_with(backend, chart, labels, theme, 1.0)
}

/// The chart as a file of `size` CSS pixels.
pub fn to_svg(chart: &Chart, labels: &Labels, theme: &Theme, size: [u32; 2]) -> String {
    /// plotters has whole pixels only: draw finer than the file is shown.
    const FINE: u32 = 8;
    let theme = Theme {
        ratio: FINE as f32,
        ..theme.clone()
    };
    let [width, height] = size.map(|length| length.clamp(1, 16_384));
    let mut text = String::new();
    let backend = SVGBackend::with_string(&mut text, (width * FINE, height * FINE));
    // plotters' SVG backend divides type sizes by 1.24; writing to a string has no errors.
    let _ = draw_with(backend, chart, labels, &theme, 1.24);
    let fine = format!("width=\"{}\" height=\"{}\"", width * FINE, height * FINE);
    text.replacen(&fine, &format!("width=\"{width}\" height=\"{height}\""), 1)
}

fn draw_with<DB: DrawingBackend>(
    backend: DB,
    chart: &Chart,
    labels: &Labels,
    theme: &Theme,
    type_factor: f32,
) -> Drawn<DB> {
    let area = backend.into_drawing_area();
    let (width, height) = area.dim_in_pixel();
    let pen = Pen {
        area,
        theme,
        type_factor,
    };
    let layout = Layout::new(chart, [width, height], theme);
    pen.area.fill(&colour(theme.background))?;
    for panel in [&layout.loss, &layout.accuracy] {
        pen.axes(panel, &layout, labels)?;
    }
    if let Some(reference) = chart.reference {
        pen.reference(reference, chart, &layout)?;
    }
    pen.ln_10(&layout.loss)?;
    pen.series(&layout.loss, chart, Quantity::Loss)?;
    pen.series(&layout.accuracy, chart, Quantity::Accuracy)?;
    pen.heads(chart, &layout, labels)?;
    pen.area.present()
}

impl<DB: DrawingBackend> Pen<'_, DB> {
    fn axes(&self, panel: &Panel, layout: &Layout, labels: &Labels) -> Drawn<DB> {
        let theme = self.theme;
        let plot = panel.plot;
        for tick in &panel.ticks {
            let y = panel.y(tick.value);
            self.line(&[[plot.left, y], [plot.right, y]], theme.grid, 1.0)?;
            let at = [plot.left - theme.px(8.0), y];
            self.words(&tick.text, at, HPos::Right, VPos::Center, theme.muted)?;
        }
        for tick in &layout.epoch_ticks {
            let x = panel.x(tick.value);
            self.line(&[[x, plot.top], [x, plot.bottom]], theme.grid, 1.0)?;
        }
        self.line(
            &[[plot.left, plot.bottom], [plot.right, plot.bottom]],
            theme.muted,
            1.0,
        )?;
        let rows: [(&[Tick], &str, f32); 2] = [
            (&layout.step_ticks, labels.step, 7.0),
            (&layout.epoch_ticks, labels.epoch, 25.0),
        ];
        for (ticks, name, below) in rows {
            let y = plot.bottom + theme.px(below);
            let edge = [plot.left - theme.px(13.0), y];
            self.words(name, edge, HPos::Right, VPos::Top, theme.muted)?;
            for tick in ticks {
                let at = [panel.x(tick.value), y];
                self.words(&tick.text, at, HPos::Center, VPos::Top, theme.muted)?;
            }
        }
        Ok(())
    }

    /// Bands where the last epoch ought to end, and a faint ring for each run and epoch.
    fn reference(&self, reference: &Reference, chart: &Chart, layout: &Layout) -> Drawn<DB> {
        let epoch = chart.steps_per_epoch as f32;
        let last = reference.epochs() as f32;
        let loss = ([last - 1.0, last], reference.loss);
        let accuracy = ([last - 0.5, last + 0.5], reference.test_accuracy);
        for (panel, ([from, to], [low, high])) in
            [(&layout.loss, loss), (&layout.accuracy, accuracy)]
        {
            let corners = [
                [panel.x(from * epoch), panel.y(high)],
                [panel.x(to * epoch), panel.y(low)],
            ];
            self.band(corners, self.theme.reference, 0.22)?;
        }
        for seed in reference.seeds {
            for (i, point) in seed.iter().enumerate() {
                let (middle, end) = ((i as f32 + 0.5) * epoch, (i as f32 + 1.0) * epoch);
                let loss = [layout.loss.x(middle), layout.loss.y(point.loss)];
                let test = [
                    layout.accuracy.x(end),
                    layout.accuracy.y(point.test_accuracy),
                ];
                self.ring(loss, 4.0, self.theme.reference)?;
                self.ring(test, 4.0, self.theme.reference)?;
            }
        }
        for mean in &chart.history.epochs {
            let middle = mean.step as f32 - epoch / 2.0;
            let at = [layout.loss.x(middle), layout.loss.y(mean.loss)];
            self.dot(at, 3.0, self.theme.train)?;
        }
        Ok(())
    }

    /// What guessing among ten classes costs.
    fn ln_10(&self, panel: &Panel) -> Drawn<DB> {
        let y = panel.y(std::f32::consts::LN_10);
        let path = [[panel.plot.left, y], [panel.plot.right, y]];
        self.dashes(&path, self.theme.muted, 1.25, [2.0, 3.0])?;
        let at = [
            panel.plot.right - self.theme.px(4.0),
            y - self.theme.px(4.0),
        ];
        self.words("ln 10", at, HPos::Right, VPos::Bottom, self.theme.muted)
    }

    /// Training: all steps faint, their moving average on top. Test: dashed, a dot an epoch.
    fn series(&self, panel: &Panel, chart: &Chart, quantity: Quantity) -> Drawn<DB> {
        let which = quantity as usize;
        let columns = chart.trail.columns();
        let shown = columns
            .iter()
            .filter(|column| column.low[which] <= column.high[which]);
        let raw = shown.flat_map(|column| {
            let x = panel.x(column.step as f32);
            [
                [x, panel.y(column.low[which])],
                [x, panel.y(column.high[which])],
            ]
        });
        let mut raw: Vec<Pixel> = raw.collect();
        raw.dedup();
        self.stroke(&raw, colour(self.theme.train).mix(0.28), 1.0)?;
        let smooth = columns
            .iter()
            .filter(|column| column.smooth[which].is_finite());
        let smooth =
            smooth.map(|column| [panel.x(column.step as f32), panel.y(column.smooth[which])]);
        // Whole pixels would show as stairs where points stand closer than a few of them.
        let smooth = thin(smooth, self.theme.px(3.0));
        self.line(&smooth, self.theme.train, 2.25)?;
        let tests = chart.history.epochs.iter().map(|epoch| {
            let value = match quantity {
                Quantity::Loss => epoch.test_loss,
                Quantity::Accuracy => epoch.test_accuracy,
            };
            (epoch.step as f32, value)
        });
        let tests = tests.filter(|(_, value)| value.is_finite());
        let tests: Vec<Pixel> = tests
            .map(|(step, value)| [panel.x(step), panel.y(value)])
            .collect();
        self.dashes(&tests, self.theme.test, 2.0, [6.0, 4.0])?;
        tests
            .iter()
            .try_for_each(|&at| self.dot(at, 4.0, self.theme.test))
    }

    /// Each panel's name, and its legend below.
    fn heads(&self, chart: &Chart, layout: &Layout, labels: &Labels) -> Drawn<DB> {
        let mut legend = vec![(Key::Train, labels.train), (Key::Test, labels.test)];
        if chart.reference.is_some() {
            legend.push((Key::Reference, labels.reference));
        }
        self.head(&layout.accuracy, labels.accuracy, &legend)?;
        if chart.reference.is_some() {
            legend.insert(1, (Key::EpochMean, labels.epoch_mean));
        }
        self.head(&layout.loss, labels.loss, &legend)
    }

    fn head(&self, panel: &Panel, name: &str, legend: &[(Key, &str)]) -> Drawn<DB> {
        let px = |length| self.theme.px(length);
        let (left, top) = (panel.outer.left + px(6.0), panel.outer.top);
        let text = self.theme.text;
        self.text(
            name,
            [left, top + px(12.0)],
            FontStyle::Bold,
            (HPos::Left, VPos::Center),
            text,
        )?;
        let (mut left, y) = (left, top + px(32.0));
        for &(key, word) in legend {
            self.key(key, [left, left + px(20.0)], y)?;
            left += px(26.0);
            self.words(word, [left, y], HPos::Left, VPos::Center, text)?;
            left += px(text_width(word, FONT_SIZE) + 12.0);
        }
        Ok(())
    }

    fn key(&self, key: Key, [left, right]: [f32; 2], y: f32) -> Drawn<DB> {
        let (path, middle) = ([[left, y], [right, y]], [(left + right) / 2.0, y]);
        match key {
            Key::Train => self.line(&path, self.theme.train, 2.25),
            Key::EpochMean => self.dot(middle, 3.0, self.theme.train),
            Key::Test => {
                self.dashes(&path, self.theme.test, 2.0, [6.0, 4.0])?;
                self.dot(middle, 4.0, self.theme.test)
            }
            Key::Reference => {
                let half = self.theme.px(6.0);
                self.band(
                    [[left, y - half], [right, y + half]],
                    self.theme.reference,
                    0.22,
                )?;
                self.ring(middle, 4.0, self.theme.reference)
            }
        }
    }
}

/// In the order of a trail's pairs.
#[derive(Debug, Clone, Copy)]
enum Quantity {
    Loss,
    Accuracy,
}

/// What a legend explains.
#[derive(Debug, Clone, Copy)]
enum Key {
    Train,
    EpochMean,
    Test,
    Reference,
}

/// Drops points that stand closer than `gap` to the last one kept; the last of all stays.
fn thin(points: impl Iterator<Item = Pixel>, gap: f32) -> Vec<Pixel> {
    let mut kept: Vec<Pixel> = Vec::new();
    let mut last = None;
    for point in points {
        if kept.last().is_none_or(|[x, _]| point[0] - x >= gap) {
            kept.push(point);
            last = None;
        } else {
            last = Some(point);
        }
    }
    kept.extend(last);
    kept
}
