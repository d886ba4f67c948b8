//! How much room a figure has: which way it goes, and how long its rows may be.

/// Which way the layers follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Left to right, for wide screens; long networks take several rows.
    Across,
    /// Top to bottom, for phones.
    Down,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    pub direction: Direction,
    /// Rows are broken where they would be longer, in the figure's unit.
    pub row: u32,
}

/// A wide screen, or a phone.
impl From<Direction> for Room {
    fn from(direction: Direction) -> Self {
        Self {
            direction,
            row: Self::WIDEST,
        }
    }
}

impl Room {
    const WIDEST: u32 = 1300;
    const NARROWEST: u32 = 860;
    /// Rooms differ by so much, or a figure would jump about while its window is dragged larger.
    const STEP: f64 = 20.0;
    /// How far a figure may be scaled down: type of 15 is still read.
    const SCALE: f64 = 0.76;
    /// Less room than so many letters' widths, and layers stand below one another.
    const NARROW: f64 = 40.0;

    /// For a place `width` pixels wide on a page whose type is `font` pixels high.
    pub fn of(width: f64, font: f64) -> Self {
        if width < Self::NARROW * font {
            return Direction::Down.into();
        }
        let row = width / Self::SCALE * 16.0 / font.max(1.0);
        let row = (row / Self::STEP).floor() * Self::STEP;
        Self {
            direction: Direction::Across,
            row: (row as u32).clamp(Self::NARROWEST, Self::WIDEST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, Room};

    #[test]
    fn rows_are_as_long_as_can_be_read() {
        let rows = [
            ("a phone", 328.0, 16.0, Direction::Down, 1300),
            ("a laptop", 879.0, 16.0, Direction::Across, 1140),
            ("a wide screen", 1064.0, 16.0, Direction::Across, 1300),
            ("a wall", 4000.0, 16.0, Direction::Across, 1300),
            ("a projector", 1300.0, 25.0, Direction::Across, 1080),
            ("a tablet", 650.0, 16.0, Direction::Across, 860),
            ("not laid out yet", 0.0, 16.0, Direction::Down, 1300),
            ("nonsense", f64::NAN, 0.0, Direction::Across, 860),
        ];
        for (name, width, font, direction, row) in rows {
            assert_eq!(Room::of(width, font), Room { direction, row }, "{name}");
        }
    }
}
