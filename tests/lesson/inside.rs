//! What is shown of a network that runs: its layers in groups, tiles, class maps, branches.

use convlab::data::store::DataSet;
use convlab::lesson::inside::class_maps::{self, ClassMaps};
use convlab::lesson::inside::inception::{self, NAMES};
use convlab::lesson::inside::tiles::{Room, Tiles};
use convlab::lesson::inside::{Kind, Network, short};
use convlab::lesson::state::Playground;
use convlab::nn::blocks::Block;
use convlab::nn::module::Module;
use convlab::tensor::device::Device;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{Picture, Rows};
use convlab::train::session::Session;

fn network(page: &str) -> Network {
    let spec = Playground::of(page).run_spec();
    Network::of(&spec.module, spec.side).unwrap()
}

/// Every layer has its entry, and the row of the trace with its path.
#[test]
fn the_list_is_the_trace_in_the_groups_of_the_tree() {
    for page in ["lenet", "alexnet", "vgg", "nin", "googlenet"] {
        let network = network(page);
        let rows: Vec<usize> = network
            .entries
            .iter()
            .filter(|entry| entry.kind == Kind::Layer)
            .map(|entry| entry.row)
            .collect();
        let all: Vec<usize> = (1..network.trace.rows.len()).collect();
        assert_eq!(rows, all, "{page}");
        for entry in &network.entries {
            let row = &network.trace.rows[entry.row];
            assert!(row.path.starts_with(&entry.path), "{page} {}", entry.path);
            if entry.kind == Kind::Layer {
                assert_eq!(row.path, entry.path, "{page}");
            }
        }
    }
}

#[test]
fn blocks_are_found_and_a_block_has_branches() {
    let rows = [
        ("lenet", 0, 0),
        ("vgg", 5, 0),
        ("nin", 4, 0),
        ("googlenet", 9, 36),
    ];
    for (page, blocks, branches) in rows {
        let network = network(page);
        let count = |is: fn(&Kind) -> bool| network.entries.iter().filter(|e| is(&e.kind)).count();
        assert_eq!(
            count(|kind| matches!(kind, Kind::Block(_))),
            blocks,
            "{page}"
        );
        assert_eq!(count(|kind| *kind == Kind::Branch), branches, "{page}");
    }
    let nin = network("nin");
    let third = nin.entries.iter().find(|e| e.path == "features.4").unwrap();
    assert!(matches!(third.kind, Kind::Block(Block::Nin(_))));
    assert_eq!(nin.trace.rows[third.row].path, "features.4.5");
}

/// A small network is shown whole, of a large one nothing before it is asked for.
#[test]
fn at_first() {
    for (page, shown) in [("lenet", 12), ("nin", 0), ("googlenet", 0)] {
        let network = network(page);
        assert_eq!(network.shown(&network.open()).len(), shown, "{page}");
    }
}

#[test]
fn a_layer_that_is_asked_for_opens_with_its_groups() {
    let rows = [
        ("nin", "features.2.3", Some("features.2.3")),
        ("googlenet", "b3.1.p2.2", Some("b3.1.p2.2")),
        // Where branches join is a layer, and its path the block's.
        ("googlenet", "b5.0", Some("b5.0")),
        // A group has maps of its own only through its layers.
        ("nin", "features.2", None),
        ("nin", "nowhere", None),
    ];
    for (page, path, expected) in rows {
        let network = network(page);
        let mut open = network.open();
        let found = network.reveal(path, &mut open);
        assert_eq!(found.is_some(), path != "nowhere", "{page} {path}");
        let shown = network.shown(&open);
        let paths: Vec<&str> = shown
            .iter()
            .map(|&row| network.trace.rows[row as usize].path.as_str())
            .collect();
        assert_eq!(paths, Vec::from_iter(expected), "{page} {path}");
        if let Some(found) = found {
            assert!(open[found]);
            // Folding any group above hides it again.
            if let Some(parent) = network.entries[found].parent {
                open[parent] = false;
                assert!(network.shown(&open).is_empty(), "{page} {path}");
            }
        }
    }
}

#[test]
fn numbers_of_any_size_are_short() {
    let rows = [
        (0.0, "0"),
        (-0.0, "0"),
        (0.1316, "0.132"),
        (-1.234, "−1.23"),
        (12.34, "12.3"),
        (1234.4, "1234"),
        (0.000_023, "2.3e−5"),
        (-1.5e7, "−1.5e7"),
        (f32::NAN, "NaN"),
    ];
    for (value, expected) in rows {
        assert_eq!(short(value), expected, "{value}");
    }
}

/// No map wider than the room, every channel there; values are reduced only where pixels are too few.
#[test]
fn tiles_fit_the_room() {
    let shapes = [
        [1, 6, 24, 24],
        [1, 96, 54, 54],
        [1, 512, 14, 14],
        [1, 64, 224, 224],
        [1, 384, 12, 12],
        [1, 10, 5, 5],
        [1, 1024, 1, 1],
        [1, 10, 1, 1],
    ];
    for (width, unit) in [(300, 1.0), (900, 1.0), (1400, 1.5), (1800, 2.0)] {
        for shape in shapes {
            let tiles = Tiles::maps(shape, Room { width, unit });
            let [height, across] = tiles.atlas.size();
            assert!(across <= width, "{shape:?} takes {across} of {width}");
            assert!(height > 0);
            if shape[2] > 1 {
                assert_eq!(tiles.atlas.tiles, shape[1]);
            }
            assert_eq!(tiles.reduced > 1, shape[2] == 224, "{shape:?}");
        }
    }
    let lenet = Tiles::maps(
        [1, 16, 8, 8],
        Room {
            width: 900,
            unit: 1.0,
        },
    );
    assert_eq!(lenet.atlas.grid, [2, 8], "rows as full as can be");
}

#[test]
fn a_reduced_value_is_a_mean() {
    let room = Room {
        width: 1000,
        unit: 1.0,
    };
    let tiles = Tiles::maps([1, 1, 224, 224], room);
    assert_eq!((tiles.reduced, tiles.atlas.tile), (2, [112, 112]));
    // −1 and +1 in turn along each row, 3 in the last row: means 0, then 1.5 and so on.
    let value = |at: usize| match (at / 224, at % 2) {
        (223, _) => 3.0,
        (_, 0) => -1.0,
        (_, _) => 1.0,
    };
    let values: Vec<f32> = (0..224 * 224).map(value).collect();
    let pixels = tiles.paint(&values, 3.0);
    let at = |row: usize| &pixels.rgba[row * pixels.width * 4..][..3];
    assert_eq!(at(0), [255, 255, 255]);
    // 1.5 is half of the limit: the orange half-way.
    assert_eq!(at(111), [0xf6, 0xb3, 0x6e]);
}

#[test]
fn kernels_of_every_kind() {
    let room = Room {
        width: 900,
        unit: 1.0,
    };
    let rows = [
        // Large windows on one channel stand like maps.
        ([96, 1, 11, 11], 96, [11, 11]),
        // A column an output channel, a row an input channel.
        ([16, 6, 5, 5], 96, [5, 5]),
        // A matrix.
        ([192, 480, 1, 1], 1, [192, 480]),
    ];
    for (shape, tiles, tile) in rows {
        let found = Tiles::kernels(shape, room);
        assert_eq!(
            (found.atlas.tiles, found.atlas.tile),
            (tiles, tile),
            "{shape:?}"
        );
        assert!(found.atlas.size()[1] <= 900, "{shape:?}");
    }
}

/// NiN at a sixteenth of its width and a real forward pass.
#[test]
fn the_mean_of_a_class_map_is_the_score_of_the_class() {
    for (side, cells) in [(224, [5, 5]), (128, [2, 2]), (96, [1, 1])] {
        let mut chosen = Playground::of("nin");
        chosen.model.ratio = 16;
        chosen.model.side = side;
        let spec = chosen.run_spec();
        let network = Network::of(&spec.module, spec.side).unwrap();
        let place = ClassMaps::of(&network.trace).unwrap();
        assert_eq!((place.classes, place.cells), (10, cells), "{side}");
        let mut session = Session::new(spec, Device::cpu()).unwrap();
        let picture = Picture::Pixels((0..784).map(|at| (at * 37 % 101) as f32 / 100.0).collect());
        let rows = Rows::Only(vec![place.row as u32, place.scores as u32]);
        let none = DataSet::default();
        let probe = block_on(session.probe(&picture, &none, &rows, &|| 0.0)).unwrap();
        let [maps, scores] = [0, 1].map(|at| &probe.maps[at].values);
        assert_eq!(scores.len(), 10);
        for (class, &score) in scores.iter().enumerate() {
            let map = place.map(maps, class);
            assert_eq!(map.len(), cells[0] * cells[1]);
            let mean = class_maps::mean(map);
            assert!(
                (mean - score).abs() <= 1e-5 * score.abs().max(1.0),
                "{mean} {score}"
            );
            // The last block ends in ReLU.
            assert!(score >= 0.0);
            assert_eq!(class_maps::is_blank(map), score == 0.0);
        }
    }
    for page in ["lenet", "vgg", "googlenet"] {
        assert_eq!(ClassMaps::of(&network(page).trace), None, "{page}");
    }
}

/// The middles of NiN's cells, counted by hand: 33, 65, 97, 129, 161 of 224 pixels.
#[test]
fn a_cell_lies_where_it_looks() {
    let nin = network("nin");
    let place = ClassMaps::of(&nin.trace).unwrap();
    let map: Vec<f32> = (0..25).map(|cell| cell as f32).collect();
    let large = place.enlarge(&map, 224);
    let at = |row: usize, column: usize| large[row * 224 + column];
    for i in 0..5 {
        for j in 0..5 {
            assert_eq!(at(33 + 32 * i, 33 + 32 * j), map[i * 5 + j], "{i} {j}");
        }
    }
    assert_eq!(at(33, 49), 0.5, "half-way between two cells");
    assert_eq!(at(0, 0), map[0], "the nearest cell beyond the first");
    assert_eq!(at(223, 223), map[24]);
    assert_eq!(place.enlarge(&[2.0; 25], 112), vec![2.0; 112 * 112]);

    let black = place.overlay(&[0.0; 784], &[0.0; 25], 1.0, 4);
    assert_eq!((black.width, black.height), (112, 112));
    assert!(
        black.rgba.chunks(4).all(|pixel| pixel == [0, 0, 0, 255]),
        "0 hides nothing"
    );
    let white = place.overlay(&[1.0; 784], &[1.0; 25], 1.0, 1);
    let [r, _, b] = [0, 1, 2].map(|at| white.rgba[at]);
    assert!(r > b, "orange over white");
}

#[test]
fn the_best_class_is_the_first_of_the_largest() {
    assert_eq!(class_maps::best(&[0.0, 2.0, 1.0, 2.0]), Some(1));
    assert_eq!(class_maps::best(&[0.0; 10]), Some(0));
    assert_eq!(class_maps::best(&[]), None);
}

#[test]
fn an_inception_block_as_the_lesson_counts_it() {
    let googlenet = network("googlenet");
    let rows = [
        (0, "b3.0", [64, 128, 32, 32], [163_696, 393_472]),
        (8, "b5.1", [384, 384, 128, 128], [1_444_080, 5_964_800]),
    ];
    for (block, path, channels, parameters) in rows {
        let inside = inception::inside(&googlenet.trace, block).unwrap();
        assert_eq!(inside.path, path);
        let found: Vec<usize> = inside.branches.iter().map(|b| b.channels).collect();
        assert_eq!(found, channels, "{path}");
        assert_eq!(inside.parameters, parameters, "{path}");
        // +0, +2j, +4j, +2j
        let more: Vec<usize> = inside.branches.iter().map(|b| b.more).collect();
        assert_eq!(more, [0, 2, 4, 2], "{path}");
        let before = inside.before;
        for branch in &inside.branches {
            assert_eq!(branch.field, before.size[0] + branch.more * before.jump[0]);
            let end = &googlenet.trace.rows[*branch.rows.last().unwrap()];
            assert_eq!(end.module, Some(Module::ReLU));
        }
    }
    // 3a reads 12×12 places of 192 channels.
    let first = inception::inside(&googlenet.trace, 0).unwrap();
    let weights = 192 * (64 + 9 * 128 + 25 * 32 + 32);
    assert_eq!(first.macs[1], weights * 144);
    let reduced = 192 * (64 + 96 + 16 + 32) + 9 * 96 * 128 + 25 * 16 * 32;
    assert_eq!(first.macs[0], reduced * 144);
}

#[test]
fn every_block_has_its_name() {
    let googlenet = network("googlenet");
    let path = |name: &str| {
        let stage = &name[..1];
        let place = name.as_bytes()[1] - b'a';
        format!("b{stage}.{place}")
    };
    for (block, name) in NAMES.into_iter().enumerate() {
        let inside = inception::inside(&googlenet.trace, block).unwrap();
        assert_eq!(inside.path, path(name));
    }
    assert_eq!(inception::inside(&googlenet.trace, NAMES.len()), None);
    assert_eq!(inception::inside(&network("nin").trace, 0), None);
}
