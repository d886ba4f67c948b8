//! The program of the pages on networks; what it holds stands in `ui::programs::networks`.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::programs::networks::start();
}
