//! Written by `cargo run --example shards`: what each file of `assets/data/fashion-mnist` must be.

use super::fashion_mnist::Shard;

const fn shard(file: &'static str, bytes: u64, sha256: &'static str) -> Shard {
    Shard {
        file,
        bytes,
        sha256,
        pictures: 10_000,
    }
}

#[rustfmt::skip]
pub const TRAIN: [Shard; 6] = [
    shard("train-0.bin", 3_262_238, "b8f7566dcaadac1872cdfb43ac7b89b98b6fd3eb80f2c4d231ed4cc787d069b4"),
    shard("train-1.bin", 3_285_988, "a9de526007e7441d89ecf80ad8e48bc1706ea360b87299be79a34a62ec7eac42"),
    shard("train-2.bin", 3_285_824, "56a4b29d2041895993cfe68cdf926da03fa457a5e882181956b45fa53b10ba56"),
    shard("train-3.bin", 3_264_510, "cb73c94e976f2ee2d529b3a4897e710db7e37900ba388b5633518ae371e08dd1"),
    shard("train-4.bin", 3_263_174, "857c3fbe57a7c206a5bacaf0a14ed0ac701d1ca76829e73e0cdf1c0cad5bf1c0"),
    shard("train-5.bin", 3_284_594, "ccd6b79a3de98cd7a19ff284ec16799c62e96165ea7c9a54167925da0e49a8fb"),
];

#[rustfmt::skip]
pub const TEST: Shard = shard("test-0.bin", 3_290_644, "44105bea5380633cb601c21790017f5874e1eb6a2b278ed814e570eac7e7e818");
