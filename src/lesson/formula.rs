//! The output size with its numbers put in, in both ways of counting padding, as MathML: the same
//! in every language. The size itself comes from `Window::output`.

use super::state::operation::{Notation, Operation};
use crate::tensor::shape::Window;

/// What goes into the formula along one axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    pub input: usize,
    pub before: usize,
    pub after: usize,
    pub kernel: usize,
    pub dilation: usize,
    pub stride: usize,
}

impl Axis {
    pub fn new(operation: &Operation, axis: usize) -> Self {
        let Window {
            kernel,
            stride,
            padding,
            dilation,
        } = operation.window();
        let [before, after] = [[padding.top, padding.bottom], [padding.left, padding.right]][axis];
        Self {
            input: operation.input[axis],
            before,
            after,
            kernel: kernel[axis],
            dilation: dilation[axis],
            stride: stride[axis],
        }
    }

    pub const fn total(self) -> usize {
        self.before + self.after
    }

    /// Rows or columns that the window covers.
    pub const fn extent(self) -> usize {
        (self.kernel - 1) * self.dilation + 1
    }

    /// How far the window can move; `None` where it does not fit at all.
    pub const fn travel(self) -> Option<usize> {
        (self.input + self.total()).checked_sub(self.extent())
    }

    /// Windows that fit.
    pub fn output(self) -> Option<usize> {
        self.travel().map(|travel| travel / self.stride + 1)
    }

    /// Rows or columns left over at the end.
    pub fn remainder(self) -> Option<usize> {
        self.travel().map(|travel| travel % self.stride)
    }

    /// Padding of k − 1 in all, undilated: the output depends on n and s alone.
    pub const fn is_half_padded(self) -> bool {
        self.dilation == 1 && self.kernel > 1 && self.total() == self.kernel - 1
    }

    /// The output has the input's size.
    pub fn is_same(self) -> bool {
        self.output() == Some(self.input)
    }
}

/// Whether the formula ends in its result, or a question keeps that back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Shown,
    Hidden,
}

/// Formula and numbers of one axis, two elements so that a narrow page breaks between them; `name` is its
/// index (`h` or `w`).
pub fn math(axis: Axis, name: &str, notation: Notation, answer: Answer) -> String {
    let (general, fraction) = match notation {
        Notation::Total => (book(name, axis.dilation > 1), book_numbers(axis)),
        Notation::PerSide => (torch(name, axis), torch_numbers(axis)),
    };
    let mut out = format!(
        "<div><math>{}{}</math> <math><mo>=</mo>{fraction}",
        sub("n", &format!("{name},out")),
        general
    );
    if answer == Answer::Hidden {
        out += "<mo>=</mo><mn class=\"result\">?</mn>";
    } else if let (Some(travel), Some(output)) = (axis.travel(), axis.output()) {
        let (top, plus) = match notation {
            Notation::Total => (travel + axis.stride, ""),
            Notation::PerSide => (travel, "<mo>+</mo><mn>1</mn>"),
        };
        let exact = top as f32 / axis.stride as f32;
        if axis.stride > 1 {
            let value = super::format::cell(exact);
            out += &format!("<mo>=</mo>{}{plus}", floor(&format!("<mn>{value}</mn>")));
        }
        out += &format!("<mo>=</mo><mn class=\"result\">{output}</mn>");
    }
    out + "</math></div>"
}

fn sub(base: &str, index: &str) -> String {
    format!("<msub><mi>{base}</mi><mi>{index}</mi></msub>")
}

fn floor(inner: &str) -> String {
    format!("<mrow><mo>⌊</mo>{inner}<mo>⌋</mo></mrow>")
}

fn over(top: &str, bottom: &str) -> String {
    format!("<mfrac><mrow>{top}</mrow><mrow>{bottom}</mrow></mfrac>")
}

/// ⌊(n + p − k + s) / s⌋ with p on both sides together; with dilation, the extent in place of k.
fn book(name: &str, is_dilated: bool) -> String {
    let kernel = match is_dilated {
        true => dilated(&sub("d", name), &sub("k", name)),
        false => format!("<mo>−</mo>{}", sub("k", name)),
    };
    let (n, p, s) = (sub("n", name), sub("p", name), sub("s", name));
    let top = format!("{n}<mo>+</mo>{p}{kernel}<mo>+</mo>{s}");
    format!("<mo>=</mo>{}", floor(&over(&top, &s)))
}

fn book_numbers(axis: Axis) -> String {
    let kernel = match axis.dilation > 1 {
        true => dilated(&digits(axis.dilation), &digits(axis.kernel)),
        false => format!("<mo>−</mo>{}", digits(axis.kernel)),
    };
    let stride = digits(axis.stride);
    let top = format!(
        "{}<mo>+</mo>{}{kernel}<mo>+</mo>{stride}",
        digits(axis.input),
        digits(axis.total())
    );
    floor(&over(&top, &stride))
}

/// − d·(k − 1) − 1
fn dilated(d: &str, k: &str) -> String {
    format!("<mo>−</mo>{d}<mo>(</mo>{k}<mo>−</mo><mn>1</mn><mo>)</mo><mo>−</mo><mn>1</mn>")
}

/// ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1 with p on each side, or the two sides by name.
fn torch(name: &str, axis: Axis) -> String {
    let n = sub("n", name);
    let padding = match (axis.before == axis.after, name) {
        (true, _) => format!("<mn>2</mn>{}", sub("p", name)),
        (false, "h") => format!("{}<mo>+</mo>{}", sub("p", "top"), sub("p", "bottom")),
        (false, _) => format!("{}<mo>+</mo>{}", sub("p", "left"), sub("p", "right")),
    };
    let kernel = match axis.dilation > 1 {
        true => dilated(&sub("d", name), &sub("k", name)),
        false => format!("<mo>−</mo>{}", sub("k", name)),
    };
    let top = format!("{n}<mo>+</mo>{padding}{kernel}");
    format!(
        "<mo>=</mo>{}<mo>+</mo><mn>1</mn>",
        floor(&over(&top, &sub("s", name)))
    )
}

fn torch_numbers(axis: Axis) -> String {
    let padding = match axis.before == axis.after {
        true => format!("<mn>2</mn><mo>·</mo>{}", digits(axis.before)),
        false => format!("{}<mo>+</mo>{}", digits(axis.before), digits(axis.after)),
    };
    let kernel = match axis.dilation > 1 {
        true => dilated(&digits(axis.dilation), &digits(axis.kernel)),
        false => format!("<mo>−</mo>{}", digits(axis.kernel)),
    };
    let top = format!("{}<mo>+</mo>{padding}{kernel}", digits(axis.input));
    format!(
        "{}<mo>+</mo><mn>1</mn>",
        floor(&over(&top, &digits(axis.stride)))
    )
}

fn digits(number: usize) -> String {
    format!("<mn>{number}</mn>")
}
