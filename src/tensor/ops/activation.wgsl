// ReLU, sigmoid, tanh, with gradients from their outputs, and addition: number by number, in fours.
// Where the output takes over an operand's buffer, an entry binds that buffer once.
// Twin of activation.rs; after positions.wgsl. Which formula is compiled is a constant.

override FORMULA: u32 = 0u;

struct Params {
    /// Groups of four numbers; what the last one has too many lies in the buffer's padding.
    quads: u32,
}

@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(0) var<storage, read_write> numbers: array<vec4f>;
@group(0) @binding(1) var<storage, read> b: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y2: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

/// In this order a NaN stays.
fn relu_of(x: vec4f) -> vec4f {
    return select(x, vec4f(), x < vec4f());
}

fn relu_grad_of(y: vec4f, upstream: vec4f) -> vec4f {
    return select(vec4f(), upstream, y > vec4f());
}

fn sigmoid_of(x: vec4f) -> vec4f {
    return 1.0 / (1.0 + exp(-x));
}

fn sigmoid_grad_of(y: vec4f, upstream: vec4f) -> vec4f {
    return upstream * (y * (1.0 - y));
}

/// 1 − 2/(e^2x + 1), and near 0, where that cancels, Cephes' polynomial; from 10 on it is 1.
fn tanh_of(x: vec4f) -> vec4f {
    let far = 1.0 - 2.0 / (exp(clamp(2.0 * x, vec4f(-20.0), vec4f(20.0))) + 1.0);
    let square = x * x;
    var p = vec4f(-5.7049887e-3);
    p = p * square + 2.063909e-2;
    p = p * square - 5.3739715e-2;
    p = p * square + 1.3331443e-1;
    p = p * square - 3.333328e-1;
    return select(far, p * square * x + x, square < vec4f(0.625 * 0.625));
}

fn tanh_grad_of(y: vec4f, upstream: vec4f) -> vec4f {
    return upstream * (1.0 - y * y);
}

/// ReLU, sigmoid, tanh.
fn of_one(x: vec4f) -> vec4f {
    switch FORMULA {
        case 0u: {
            return relu_of(x);
        }
        case 1u: {
            return sigmoid_of(x);
        }
        default: {
            return tanh_of(x);
        }
    }
}

/// Their gradients, then the sum.
fn of_two(a: vec4f, b: vec4f) -> vec4f {
    switch FORMULA {
        case 0u: {
            return relu_grad_of(a, b);
        }
        case 1u: {
            return sigmoid_grad_of(a, b);
        }
        case 2u: {
            return tanh_grad_of(a, b);
        }
        default: {
            return a + b;
        }
    }
}

@compute @workgroup_size(THREADS)
fn unary(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.quads {
        y[at] = of_one(a[at]);
    }
}

@compute @workgroup_size(THREADS)
fn unary_in_place(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.quads {
        numbers[at] = of_one(numbers[at]);
    }
}

@compute @workgroup_size(THREADS)
fn binary(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.quads {
        y2[at] = of_two(a[at], b[at]);
    }
}

@compute @workgroup_size(THREADS)
fn binary_in_place(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.quads {
        y[at] = of_two(a[at], y[at]);
    }
}
