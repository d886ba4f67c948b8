//! The program of views of a run; what it holds stands in `ui::programs::views`.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::programs::views::start();
}
