//! The program of drawings, ledgers and source of networks; what it holds stands in `ui::programs::structure`.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::programs::structure::start();
}
