//! The names of the controls.

use convlab::lesson::link::{self, Values};
use convlab::text::choices::ALL;

#[test]
fn every_choice_and_every_option_has_a_name() {
    for field in link::fields(ALL.groups) {
        let name = field.name;
        assert!(ALL.label(name).is_some(), "{name} has no label");
        if let Values::Words(words) = field.values {
            for word in words() {
                assert!(ALL.option(name, word).is_some(), "{name} {word}");
            }
        }
    }
}
