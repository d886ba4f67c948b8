//! Letters, numbers and windows in a text, and what is wrong with it where. What they mean is left to `parse`.

use crate::tensor::shape::{Padding, SIDE_LIMIT, Window};

/// Why a text is no network. Words for it live in `text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpellError {
    /// Characters before the place.
    pub at: usize,
    pub reason: Reason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// More characters than [`TEXT_LIMIT`].
    TooLong { limit: usize },
    /// More modules than [`MODULE_LIMIT`].
    TooMany { limit: usize },
    /// More containers within each other than [`DEPTH_LIMIT`].
    TooDeep { limit: usize },
    /// No module begins like this; `None` where the text ends.
    Module { found: Option<char> },
    /// A comma, a closing parenthesis or the end should stand here.
    Separator { found: char },
    /// A closing parenthesis is missing.
    Unclosed,
    /// Not a name that a child can have: see [`super::is_name`].
    Name,
    /// Another child of the same container has this name.
    Twice,
    /// A whole number up to `limit` should stand here.
    Number { limit: usize },
    /// The letter takes another number of numbers.
    Count { found: usize },
    /// The input channels are left out, and what stands before does not tell them.
    Channels,
    /// A probability from 0 to 1 should stand here.
    Probability,
}

pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    /// Only ASCII is passed over: bytes are characters.
    pub(super) at: usize,
}

impl Scanner<'_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn found(&self) -> Option<char> {
        self.text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
    }

    pub(super) fn take(&mut self, letter: u8) -> bool {
        let there = self.peek() == Some(letter);
        self.at += usize::from(there);
        there
    }

    pub(super) fn wrong(&self, reason: Reason) -> SpellError {
        SpellError {
            at: self.at,
            reason,
        }
    }

    /// Letters from here on that `wanted` takes.
    pub(super) fn run(&self, wanted: impl Fn(u8) -> bool) -> &str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest.bytes().position(|letter| !wanted(letter));
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    }

    pub(super) fn kernel(&mut self) -> Result<Window, SpellError> {
        let kernel = self.pair(b'k')?.unwrap_or([1, 1]);
        self.slide(kernel, [1, 1])
    }

    pub(super) fn pool(&mut self) -> Result<Window, SpellError> {
        let start = self.at;
        let kernel = both(&self.numbers(SIDE_LIMIT, 2)?, start)?;
        self.slide(kernel, kernel)
    }

    fn slide(&mut self, kernel: [usize; 2], stride: [usize; 2]) -> Result<Window, SpellError> {
        Ok(Window {
            kernel,
            stride: self.pair(b's')?.unwrap_or(stride),
            padding: self.padding()?,
            dilation: self.pair(b'd')?.unwrap_or([1, 1]),
        })
    }

    fn pair(&mut self, letter: u8) -> Result<Option<[usize; 2]>, SpellError> {
        if !self.take(letter) {
            return Ok(None);
        }
        let start = self.at;
        both(&self.numbers(SIDE_LIMIT, 2)?, start).map(Some)
    }

    fn padding(&mut self) -> Result<Padding, SpellError> {
        if !self.take(b'p') {
            return Ok(Padding::default());
        }
        let start = self.at;
        match self.numbers(SIDE_LIMIT, 4)?[..] {
            [top, bottom, left, right] => Ok(Padding {
                top,
                bottom,
                left,
                right,
            }),
            ref numbers => {
                let [height, width] = both(numbers, start)?;
                Ok(Padding {
                    top: height,
                    bottom: height,
                    left: width,
                    right: width,
                })
            }
        }
    }

    /// Numbers with dots between them, `most` at most.
    pub(super) fn numbers(&mut self, limit: usize, most: usize) -> Result<Vec<usize>, SpellError> {
        let start = self.at;
        let mut numbers = vec![self.number(limit)?];
        while self.take(b'.') {
            numbers.push(self.number(limit)?);
            if numbers.len() > most {
                return Err(count(&numbers, start));
            }
        }
        Ok(numbers)
    }

    fn number(&mut self, limit: usize) -> Result<usize, SpellError> {
        let digits = self.run(|letter| letter.is_ascii_digit());
        let (number, length) = (digits.parse::<usize>(), digits.len());
        match number {
            Ok(number) if number <= limit => {
                self.at += length;
                Ok(number)
            }
            Ok(_) | Err(_) => Err(self.wrong(Reason::Number { limit })),
        }
    }
}

/// Height and width of one or two numbers.
fn both(numbers: &[usize], at: usize) -> Result<[usize; 2], SpellError> {
    match *numbers {
        [side] => Ok([side, side]),
        [height, width] => Ok([height, width]),
        _ => Err(count(numbers, at)),
    }
}

fn count(numbers: &[usize], at: usize) -> SpellError {
    SpellError {
        at,
        reason: Reason::Count {
            found: numbers.len(),
        },
    }
}
