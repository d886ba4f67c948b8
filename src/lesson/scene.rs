//! Figures as data: marks with roles on a plane, and their SVG text.
//! Colours of a page are left to its style sheet (a role is a class); the colours here are what a
//! saved file falls back to.

use std::fmt::Write as _;

/// A figure. Its origin is the top left corner, its unit one CSS pixel.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    pub width: f32,
    pub height: f32,
    pub marks: Vec<Mark>,
}

pub type Point = [f32; 2];

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
}

/// Words of figures, to be translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    Input,
    Output,
}

/// What a mark means. One role, one colour, in every figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Input,
    Kernel,
    Output,
    Padding,
    Receptive,
    /// A sheet of a volume between input and output.
    Feature,
    /// A layer without height and width.
    Dense,
    /// From a window to the cell that it makes.
    Projection,
    Arrow,
    ArrowHead,
    /// Around a group of layers, and its name.
    Frame,
    FrameTitle,
    /// The name of a layer, its shape, a remark.
    Name,
    Shape,
    Note,
    /// A layer's group.
    Block,
    /// Covers a block so that all of it can be pointed at.
    Target,
}

/// How a saved file shows a role: fill, stroke, stroke width and, for text, size and weight.
struct Look {
    class: &'static str,
    fill: &'static str,
    stroke: &'static str,
    width: f32,
    text: Option<(f32, u32)>,
}

const fn shape(class: &'static str, fill: &'static str, stroke: &'static str, width: f32) -> Look {
    Look {
        class,
        fill,
        stroke,
        width,
        text: None,
    }
}

const fn text(class: &'static str, fill: &'static str, size: f32, weight: u32) -> Look {
    Look {
        class,
        fill,
        stroke: "none",
        width: 0.0,
        text: Some((size, weight)),
    }
}

impl Role {
    /// The class of its marks in a page.
    pub const fn class(self) -> &'static str {
        self.look().class
    }

    const fn look(self) -> Look {
        match self {
            Role::Input => shape("role-input", "#dbe8fb", "#2f6fce", 1.25),
            Role::Kernel => shape("role-kernel", "#f9c48a", "#c2660a", 1.25),
            Role::Output => shape("role-output", "#cfeedd", "#1d8a55", 1.25),
            Role::Padding => shape("role-padding", "#eceef1", "#8a93a0", 1.0),
            Role::Receptive => shape("role-receptive", "#e5dcfa", "#7a4fd0", 1.25),
            Role::Feature => shape("role-feature", "#e9f0f7", "#51708f", 1.25),
            Role::Dense => shape("role-dense", "#e9f0f7", "#51708f", 1.25),
            Role::Projection => shape("role-projection", "none", "#c2660a", 1.0),
            Role::Arrow => shape("role-arrow", "none", "#7d8794", 1.5),
            Role::ArrowHead => shape("role-arrow-head", "#7d8794", "none", 0.0),
            Role::Frame => shape("role-frame", "#f7f8fa", "#d5dae1", 1.0),
            Role::FrameTitle => text("role-frame-title", "#5b6675", 13.0, 600),
            Role::Name => text("role-name", "#1d2530", 13.0, 600),
            Role::Shape => text("role-shape", "#1d2530", 13.0, 400),
            Role::Note => text("role-note", "#5b6675", 12.0, 400),
            Role::Block => shape("role-block", "none", "none", 0.0),
            Role::Target => shape("role-target", "transparent", "none", 0.0),
        }
    }
}

/// Type faces of a saved file; a page's style sheet overrides them.
const FONT: &str =
    "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif";

impl Scene {
    /// SVG that stands alone as a file and takes a page's colours when set into one: style sheets
    /// win over the attributes written here. `name` is what assistive technology reads.
    pub fn to_svg(&self, name: &str, label: impl Fn(Label) -> String) -> String {
        let mut out = String::with_capacity(16_384);
        let (width, height) = (number(self.width), number(self.height));
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"scene\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"group\" aria-label=\"{}\" font-family=\"{FONT}\">",
            escape(name)
        );
        for mark in &self.marks {
            mark.write(&mut out, &label);
        }
        out.push_str("</svg>");
        out
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
                Paint(*role)
            ),
            Mark::Polygon { points, role } => {
                write!(
                    out,
                    "<polygon points=\"{}\"{}/>",
                    Points(points),
                    Paint(*role)
                )
            }
            Mark::Line { points, role } => {
                write!(
                    out,
                    "<polyline points=\"{}\"{}/>",
                    Points(points),
                    Paint(*role)
                )
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
                Paint(*role)
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
                Paint(*role),
                escape(&match words {
                    Words::Plain(text) => text.clone(),
                    Words::Label(key) => label(*key),
                })
            ),
            Mark::Group(group) => {
                group.write(out, label);
                Ok(())
            }
        };
    }
}

impl Group {
    fn write(&self, out: &mut String, label: &impl Fn(Label) -> String) {
        let _ = write!(out, "<g class=\"{}\"", self.role.class());
        if let Some(path) = &self.path {
            let _ = write!(
                out,
                " data-path=\"{}\" tabindex=\"0\" role=\"button\"",
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

impl Anchor {
    const fn word(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// Class and fallback colours of a role, as attributes.
struct Paint(Role);

impl std::fmt::Display for Paint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let look = self.0.look();
        write!(f, " class=\"{}\" fill=\"{}\"", look.class, look.fill)?;
        match look.text {
            Some((size, weight)) => {
                write!(
                    f,
                    " font-size=\"{}\" font-weight=\"{weight}\"",
                    number(size)
                )
            }
            None if look.width > 0.0 => write!(
                f,
                " stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"",
                look.stroke,
                number(look.width)
            ),
            None => Ok(()),
        }
    }
}

struct Points<'a>(&'a [Point]);

impl std::fmt::Display for Points<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, [x, y]) in self.0.iter().enumerate() {
            let gap = if i > 0 { " " } else { "" };
            write!(f, "{gap}{},{}", number(*x), number(*y))?;
        }
        Ok(())
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
