//! Small kernels in a stack against one large kernel: sizes to choose, what each way costs, the windows
//! inside one another. The counts are left to `lesson::labs::kernel_stack`.

use leptos::prelude::*;

use crate::lesson::format;
use crate::lesson::labs::kernel_stack::{self, Way, Ways};
use crate::lesson::state::labs::KernelStack;
use crate::text::labs;
use crate::text::lang::Text;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::code::Code;
use crate::ui::parts::drawn::Drawn;
use crate::ui::parts::scene::Pointing;

/// VGG's two examples: two and three kernels of 3×3.
const EXAMPLES: [usize; 2] = [2, 3];

#[derive(Clone, Copy)]
struct View {
    page: Page,
    cfg: Memo<KernelStack>,
    ways: Memo<Option<Ways>>,
}

#[component]
pub fn KernelStackCosts(page: Page) -> AnyView {
    let cfg = Memo::new(move |_| page.playground.with(|all| all.labs.stack));
    let ways = Memo::new(move |_| kernel_stack::ways(&cfg.get()));
    let view = View { page, cfg, ways };
    let lines = Signal::derive(move || cfg.with(kernel_stack::source));
    let summary = move || {
        let ways = ways.get()?;
        Some(labs::stacked(&cfg.get(), &ways, page.lang.get()))
    };
    view! {
        <div class="card lab kernel-stack">
            <Controls view/>
            <p class="summary" role="status" data-testid="summary">{summary}</p>
            <div class="lab-halves">
                <Figure view/>
                <Table view/>
            </div>
            <Code page lines pointing=Pointing::new()/>
        </div>
    }
    .into_any()
}

#[component]
fn Controls(view: View) -> AnyView {
    let page = view.page;
    let example = move |layers: usize| {
        let with = move |mut cfg: KernelStack| {
            (cfg.kernel, cfg.layers) = (3, layers);
            cfg
        };
        let large = 2 * layers + 1;
        let take = move |_| {
            let mut next = page.playground.get_untracked();
            next.labs.stack = with(next.labs.stack);
            page.choose_all(next);
        };
        let is_it = move || (view.cfg.get() == with(view.cfg.get())).to_string();
        view! {
            <button type="button" class="button" aria-pressed=is_it on:click=take>
                {format!("{layers} × (3×3) = {large}×{large}")}
            </button>
        }
    };
    view! {
        <div class="row" role="group" aria-label=page.say(labs::STACK_KNOWN)>
            {EXAMPLES.map(example).collect_view()}
        </div>
        <div class="fields">
            <Choice page name="kernels-k"/>
            <Choice page name="kernels-n"/>
            <Choice page name="kernels-c" doubling=true/>
            <Choice page name="kernels-in"/>
            <Choice page name="kernels-side"/>
        </div>
    }
    .into_any()
}

#[component]
fn Figure(view: View) -> AnyView {
    let page = view.page;
    let draw = Callback::new(move |(width,): (f32,)| {
        let name = labs::STACK_FIGURE.get(page.lang.get());
        let scene = kernel_stack::nested(&view.cfg.get(), width);
        scene.to_svg(name, |_| String::new())
    });
    view! {
        <figure class="lab-figure">
            <Drawn class="matrix nested" testid="nested" draw/>
            <figcaption class="quiet-line">{page.say(labs::STACK_FIGURE)}</figcaption>
        </figure>
    }
    .into_any()
}

/// A row: its name, its path, the number.
type Row = (Text, &'static str, fn(&Way) -> u64);

#[component]
fn Table(view: View) -> AnyView {
    let page = view.page;
    let rows: [Row; 4] = [
        (labs::STACK_WEIGHTS, "weights", |way| way.weights),
        (labs::STACK_BIASES, "biases", |way| way.biases),
        (labs::STACK_MACS, "macs", |way| way.macs),
        (labs::STACK_BENDS, "bends", |way| way.bends as u64),
    ];
    let ways = view.ways;
    let row = move |(name, path, of): Row| {
        let pair = move || ways.get().map(|ways| [of(&ways.stacked), of(&ways.single)]);
        let cell = move |which: usize, class: &'static str| {
            let number = move || pair().map(|pair| format::count(pair[which]));
            let share = move || {
                pair().map(|pair| {
                    let most = pair[0].max(pair[1]).max(1);
                    format!("--share:{:.1}%", pair[which] as f64 * 100.0 / most as f64)
                })
            };
            view! {
                <td>
                    <span class="cost-number">{number}</span>
                    <span class=format!("cost-bar {class}") style=share></span>
                </td>
            }
        };
        let share = move || pair().map(|[a, b]| format::percent(a as f32 / b.max(1) as f32));
        view! {
            <tr data-path=path>
                <th scope="row">{page.say(name)}</th>
                {cell(0, "of-kernel")}
                {cell(1, "of-dense")}
                <td class="cost-ratio">{share}</td>
            </tr>
        }
    };
    let formula = move |which: usize| {
        move || {
            view.cfg
                .with(|cfg| kernel_stack::formulas(cfg)[which].clone())
        }
    };
    let field =
        move |of: fn(&Ways) -> usize| move || ways.get().map(|ways| format::pair([of(&ways); 2]));
    view! {
        <div class="scroll-x">
            <table class="lab-table paired" data-testid="costs">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{page.say(labs::STACK_SMALL)}</th>
                        <th scope="col">{page.say(labs::STACK_LARGE)}</th>
                        <th scope="col">{page.say(labs::STACK_SHARE)}</th>
                    </tr>
                </thead>
                <tbody>
                    <tr data-path="field">
                        <th scope="row">{page.say(labs::STACK_FIELD)}</th>
                        <td>{field(|ways| ways.stacked.field)}</td>
                        <td>{field(|ways| ways.single.field)}</td>
                        <td></td>
                    </tr>
                    <tr data-path="formula">
                        <th scope="row">{page.say(labs::STACK_FORMULA)}</th>
                        <td data-testid="formula">{formula(0)}</td>
                        <td>{formula(1)}</td>
                        <td></td>
                    </tr>
                    {rows.map(row).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
