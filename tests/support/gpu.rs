//! One GPU for all tests of a file: compiling shaders anew for each would take longer than the tests.

use convlab::tensor::gpu::{Engine, Gpu, open};

const NONE: &str = "the tests need WebGPU: natively a Vulkan driver (Debian, Ubuntu: \
                    sudo apt-get install mesa-vulkan-drivers), in a browser an adapter";

/// Devices without plans or numbers, one for each way to compute products.
fn fresh(gpu: &Gpu) -> [Gpu; 2] {
    [Engine::Direct, Engine::Tiled].map(|engine| gpu.fresh_with(engine))
}

/// Two that know what was compiled before.
#[cfg(not(target_arch = "wasm32"))]
pub async fn shared() -> [Gpu; 2] {
    use std::sync::{Mutex, PoisonError};

    static FIRST: Mutex<Option<Gpu>> = Mutex::new(None);
    let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
    let open = || super::wait(open()).expect(NONE);
    fresh(first.get_or_insert_with(open))
}

/// As above; nothing of WebGPU's may leave its thread in a browser.
#[cfg(target_arch = "wasm32")]
pub async fn shared() -> [Gpu; 2] {
    use std::cell::RefCell;

    thread_local! {
        static FIRST: RefCell<Option<Gpu>> = const { RefCell::new(None) };
    }
    let known = FIRST.with_borrow(|first| first.as_ref().map(fresh));
    match known {
        Some(devices) => devices,
        None => {
            let gpu = open().await.expect(NONE);
            let devices = fresh(&gpu);
            FIRST.set(Some(gpu));
            devices
        }
    }
}
