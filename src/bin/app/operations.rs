//! The program of the pages on operations; what it holds stands in `ui::programs::operations`.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::programs::operations::start();
}
