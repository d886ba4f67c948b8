//! The programs of the pages: a page loads the one that holds all its widgets, and no program holds
//! widgets of pages that it is not for. What a widget is is left to `widget`.

use super::widget::Widget;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Program {
    /// One operation at a time; and the pages that have no widgets of their own.
    Operations,
    /// Kernels on pictures.
    Pictures,
    /// Several channels.
    Channels,
    /// Stacks of layers, and what a layer costs.
    Layers,
    /// Whole networks, and the lab that trains them.
    Networks,
}

impl Program {
    pub const ALL: [Program; 5] = [
        Program::Operations,
        Program::Pictures,
        Program::Channels,
        Program::Layers,
        Program::Networks,
    ];

    /// What the names of its files begin with.
    pub const fn name(self) -> &'static str {
        match self {
            Program::Operations => "app-operations",
            Program::Pictures => "app-pictures",
            Program::Channels => "app-channels",
            Program::Layers => "app-layers",
            Program::Networks => "app-networks",
        }
    }

    /// What it can mount, besides the toolbar.
    pub const fn widgets(self) -> &'static [Widget] {
        match self {
            Program::Operations => &[Widget::Slide, Widget::Shift],
            Program::Pictures => &[Widget::Slide, Widget::Filter, Widget::LearnKernel],
            Program::Channels => &[Widget::Slide, Widget::OneByOne, Widget::PictureChannels],
            Program::Layers => &[
                Widget::Field,
                Widget::EffectiveField,
                Widget::Unrolled,
                Widget::LayerCosts,
                Widget::PixelShuffle,
            ],
            Program::Networks => &[
                Widget::LenetStructure,
                Widget::LenetTrain,
                Widget::LenetInside,
                Widget::LenetMistakes,
                Widget::LenetWeights,
            ],
        }
    }

    /// The first program that holds all of `widgets`.
    pub fn of(widgets: &[Widget]) -> Option<Program> {
        let holds_all = |program: &Program| {
            let held = program.widgets();
            widgets.iter().all(|widget| held.contains(widget))
        };
        Self::ALL.into_iter().find(holds_all)
    }
}

#[cfg(test)]
mod tests {
    use super::{Program, Widget};

    #[test]
    fn every_widget_has_a_program() {
        for widget in Widget::ALL {
            let is_everywhere = widget == Widget::Toolbar;
            assert_eq!(
                Program::of(&[widget]).is_none(),
                is_everywhere,
                "{widget:?}"
            );
        }
        assert_eq!(Program::of(&[]), Some(Program::Operations));
    }
}
