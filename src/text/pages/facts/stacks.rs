//! Receptive fields of small stacks that are no network of the course, by their windows alone.
//! How a field grows from layer to layer is left to the formula of the chapter on it.

/// Kernel and stride of each layer on the longest path, and how often it is repeated.
type Windows = &'static [(u64, u64, u32)];

const STACKS: [(&str, Windows); 2] = [("two-threes", &[(3, 1, 2)]), ("three-threes", &[(3, 1, 3)])];

/// `NAME.receptive` or `NAME.jump` of a stack's last unit.
pub fn of_stack(rest: &str) -> Option<String> {
    let (name, quantity) = rest.split_once('.')?;
    let (_, windows) = STACKS.iter().find(|(known, _)| *known == name)?;
    let (mut size, mut jump) = (1, 1);
    for (kernel, stride, times) in *windows {
        for _ in 0..*times {
            size += (kernel - 1) * jump;
            jump *= stride;
        }
    }
    match quantity {
        "receptive" => Some(size.to_string()),
        "jump" => Some(jump.to_string()),
        _ => None,
    }
}
