//! The program of pages on stacks of layers and on what a layer costs.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::layers::start();
}
