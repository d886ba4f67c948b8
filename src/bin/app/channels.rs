//! The program of the pages on channels; what it holds stands in `ui::programs::channels`.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::programs::channels::start();
}
