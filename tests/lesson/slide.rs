//! One operation at work: the lesson's numbers through links, and every small configuration
//! against the tensor core.

use convlab::lesson::link;
use convlab::lesson::slide::arithmetic::{line, pieces, spoken};
use convlab::lesson::slide::{
    Frame, Read, Slide, Use, frame, partial_maps, reads_per_cell, slide, uses_of_input,
    uses_of_weight, with_input, with_weight,
};
use convlab::lesson::state::Playground;
use convlab::lesson::state::operation::{Kind, Operation};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Axis, Padding, ShapeError, Window};

pub fn linked(page: &str, query: &str) -> Operation {
    link::read(&link::ALL, query, &Playground::of(page)).operation
}

/// The output of what a page shows under a query, row by row.
fn check(page: &str, query: &str, shape: [usize; 3], expected: &[f32]) {
    let done = slide(&linked(page, query)).unwrap();
    assert_eq!(done.y.shape.0[1..], shape, "{page}?{query}");
    assert_eq!(done.y.data, expected, "{page}?{query}");
}

#[test]
fn numbers_of_the_lesson() {
    let cross = "cross-correlation";
    check(cross, "", [1, 2, 2], &[19.0, 25.0, 37.0, 43.0]);
    check(cross, "op=convolve", [1, 2, 2], &[5.0, 11.0, 23.0, 29.0]);
    let edges = [0.0, 1.0, 0.0, 0.0, 0.0, -1.0, 0.0].repeat(6);
    check(
        cross,
        "h=6&w=8&kh=1&input=edge&kernel=edge",
        [1, 6, 7],
        &edges,
    );
    let own = "x=0,1,2;3,4,5;6,7,8&k=0,1;2,3&input=own&kernel=own&h=3&w=3&kh=2&kw=2";
    check("playground", own, [1, 2, 2], &[19.0, 25.0, 37.0, 43.0]);

    let small = "h=3&w=3&kh=2&kw=2";
    let padded = [
        0.0, 3.0, 8.0, 4.0, 9.0, 19.0, 25.0, 10.0, 21.0, 37.0, 43.0, 16.0, 6.0, 7.0, 8.0, 0.0,
    ];
    check("padding-stride", small, [1, 4, 4], &padded);
    let by_alias = format!("{small}&ph=1&pw=1");
    check("cross-correlation", &by_alias, [1, 4, 4], &padded);
    let book = format!("{small}&notation=book&ph=2&pw=2");
    check("cross-correlation", &book, [1, 4, 4], &padded);
    let strided = format!("{small}&sh=3&sw=2");
    check("padding-stride", &strided, [1, 2, 2], &[0.0, 8.0, 6.0, 8.0]);

    let first = [56.0, 72.0, 104.0, 120.0];
    check("channels", "", [1, 2, 2], &first);
    let three = [
        56.0, 72.0, 104.0, 120.0, 76.0, 100.0, 148.0, 172.0, 96.0, 128.0, 192.0, 224.0,
    ];
    check("channels", "co=3", [3, 2, 2], &three);

    check("pooling", "sh=1&sw=1", [1, 2, 2], &[4.0, 5.0, 7.0, 8.0]);
    let mean = [2.0, 3.0, 5.0, 6.0];
    check("pooling", "sh=1&sw=1&op=average", [1, 2, 2], &mean);
    check("pooling", "h=4&w=4&kh=3&kw=3&sh=3&sw=3", [1, 1, 1], &[10.0]);
    let three = "h=4&w=4&kh=3&kw=3&sh=2&sw=2&pt=1&pb=1&pl=1&pr=1";
    check("pooling", three, [1, 2, 2], &[5.0, 7.0, 13.0, 15.0]);
    let wide = "h=4&w=4&kh=2&kw=4&sh=2&sw=3&pt=1&pb=1&pl=2&pr=2";
    check(
        "pooling",
        wide,
        [1, 3, 2],
        &[1.0, 3.0, 9.0, 11.0, 13.0, 15.0],
    );
}

#[test]
fn shapes_of_the_lesson() {
    for (query, expected) in [
        ("h=8&w=8&kh=3&kw=3&ph=1&pw=1&sh=2&sw=2", [4, 4]),
        ("h=8&w=8&kh=3&kw=5&ph=0&pw=1&sh=3&sw=4", [2, 2]),
    ] {
        let done = slide(&linked("padding-stride", query)).unwrap();
        assert_eq!([done.y.shape.h(), done.y.shape.w()], expected, "{query}");
    }
}

#[test]
fn a_setting_without_output_names_the_numbers() {
    let too_large = slide(&linked("padding-stride", "kh=11")).unwrap_err();
    let expected = ShapeError::WindowTooLarge {
        axis: Axis::Height,
        window: 11,
        padded: 7,
    };
    assert_eq!(too_large, expected);
    let over_half = slide(&linked("pooling", "ph=2")).unwrap_err();
    let expected = ShapeError::PoolPadding {
        axis: Axis::Height,
        padding: 2,
        kernel: 2,
    };
    assert_eq!(over_half, expected);
}

fn random_operation(rng: &mut Rng) -> Operation {
    let mut below = |bound: u32| rng.below(bound) as usize;
    let window = Window {
        kernel: [below(3) + 1, below(3) + 1],
        stride: [below(3) + 1, below(3) + 1],
        padding: Padding {
            top: below(3),
            bottom: below(3),
            left: below(3),
            right: below(3),
        },
        dilation: [below(2) + 1, below(2) + 1],
    };
    let kinds = [
        Kind::CrossCorrelation,
        Kind::Convolution,
        Kind::MaxPool,
        Kind::AvgPool,
    ];
    let size = [below(5) + 1, below(5) + 1];
    let words = format!(
        "input=random&kernel=random&draw={}&bias={}",
        below(9),
        below(3)
    );
    Operation {
        kind: kinds[below(4)],
        input: size,
        window,
        in_channels: below(2) + 1,
        out_channels: below(2) + 1,
        count_include_pad: below(2) == 0,
        ..linked("playground", &words)
    }
}

/// What the pieces of a frame come to.
fn retold(done: &Slide, shown: &Frame) -> f32 {
    match done.kind {
        Kind::CrossCorrelation | Kind::Convolution => shown.partial.iter().sum::<f32>() + done.bias,
        Kind::MaxPool => shown
            .winner
            .map_or(f32::NEG_INFINITY, |at| shown.terms[at].x),
        Kind::AvgPool => shown.partial[0] / shown.divisor as f32,
    }
}

fn uses_of(shown: &Frame) -> impl Iterator<Item = Use> {
    shown.terms.iter().map(|term| Use {
        input: match term.read {
            Read::Input([row, column]) => Some([term.channel, row, column]),
            Read::Padding => None,
        },
        tap: term.tap,
        output: shown.cell,
    })
}

fn check_all(done: &Slide) {
    let frames: Vec<Frame> = (0..done.steps()).map(|step| frame(done, step)).collect();
    for shown in &frames {
        let found = retold(done, shown);
        assert!(
            found == shown.result || (found - shown.result).abs() < 1e-4,
            "{found} for {}",
            shown.result
        );
    }
    let [_, channels, h, w] = done.x.shape.0;
    let mut counts = vec![0; h * w];
    for c in 0..channels {
        for (at, count) in counts.iter_mut().enumerate() {
            let cell = [c, at / w, at % w];
            let expected: Vec<Use> = frames
                .iter()
                .flat_map(uses_of)
                .filter(|used| used.input == Some(cell))
                .collect();
            assert_eq!(uses_of_input(done, cell), expected, "{cell:?}");
            if c == 0 {
                let of_first = expected.iter().filter(|used| used.output[0] == 0);
                *count = of_first.count();
            }
        }
    }
    assert_eq!(reads_per_cell(done), counts);
    if done.kind.is_pool() {
        return;
    }
    let [outs, ins, k_h, k_w] = done.weight.shape.0;
    for at in 0..outs * ins * k_h * k_w {
        let (plane, tap) = (at / (k_h * k_w), [at / k_w % k_h, at % k_w]);
        let (o, c) = (plane / ins, plane % ins);
        let of_output = frames.iter().filter(|shown| shown.cell[0] == o);
        let expected: Vec<Use> = of_output
            .flat_map(|shown| {
                let pairs = shown.terms.iter().zip(uses_of(shown));
                pairs.filter(|(term, _)| term.channel == c && term.tap == tap)
            })
            .map(|(_, used)| used)
            .collect();
        assert_eq!(uses_of_weight(done, [o, c, tap[0], tap[1]]), expected);
    }
    for o in 0..outs {
        let maps = partial_maps(done, o);
        let plane = done.y.shape.h() * done.y.shape.w();
        for shown in frames.iter().filter(|shown| shown.cell[0] == o) {
            let at = shown.step % plane;
            let found: Vec<f32> = (0..ins).map(|c| maps[c * plane + at]).collect();
            assert_eq!(found, shown.partial);
        }
    }
}

#[test]
fn frames_and_uses_retell_the_result() {
    let mut rng = Rng::new(11);
    let mut done = 0;
    for _ in 0..6_000 {
        if let Ok(slide) = slide(&random_operation(&mut rng)) {
            check_all(&slide);
            done += 1;
        }
    }
    assert!(done > 2_500, "only {done} had an output");
}

/// Every small square setting, not only random ones.
#[test]
fn every_small_square_setting() {
    for kind in ["correlate", "convolve", "max", "average"] {
        for (n, k) in (1..=5).flat_map(|n| (1..=3).map(move |k| (n, k))) {
            for (s, p) in (1..=3).flat_map(|s| (0..=2).map(move |p| (s, p))) {
                for d in 1..=2 {
                    let query = format!(
                        "op={kind}&h={n}&w={n}&kh={k}&kw={k}&sh={s}&sw={s}&ph={p}&pw={p}\
                         &dh={d}&dw={d}&input=random&kernel=random&ci=2&co=2"
                    );
                    if let Ok(done) = slide(&linked("playground", &query)) {
                        check_all(&done);
                    }
                }
            }
        }
    }
}

#[test]
fn one_number_changed_keeps_the_others() {
    let lesson = linked("cross-correlation", "");
    let changed = with_input(&lesson, [0, 1, 1], 10.0);
    let done = slide(&changed).unwrap();
    assert_eq!(done.x.data, [0.0, 1.0, 2.0, 3.0, 10.0, 5.0, 6.0, 7.0, 8.0]);
    let changed = with_weight(&changed, [0, 0, 0, 0], 1.0);
    let done = slide(&changed).unwrap();
    assert_eq!(done.weight.data, [1.0, 1.0, 2.0, 3.0]);
    // A larger input keeps what it had; so does a smaller one.
    let mut wider = changed.clone();
    wider.input = [2, 4];
    let done = slide(&wider).unwrap();
    assert_eq!(done.x.data, [0.0, 1.0, 2.0, 0.0, 3.0, 10.0, 5.0, 0.0]);
    // Under true convolution the kernel is shown turned; what is changed is what is shown.
    let turned = with_weight(
        &linked("cross-correlation", "op=convolve"),
        [0, 0, 0, 0],
        9.0,
    );
    let done = slide(&turned).unwrap();
    assert_eq!(done.weight.data, [9.0, 2.0, 1.0, 0.0]);
}

#[test]
fn arithmetic_in_one_line() {
    for (query, step, expected) in [
        ("", 0, "0×0 + 1×1 + 3×2 + 4×3 = 19"),
        ("", 1, "1×0 + 2×1 + 4×2 + 5×3 = 25"),
        ("ph=1&pw=1", 0, "0×0 + 0×1 + 0×2 + 0×3 = 0"),
        ("bias=-1", 0, "0×0 + 1×1 + 3×2 + 4×3 + (−1) = 18"),
        ("kernel=edge", 0, "0×1 + 1×(−1) + 3×1 + 4×(−1) = −2"),
        ("op=max", 0, "max(0, 1, 3, 4) = 4"),
        ("op=max&ph=1&pw=1", 0, "max(−∞, −∞, −∞, 0) = 0"),
        ("op=average", 0, "(0 + 1 + 3 + 4) / 4 = 2"),
        ("op=average&ph=1&pw=1", 3, "(0 + 0 + 2 + 0) / 4 = 0.50"),
        (
            "op=average&ph=1&pw=1&counted=no",
            3,
            "(0 + 0 + 2 + 0) / 1 = 2",
        ),
    ] {
        let done = slide(&linked("cross-correlation", query)).unwrap();
        let shown = frame(&done, step);
        assert_eq!(line(&pieces(&done, &shown)), expected, "{query}");
    }
}

#[test]
fn a_long_sum_is_read_shortened() {
    for (query, expected) in [
        ("h=4&w=4&kh=4&kw=4", "0×0 + 1×1 + 2×2 + … + 15×15 = 1240"),
        ("h=4&w=4&kh=4&kw=4&op=max", "max(0, 1, 2, …, 15) = 15"),
        (
            "h=3&w=3&kh=3&kw=3&op=max",
            "max(0, 1, 2, 3, 4, 5, 6, 7, 8) = 8",
        ),
    ] {
        let done = slide(&linked("cross-correlation", query)).unwrap();
        let told = spoken(&pieces(&done, &frame(&done, 0)));
        assert_eq!(told, expected, "{query}");
    }
}
