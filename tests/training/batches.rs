//! The order of the pictures.

use convlab::train::batches::Batches;

#[test]
fn batches_are_cut_as_data_loader_cuts_them() {
    let check = |pictures, batch_size, expected: &[usize]| {
        let mut batches = Batches::new(1, pictures, batch_size);
        for epoch in 1..=3 {
            let mut sizes = Vec::new();
            while !batches.is_epoch_over() || batches.epoch() < epoch {
                sizes.push(batches.next_batch().len());
            }
            assert_eq!(sizes, expected, "{pictures} by {batch_size}, epoch {epoch}");
            assert_eq!(batches.epoch(), epoch);
        }
    };
    check(10, 5, &[5, 5]);
    check(10, 4, &[4, 4, 2]);
    check(10, 10, &[10]);
    check(10, 99, &[10]);
    check(1, 1, &[1]);
    check(3, 1, &[1, 1, 1]);
    check(60_000, 256, &[vec![256; 234], vec![96]].concat());
}

#[test]
fn every_epoch_takes_every_picture_once_in_an_order_of_its_own() {
    let epochs = |seed| -> Vec<Vec<u32>> {
        let mut batches = Batches::new(seed, 100, 7);
        let epoch = |_| {
            (0..15)
                .flat_map(|_| batches.next_batch().to_vec())
                .collect()
        };
        (0..3).map(epoch).collect()
    };
    let orders = [epochs(0), epochs(1)].concat();
    for (at, order) in orders.iter().enumerate() {
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..100).collect::<Vec<u32>>());
        assert!(!orders[..at].contains(order), "order {at} came before");
    }
    assert_eq!(epochs(0), epochs(0));
}
