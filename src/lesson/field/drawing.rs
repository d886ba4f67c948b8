//! The picture under the region: a striped shirt, computed at any size. Photographs are left to `ui`.

/// Samples a pixel and axis, averaged.
const FINE: usize = 3;

/// `side` × `side` numbers in [0, 1], bright on black as the data set's are.
pub fn drawing(side: usize) -> Vec<f32> {
    let scale = 1.0 / (side.max(1) * FINE) as f32;
    let pixel = |at: usize| {
        let (row, column) = (at / side, at % side);
        let fine = (0..FINE * FINE).map(|part| {
            let y = (row * FINE + part / FINE) as f32 + 0.5;
            let x = (column * FINE + part % FINE) as f32 + 0.5;
            shirt(x * scale, y * scale)
        });
        fine.sum::<f32>() / (FINE * FINE) as f32
    };
    (0..side * side).map(pixel).collect()
}

/// Brightness at a place of the unit square.
fn shirt(x: f32, y: f32) -> f32 {
    let across = (x - 0.5).abs();
    let neck = (across / 0.13).powi(2) + ((y - 0.1) / 0.1).powi(2) < 1.0;
    let body = (0.1..0.92).contains(&y) && across < 0.25 - 0.03 * (y - 0.5).abs();
    // A sleeve falls from the shoulder at 35 degrees or so.
    let fall = y - 0.1 - (across - 0.2) * 0.75;
    let sleeve = (0.2..0.47).contains(&across) && (0.0..0.24).contains(&fall);
    if neck || !(body || sleeve) {
        return 0.0;
    }
    let stripe = (y * 22.0).sin() > 0.55 && body;
    let hem = y > 0.88 || (sleeve && across > 0.43);
    let shade = 0.78 - across * 0.45;
    match (stripe, hem) {
        (true, _) => shade * 0.45,
        (false, true) => shade + 0.2,
        (false, false) => shade,
    }
}
