//! `cargo xtask serve | build | test | bench`: installs what is missing, then calls the ordinary tools.
fn main() {}
