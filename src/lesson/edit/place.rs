//! Places in a tree of modules: the way from the root, child by child. Names are left to `names`.

use crate::lesson::state::network::{children_mut, renumber};
use crate::nn::module::{Child, Module, join};

/// Positions of children, from the root down; the root's own is empty.
pub type Place = Vec<usize>;

/// Where PyTorch's `path` (`conv.0`) leads.
pub fn of(module: &Module, path: &str) -> Option<Place> {
    let mut place = Place::new();
    let mut at = module;
    let names = path.split('.').filter(|name| !name.is_empty());
    for name in names {
        let children = at.children();
        let found = children.iter().position(|child| child.name == name)?;
        place.push(found);
        at = &children.get(found)?.module;
    }
    Some(place)
}

/// PyTorch's path of a place, as far as the tree reaches.
pub fn path(module: &Module, place: &[usize]) -> String {
    let mut path = String::new();
    let mut at = module;
    for &position in place {
        let Some(child) = at.children().get(position) else {
            break;
        };
        path = join(&path, &child.name);
        at = &child.module;
    }
    path
}

pub fn at<'a>(module: &'a Module, place: &[usize]) -> Option<&'a Module> {
    place.iter().try_fold(module, |module, &position| {
        module.children().get(position).map(|child| &child.module)
    })
}

pub fn at_mut<'a>(module: &'a mut Module, place: &[usize]) -> Option<&'a mut Module> {
    place.iter().try_fold(module, |module, &position| {
        let child = children_mut(module)?.get_mut(position)?;
        Some(&mut child.module)
    })
}

/// The child itself, with its name; the root is nobody's child.
pub fn child_mut<'a>(module: &'a mut Module, place: &[usize]) -> Option<&'a mut Child> {
    let (&last, above) = place.split_last()?;
    children_mut(at_mut(module, above)?)?.get_mut(last)
}

/// The children among which a place lies.
pub fn siblings<'a>(module: &'a Module, place: &[usize]) -> Option<&'a [Child]> {
    let (_, above) = place.split_last()?;
    at(module, above).map(Module::children)
}

pub fn siblings_mut<'a>(module: &'a mut Module, place: &[usize]) -> Option<&'a mut Vec<Child>> {
    let (_, above) = place.split_last()?;
    children_mut(at_mut(module, above)?)
}

/// Puts `child` at `place`; `false` if there is no such place.
pub fn insert(module: &mut Module, place: &[usize], child: Child) -> bool {
    let Some(&last) = place.last() else {
        return false;
    };
    let Some(children) = siblings_mut(module, place).filter(|all| last <= all.len()) else {
        return false;
    };
    children.insert(last, child);
    renumber(children);
    true
}

pub fn remove(module: &mut Module, place: &[usize]) -> Option<Child> {
    let &last = place.last()?;
    let children = siblings_mut(module, place)?;
    let child = (last < children.len()).then(|| children.remove(last))?;
    renumber(children);
    Some(child)
}
