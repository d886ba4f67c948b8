//! An animation's clock: steps, ends, absence.

use convlab::lesson::player::{Player, SPEEDS};

fn playing(step: usize, steps: usize, speed: f32) -> Player {
    let mut player = Player::new(steps).at(step);
    player.speed = speed;
    player.toggled()
}

#[test]
fn steps_stay_within_bounds() {
    let player = Player::new(4);
    let rows = [
        (player.at(2).step, 2),
        (player.at(99).step, 3),
        (player.moved(-1).step, 0),
        (player.at(3).moved(1).step, 3),
        (player.at(1).moved(i64::MAX).step, 3),
        (player.at(1).moved(i64::MIN).step, 0),
        (player.at(3).resized(2).step, 1),
        (Player::new(0).last(), 0),
    ];
    for (found, expected) in rows {
        assert_eq!(found, expected);
    }
}

#[test]
fn time_moves_it_on_and_the_end_stops_it() {
    let mut player = playing(0, 5, 10.0);
    for _ in 0..20 {
        player = player.advanced(0.025);
    }
    assert_eq!((player.step, player.is_playing), (4, false));
    // Half a second at ten steps a second is five steps, however it is cut.
    let mut player = playing(0, 100, 10.0);
    for _ in 0..50 {
        player = player.advanced(0.01);
    }
    assert!((4..=5).contains(&player.step), "{}", player.step);
}

#[test]
fn play_at_the_end_starts_over_and_pause_keeps_the_place() {
    let player = playing(3, 4, 1.0);
    assert_eq!((player.step, player.is_playing), (0, true));
    let paused = player.at(2).toggled().toggled();
    assert_eq!((paused.step, paused.is_playing), (2, false));
    assert_eq!(paused.advanced(10.0), paused);
    assert!(
        !Player::new(1).toggled().is_playing,
        "one step has nowhere to go"
    );
}

#[test]
fn an_absence_counts_as_a_tenth_of_a_second() {
    let fastest = SPEEDS.into_iter().fold(0.0, f32::max);
    let player = playing(0, 10_000, fastest).advanced(3_600.0);
    assert!(player.step <= 6, "{}", player.step);
    assert_eq!(playing(0, 9, 1.0).advanced(f32::NAN).step, 0);
}
