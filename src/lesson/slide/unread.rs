//! Rows and columns of the input that no window ever reads: the floor's remainder at the end, and
//! gaps where a stride or a dilation skips.

use super::Slide;
use crate::tensor::shape::Window;

/// One flag a row and one a column of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub rows: Vec<bool>,
    pub columns: Vec<bool>,
}

impl Slide {
    pub fn unread(&self) -> Unread {
        let [_, _, h, w] = self.x.shape.0;
        let [_, _, rows, columns] = self.y.shape.0;
        Unread {
            rows: axis(&self.window, 0, h, rows),
            columns: axis(&self.window, 1, w, columns),
        }
    }
}

impl Unread {
    /// Positions of the rows, then of the columns.
    pub fn positions(&self) -> [Vec<usize>; 2] {
        [&self.rows, &self.columns].map(|flags| {
            let unread = flags.iter().enumerate().filter(|(_, unread)| **unread);
            unread.map(|(at, _)| at).collect()
        })
    }
}

fn axis(window: &Window, a: usize, input: usize, output: usize) -> Vec<bool> {
    let before = [window.padding.top, window.padding.left][a];
    let mut unread = vec![true; input];
    for i in 0..output {
        for u in 0..window.kernel[a] {
            let at = (i * window.stride[a] + u * window.dilation[a]).checked_sub(before);
            if let Some(flag) = at.and_then(|at| unread.get_mut(at)) {
                *flag = false;
            }
        }
    }
    unread
}
