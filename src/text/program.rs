//! The programs of the pages: a page loads as few as hold its widgets, and no program holds widgets of
//! pages that it is not for. What a widget is is left to `widget`.

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
    /// Whole networks drawn, counted and printed.
    Structure,
    /// Whole networks in the lab that trains them.
    Networks,
    /// Views of what runs there: curves, class maps, branches.
    Views,
    /// Networks of the reader's own.
    Builder,
    /// One idea of a network at a time.
    Labs,
}

impl Program {
    pub const ALL: [Program; 9] = [
        Program::Operations,
        Program::Pictures,
        Program::Channels,
        Program::Layers,
        Program::Structure,
        Program::Networks,
        Program::Views,
        Program::Builder,
        Program::Labs,
    ];

    /// What the names of its files begin with; a placeholder says so of the one that mounts it.
    pub const fn name(self) -> &'static str {
        match self {
            Program::Operations => "app-operations",
            Program::Pictures => "app-pictures",
            Program::Channels => "app-channels",
            Program::Layers => "app-layers",
            Program::Structure => "app-structure",
            Program::Networks => "app-networks",
            Program::Views => "app-views",
            Program::Builder => "app-builder",
            Program::Labs => "app-labs",
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
            Program::Structure => &[
                Widget::ModelStructure,
                Widget::SideBySide,
                Widget::ModelTable,
            ],
            Program::Networks => &[
                Widget::ModelTrain,
                Widget::ModelCurves,
                Widget::ModelOrigin,
                Widget::ModelWeights,
            ],
            Program::Views => &[
                Widget::ModelInside,
                Widget::ModelMistakes,
                Widget::ClassMaps,
                Widget::Branches,
            ],
            Program::Builder => &[
                Widget::ModuleBuilder,
                Widget::HiddenParameters,
                Widget::NetworkBuilder,
            ],
            Program::Labs => &[
                Widget::ActivationLab,
                Widget::DropoutLab,
                Widget::AugmentationLab,
                Widget::KernelStack,
                Widget::PixelwiseLab,
                Widget::AverageLab,
                Widget::Reduction,
            ],
        }
    }
}

/// The programs that a page loads, and which of its widgets each of them mounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cast {
    /// In the order in which they are loaded. The first leads: it mounts the toolbar and changes the
    /// language. There always is one.
    pub programs: Vec<Program>,
    /// The program of each of the page's widgets, in the order of the text.
    pub of: Vec<Program>,
}

impl Cast {
    /// As few programs as hold all `widgets`. Of those that would do, the page takes the earlier in
    /// [`Program::ALL`], and loads them in the order of their first widgets.
    pub fn of(widgets: &[Widget]) -> Self {
        let mut sets: Vec<u32> = (0..1 << Program::ALL.len()).collect();
        sets.sort_by_key(|set| (set.count_ones(), *set));
        let holds_all = |set: &u32| {
            let held = |widget: &Widget| members(*set).any(|one| one.widgets().contains(widget));
            widgets.iter().all(held)
        };
        let chosen = sets.into_iter().find(holds_all).unwrap_or_default();
        let mut programs: Vec<Program> = Vec::new();
        let mut of = Vec::new();
        for widget in widgets {
            let is_its = |program: &Program| program.widgets().contains(widget);
            let loaded = programs.iter().copied().find(is_its);
            // The toolbar alone is in no program's list: whoever leads has it.
            let first = loaded.or_else(|| members(chosen).find(is_its));
            let program = first.unwrap_or(Program::Operations);
            if loaded.is_none() {
                programs.push(program);
            }
            of.push(program);
        }
        if programs.is_empty() {
            programs.push(Program::Operations);
        }
        Self { programs, of }
    }

    /// The program that opens the page.
    pub fn leader(&self) -> Program {
        self.programs
            .first()
            .copied()
            .unwrap_or(Program::Operations)
    }
}

/// The programs of a set: bit n for the nth of [`Program::ALL`].
fn members(set: u32) -> impl Iterator<Item = Program> {
    let all = Program::ALL.into_iter().enumerate();
    all.filter(move |(position, _)| set >> position & 1 == 1)
        .map(|(_, program)| program)
}

#[cfg(test)]
mod tests {
    use super::{Cast, Program, Widget};

    #[test]
    fn every_widget_has_a_program() {
        for widget in Widget::ALL {
            let held = Program::ALL
                .iter()
                .any(|program| program.widgets().contains(&widget));
            assert_eq!(held, widget != Widget::Toolbar, "{widget:?}");
        }
    }

    #[test]
    fn the_variants_stand_in_their_order() {
        for (position, program) in Program::ALL.into_iter().enumerate() {
            assert_eq!(program as usize, position, "{program:?}");
        }
    }

    #[test]
    fn a_page_loads_as_few_programs_as_hold_its_widgets() {
        use Program::*;
        let rows: [(&[Widget], &[Program], &[Program]); 6] = [
            (&[], &[Operations], &[]),
            (&[Widget::Slide], &[Operations], &[Operations]),
            // One program for both, although another holds the first.
            (
                &[Widget::Slide, Widget::Filter],
                &[Pictures],
                &[Pictures, Pictures],
            ),
            (
                &[Widget::Shift, Widget::Slide, Widget::Filter],
                &[Operations, Pictures],
                &[Operations, Operations, Pictures],
            ),
            // Loaded in the order of the text.
            (
                &[
                    Widget::ModelTrain,
                    Widget::ModelStructure,
                    Widget::ModelOrigin,
                ],
                &[Networks, Structure],
                &[Networks, Structure, Networks],
            ),
            (
                &[
                    Widget::Filter,
                    Widget::Slide,
                    Widget::Shift,
                    Widget::OneByOne,
                ],
                &[Pictures, Operations, Channels],
                &[Pictures, Pictures, Operations, Channels],
            ),
        ];
        for (widgets, programs, of) in rows {
            let expected = Cast {
                programs: programs.to_vec(),
                of: of.to_vec(),
            };
            assert_eq!(Cast::of(widgets), expected, "{widgets:?}");
            assert_eq!(Some(&expected.leader()), programs.first());
        }
    }
}
