//! What a page's slide is about: those controls stand open, the others are folded, never missing.

use crate::lesson::state::operation::Kind;

/// A group of controls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    Numbers,
    Window,
    Padding,
    Channels,
}

impl Group {
    pub const ALL: [Group; 4] = [
        Group::Numbers,
        Group::Window,
        Group::Padding,
        Group::Channels,
    ];

    /// Its choices, by their names in a link.
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Group::Numbers => &["op", "h", "w", "input", "kernel", "x", "k", "draw"],
            Group::Window => &["kh", "kw", "sh", "sw", "dh", "dw"],
            Group::Padding => &["ph", "pw", "pt", "pb", "pl", "pr", "counted"],
            Group::Channels => &["ci", "co", "bias"],
        }
    }

    /// Whether it stands open on the page of that name.
    pub fn is_open(self, page: &str) -> bool {
        match (self, page) {
            (Group::Numbers | Group::Window, _) => true,
            (Group::Padding, page) => !matches!(page, "cross-correlation" | "channels"),
            (Group::Channels, page) => matches!(page, "channels" | "playground"),
        }
    }
}

/// Average pooling has no dilation, as in PyTorch.
pub const fn has_dilation(kind: Kind) -> bool {
    match kind {
        Kind::CrossCorrelation | Kind::Convolution | Kind::MaxPool => true,
        Kind::AvgPool => false,
    }
}
