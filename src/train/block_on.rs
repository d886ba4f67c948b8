//! Waits for a future where there is no event loop: native programs and tests.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;

/// Polls until the future is ready. Futures of the CPU device are at the first poll.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::yield_now(),
        }
    }
}
