//! The program of single ideas of networks; what it holds stands in `ui::programs::curves`.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::programs::curves::start();
}
