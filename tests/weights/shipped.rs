//! The weights that come with the course: each file fits its network, and knows what it is said to know.

use std::fs;

use convlab::data::fashion_mnist::{TEST, decode};
use convlab::data::store::DataSet;
use convlab::lesson::state::Playground;
use convlab::tensor::device::Device;
use convlab::train::block_on::block_on;
use convlab::train::session::Session;
use convlab::zoo::trained::Trained;

/// Bytes of all files together: a phone fetches one of them.
const MOST: u64 = 4 << 20;
/// Test pictures of one class, tried here.
const EACH: usize = 12;

#[test]
fn every_shipped_file_fits_its_network_and_knows_its_classes() {
    let bytes = fs::read("assets/data/fashion-mnist/test-0.bin").unwrap();
    let test = DataSet::new(vec![decode(&TEST, &bytes).unwrap()]);
    let mut total = 0;
    for trained in Trained::ALL {
        let spec = Playground {
            model: trained.variant(),
            ..Playground::default()
        }
        .run_spec();
        let mut session = Session::new(spec, Device::cpu()).unwrap();
        let bytes = fs::read(format!("assets/weights/{}", trained.file)).unwrap();
        total += bytes.len() as u64;
        assert_eq!(session.import(&bytes).unwrap(), Ok(()), "{}", trained.file);
        let found = accuracy(&mut session, &test);
        // A sample of 120 pictures: three of its standard deviations around what is told.
        let told = trained.accuracy;
        let spread = 3.0 * (told * (1.0 - told) / (10 * EACH) as f32).sqrt();
        assert!(
            (found - told).abs() < spread,
            "{}: {found}, told {told}",
            trained.file
        );
    }
    assert!(total < MOST, "{total} bytes");
}

/// Over the first pictures of each class.
fn accuracy(session: &mut Session, test: &DataSet) -> f32 {
    let mut seen = [0; 10];
    let mut right = 0;
    for index in 0..test.len() {
        let (_, label) = test.get(index).unwrap();
        let count = &mut seen[usize::from(label)];
        if *count == EACH {
            continue;
        }
        *count += 1;
        let picture = convlab::train::protocol::Picture::Test(index as u32);
        let rows = convlab::train::protocol::Rows::Only(vec![]);
        let probe = block_on(session.probe(&picture, test, &rows, &|| 0.0)).unwrap();
        let sure = |class: &usize| probe.probabilities[*class];
        let best = (0..10).max_by(|a, b| sure(a).total_cmp(&sure(b))).unwrap();
        right += u32::from(best == usize::from(label));
    }
    right as f32 / (10 * EACH) as f32
}
