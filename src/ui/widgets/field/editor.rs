//! The stack as controls: a line a layer, presets, and why a layer cannot work beside it.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};

use super::Study;
use crate::lesson::link::stack::{self as spelling};
use crate::lesson::number;
use crate::lesson::scene::escape;
use crate::lesson::state::stack::{
    BRANCH_LAYERS, DILATION, KERNEL, Known, LAYERS, Layer, LayerKind, PADDING, Piece, STRIDE,
    Stack, Unit,
};
use crate::tensor::shape::Padding;
use crate::text::lang::Lang;
use crate::text::sentences::stack as sentences;
use crate::text::{errors, names, strings};
use crate::ui::dom;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::message::{Line, Tone};

#[component]
pub(super) fn Editor(study: Study) -> AnyView {
    let page = study.page;
    let known = Memo::new(move |_| study.stack.with(Stack::known));
    let is_long = Memo::new(move |_| study.stack.with(|s| s.pieces.len() > LAYERS));
    let is_full = move || study.stack.with(|s| s.pieces.len() >= LAYERS);
    let presets: Vec<_> = Known::ALL
        .into_iter()
        .map(|one| {
            let press = move |_| study.change(|stack| start_from(stack, one));
            view! {
                <button
                    type="button"
                    class="button"
                    aria-pressed=move || (known.get() == Some(one)).to_string()
                    on:click=press
                >
                    {page.say(names::known_stack(one))}
                </button>
            }
        })
        .collect();
    let add = move |piece: Piece| {
        study.change(|stack| {
            stack.pieces.push(piece);
            stack.unit = Unit::Middle;
        });
    };
    let lines = Signal::derive(move || {
        let lang = page.lang.get();
        let broken = study.read(|field| {
            let broken = field.broken.clone()?;
            Some((broken.0, errors::shape(&broken.1.error, lang)))
        });
        match is_long.get() {
            true => String::new(),
            false => study.stack.with(|stack| list(stack, broken.as_ref(), lang)),
        }
    });
    let long = Signal::derive(move || {
        is_long
            .get()
            .then(|| strings::STACK_LONG.get(page.lang.get()).to_owned())
    });
    let compare = move || {
        let lang = page.lang.get();
        study
            .stack
            .with(|stack| sentences::weights_of_stack(stack, lang))
    };
    view! {
        <section>
            <div class="row" role="group" aria-label=page.say(strings::STACK_KNOWN)>{presets}</div>
            <p class="quiet-line">{compare}</p>
            <ol
                class="stack-list"
                on:change=move |event| edit(study, &event)
                on:click=move |event| act(study, &event.into())
                inner_html=lines
            ></ol>
            <Line tone=Tone::Note words=long/>
            <div class="row">
                <button
                    type="button"
                    class="button"
                    disabled=is_full
                    on:click=move |_| add(Piece::Layer(Layer::NEW))
                >
                    {page.say(strings::LAYER_ADD)}
                </button>
                <button
                    type="button"
                    class="button"
                    disabled=is_full
                    on:click=move |_| {
                        if let Some(block) = Known::Inception.pieces().pop() {
                            add(block);
                        }
                    }
                >
                    {page.say(strings::BRANCHES_ADD)}
                </button>
                <button
                    type="button"
                    class="button"
                    hidden=move || !is_long.get()
                    on:click=move |_| study.change(|stack| stack.pieces.truncate(LAYERS))
                >
                    {page.say(strings::STACK_CUT)}
                </button>
                <Choice page name="side"/>
                <button
                    type="button"
                    class="button"
                    data-testid="reset"
                    on:click=move |_| {
                        let start = page.start.with_value(|start| start.stack.clone());
                        study.change(|stack| *stack = start);
                    }
                >
                    {page.say(strings::DEFAULTS)}
                </button>
            </div>
        </section>
    }
    .into_any()
}

fn start_from(stack: &mut Stack, known: Known) {
    *stack = Stack {
        pieces: known.pieces(),
        side: known.side(),
        unit: Unit::Middle,
    };
}

/// The stack's lines. `broken` is the piece that cannot work, and why.
fn list(stack: &Stack, broken: Option<&(usize, String)>, lang: Lang) -> String {
    let mut out = String::new();
    for (at, piece) in stack.pieces.iter().enumerate() {
        out.push_str("<li>");
        match piece {
            Piece::Layer(layer) => controls(&mut out, layer, &[at], lang),
            Piece::Branches(branches) => {
                for (branch, layers) in branches.iter().enumerate() {
                    let name = strings::BRANCH.get(lang);
                    out.push_str(&format!(
                        "<div class=\"stack-branch\"><b>{name} {branch}</b>"
                    ));
                    for (place, layer) in layers.iter().enumerate() {
                        controls(&mut out, layer, &[at, branch, place], lang);
                    }
                    out.push_str("</div>");
                }
            }
        }
        let last = stack.pieces.len() - 1;
        button(
            &mut out,
            at,
            "up",
            "↑",
            strings::LAYER_UP.get(lang),
            at == 0,
        );
        button(
            &mut out,
            at,
            "down",
            "↓",
            strings::LAYER_DOWN.get(lang),
            at == last,
        );
        button(
            &mut out,
            at,
            "remove",
            "×",
            strings::LAYER_REMOVE.get(lang),
            false,
        );
        if let Some((_, words)) = broken.filter(|(place, _)| *place == at) {
            let words = escape(words);
            out.push_str(&format!(
                "<p class=\"error\" role=\"alert\" data-testid=\"error\">{words}</p>"
            ));
        }
        out.push_str("</li>");
    }
    if stack.pieces.is_empty() {
        out.push_str(&format!("<li>{}</li>", strings::STACK_EMPTY.get(lang)));
    }
    out
}

fn button(out: &mut String, at: usize, act: &str, sign: &str, name: &str, is_off: bool) {
    let off = if is_off { " disabled" } else { "" };
    out.push_str(&format!(
        "<button type=\"button\" class=\"button square\" data-act=\"{act}\" data-at=\"{at}\" \
         aria-label=\"{name} {at}\" title=\"{name}\"{off}>{sign}</button>"
    ));
}

/// Kind, kernel, stride, padding, dilation of one layer; `place` says where it stands.
fn controls(out: &mut String, layer: &Layer, place: &[usize], lang: Lang) {
    let place: Vec<String> = place.iter().map(usize::to_string).collect();
    let place = place.join(".");
    let name = |part: &str| format!("stack-{place}-{part}");
    out.push_str(&format!(
        "<span class=\"stack-layer\"><select name=\"{}\" data-at=\"{place}\" data-part=\"kind\" \
         aria-label=\"{} {place}\">",
        name("kind"),
        strings::LAYER_KIND.get(lang)
    ));
    for (word, kind, text) in [
        ("c", LayerKind::Conv, strings::LAYER_CONV),
        ("m", LayerKind::MaxPool, strings::LAYER_MAX),
        ("a", LayerKind::AvgPool, strings::LAYER_AVG),
    ] {
        let chosen = if kind == layer.kind { " selected" } else { "" };
        out.push_str(&format!(
            "<option value=\"{word}\"{chosen}>{}</option>",
            text.get(lang)
        ));
    }
    out.push_str("</select>");
    let window = layer.window;
    for (part, value, bounds, text) in [
        ("k", window.kernel, KERNEL, strings::WINDOW_KERNEL),
        ("s", window.stride, STRIDE, strings::WINDOW_STRIDE),
        (
            "p",
            [window.padding.top, window.padding.left],
            PADDING,
            strings::WINDOW_PADDING,
        ),
        ("d", window.dilation, DILATION, strings::WINDOW_DILATION),
    ] {
        out.push_str(&format!(
            "<label title=\"{title}\">{part}<input type=\"number\" inputmode=\"numeric\" name=\"{}\" \
             data-at=\"{place}\" data-part=\"{part}\" aria-label=\"{title} {place}\" min=\"{}\" \
             max=\"{}\" value=\"{}\"></label>",
            name(part),
            bounds.start(),
            bounds.end(),
            value[0],
            title = text.get(lang),
        ));
    }
    out.push_str("</span>");
}

fn layer_at<'a>(stack: &'a mut Stack, place: &str) -> Option<&'a mut Layer> {
    let mut numbers = place
        .split('.')
        .map_while(|part| part.parse::<usize>().ok());
    match stack.pieces.get_mut(numbers.next()?)? {
        Piece::Layer(layer) => Some(layer),
        Piece::Branches(branches) => branches
            .get_mut(numbers.next()?)?
            .get_mut(numbers.next()?.min(BRANCH_LAYERS)),
    }
}

/// One number or kind was changed; what is no number leaves the box as it was.
fn edit(study: Study, event: &Event) {
    let Some(target) = dom::closest(event, "[data-part]") else {
        return;
    };
    let [Some(place), Some(part)] = ["data-at", "data-part"].map(|name| target.get_attribute(name))
    else {
        return;
    };
    let mut stack = study.stack.get_untracked();
    let Some(layer) = layer_at(&mut stack, &place) else {
        return;
    };
    if let Some(list) = target.dyn_ref::<HtmlSelectElement>() {
        layer.kind = match list.value().as_str() {
            "m" => LayerKind::MaxPool,
            "a" => LayerKind::AvgPool,
            _ => LayerKind::Conv,
        };
    }
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        let window = &mut layer.window;
        if let Some(number) = number::parse(input.value().trim()) {
            let number = number.round().clamp(0.0, 99.0) as usize;
            match part.as_str() {
                "k" => window.kernel = [number; 2],
                "s" => window.stride = [number; 2],
                "d" => window.dilation = [number; 2],
                _ => window.padding = Padding::same(number),
            }
        }
        *layer = layer.clamped();
        let window = layer.window;
        let taken = match part.as_str() {
            "k" => window.kernel,
            "s" => window.stride,
            "d" => window.dilation,
            _ => [window.padding.top; 2],
        };
        input.set_value(&taken[0].to_string());
    }
    let pieces = spelling::write(&stack.pieces);
    if spelling::read(&pieces).is_some() {
        study.change(|now| *now = stack);
        give_back(&place, &part);
    }
}

/// The list was written anew: the control that changed it has the focus again.
fn give_back(place: &str, part: &str) {
    let name = format!(".stack-list [name=\"stack-{place}-{part}\"]");
    dom::focus(&name);
}

fn act(study: Study, event: &Event) {
    let Some(button) = dom::closest(event, "[data-act]") else {
        return;
    };
    let at = button
        .get_attribute("data-at")
        .and_then(|at| at.parse::<usize>().ok());
    let (Some(at), Some(act)) = (at, button.get_attribute("data-act")) else {
        return;
    };
    let mut to = at;
    study.change(|stack| {
        let count = stack.pieces.len();
        match act.as_str() {
            "up" if at > 0 && at < count => {
                to = at - 1;
                stack.pieces.swap(at, to);
            }
            "down" if at + 1 < count => {
                to = at + 1;
                stack.pieces.swap(at, to);
            }
            "remove" if at < count => {
                stack.pieces.remove(at);
                to = at.min(count.saturating_sub(2));
            }
            _ => return,
        }
        stack.unit = Unit::Middle;
    });
    dom::focus(&format!(
        ".stack-list [data-act=\"{act}\"][data-at=\"{to}\"]"
    ));
}
