//! The program of pages on single operations, and of those without widgets of their own.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::operations::start();
}
