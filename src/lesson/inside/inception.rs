//! One Inception block of a network: what each branch computes, sees and costs, and what the 1×1 before
//! the large windows save. Found in the trace, so that the numbers are those of what runs.

use crate::nn::blocks::{Block, Inception};
use crate::nn::receptive::Receptive;
use crate::nn::trace::{Row, Trace};

/// What the blocks of GoogLeNet are called, in their order.
pub const NAMES: [&str; 9] = ["3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b"];

#[derive(Debug, Clone, PartialEq)]
pub struct Inside {
    pub path: String,
    pub numbers: Inception,
    /// What the block reads sees.
    pub before: Receptive,
    pub branches: Vec<Branch>,
    /// Multiply-adds for one sample, and what they would be if 3×3 and 5×5 read the input itself.
    pub macs: [u64; 2],
    pub parameters: [u64; 2],
}

#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    pub name: &'static str,
    /// Its layers, in order; the last is its output.
    pub rows: Vec<usize>,
    pub channels: usize,
    /// Rows, and columns, of the picture that its output sees.
    pub field: usize,
    /// How many jumps of the input that is more than the block's input sees.
    pub more: usize,
}

/// The block of that number, counted from 0; `None` if the network has no such block.
pub fn inside(trace: &Trace, block: usize) -> Option<Inside> {
    let mut blocks =
        trace
            .rows
            .iter()
            .filter_map(|row| match row.module.as_ref().and_then(Block::of)? {
                Block::Inception(numbers) => Some((row, numbers)),
                Block::Vgg(_) | Block::Nin(_) => None,
            });
    let (join, numbers) = blocks.nth(block)?;
    let within = |row: &Row, name: &str| {
        let rest = row.path.strip_prefix(join.path.as_str());
        let rest = rest.and_then(|rest| rest.strip_prefix('.')?.strip_prefix(name));
        rest.is_some_and(|rest| rest.starts_with('.'))
    };
    let rows_of = |name: &str| -> Vec<usize> {
        let rows = trace.rows.iter().enumerate();
        let mine = rows.filter(|(_, row)| within(row, name));
        mine.map(|(at, _)| at).collect()
    };
    let [first, ..] = Inception::BRANCHES;
    let entry = trace.rows.get(*rows_of(first).first()?)?.from.first()?;
    let before = trace.rows.get(*entry)?.receptive?;
    let branch = |name: &'static str| {
        let rows = rows_of(name);
        let end = trace.rows.get(*rows.last()?)?;
        let field = end.receptive?.size[0];
        Some(Branch {
            name,
            rows,
            channels: end.output.c(),
            field,
            more: (field - before.size[0]) / before.jump[0].max(1),
        })
    };
    let branches: Vec<Branch> = Inception::BRANCHES
        .into_iter()
        .map(branch)
        .collect::<Option<_>>()?;
    let sum = |of: fn(&Row) -> u64| {
        let rows = branches.iter().flat_map(|branch| &branch.rows);
        rows.map(|&at| of(&trace.rows[at])).sum()
    };
    let unreduced = numbers.parameters_without_reduction();
    // A bias an output channel; every weight works once at every place.
    let weights = (unreduced - numbers.out_channels()) as u64;
    let places = (join.output.h() * join.output.w()) as u64;
    Some(Inside {
        path: join.path.clone(),
        numbers,
        before,
        macs: [sum(|row| row.macs), weights * places],
        parameters: [sum(|row| row.parameters), unreduced as u64],
        branches,
    })
}
