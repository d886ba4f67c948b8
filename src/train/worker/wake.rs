//! A flag that a task can wait for: set by a callback, taken by the task.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

#[derive(Default)]
pub struct Wake {
    is_set: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
}

impl Wake {
    pub fn set(&self) {
        self.is_set.set(true);
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }

    /// Waits until the flag is set, and takes it down.
    pub async fn wait(&self) {
        poll_fn(|context| {
            if self.is_set.take() {
                Poll::Ready(())
            } else {
                self.waiting.replace(Some(context.waker().clone()));
                Poll::Pending
            }
        })
        .await;
    }
}
