#!/bin/sh
# Makes convlab-math.woff2, a subset of TeX Gyre Pagella Math: the glyphs that TeX in a course needs,
# with the MATH table that stretches brackets and roots.
# Needs texgyrepagella-math.otf (Debian: fonts-texgyre-math) and pyftsubset (PyPI: fonttools, brotli).
# Usage: make.sh path/to/texgyrepagella-math.otf
set -eu
latin='U+20-7E,U+A0,U+AC,U+B1,U+B7,U+D7,U+F7,U+131,U+237'
greek='U+391-3A9,U+3B1-3C9,U+3D1,U+3D5,U+3F5'
italic='U+210E,U+2113,U+211D,U+1D434-1D467,U+1D6FC-1D71B'
marks='U+2016,U+2026,U+2032,U+2033,U+2061-2064'
arrows='U+2190-2194,U+21D2'
operators='U+2202,U+2207,U+2208,U+220F,U+2211,U+2212,U+2217,U+2218,U+221A,U+221E,U+2225,U+2229-222B,U+2248,U+2260,U+2264,U+2265,U+226A,U+226B,U+2295,U+2297,U+2299,U+22C5,U+22C6,U+22EF'
brackets='U+2308-230B,U+27E8,U+27E9'
pyftsubset "$1" \
  --unicodes="$latin,$greek,$italic,$marks,$arrows,$operators,$brackets" \
  --layout-features=ssty --drop-tables+=FFTM --flavor=woff2 \
  --output-file="$(dirname "$0")/convlab-math.woff2"
