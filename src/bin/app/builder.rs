//! The program of networks of the reader's own; what it holds stands in `ui::programs::builder`.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::programs::builder::start();
}
