//! Feature maps and kernels of one layer as pixels, one colour scale each. They are drawn from the probe as
//! it stands, and empty until it tells them. How they are laid out is left to `lesson::inside::tiles`.

use leptos::html::Div;
use leptos::prelude::*;

use crate::lesson::heat;
use crate::lesson::inside::tiles::{Room, Tiles};
use crate::text::{sentences, strings};
use crate::train::protocol::Probe;
use crate::ui::dom;
use crate::ui::lab::Lab;
use crate::ui::page::Page;
use crate::ui::parts::heat::{Heat, Legend};

/// What a layer has to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Maps,
    Kernels,
}

/// A tensor of the probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tensor {
    pub what: What,
    /// Of the trace.
    pub row: usize,
    pub shape: [usize; 4],
}

impl Tensor {
    /// Nothing if the probe does not tell it, or was of another network.
    fn values(self, probe: &Option<Probe>) -> &[f32] {
        let tensors = probe.as_ref().map(|probe| match self.what {
            What::Maps => &probe.maps,
            What::Kernels => &probe.kernels,
        });
        let mut tensors = tensors.into_iter().flatten();
        let found = tensors.find(|one| one.row as usize == self.row && one.shape == self.shape);
        found.map_or(&[], |found| &found.values)
    }

    fn tiles(self, room: Room) -> Tiles {
        match self.what {
            What::Maps => Tiles::maps(self.shape, room),
            What::Kernels => Tiles::kernels(self.shape, room),
        }
    }
}

/// The room that `place` has; none before it is measured.
pub fn room(page: Page, place: NodeRef<Div>) -> Memo<Option<Room>> {
    let width = RwSignal::new(0);
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            let measured = place.clone();
            dom::on_resize(&place, move || width.set(measured.client_width()));
        }
    });
    Memo::new(move |_| {
        page.look.track();
        let ratio = dom::pixel_ratio();
        let width = (f64::from(width.get()) * ratio) as usize;
        let unit = ratio * dom::root_font_size() / 16.0;
        (width > 0).then_some(Room { width, unit })
    })
}

/// A tensor with its scale; higher than a screen, it scrolls in its own box.
#[component]
pub fn Board(
    page: Page,
    lab: Lab,
    tensor: Tensor,
    #[prop(into)] room: Signal<Option<Room>>,
    /// Of the layer.
    name: String,
) -> AnyView {
    // A bar to scroll by takes room too.
    let tiles = Memo::new(move |_| {
        let room = room.get().map(|room| room.beside(18.0));
        room.map(|room| tensor.tiles(room))
    });
    let limit = Memo::new(move |_| lab.probe.with(|probe| heat::limit(tensor.values(probe))));
    let words = Signal::derive(move || {
        let lang = page.lang.get();
        let reduced = tiles.get().map_or(1, |tiles| tiles.reduced);
        let note = match (tensor.what, tensor.shape) {
            (What::Maps, _) if reduced > 1 => sentences::inside::reduced(reduced, lang),
            (What::Maps, _) => String::new(),
            (What::Kernels, [_, _, 1, 1]) => strings::KERNELS_AS_MATRIX.get(lang).to_owned(),
            (What::Kernels, [_, 1, _, _]) => String::new(),
            (What::Kernels, _) => strings::KERNELS_AS_BANK.get(lang).to_owned(),
        };
        let title = match tensor.what {
            What::Maps => strings::FEATURE_MAPS.get(lang).to_owned(),
            What::Kernels => {
                let shape = tensor.shape.map(|extent| extent.to_string()).join("×");
                format!("{} {shape}", strings::KERNELS.get(lang))
            }
        };
        (title, note)
    });
    let label = Signal::derive(move || words.with(|(title, _)| format!("{name} {title}")));
    let about = move || words.get().0;
    let note = move || words.get().1;
    let picture = move |tiles: Tiles| {
        let pixels = Signal::derive(move || {
            lab.probe
                .with(|probe| tiles.paint(tensor.values(probe), limit.get()))
        });
        view! { <Heat pixels label/> }
    };
    view! {
        <div class="board">
            <div class="about">
                <span>{about}</span>
                <span class="quiet-line">{note}</span>
                <Legend limit/>
            </div>
            <div class="board-box" tabindex="0" role="group" aria-label=about>
                {move || tiles.get().map(picture)}
            </div>
        </div>
    }
    .into_any()
}
