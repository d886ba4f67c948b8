//! The table of all models: numbers of the lesson, and every way to sort it.

use convlab::lesson::compare::chart::{bars, scatter};
use convlab::lesson::compare::{models, press, sorted};
use convlab::lesson::format;
use convlab::lesson::state::compare::{Order, Quantity, Sort};

#[test]
fn the_table_has_the_numbers_of_the_lesson() {
    // Name, input, parameters, MACs, Adam's state, depth, dense share.
    let rows = [
        ("MLP", "1×28×28", 203_530, 203_264, "3.1 MiB", 2, "100.0%"),
        ("LeNet", "1×28×28", 44_426, 281_640, "0.7 MiB", 5, "94.2%"),
        (
            "LeNet p=2",
            "1×28×28",
            61_706,
            416_520,
            "0.9 MiB",
            5,
            "95.8%",
        ),
        (
            "AlexNet",
            "1×224×224",
            46_764_746,
            938_146_176,
            "713.6 MiB",
            8,
            "92.0%",
        ),
        (
            "VGG-11 1/8",
            "1×224×224",
            2_018_346,
            121_091_072,
            "30.8 MiB",
            11,
            "92.8%",
        ),
        (
            "VGG-11",
            "1×224×224",
            128_806_154,
            7_547_000_000,
            "1.9 GiB",
            11,
            "92.8%",
        ),
        (
            "NiN",
            "1×224×224",
            1_992_166,
            762_297_352,
            "30.4 MiB",
            12,
            "0.0%",
        ),
        (
            "GoogLeNet",
            "1×96×96",
            5_977_530,
            276_066_304,
            "91.2 MiB",
            22,
            "0.2%",
        ),
    ];
    let models = models();
    assert_eq!(models.len(), rows.len());
    for (model, (name, input, parameters, macs, adam, depth, dense)) in models.iter().zip(rows) {
        assert_eq!(model.name(), name);
        assert_eq!(format::sample(model.input), input, "{name}");
        assert_eq!(model.parameters, parameters, "{name}");
        // The lesson gives the largest in four digits.
        let near = model.macs.abs_diff(macs);
        assert!(
            near == 0 || name == "VGG-11" && near < 500_000,
            "{name} {}",
            model.macs
        );
        assert_eq!(model.say(Quantity::Adam), adam, "{name}");
        assert_eq!(model.depth, depth, "{name}");
        assert_eq!(model.say(Quantity::Dense), dense, "{name}");
        assert_eq!(model.sgd.total() * 2, model.adam.total());
    }
    let fields: Vec<Option<u64>> = models.iter().map(|model| model.field).collect();
    assert_eq!(fields[0], None);
    assert_eq!(fields[1], Some(16));
    assert_eq!(fields[3], Some(195));
    assert_eq!(models[7].say(Quantity::Depth), "22 (58)");
}

#[test]
fn any_column_sorts_the_table() {
    let models = models();
    for quantity in Quantity::ALL {
        for order in [Order::Ascending, Order::Descending] {
            let rows = sorted(&models, Sort::By(quantity), order);
            let mut all = rows.clone();
            all.sort_unstable();
            assert_eq!(all, (0..models.len()).collect::<Vec<_>>());
            let numbers: Vec<f64> = rows
                .iter()
                .filter_map(|&at| models[at].number(quantity))
                .collect();
            let is_sorted = match order {
                Order::Ascending => numbers.is_sorted(),
                Order::Descending => numbers.is_sorted_by(|a, b| a >= b),
            };
            assert!(is_sorted, "{quantity:?} {order:?} {numbers:?}");
        }
    }
    let course = sorted(&models, Sort::Course, Order::Descending);
    assert_eq!(course, (0..models.len()).collect::<Vec<_>>());
    // What has no number stands last either way.
    for order in [Order::Ascending, Order::Descending] {
        assert_eq!(
            sorted(&models, Sort::By(Quantity::Receptive), order).last(),
            Some(&0)
        );
    }
}

#[test]
fn three_presses_come_back() {
    let by = Sort::By(Quantity::Macs);
    let first = press(Sort::Course, Order::Ascending, Quantity::Macs);
    assert_eq!(first, (by, Order::Descending));
    let second = press(first.0, first.1, Quantity::Macs);
    assert_eq!(second, (by, Order::Ascending));
    assert_eq!(press(second.0, second.1, Quantity::Macs).0, Sort::Course);
    let other = press(by, Order::Ascending, Quantity::Depth);
    assert_eq!(other, (Sort::By(Quantity::Depth), Order::Descending));
}

#[test]
fn charts_stay_within_their_width() {
    let models = models();
    let rows: Vec<usize> = (0..models.len()).collect();
    for width in [300.0, 900.0] {
        for quantity in Quantity::ALL {
            let svg = bars(&models, &rows, quantity, width, "bars");
            check(&svg, width);
        }
        check(&scatter(&models, width, ["scatter", "across", "up"]), width);
    }
}

/// No rectangle or dot reaches over the edge.
fn check(svg: &str, width: f32) {
    let number = |part: &str, name: &str| {
        let (_, rest) = part.split_once(&format!("{name}=\""))?;
        rest.split('"').next()?.parse::<f32>().ok()
    };
    for part in svg.split("<rect").skip(1) {
        let end = number(part, " x").unwrap() + number(part, " width").unwrap();
        assert!(end <= width, "{part}");
    }
    for part in svg.split("<circle").skip(1) {
        let x = number(part, "cx").unwrap();
        assert!((0.0..=width).contains(&x), "{part}");
    }
}
