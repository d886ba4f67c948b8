//! Grids and the stage that holds them: everything has its place, in any room.

use convlab::lesson::grid::{Content, Grid};
use convlab::lesson::link;
use convlab::lesson::role::Role;
use convlab::lesson::scene::{Mark, Scene};
use convlab::lesson::slide::{Slide, frame, slide};
use convlab::lesson::stage::{Pointing, Stage};
use convlab::lesson::state::Playground;
use convlab::tensor::rng::Rng;

fn operation(query: &str) -> Slide {
    slide(&link::read(&link::ALL, query, &Playground::default()).operation).unwrap()
}

fn count(scene: &Scene, role: Role) -> usize {
    let is = |mark: &&Mark| match mark {
        Mark::Rect { role: found, .. } => *found == role,
        Mark::Cell(cell) => cell.role == role,
        Mark::Polygon { .. }
        | Mark::Ring { .. }
        | Mark::Line { .. }
        | Mark::Circle { .. }
        | Mark::Text { .. }
        | Mark::Raster { .. }
        | Mark::Handle(_)
        | Mark::Group(_) => false,
    };
    scene.marks.iter().filter(is).count()
}

#[test]
fn cells_lie_inside_and_none_on_another() {
    for (planes, size, room) in [
        (1, [3, 3], 300.0),
        (4, [32, 32], 340.0),
        (2, [1, 11], 80.0),
        (3, [42, 42], 1_600.0),
    ] {
        let grid = Grid::new(planes, [-2, -1], size, room);
        let [width, height] = grid.extent();
        let mut seen = Vec::new();
        for plane in 0..planes {
            for place in grid.cells(plane) {
                let [x, y] = grid.corner(place);
                assert!(x >= 0.0 && x + grid.cell <= width, "{place:?} {x} {width}");
                assert!(
                    y >= 0.0 && y + grid.cell <= height,
                    "{place:?} {y} {height}"
                );
                assert!(grid.holds(place));
                seen.push((x as i64, y as i64));
            }
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), planes * size[0] * size[1]);
    }
}

#[test]
fn numbers_too_small_to_read_are_left_out() {
    let text = |room: f32| {
        let grid = Grid::new(1, [0, 0], [32, 32], room);
        let scene = grid.base(1.0, |_| Content::new(-0.25, Role::Value));
        scene.to_svg("", |_| String::new()).contains("</text>")
    };
    assert!(!text(340.0));
    assert!(text(1_400.0) || Grid::new(1, [0, 0], [32, 32], 1_400.0).cell < 20.0);
}

#[test]
fn padding_and_unread_cells_are_marked_as_such() {
    // 5 wide, window 2, stride 3: columns 2 is skipped, rows 2 too; one padded row above.
    let slide = operation("h=5&w=5&sh=3&sw=3&pt=1");
    let stage = Stage::new(&slide, 900.0);
    let base = stage.base(&slide, 0, |_| false);
    assert_eq!(count(&base.input, Role::Padding), 5);
    let unread = slide.unread().positions();
    assert_eq!(unread, [vec![1, 4], vec![2]]);
    assert_eq!(count(&base.input, Role::Unread), 2 * 5 + 3);
}

#[test]
fn the_window_lies_over_what_it_reads() {
    let slide = operation("h=4&w=4&kh=3&kw=3&ph=1&pw=1");
    let stage = Stage::new(&slide, 900.0);
    for step in 0..slide.steps() {
        let frame = frame(&slide, step);
        let over = stage.overlay(&slide, &frame, None, true);
        assert_eq!(count(&over.input, Role::Window), 1);
        assert_eq!(count(&over.output, Role::Made), 1);
        let cell = stage.output.cell;
        let veiled = over.output.marks.iter().map(|mark| match mark {
            Mark::Rect {
                size: [w, h],
                role: Role::Veil,
                ..
            } => (w * h / cell / cell).round(),
            _ => 0.0,
        });
        let later = (slide.steps() - 1 - step) as f32;
        assert!((veiled.sum::<f32>() - later).abs() < 0.5, "step {step}");
    }
}

#[test]
fn pointing_lights_what_belongs_together() {
    let slide = operation("");
    let stage = Stage::new(&slide, 900.0);
    let first = frame(&slide, 0);
    let middle = stage.overlay(&slide, &first, Some(Pointing::Input([0, 1, 1])), false);
    assert_eq!(count(&middle.output, Role::Kin), 4);
    assert_eq!(count(&middle.input, Role::Pointed), 1);
    let weight = stage.overlay(&slide, &first, Some(Pointing::Weight([0, 0, 1, 1])), false);
    assert_eq!(count(&weight.input, Role::Kin), 4);
    let kernel = weight.kernel.unwrap();
    assert_eq!(count(&kernel, Role::Pointed), 1);
}

/// Any setting in any room: all grids have cells, none wider than the room allows for long.
#[test]
fn every_setting_has_a_stage() {
    let mut rng = Rng::new(3);
    let mut staged = 0;
    for _ in 0..400 {
        let query = format!(
            "op={}&h={}&w={}&kh={}&kw={}&pt={}&pl={}&sh={}&dw={}&ci={}&co={}",
            ["correlate", "convolve", "max", "average"][rng.below(4) as usize],
            1 + rng.below(32),
            1 + rng.below(32),
            1 + rng.below(6),
            1 + rng.below(6),
            rng.below(4),
            rng.below(4),
            1 + rng.below(4),
            1 + rng.below(3),
            1 + rng.below(4),
            1 + rng.below(4),
        );
        let Ok(slide) = slide(&link::read(&link::ALL, &query, &Playground::default()).operation)
        else {
            continue;
        };
        staged += 1;
        for room in [300.0, 620.0, 1_200.0] {
            let stage = Stage::new(&slide, room);
            let grids = [
                Some(stage.input),
                stage.kernel,
                stage.partial,
                Some(stage.output),
            ];
            for grid in grids.into_iter().flatten() {
                let [width, height] = grid.extent();
                assert!(
                    width > 0.0 && height > 0.0 && grid.cell >= 5.0,
                    "{query} {room}"
                );
                assert!(width <= room + 40.0, "{query}: {width} in {room}");
            }
            let last = frame(&slide, slide.steps() - 1);
            stage.overlay(&slide, &last, None, true);
        }
    }
    assert!(staged > 200, "{staged}");
}

/// Beside each other, the grids and the signs between them are no wider than the room.
#[test]
fn a_row_fits_its_room() {
    let queries = [
        "h=5&w=5&kh=3&kw=3&ph=1&pw=1",
        "h=3&w=3",
        "h=32&w=32&kh=5&kw=5&ph=1&pw=1",
        "h=8&w=8&kh=7&kw=7",
        "h=6&w=6&ci=3&kh=3&kw=3",
        "h=9&w=8&op=max&kh=3&kw=3",
    ];
    for query in queries {
        let slide = operation(query);
        for room in [640.0, 690.0, 900.0, 1300.0] {
            let stage = Stage::new(&slide, room);
            let grids = [
                Some(stage.input),
                stage.kernel,
                stage.partial,
                Some(stage.output),
            ];
            let grids = grids.into_iter().flatten();
            // 12 pixels on either side of a sign, itself at most 20 wide.
            let signs = (grids.clone().count() - 1) as f32 * 44.0;
            let width: f32 = grids.map(|grid| grid.extent()[0]).sum();
            assert!(
                width + signs <= room,
                "{query}: {width} + {signs} in {room}"
            );
        }
    }
}
