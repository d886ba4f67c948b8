//! Every change of the tree, a function each; each hands back where what it changed stands now.
//! Names are left to `names`, what fits to `kind`.

use super::kind::{self, Arriving, Kind};
use super::place::{self, Place};
use super::{Refusal, names};
use crate::lesson::state::network::{Network, children_mut, is_container, is_number};
use crate::nn::module::{Child, Module};

pub(super) fn add_before(
    network: &Network,
    module: &mut Module,
    place: &[usize],
    kind: Kind,
) -> Result<Place, Refusal> {
    if place.is_empty() {
        return Err(Refusal::Root);
    }
    add(network, module, place.to_vec(), kind)
}

pub(super) fn add_after(
    network: &Network,
    module: &mut Module,
    place: &[usize],
    kind: Kind,
) -> Result<Place, Refusal> {
    let mut next = place.to_vec();
    *next.last_mut().ok_or(Refusal::Root)? += 1;
    add(network, module, next, kind)
}

pub(super) fn add_inside(
    network: &Network,
    module: &mut Module,
    place: &[usize],
    kind: Kind,
) -> Result<Place, Refusal> {
    let container = place::at(module, place).filter(|found| is_container(found));
    let last = container.ok_or(Refusal::NothingThere)?.children().len();
    let next = [place, &[last]].concat();
    add(network, module, next, kind)
}

fn add(network: &Network, module: &mut Module, next: Place, kind: Kind) -> Result<Place, Refusal> {
    let input = network.input();
    let arriving = kind::arriving(module, &next, input);
    // Behind a layer that cannot work nothing is known: the picture has to do.
    let arriving = arriving.unwrap_or(Arriving {
        shape: input,
        flat: false,
    });
    insert(module, &next, kind.module(arriving))?;
    Ok(next)
}

fn insert(module: &mut Module, next: &[usize], new: Module) -> Result<(), Refusal> {
    let siblings = place::siblings(module, next).ok_or(Refusal::NothingThere)?;
    let child = Child::new(&names::fresh(siblings, &new), new);
    let is_there = place::insert(module, next, child);
    is_there.then_some(()).ok_or(Refusal::NothingThere)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Up,
    Down,
}

pub(super) fn step(module: &mut Module, place: &[usize], step: Step) -> Result<Place, Refusal> {
    let (&own, above) = place.split_last().ok_or(Refusal::Root)?;
    let count = place::siblings(module, place).map_or(0, <[Child]>::len);
    let to = match step {
        Step::Up => own.checked_sub(1).ok_or(Refusal::AlreadyFirst)?,
        Step::Down if own + 1 < count => own + 1,
        Step::Down => return Err(Refusal::AlreadyLast),
    };
    let child = place::remove(module, place).ok_or(Refusal::NothingThere)?;
    let next = [above, &[to]].concat();
    put(module, next, child)
}

pub(super) fn out(module: &mut Module, place: &[usize]) -> Result<Place, Refusal> {
    let (_, above) = place.split_last().ok_or(Refusal::Root)?;
    let (&container, outer) = above.split_last().ok_or(Refusal::Outermost)?;
    let child = place::remove(module, place).ok_or(Refusal::NothingThere)?;
    put(module, [outer, &[container + 1]].concat(), child)
}

pub(super) fn into(module: &mut Module, place: &[usize]) -> Result<Place, Refusal> {
    let (&own, above) = place.split_last().ok_or(Refusal::Root)?;
    let siblings = place::siblings(module, place).ok_or(Refusal::NothingThere)?;
    let container = |at: usize| {
        let sibling = siblings.get(at)?;
        is_container(&sibling.module).then(|| sibling.module.children().len())
    };
    let before = own.checked_sub(1).and_then(|at| Some((at, container(at)?)));
    // The one behind takes this place once the child is gone.
    let behind = container(own + 1).map(|_| (own, 0));
    let (at, position) = before.or(behind).ok_or(Refusal::NoContainer)?;
    let child = place::remove(module, place).ok_or(Refusal::NothingThere)?;
    put(module, [above, &[at, position]].concat(), child)
}

/// Puts a child that came from elsewhere; a number gives way to a word among names, a name that is taken
/// to another.
fn put(module: &mut Module, next: Place, mut child: Child) -> Result<Place, Refusal> {
    let siblings = place::siblings(module, &next).ok_or(Refusal::NothingThere)?;
    child.name = if is_number(&child.name) {
        names::fresh(siblings, &child.module)
    } else {
        names::unused(siblings, &child.name)
    };
    let is_there = place::insert(module, &next, child);
    is_there.then_some(next).ok_or(Refusal::NothingThere)
}

pub(super) fn duplicate(module: &mut Module, place: &[usize]) -> Result<Place, Refusal> {
    let mut next = place.to_vec();
    *next.last_mut().ok_or(Refusal::Root)? += 1;
    let copy = place::child_mut(module, place).ok_or(Refusal::NothingThere)?;
    let copy = copy.clone();
    put(module, next, copy)
}

/// The place after: the next sibling, else the one before, else the container.
pub(super) fn remove(module: &mut Module, place: &[usize]) -> Result<Place, Refusal> {
    let (&own, above) = place.split_last().ok_or(Refusal::Root)?;
    place::remove(module, place).ok_or(Refusal::NothingThere)?;
    let left = place::at(module, above).map_or(0, |found| found.children().len());
    Ok(match left.checked_sub(1) {
        Some(last) => [above, &[own.min(last)]].concat(),
        None => above.to_vec(),
    })
}

/// The container takes the child's name; the child is its first.
pub(super) fn wrap(
    module: &mut Module,
    place: &[usize],
    container: impl FnOnce(Child) -> Module,
) -> Result<Place, Refusal> {
    if place.is_empty() {
        return Err(Refusal::Root);
    }
    let child = place::child_mut(module, place).ok_or(Refusal::NothingThere)?;
    let inner = std::mem::replace(&mut child.module, Module::Flatten);
    child.module = container(Child::new("0", inner));
    Ok(place.to_vec())
}

pub(super) fn unwrap(module: &mut Module, place: &[usize]) -> Result<Place, Refusal> {
    let (&own, above) = place.split_last().ok_or(Refusal::Root)?;
    let found = place::at(module, place).filter(|found| is_container(found));
    if found.is_none() {
        return Err(Refusal::NothingThere);
    }
    let mut container = place::remove(module, place).ok_or(Refusal::NothingThere)?;
    let inner = children_mut(&mut container.module).map(std::mem::take);
    let inner = inner.unwrap_or_default();
    let count = inner.len();
    for (at, child) in inner.into_iter().enumerate() {
        put(module, [above, &[own + at]].concat(), child)?;
    }
    let left = place::at(module, above).map_or(0, |found| found.children().len());
    Ok(match (count, left.checked_sub(1)) {
        (0, None) => above.to_vec(),
        (_, last) => [above, &[own.min(last.unwrap_or(0))]].concat(),
    })
}

pub(super) fn add_branch(
    network: &Network,
    module: &mut Module,
    place: &[usize],
) -> Result<Place, Refusal> {
    let Some(Module::Concat(branches)) = place::at(module, place) else {
        return Err(Refusal::NothingThere);
    };
    let next = [place, &[branches.len()]].concat();
    let input = network.input();
    let arriving = kind::arriving(module, &next, input).unwrap_or(Arriving {
        shape: input,
        flat: false,
    });
    let new = kind::branch(branches, arriving);
    let name = match branches.last() {
        // p1, p2, p3: the next is p4.
        Some(last) if !is_number(&last.name) => {
            let stem = last.name.trim_end_matches(|c: char| c.is_ascii_digit());
            let number = branches.len() + 1;
            names::unused(branches, &format!("{stem}{number}"))
        }
        Some(_) | None => names::fresh(branches, &new),
    };
    let is_there = place::insert(module, &next, Child::new(&name, new));
    is_there.then_some(next).ok_or(Refusal::NothingThere)
}

pub(super) fn rename(module: &mut Module, place: &[usize], name: &str) -> Result<Place, Refusal> {
    let &own = place.last().ok_or(Refusal::Root)?;
    let siblings = place::siblings(module, place).ok_or(Refusal::NothingThere)?;
    names::check(siblings, own, name)?;
    let child = place::child_mut(module, place).ok_or(Refusal::NothingThere)?;
    name.trim().clone_into(&mut child.name);
    Ok(place.to_vec())
}
