//! Several programs write one query: each changes its own choices and leaves the others' as they stand.

use convlab::lesson::link::{self, Groups};
use convlab::lesson::state::Playground;
use convlab::tensor::rng::Rng;
use convlab::text::choices;

use crate::link::{random_query, starts};

/// The choices of every program.
const PROGRAMS: [Groups; 8] = [
    choices::OPERATIONS.groups,
    choices::PICTURES.groups,
    choices::CHANNELS.groups,
    choices::LAYERS.groups,
    choices::STRUCTURE.groups,
    choices::NETWORKS.groups,
    choices::BUILDER.groups,
    choices::LABS.groups,
];

/// As a program does whose reader sets `name`.
fn choose(groups: Groups, query: &str, name: &str, value: &str) -> String {
    let start = Playground::default();
    let mut playground = link::read(groups, query, &start);
    assert!(link::set(groups, &mut playground, name, value), "{name}");
    link::rewrite(groups, query, &playground, &start)
}

#[test]
fn a_choice_changes_and_the_rest_of_the_query_stays() {
    let (layers, networks) = (choices::LAYERS.groups, choices::NETWORKS.groups);
    for (groups, query, name, value, expected) in [
        (networks, "", "epochs", "3", "epochs=3"),
        (networks, "?epochs=3", "epochs", "5", ""),
        // Its own first and in their order, the others' as they came.
        (
            networks,
            "?h=7&epochs=3&op=max-pool",
            "padding",
            "2",
            "padding=2&epochs=3&h=7&op=max-pool",
        ),
        (
            layers,
            "padding=2&w=7",
            "epochs",
            "4",
            "w=7&epochs=4&padding=2",
        ),
        // Written as they were, even if nobody can read them.
        (
            networks,
            "&&a=%E5%8D%B7&=1&b&%65pochs=9&a=2",
            "epochs",
            "2",
            "epochs=2&a=%E5%8D%B7&b&a=2",
        ),
        // Of its own, nothing is left that means nothing.
        (networks, "epochs=x&epochs", "lr", "0.01", "lr=0.01"),
    ] {
        let told = choose(groups, query, name, value);
        assert_eq!(told, expected, "{query:?} {name}={value}");
    }
}

#[test]
fn what_one_program_writes_no_other_reads_otherwise() {
    let mut rng = Rng::new(3);
    for start in starts().iter().cycle().take(600) {
        let query = random_query(&mut rng) + &random_query(&mut rng);
        for mine in PROGRAMS {
            let playground = link::read(mine, &query, start);
            // As the address bar gives it back.
            let told = format!("?{}", link::rewrite(mine, &query, &playground, start));
            for theirs in PROGRAMS.into_iter().chain([&link::ALL[..]]) {
                let before = link::read(theirs, &query, start);
                let after = link::read(theirs, &told, start);
                assert_eq!(before, after, "{query:?} → {told:?}");
            }
            let again = link::rewrite(mine, &told, &playground, start);
            assert_eq!(format!("?{again}"), told, "{query:?}");
        }
    }
}
