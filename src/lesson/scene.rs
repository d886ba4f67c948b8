//! Figures as data: marks with roles on a plane, and their SVG text. Colours are left to `role`.

mod handle;
mod raster;

use std::fmt::{self, Write as _};

pub use self::handle::Handle;

use super::format::count;
use super::heat::Scale;
use super::role::{HATCH, Role};

/// A figure. Its origin is the top left corner, its unit one CSS pixel.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    pub width: f32,
    pub height: f32,
    pub marks: Vec<Mark>,
}

pub type Point = [f32; 2];

/// Top left and bottom right corner.
pub type Span = [Point; 2];

#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    Rect {
        at: Point,
        size: [f32; 2],
        radius: f32,
        role: Role,
    },
    /// A closed outline.
    Polygon {
        points: Vec<Point>,
        role: Role,
    },
    /// What lies between two rectangles.
    Ring {
        outer: Span,
        inner: Span,
        role: Role,
    },
    /// An open line through `points`.
    Line {
        points: Vec<Point>,
        role: Role,
    },
    Circle {
        at: Point,
        radius: f32,
        role: Role,
    },
    /// One line of text on the baseline `at`.
    Text {
        at: Point,
        anchor: Anchor,
        words: Words,
        role: Role,
    },
    Group(Group),
    Handle(Handle),
    /// A grey picture, 0 black to 1 white, a square a number.
    Raster {
        at: Point,
        cell: f32,
        columns: usize,
        values: Vec<f32>,
    },
    /// One number of a grid.
    Cell(Cell),
}

/// A square with a number in it, that can be pointed at by its place in a matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub at: Point,
    pub size: f32,
    /// Which plane, row and column; rows and columns before 0 or beyond the end are padding.
    pub place: [i64; 3],
    /// Size of type of `text`; nought where numbers are too small to read.
    pub type_size: f32,
    pub text: String,
    /// −1 to 1: the colour on the diverging scale.
    pub share: f32,
    pub role: Role,
}

/// Marks that belong together; with a `path` they stand for that layer and can be pointed at.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub path: Option<String>,
    pub role: Role,
    /// What assistive technology reads, and a tooltip.
    pub title: Option<String>,
    pub marks: Vec<Mark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// What a text mark says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// Numbers and PyTorch's names: the same in every language.
    Plain(String),
    /// A word that the floor above knows in both languages.
    Label(Label),
    /// A number of something.
    Counted(u64, Label),
}

/// Words of figures, to be translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    Input,
    Output,
    /// After their number.
    Parameters,
    /// What handles do, before the name of a group.
    Fold,
    Unfold,
}

/// Type faces of a saved file; a page's style sheet overrides them.
const FONT: &str =
    "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif";

impl Scene {
    /// SVG that stands alone as a file and takes a page's colours when set into one: style sheets
    /// win over the attributes written here. `name` is what assistive technology reads.
    pub fn to_svg(&self, name: &str, label: impl Fn(Label) -> String) -> String {
        let mut body = String::with_capacity(16_384);
        for mark in &self.marks {
            mark.write(&mut body, &label);
        }
        let hatch = if body.contains("url(#hatch)") {
            HATCH
        } else {
            ""
        };
        let (width, height) = (number(self.width), number(self.height));
        let name = escape(name);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"scene\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             role=\"group\" aria-label=\"{name}\" font-family=\"{FONT}\">{hatch}\
             <rect class=\"scene-paper\" width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\
             {body}</svg>"
        )
    }
}

impl Mark {
    fn write(&self, out: &mut String, label: &impl Fn(Label) -> String) {
        // Writing into a String cannot fail; hence `let _`.
        let _ = match self {
            Mark::Rect {
                at: [x, y],
                size: [w, h],
                radius,
                role,
            } => write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"{}/>",
                number(*x),
                number(*y),
                number(*w),
                number(*h),
                number(*radius),
                role
            ),
            Mark::Polygon { points, role } => {
                write!(out, "<polygon points=\"{}\"{}/>", Points(points), role)
            }
            Mark::Ring { outer, inner, role } => write!(
                out,
                "<path d=\"{}{}\" fill-rule=\"evenodd\"{role}/>",
                Outline(outer),
                Outline(inner)
            ),
            Mark::Line { points, role } => {
                write!(out, "<polyline points=\"{}\"{}/>", Points(points), role)
            }
            Mark::Circle {
                at: [x, y],
                radius,
                role,
            } => write!(
                out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>",
                number(*x),
                number(*y),
                number(*radius),
                role
            ),
            Mark::Text {
                at: [x, y],
                anchor,
                words,
                role,
            } => write!(
                out,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"{}\"{}>{}</text>",
                number(*x),
                number(*y),
                anchor.word(),
                role,
                escape(&match words {
                    Words::Plain(text) => text.clone(),
                    Words::Label(key) => label(*key),
                    Words::Counted(number, key) => format!("{} {}", count(*number), label(*key)),
                })
            ),
            Mark::Group(group) => {
                group.write(out, label);
                Ok(())
            }
            Mark::Handle(handle) => {
                handle.write(out, label);
                Ok(())
            }
            Mark::Raster {
                at,
                cell,
                columns,
                values,
            } => raster::write(out, *at, *cell, (*columns).max(1), values),
            Mark::Cell(cell) => {
                cell.write(out);
                Ok(())
            }
        };
    }
}

impl Group {
    fn write(&self, out: &mut String, label: &impl Fn(Label) -> String) {
        let _ = write!(out, "<g class=\"{}\"", self.role.class());
        if let Some(path) = &self.path {
            let folded = match self.role {
                Role::Folded => " data-folded=\"\"",
                _ => "",
            };
            let _ = write!(
                out,
                " data-path=\"{}\"{folded} tabindex=\"0\" role=\"button\"",
                escape(path)
            );
        }
        out.push('>');
        if let Some(title) = &self.title {
            let _ = write!(out, "<title>{}</title>", escape(title));
        }
        for mark in &self.marks {
            mark.write(out, label);
        }
        out.push_str("</g>");
    }
}

impl Cell {
    /// The style sheet mixes the colour from `--v`; a saved file has it as an attribute.
    fn write(&self, out: &mut String) {
        let [plane, row, column] = self.place;
        let [x, y] = self.at;
        let size = number(self.size);
        let sign = if self.share < 0.0 { " neg" } else { "" };
        let small = if self.type_size > 0.0 { "" } else { " small" };
        let [r, g, b] = Scale::Diverging.colour(self.share * 0.6, 1.0);
        let (class, share) = (self.role.class(), (self.share.abs() * 100.0).round());
        let _ = write!(
            out,
            "<g class=\"cell {class}{sign}{small}\" data-plane=\"{plane}\" data-row=\"{row}\" \
             data-col=\"{column}\"><rect x=\"{}\" y=\"{}\" width=\"{size}\" height=\"{size}\"",
            number(x),
            number(y)
        );
        let _ = match self.role {
            Role::Padding => write!(out, " fill=\"url(#hatch)\"/>"),
            _ => write!(out, " fill=\"rgb({r},{g},{b})\" style=\"--v:{share}%\"/>"),
        };
        if self.type_size > 0.0 {
            let _ = write!(
                out,
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"middle\">{}</text>",
                number(x + self.size / 2.0),
                number(y + self.size / 2.0 + self.type_size * 0.36),
                number(self.type_size),
                escape(&self.text)
            );
        }
        out.push_str("</g>");
    }
}

impl Anchor {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

struct Points<'a>(&'a [Point]);

impl fmt::Display for Points<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, [x, y]) in self.0.iter().enumerate() {
            let gap = if i > 0 { " " } else { "" };
            write!(f, "{gap}{},{}", number(*x), number(*y))?;
        }
        Ok(())
    }
}

struct Outline<'a>(&'a Span);

impl fmt::Display for Outline<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [[left, top], [right, bottom]] = self.0.map(|corner| corner.map(number));
        write!(f, "M{left},{top}H{right}V{bottom}H{left}Z")
    }
}

/// At most two digits after the point, none where they are zero; never `NaN` or `-0`.
fn number(value: f32) -> String {
    let rounded = if value.is_finite() {
        (f64::from(value) * 100.0).round() / 100.0
    } else {
        0.0
    };
    (rounded + 0.0).to_string()
}

/// Text safe between tags and within double quotes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            plain => out.push(plain),
        }
    }
    out
}

/// How wide a line of text will be, in the unit of `size`: near enough to make room for it, and
/// nobody has to measure.
pub fn text_width(text: &str, size: f32) -> f32 {
    let ems = text.chars().map(|character| match character {
        'm' | 'w' | 'M' | 'W' => 0.85,
        'i' | 'j' | 'l' | 't' | 'f' | 'I' | ' ' | '.' | ',' | ':' => 0.36,
        '\u{2e80}'.. => 1.0,
        _ => 0.63,
    });
    ems.sum::<f32>() * size
}
