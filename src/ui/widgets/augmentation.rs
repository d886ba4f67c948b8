//! A real picture and eight random variants of it. What is drawn and changed is left to
//! `lesson::labs::augmentation`.

use leptos::prelude::*;

use crate::lesson::heat::Pixels;
use crate::lesson::labs::augmentation::{self, SAMPLES, Sample};
use crate::lesson::photo;
use crate::lesson::state::SEED;
use crate::lesson::state::labs::Augmentation;
use crate::text::labs;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::code::Code;
use crate::ui::parts::heat::Heat;
use crate::ui::parts::picture_source::{PictureSource, Pictures};
use crate::ui::parts::scene::Pointing;

const ORDER: [&str; 3] = ["①", "②", "③"];

#[derive(Clone, Copy)]
struct View {
    page: Page,
    pictures: Pictures,
    cfg: Memo<Augmentation>,
    samples: Memo<Vec<Sample>>,
}

#[component]
pub fn AugmentationLab(page: Page) -> AnyView {
    let pictures = Pictures::new(page);
    let cfg = Memo::new(move |_| page.playground.with(|all| all.labs.augmentation));
    let samples = Memo::new(move |_| {
        let cfg = cfg.get();
        let photo = pictures.photo;
        photo.with(|photo| {
            let made = photo
                .as_ref()
                .map(|photo| augmentation::samples(&cfg, photo));
            made.unwrap_or_default()
        })
    });
    let view = View {
        page,
        pictures,
        cfg,
        samples,
    };
    let lines = Signal::derive(move || {
        let size = pictures.photo.with(|photo| photo.as_ref().map(|p| p.size));
        let size = size.unwrap_or([photo::LONGEST; 2]);
        cfg.with(|cfg| augmentation::source(cfg, size))
    });
    view! {
        <div class="card lab augmentation-lab">
            <PictureSource page pictures/>
            <Controls view/>
            <Strip view/>
            <p class="quiet-line">{page.say(labs::AUG_ORDER)}</p>
            <p class="quiet-line">{page.say(labs::AUG_SAME)}</p>
            <Code page lines pointing=Pointing::new()/>
        </div>
    }
    .into_any()
}

#[component]
fn Controls(view: View) -> AnyView {
    let page = view.page;
    let next = move |_| {
        let seed = view.cfg.get_untracked().seed;
        let next = if seed == *SEED.end() { 0 } else { seed + 1 };
        page.choose("aug-seed", &next.to_string());
    };
    view! {
        <div class="fields">
            <Choice page name="aug-crop"/>
            <Choice page name="aug-pad"/>
            <Choice page name="aug-flip"/>
            <Choice page name="aug-bright"/>
            <Choice page name="aug-contrast"/>
            <Choice page name="aug-colour"/>
            <Choice page name="aug-seed"/>
        </div>
        <div class="row">
            <button type="button" class="button" data-testid="more" on:click=next>
                {page.say(labs::AUG_NEXT)}
            </button>
        </div>
    }
    .into_any()
}

#[component]
fn Strip(view: View) -> AnyView {
    let page = view.page;
    let original = Signal::derive(move || {
        let photo = view.pictures.photo;
        photo.with(|photo| {
            let painted = photo.as_ref().map(|p| photo::paint(&p.planes, p.size));
            painted.unwrap_or_else(nothing)
        })
    });
    let label = Signal::derive(move || labs::AUG_ORIGINAL.get(page.lang.get()).to_owned());
    let sample = move |at: usize| view! { <Variant view at/> };
    view! {
        <section>
            <h4>{page.say(labs::AUG_SAMPLES)}</h4>
            <div class="augmented" data-testid="variants">
                <figure class="original">
                    <Heat pixels=original label/>
                    <figcaption>{page.say(labs::AUG_ORIGINAL)}</figcaption>
                </figure>
                {(0..SAMPLES).map(sample).collect_view()}
            </div>
        </section>
    }
    .into_any()
}

const fn nothing() -> Pixels {
    Pixels {
        width: 0,
        height: 0,
        rgba: Vec::new(),
    }
}

/// One picture and what was drawn for it.
#[component]
fn Variant(view: View, at: usize) -> AnyView {
    let page = view.page;
    let pixels = Signal::derive(move || {
        let samples = view.samples;
        samples.with(|samples| {
            let sample = samples.get(at);
            sample.map_or_else(nothing, |sample| augmentation::paint(&sample.picture))
        })
    });
    let told = Memo::new(move |_| {
        let lang = page.lang.get();
        view.samples.with(|samples| {
            samples
                .get(at)
                .map(|sample| labs::drawn(&sample.drawn, lang))
        })
    });
    let label = Signal::derive(move || told.get().map_or_else(String::new, |all| all.join(", ")));
    let place = move || told.with(|told| told.as_ref().map(|told| told[0].clone()));
    let flip = move || told.with(|told| told.as_ref().map(|told| told[1].clone()));
    let factors = move || {
        let samples = view.samples;
        samples.with(|samples| samples.get(at).map(|sample| factors(page, sample)))
    };
    view! {
        <figure>
            <Heat pixels label/>
            <figcaption>
                <span>{place}</span>
                <span>{flip}</span>
                {factors}
            </figcaption>
        </figure>
    }
    .into_any()
}

/// The three factors with their turns.
fn factors(page: Page, sample: &Sample) -> AnyView {
    let names = labs::AUG_FACTORS;
    let factors = augmentation::factors(&sample.drawn);
    let one = |(name, (turn, factor))| {
        view! {
            <span class="factor">
                {ORDER[turn]} " " {page.say(name)} " ×" {factor}
            </span>
        }
    };
    names
        .into_iter()
        .zip(factors)
        .map(one)
        .collect_view()
        .into_any()
}
