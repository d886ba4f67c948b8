//! Predict first: what is understood as an answer, and which slip is recognised in it.

use convlab::lesson::question::{Verdict, judge, read_number, read_shape};

use crate::slide::linked;

#[test]
fn sizes_as_readers_type_them() {
    for text in [
        "4x3",
        "4×3",
        "4 3",
        "4, 3",
        "4,3",
        " 4 * 3 ",
        "(4, 3)",
        "４×３",
        "４，３",
        "4、3",
        "1x4x3",
        "[1, 1, 4, 3]",
    ] {
        assert_eq!(read_shape(text), Some([4, 3]), "{text}");
    }
    assert_eq!(read_shape("7"), Some([7, 7]));
    for text in [
        "",
        "four",
        "-4x3",
        "4x3x2x1x1",
        "4.5x3",
        "4x99999999999999999999999",
        "×",
    ] {
        assert_eq!(read_shape(text), None, "{text}");
    }
}

#[test]
fn numbers_as_readers_type_them() {
    for (text, expected) in [
        ("25", 25.0),
        ("−2", -2.0),
        ("７", 7.0),
        ("1/2", 0.5),
        (" 3 ", 3.0),
    ] {
        assert_eq!(read_number(text), Some(expected), "{text}");
    }
    for text in ["", "x", "1/0/0", "0/0", "1e", "/"] {
        assert_eq!(read_number(text), None, "{text}");
    }
}

fn check(query: &str, answer: &str, expected: Verdict) {
    let operation = linked("cross-correlation", query);
    assert_eq!(judge(&operation, answer), expected, "{query} {answer}");
}

#[test]
fn a_wrong_size_has_a_reason() {
    use Verdict::{Right, Unreadable, Wrong};
    let strided = "h=8&w=8&kh=3&kw=3&ph=1&pw=1&sh=2&sw=2";
    for (query, answer, expected) in [
        (strided, "4x4", Right),
        (strided, "3x3", Verdict::NoPadding),
        (strided, "5x5", Verdict::TwiceTotal),
        (strided, "8x8", Verdict::NoStride),
        (strided, "90x1", Wrong),
        (strided, "many", Unreadable),
        ("h=9&w=8&kh=2&kw=2&sh=2&sw=2", "5x4", Verdict::RoundedUp),
        ("h=8&w=8&kh=2&kw=2&sh=2&sw=2", "3x3", Verdict::OneLess),
        ("h=3&w=4", "3x2", Verdict::Swapped),
        ("h=6&w=6&kh=3&kw=3&dh=2&dw=2", "4x4", Verdict::NoDilation),
        ("", "3x3", Verdict::InputSize),
        ("h=3&w=3&ph=2&pw=2", "4x4", Verdict::OneSide),
    ] {
        check(&format!("{query}&ask=shape"), answer, expected);
    }
}

#[test]
fn a_wrong_number_has_a_reason() {
    for (query, answer, expected) in [
        ("ask=cell-0-0-1", "25", Verdict::Right),
        ("ask=cell-0-0-1", "11", Verdict::OtherTurn),
        ("ask=cell-0-0-1&op=convolve", "25", Verdict::OtherTurn),
        ("ask=cell-0-0-1&bias=3", "25", Verdict::NoBias),
        ("ask=cell-0-0-0&ci=2", "19", Verdict::NoChannel),
        ("ask=cell-0-0-1", "37", Verdict::OtherCell),
        ("ask=cell-0-0-0&op=max", "2", Verdict::OtherPool),
        ("ask=cell-0-0-0&op=average", "4", Verdict::OtherPool),
        ("ask=cell-0-0-0&op=average", "8", Verdict::NotDivided),
        (
            "ask=cell-0-3-3&op=average&ph=1&pw=1",
            "8",
            Verdict::OtherDivisor,
        ),
        ("ask=cell-0-0-0&ph=1&pw=1", "19", Verdict::NoPadding),
        ("ask=cell-0-9-9", "43", Verdict::Right),
        ("ask=cell-0-0-0", "?", Verdict::Unreadable),
        ("", "19", Verdict::Unreadable),
        (
            "ask=cell-0-0-0&op=max&x=-5&input=own&h=1&w=1&ph=1&pw=1",
            "0",
            Verdict::ZeroPadded,
        ),
        ("ask=cell-0-0-1", "43", Verdict::OtherCell),
        ("ask=cell-0-0-0&ci=3", "19", Verdict::OneChannel),
    ] {
        check(query, answer, expected);
    }
}
