//! The program of pages on whole networks.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::networks::start();
}
