//! The sizes of groups and the shapes of their tiles, from what an adapter allows one group.
//! What is computed in them is left to the shaders.

use super::Engine;

/// A thread of a product computes 8 × 8 numbers: the shader names each.
pub const BLOCK: usize = 8;
/// Threads of a group: a whole number of what any card runs at once.
const GROUP: usize = 64;
/// Inner steps of a tile. With WebGPU's 16 KiB there is room for them in every shape.
const DEPTH: usize = 8;
/// How many groups with deeper tiles have to find room in what one may have: cards run several side by
/// side, and one multiplies while others wait.
const NEIGHBOURS: usize = 4;

/// What one group may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    pub invocations: u32,
    /// Invocations in the first two dimensions.
    pub width: u32,
    pub height: u32,
    /// Bytes that they share.
    pub storage: u32,
}

/// What a device is asked for at least: no choice is smaller. WebGPU's defaults are far above it.
pub const LEAST: Room = Room {
    invocations: 8,
    width: 8,
    height: 2,
    storage: 2048,
};

/// What is chosen for an adapter. No card was at hand to time it on: it is by arithmetic, and therefore
/// careful. More invocations than WebGPU's defaults change nothing, since 64 threads that keep 64 sums each
/// take enough of a card's registers. More storage makes tiles twice as deep at most: half the barriers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiles {
    pub engine: Engine,
    /// Invocations of a group that counts in one line, and of one that shares tiles: a power of two.
    pub group: usize,
    /// Threads of a product's group across rows, at most.
    tallest: usize,
    storage: usize,
}

impl Tiles {
    pub fn new(engine: Engine, room: Room) -> Self {
        Self {
            engine,
            group: at_most(GROUP, room.invocations.min(room.width) as usize),
            tallest: at_most(8, room.height as usize),
            storage: room.storage as usize,
        }
    }

    /// For a product of so many rows, and inner steps of an outer one.
    pub fn tile(self, rows: usize, steps: usize) -> Tile {
        let threads = match self.engine {
            Engine::Direct => [8, 1],
            // Few rows ask for a flat tile, but two threads it always has: a thread fills the same columns
            // of B in all its rounds.
            Engine::Tiled => {
                let filled = rows.div_ceil(BLOCK).min(self.tallest);
                let tall = filled.max(2).next_power_of_two();
                [self.group / tall, tall]
            }
        };
        let one = shared(threads);
        // A product of few steps would leave half of a deeper tile empty.
        let is_deep = steps > DEPTH && 2 * DEPTH * one * NEIGHBOURS <= self.storage;
        let depth = match is_deep {
            true => 2 * DEPTH,
            false => at_most(DEPTH, self.storage / one),
        };
        Tile { threads, depth }
    }
}

/// The shape of a group's tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    /// Threads across columns and rows.
    pub threads: [usize; 2],
    /// Inner steps of A and B that lie in it.
    pub depth: usize,
}

/// Bytes that a group shares for an inner step: a column of A and a row of B.
const fn shared([x, y]: [usize; 2]) -> usize {
    (x + y) * BLOCK * size_of::<f32>()
}

/// The largest power of two that is neither above `wanted`, which is one, nor above `allowed`.
fn at_most(wanted: usize, allowed: usize) -> usize {
    (wanted.min(allowed) / 2 + 1).next_power_of_two()
}

#[cfg(test)]
mod tests {
    use super::super::super::super::rng::Rng;
    use super::*;

    /// Rows of a product for a square, an oblong and a flat tile.
    const ROWS: [usize; 3] = [64, 32, 16];
    const MANY: usize = 64;

    fn room(invocations: u32, [width, height]: [u32; 2], kib: u32) -> Room {
        Room {
            invocations,
            width,
            height,
            storage: kib * 1024,
        }
    }

    /// Columns, rows and depth of a tile.
    fn shapes(tiles: Tiles, steps: usize) -> [[usize; 3]; 3] {
        ROWS.map(|rows| {
            let Tile { threads, depth } = tiles.tile(rows, steps);
            [threads[0], threads[1], depth]
        })
    }

    #[test]
    fn what_is_chosen() {
        let usual = [[8, 8, 8], [16, 4, 8], [32, 2, 8]];
        let rows = [
            // WebGPU's defaults, and its compatibility mode.
            (room(256, [256, 256], 16), 64, usual),
            (room(128, [128, 128], 16), 64, usual),
            // Invocations without storage change nothing.
            (room(1024, [1024, 1024], 16), 64, usual),
            (room(1024, [1024, 1024], 31), 64, usual),
            // Cards: Apple's and those under Direct3D, NVIDIA's, AMD's, and what none has yet.
            (
                room(1024, [1024, 1024], 32),
                64,
                [[8, 8, 16], [16, 4, 8], [32, 2, 8]],
            ),
            (
                room(1024, [1024, 1024], 48),
                64,
                [[8, 8, 16], [16, 4, 16], [32, 2, 8]],
            ),
            (
                room(1024, [1024, 1024], 64),
                64,
                [[8, 8, 16], [16, 4, 16], [32, 2, 8]],
            ),
            (
                room(1024, [1024, 1024], 128),
                64,
                [[8, 8, 16], [16, 4, 16], [32, 2, 16]],
            ),
            // Less than WebGPU allows an adapter to have.
            (
                room(256, [256, 256], 4),
                64,
                [[8, 8, 8], [16, 4, 4], [32, 2, 2]],
            ),
            (
                room(63, [256, 256], 16),
                32,
                [[4, 8, 8], [8, 4, 8], [16, 2, 8]],
            ),
            (
                room(256, [32, 4], 16),
                32,
                [[8, 4, 8], [8, 4, 8], [16, 2, 8]],
            ),
            (LEAST, 8, [[4, 2, 8]; 3]),
        ];
        for (room, group, expected) in rows {
            let tiles = Tiles::new(Engine::Tiled, room);
            assert_eq!(tiles.group, group, "{room:?}");
            assert_eq!(shapes(tiles, MANY), expected, "{room:?}");
            let direct = Tiles::new(Engine::Direct, room);
            assert_eq!(
                ROWS.map(|rows| direct.tile(rows, MANY).threads),
                [[8, 1]; 3]
            );
        }
    }

    /// Few rows ask for a flat tile; of a few inner steps a deeper one would stay half empty.
    #[test]
    fn what_a_product_changes() {
        let roomy = Tiles::new(Engine::Tiled, room(1024, [1024, 1024], 128));
        for (rows, tall) in [(1, 2), (16, 2), (17, 4), (32, 4), (33, 8), (500, 8)] {
            assert_eq!(
                roomy.tile(rows, MANY).threads,
                [64 / tall, tall],
                "{rows} rows"
            );
        }
        for (steps, depth) in [(1, 8), (8, 8), (9, 16), (500, 16)] {
            assert_eq!(shapes(roomy, steps).map(|shape| shape[2]), [depth; 3]);
        }
    }

    /// Whatever an adapter allows, if it is what a device is asked for at least.
    #[test]
    fn every_choice_fits() {
        let mut rng = Rng::new(5);
        let mut from = |least: u32, bits: u32| {
            let extent = 1 << rng.below(bits);
            least + rng.below(extent)
        };
        for _ in 0..20_000 {
            let room = Room {
                invocations: from(LEAST.invocations, 12),
                width: from(LEAST.width, 12),
                height: from(LEAST.height, 12),
                storage: from(LEAST.storage, 18),
            };
            let tiles = Tiles::new(Engine::Tiled, room);
            let line = tiles.group as u32;
            // Sums in one line are halved until one is left, in a shared array of them.
            assert!(line.is_power_of_two(), "{room:?}");
            assert!(line <= room.invocations.min(room.width), "{room:?}");
            assert!(4 * line <= room.storage, "{room:?}");
            for rows in [1, 9, 16, 17, 32, 33, 64, 65, 1000] {
                for steps in [1, 8, 9, 64] {
                    let Tile { threads, depth } = tiles.tile(rows, steps);
                    let [x, y] = threads;
                    assert!(x > 0 && depth > 0 && y.is_multiple_of(2), "{room:?}");
                    assert!(x <= room.width as usize && y <= room.height as usize);
                    assert!(x * y <= room.invocations as usize, "{room:?}");
                    // As gemm_tiled.wgsl has it: fours of f32, two across A and B for each thread.
                    let fours = depth * 2 * y + depth * 2 * x;
                    assert!(16 * fours <= room.storage as usize, "{room:?}");
                }
            }
        }
    }
}
