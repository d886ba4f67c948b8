//! One GPU for all tests of a file: compiling shaders anew for each would take longer than the tests.

use convlab::tensor::gpu::{Gpu, open};

const NONE: &str = "the tests need WebGPU: natively a Vulkan driver (Debian, Ubuntu: \
                    sudo apt-get install mesa-vulkan-drivers), in a browser an adapter";

/// A device without plans or numbers, which knows what was compiled before.
#[cfg(not(target_arch = "wasm32"))]
pub async fn shared() -> Gpu {
    use std::sync::{Mutex, PoisonError};

    static FIRST: Mutex<Option<Gpu>> = Mutex::new(None);
    let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
    let open = || super::wait(open()).expect(NONE);
    first.get_or_insert_with(open).fresh()
}

/// As above; nothing of WebGPU's may leave its thread in a browser.
#[cfg(target_arch = "wasm32")]
pub async fn shared() -> Gpu {
    use std::cell::RefCell;

    thread_local! {
        static FIRST: RefCell<Option<Gpu>> = const { RefCell::new(None) };
    }
    let known = FIRST.with_borrow(|first| first.as_ref().map(Gpu::fresh));
    match known {
        Some(gpu) => gpu,
        None => {
            let gpu = open().await.expect(NONE);
            let fresh = gpu.fresh();
            FIRST.set(Some(gpu));
            fresh
        }
    }
}
