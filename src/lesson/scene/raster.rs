//! Grey pictures as few paths: one a shade.

use std::fmt::{self, Write as _};

use super::{Point, number};

/// A path a shade; neighbours of one shade in a row are one piece.
pub(super) fn write(
    out: &mut String,
    [x, y]: Point,
    cell: f32,
    columns: usize,
    values: &[f32],
) -> fmt::Result {
    const SHADES: usize = 24;
    let shade = |value: f32| (value.clamp(0.0, 1.0) * (SHADES - 1) as f32).round() as usize;
    let mut paths = vec![String::new(); SHADES];
    for (row, line) in values.chunks(columns).enumerate() {
        let mut from = 0;
        while let Some(&first) = line.get(from) {
            let same = line[from..]
                .iter()
                .take_while(|&&v| shade(v) == shade(first));
            let count = same.count().max(1);
            write!(paths[shade(first)], "M{from},{row}h{count}v1h-{count}z")?;
            from += count;
        }
    }
    write!(
        out,
        "<g class=\"raster\" transform=\"translate({} {}) scale({cell})\" \
         shape-rendering=\"crispEdges\">",
        number(x),
        number(y)
    )?;
    for (shade, path) in paths
        .iter()
        .enumerate()
        .filter(|(_, path)| !path.is_empty())
    {
        let grey = shade * 255 / (SHADES - 1);
        write!(
            out,
            "<path d=\"{path}\" fill=\"rgb({grey},{grey},{grey})\"/>"
        )?;
    }
    out.write_str("</g>")
}
