//! What marks mean. One role, one colour, in every figure; a page's style sheet colours the classes,
//! a saved file shows the light colours written here.

use std::fmt;

/// What a mark means.
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
    /// Between the units of such a layer.
    Seam,
    /// The space from a window to the cell that it makes, and its edges.
    Projection,
    Ray,
    /// The space between two fully connected layers, and lines across it.
    Fan,
    Strand,
    Arrow,
    ArrowHead,
    /// Around a group of layers, and its name.
    Frame,
    FrameTitle,
    /// A layer that changes no shape, and its name.
    Chip,
    ChipName,
    /// The name of a layer, its shape, a remark, a remark on its window.
    Name,
    Shape,
    Note,
    KernelNote,
    /// The same in branches and comparisons.
    SmallName,
    SmallShape,
    SmallNote,
    SmallKernelNote,
    SmallChipName,
    /// The name of a branch; of a whole network.
    LaneName,
    NetworkName,
    /// Around the one body of a folded group.
    Card,
    /// What folds and unfolds, and the sign on it.
    Handle,
    HandleSign,
    /// A layer's group; a folded group's; an open one's frame and name.
    Block,
    Folded,
    Container,
    /// Behind a block, so that all of it can be pointed at.
    Target,
    /// A number of a grid, and one that no window reads.
    Value,
    Unread,
    /// Over outputs that are not computed yet.
    Veil,
    /// The window over the input; one tap of it; the output that it makes.
    Window,
    Tap,
    Made,
    /// What is pointed at, and what goes with it.
    Pointed,
    Kin,
    /// The largest number under the window.
    Winner,
    /// A factor in the corner of a cell, the number of a row or column, the name of a plane.
    Factor,
    Index,
    PlaneName,
}

/// How a saved file shows a role.
struct Look {
    class: &'static str,
    fill: &'static str,
    opacity: f32,
    stroke: &'static str,
    width: f32,
    /// Size and weight of type.
    text: Option<(f32, u32)>,
}

const fn area(class: &'static str, fill: &'static str, stroke: &'static str, width: f32) -> Look {
    Look {
        class,
        fill,
        opacity: 1.0,
        stroke,
        width,
        text: None,
    }
}

const fn veil(class: &'static str, fill: &'static str, opacity: f32) -> Look {
    Look {
        class,
        fill,
        opacity,
        stroke: "none",
        width: 0.0,
        text: None,
    }
}

const fn text(class: &'static str, fill: &'static str, size: f32, weight: u32) -> Look {
    Look {
        class,
        fill,
        opacity: 1.0,
        stroke: "none",
        width: 0.0,
        text: Some((size, weight)),
    }
}

impl Role {
    /// The class of its marks.
    pub const fn class(self) -> &'static str {
        self.look().class
    }

    /// The size of its type, if it is a role of words.
    pub const fn text_size(self) -> Option<f32> {
        match self.look().text {
            Some((size, _)) => Some(size),
            None => None,
        }
    }

    const fn look(self) -> Look {
        match self {
            Role::Input => area("role-input", "#dfeafb", "#2f6fce", 1.25),
            Role::Kernel => area("role-kernel", "#fbd9b0", "#b45a06", 1.5),
            Role::Output => area("role-output", "#d3efdf", "#197a4b", 1.25),
            Role::Padding => area("role-padding", "url(#hatch)", "#8a93a0", 0.75),
            Role::Receptive => area("role-receptive", "#e8dffb", "#7247c8", 1.25),
            Role::Feature => area("role-feature", "#e9f0f7", "#51708f", 1.25),
            Role::Dense => area("role-dense", "#e9f0f7", "#51708f", 1.25),
            Role::Seam => area("role-seam", "none", "#a9bccf", 0.75),
            Role::Projection => veil("role-projection", "#e08a2c", 0.14),
            Role::Ray => area("role-ray", "none", "#c77414", 0.9),
            Role::Fan => veil("role-fan", "#51708f", 0.09),
            Role::Strand => area("role-strand", "none", "#a9bccf", 0.75),
            Role::Arrow => area("role-arrow", "none", "#7d8794", 1.5),
            Role::ArrowHead => veil("role-arrow-head", "#7d8794", 1.0),
            Role::Frame => area("role-frame", "#f8f8f5", "#dcdad2", 1.0),
            Role::FrameTitle => text("role-frame-title", "#555d68", 15.0, 600),
            Role::Chip => area("role-chip", "#ffffff", "#b9b8b0", 1.0),
            Role::ChipName => text("role-chip-name", "#3a424d", 13.5, 400),
            Role::Name => text("role-name", "#1b1f25", 15.0, 600),
            Role::Shape => text("role-shape", "#1b1f25", 15.0, 400),
            Role::Note => text("role-note", "#555d68", 13.5, 400),
            Role::KernelNote => text("role-kernel-note", "#a04f00", 13.5, 400),
            Role::SmallName => text("role-name", "#1b1f25", 12.5, 600),
            Role::SmallShape => text("role-shape", "#1b1f25", 12.5, 400),
            Role::SmallNote => text("role-note", "#555d68", 12.0, 400),
            Role::SmallKernelNote => text("role-kernel-note", "#a04f00", 12.0, 400),
            Role::SmallChipName => text("role-chip-name", "#3a424d", 11.5, 400),
            Role::LaneName => text("role-note", "#555d68", 12.0, 400),
            Role::NetworkName => text("role-name", "#1b1f25", 18.0, 700),
            Role::Card => area("role-card", "#ffffff", "#b9b8b0", 1.0),
            Role::Handle => area("role-handle", "#ffffff", "#7d8794", 1.0),
            Role::HandleSign => area("role-handle-sign", "none", "#1b1f25", 1.5),
            Role::Folded => veil("role-folded", "none", 1.0),
            Role::Container => veil("role-container", "none", 1.0),
            Role::Block => veil("role-block", "none", 1.0),
            Role::Target => veil("role-target", "transparent", 1.0),
            Role::Value => area("role-value", "#ffffff", "#e4e2db", 1.0),
            Role::Unread => area("role-unread", "#ffffff", "#e4e2db", 1.0),
            Role::Veil => veil("role-veil", "#ffffff", 1.0),
            Role::Window => area("role-window", "none", "#b45a06", 2.5),
            Role::Tap => area("role-tap", "none", "#b45a06", 1.5),
            Role::Made => area("role-made", "none", "#197a4b", 2.5),
            Role::Pointed => area("role-pointed", "none", "#2f6fce", 2.5),
            Role::Kin => area("role-kin", "none", "#d9a400", 2.0),
            Role::Winner => area("role-winner", "none", "#197a4b", 2.5),
            Role::Factor => text("role-factor", "#a04f00", 11.0, 600),
            Role::Index => text("role-index", "#6b727c", 11.0, 400),
            Role::PlaneName => text("role-plane-name", "#555d68", 13.0, 600),
        }
    }
}

/// What [`Role::Padding`] is filled with; goes into the file that uses it.
pub(super) const HATCH: &str = "<defs><pattern id=\"hatch\" width=\"5\" height=\"5\" \
     patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
     <rect class=\"hatch-ground\" width=\"5\" height=\"5\" fill=\"#eceef1\"/>\
     <line class=\"hatch-line\" y2=\"5\" stroke=\"#8a93a0\" stroke-width=\"2\"/></pattern></defs>";

/// Class and fallback colours as attributes, with a blank before each.
impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let look = self.look();
        write!(f, " class=\"{}\" fill=\"{}\"", look.class, look.fill)?;
        if look.opacity < 1.0 {
            write!(f, " fill-opacity=\"{}\"", look.opacity)?;
        }
        if let Some((size, weight)) = look.text {
            write!(f, " font-size=\"{size}\" font-weight=\"{weight}\"")?;
        }
        if look.width > 0.0 {
            write!(
                f,
                " stroke=\"{}\" stroke-width=\"{}\"",
                look.stroke, look.width
            )?;
            f.write_str(" stroke-linejoin=\"round\" stroke-linecap=\"round\"")?;
        }
        Ok(())
    }
}
