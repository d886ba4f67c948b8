//! What a child of a container may be called, so that PyTorch takes it too.

/// Characters of a child's name.
pub const NAME_LIMIT: usize = 24;

/// Letters, digits and underscores, a letter first; or digits alone. Not a word of Python's, nor an
/// attribute that every `nn.Sequential` has: `self.forward = …` would replace its own.
pub fn is_name(name: &str) -> bool {
    let is_word = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'_';
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_number = !name.is_empty() && name.bytes().all(|c| c.is_ascii_digit());
    name.len() <= NAME_LIMIT
        && name.bytes().all(is_word)
        && (starts_well || is_number)
        && !TAKEN.split(' ').any(|taken| taken == name)
}

/// `keyword.kwlist` of Python 3 and `dir(nn.Sequential())` of PyTorch 2.15, those of [`NAME_LIMIT`].
const TAKEN: &str = "False None True and as assert async await break class continue def del elif else \
    except finally for from global if import in is lambda nonlocal not or pass raise return try while \
    with yield T_destination add_module append apply bfloat16 buffers call_super_init children compile \
    cpu cuda double dump_patches eval extend extra_repr float forward get_buffer get_extra_state \
    get_parameter get_submodule half insert ipu load_state_dict modules mtia named_buffers \
    named_children named_modules named_parameters parameters pop register_backward_hook \
    register_buffer register_forward_hook register_module register_parameter requires_grad_ \
    set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad";
