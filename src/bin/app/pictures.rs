//! The program of the pages on pictures; what it holds stands in `ui::programs::pictures`.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::programs::pictures::start();
}
