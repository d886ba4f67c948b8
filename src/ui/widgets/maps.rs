//! Kernels and feature maps of every layer as pixels, one colour scale a layer.
//! Colours and the grid of tiles are left to `lesson::heat`.

use leptos::prelude::*;

use crate::lesson::heat::{self, Atlas, Pixels, Scale};
use crate::text::strings;
use crate::train::protocol::{FeatureMap, Probe};
use crate::ui::dom;
use crate::ui::lab::Lab;
use crate::ui::page::Page;
use crate::ui::parts::heat::{Heat, Legend};

/// A layer that has something to show.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Layer {
    /// Position among the probe's maps.
    at: usize,
    path: String,
    shape: [usize; 4],
    /// Position among the probe's kernels, and their shape.
    kernels: Option<(usize, [usize; 4])>,
}

#[component]
pub fn Layers(page: Page, lab: Lab) -> impl IntoView {
    let layers = Memo::new(move |_| lab.probe.with(|p| p.as_ref().map(layers)));
    let list = move || {
        let layers = layers.get().unwrap_or_default();
        layers
            .into_iter()
            .map(|layer| view! { <One page lab layer/> })
            .collect_view()
    };
    view! { <ol class="layers">{list}</ol> }
}

/// All but the input, which stands above as the picture itself.
fn layers(probe: &Probe) -> Vec<Layer> {
    let layer = |(at, map): (usize, &FeatureMap)| {
        let mine = |kernels: &FeatureMap| kernels.path.trim_end_matches(".weight") == map.path;
        let kernels = probe.kernels.iter().position(mine);
        Layer {
            at,
            path: map.path.clone(),
            shape: map.shape,
            kernels: kernels.map(|at| (at, probe.kernels[at].shape)),
        }
    };
    let maps = probe.maps.iter().enumerate();
    maps.filter(|(_, map)| !map.path.is_empty())
        .map(layer)
        .collect()
}

#[component]
fn One(page: Page, lab: Lab, layer: Layer) -> impl IntoView {
    let Layer {
        at,
        path,
        shape,
        kernels,
    } = layer;
    let maps = Memo::new(move |_| tensor(lab, |probe| probe.maps.get(at)));
    let limit = Signal::derive(move || heat::limit(&maps.get()));
    let pixels = Signal::derive(move || {
        page.look.track();
        paint(Atlas::maps(shape, columns(shape), zoom(shape)), &maps.get())
    });
    let name = {
        let path = path.clone();
        Memo::new(move |_| layer_name(page, &path))
    };
    let label = {
        let path = path.clone();
        Signal::derive(move || {
            let maps = strings::FEATURE_MAPS.get(page.lang.get());
            format!("{path} {} {maps} {}", name.get(), extents(shape))
        })
    };
    view! {
        <li class="layer" data-layer=path.clone()>
            <div class="about">
                <h4><span class="path">{path.clone()}</span> " " {move || name.get()}</h4>
                <span class="quiet-line">{format!("N×{}", extents(shape))}</span>
                <Legend limit/>
            </div>
            <div class="scroll-x">
                <Heat pixels label/>
            </div>
            {kernels.map(|(at, shape)| view! { <Kernels page lab at shape/> })}
        </li>
    }
}

#[component]
fn Kernels(page: Page, lab: Lab, at: usize, shape: [usize; 4]) -> impl IntoView {
    let values = Memo::new(move |_| tensor(lab, |probe| probe.kernels.get(at)));
    let limit = Signal::derive(move || heat::limit(&values.get()));
    let pixels = Signal::derive(move || {
        page.look.track();
        let zoom = dom::device_zoom(if shape[1] > 1 { 3.0 } else { 7.0 });
        paint(Atlas::kernels(shape, zoom), &values.get())
    });
    let label =
        Signal::derive(move || format!("{} {shape:?}", strings::KERNELS.get(page.lang.get())));
    let [c_out, c_in, height, width] = shape;
    view! {
        <div class="about">
            <span class="quiet-line">
                {page.say(strings::KERNELS)}
                {format!(" {c_out}×{c_in}×{height}×{width}")}
            </span>
            <Legend limit/>
        </div>
        <div class="scroll-x">
            <Heat pixels label/>
        </div>
    }
}

fn tensor(lab: Lab, of: impl Fn(&Probe) -> Option<&FeatureMap>) -> Vec<f32> {
    lab.probe.with(|probe| {
        let map = probe.as_ref().and_then(&of);
        map.map(|map| map.values.clone()).unwrap_or_default()
    })
}

fn paint(atlas: Atlas, values: &[f32]) -> Pixels {
    atlas.paint(values, Scale::Diverging, heat::limit(values))
}

/// Tiles or values across.
const fn columns([_, c, h, _]: [usize; 4]) -> usize {
    match (h, c) {
        (1, 0..=10) => 10,
        (1, 11..=84) => 42,
        (1, _) => 40,
        (_, 0..=8) => c,
        (_, _) => 8,
    }
}

/// Device pixels a value, so that tiles of every layer are of a like size.
fn zoom([_, _, h, _]: [usize; 4]) -> usize {
    dom::device_zoom(match h {
        1 => 14.0,
        2..=5 => 11.0,
        6..=9 => 8.0,
        10..=14 => 6.0,
        _ => 4.0,
    })
}

fn extents([_, c, h, w]: [usize; 4]) -> String {
    if h == 1 && w == 1 {
        c.to_string()
    } else {
        format!("{c}×{h}×{w}")
    }
}

/// The layer's class in the network that runs.
fn layer_name(page: Page, path: &str) -> String {
    let applied = page.applied.get();
    let module = applied.map(|applied| applied.module());
    let named = module.as_ref().and_then(|module| module.at(path));
    named.map_or_else(String::new, |module| module.name().to_owned())
}
