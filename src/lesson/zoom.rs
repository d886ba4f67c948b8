//! Zoom and pan of a figure: what part of it is seen, always within its edges.
//! Wheels, drags and buttons are left to `ui`.

/// How far the figure is enlarged, and where its visible part begins, as shares of its size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    pub zoom: f64,
    pub at: [f64; 2],
}

impl View {
    /// All of the figure.
    pub const FIT: View = View {
        zoom: 1.0,
        at: [0.0, 0.0],
    };
    /// What one press of a button enlarges by.
    pub const NOTCH: f64 = 1.25;
    const CLOSEST: f64 = 6.0;

    /// Enlarges by `factor` and keeps `point` (a share of what is visible) where it is.
    pub fn zoomed(self, factor: f64, point: [f64; 2]) -> Self {
        let zoom = (self.zoom * factor).clamp(1.0, Self::CLOSEST);
        let at = [0, 1].map(|a| self.at[a] + point[a] / self.zoom - point[a] / zoom);
        Self { zoom, at }.held()
    }

    /// Moves by shares of what is visible.
    pub fn moved(self, by: [f64; 2]) -> Self {
        let at = [0, 1].map(|a| self.at[a] + by[a] / self.zoom);
        Self { at, ..self }.held()
    }

    /// Never past the figure's edges.
    fn held(self) -> Self {
        let last = 1.0 - 1.0 / self.zoom;
        Self {
            at: self.at.map(|at| at.clamp(0.0, last)),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::View;

    #[test]
    fn a_view_stays_within_the_figure() {
        let rows = [
            ("fit", View::FIT, 1.0, [0.0, 0.0]),
            (
                "twice, from the middle",
                View::FIT.zoomed(2.0, [0.5, 0.5]),
                2.0,
                [0.25, 0.25],
            ),
            (
                "twice, from a corner",
                View::FIT.zoomed(2.0, [1.0, 0.0]),
                2.0,
                [0.5, 0.0],
            ),
            (
                "never smaller than fit",
                View::FIT.zoomed(0.1, [0.5, 0.5]),
                1.0,
                [0.0, 0.0],
            ),
            (
                "never closer than this",
                View::FIT.zoomed(99.0, [0.0, 0.0]),
                6.0,
                [0.0, 0.0],
            ),
            (
                "a fit does not move",
                View::FIT.moved([0.5, 0.5]),
                1.0,
                [0.0, 0.0],
            ),
            (
                "stops at the edge",
                View::FIT.zoomed(2.0, [0.5, 0.5]).moved([9.0, -9.0]),
                2.0,
                [0.5, 0.0],
            ),
            (
                "out again is where it was",
                View::FIT.zoomed(4.0, [0.3, 0.7]).zoomed(0.25, [0.3, 0.7]),
                1.0,
                [0.0, 0.0],
            ),
        ];
        for (name, view, zoom, at) in rows {
            assert_eq!((view.zoom, view.at), (zoom, at), "{name}");
        }
    }
}
