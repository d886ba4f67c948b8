//! The program of the pages on layers; what it holds stands in `ui::programs::layers`.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::programs::layers::start();
}
