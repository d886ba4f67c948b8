//! The page's program: mounts the widgets that the static page leaves room for.

fn main() {
    console_error_panic_hook::set_once();
    convlab::ui::app::start();
}
