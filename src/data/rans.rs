//! rANS entropy coding with one static table a context: bytes in, bytes out, ties nothing to pictures.
//! What the contexts mean is left to `shard`.
//!
//! Encoding symbol s of frequency f and start b (of 2¹²) takes the state x to
//! ⌊x/f⌋·2¹² + x mod f + b; decoding undoes it, so symbols are encoded last to first.

const BITS: u32 = 12;
const TOTAL: u32 = 1 << BITS;
/// The state stays in LOWEST ≤ x < LOWEST·2⁸.
const LOWEST: u32 = 1 << 23;

/// How often each symbol of one context is expected, of 2¹² in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    frequency: [u16; 256],
    start: [u16; 256],
}

impl Table {
    /// The table that fits `counts` best: every symbol that occurs keeps a place.
    pub fn fit(counts: &[u32; 256]) -> Self {
        let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
        let mut frequency = [0u16; 256];
        if total == 0 {
            frequency[0] = TOTAL as u16;
            return Self::new(frequency);
        }
        for (slot, &count) in frequency.iter_mut().zip(counts) {
            let share = (u64::from(count) * u64::from(TOTAL) + total / 2) / total;
            *slot = share.max(u64::from(count > 0)) as u16;
        }
        let most_frequent = |frequency: &[u16; 256]| {
            let ranked = (0..256).max_by_key(|&symbol| frequency[symbol]);
            ranked.unwrap_or(0)
        };
        let mut sum: u32 = frequency.iter().map(|&f| u32::from(f)).sum();
        while sum > TOTAL {
            frequency[most_frequent(&frequency)] -= 1;
            sum -= 1;
        }
        frequency[most_frequent(&frequency)] += (TOTAL - sum) as u16;
        Self::new(frequency)
    }

    fn new(frequency: [u16; 256]) -> Self {
        let mut start = [0u16; 256];
        for symbol in 1..256 {
            start[symbol] = start[symbol - 1] + frequency[symbol - 1];
        }
        Self { frequency, start }
    }

    /// Appends the table: a frequency below 128 takes a byte, a larger one two,
    /// and a run of absent symbols a nought and its length less one.
    pub fn write(&self, out: &mut Vec<u8>) {
        let mut symbol = 0;
        while symbol < 256 {
            let frequency = self.frequency[symbol];
            if frequency == 0 {
                let rest = &self.frequency[symbol..];
                let run = rest.iter().take_while(|&&f| f == 0).count();
                out.extend([0, (run - 1) as u8]);
                symbol += run;
            } else {
                if frequency < 0x80 {
                    out.push(frequency as u8);
                } else {
                    out.extend([0x80 | (frequency >> 8) as u8, frequency as u8]);
                }
                symbol += 1;
            }
        }
    }

    /// Takes a table off the front of `bytes`; `None` if there is no sound one.
    pub fn read(bytes: &mut &[u8]) -> Option<Self> {
        let mut frequency = [0u16; 256];
        let mut symbol = 0;
        let mut sum = 0u32;
        while symbol < 256 {
            let first = u16::from(take(bytes)?);
            if first == 0 {
                symbol += usize::from(take(bytes)?) + 1;
                continue;
            }
            frequency[symbol] = if first < 0x80 {
                first
            } else {
                (first & 0x7f) << 8 | u16::from(take(bytes)?)
            };
            sum += u32::from(frequency[symbol]);
            symbol += 1;
        }
        (symbol == 256 && sum == TOTAL).then(|| Self::new(frequency))
    }
}

/// The first byte of `bytes`, taken off.
pub fn take(bytes: &mut &[u8]) -> Option<u8> {
    let (&first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(first)
}

/// The bytes that [`Decoder`] turns back into `symbols`, each with its context.
pub fn encode(tables: &[Table], symbols: &[(u16, u8)]) -> Vec<u8> {
    let mut reversed = Vec::with_capacity(symbols.len() / 2);
    let mut state = LOWEST;
    for &(context, symbol) in symbols.iter().rev() {
        let table = &tables[usize::from(context)];
        let frequency = u32::from(table.frequency[usize::from(symbol)]);
        while state >= ((LOWEST >> BITS) << 8) * frequency {
            reversed.push(state as u8);
            state >>= 8;
        }
        let start = u32::from(table.start[usize::from(symbol)]);
        state = ((state / frequency) << BITS) + state % frequency + start;
    }
    reversed.extend(state.to_le_bytes());
    reversed.reverse();
    reversed
}

/// Reads symbols back. Bytes of any other origin give wrong symbols, and [`Decoder::is_clean`] says so.
#[derive(Debug)]
pub struct Decoder<'a> {
    bytes: &'a [u8],
    state: u32,
    overrun: bool,
    /// Symbol of each of the 2¹² places, context after context.
    symbols: Vec<u8>,
    /// Frequency and start of each symbol, context after context.
    spans: Vec<[u16; 2]>,
}

impl<'a> Decoder<'a> {
    pub fn new(tables: &[Table], bytes: &'a [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk()?;
        let mut symbols = Vec::with_capacity(tables.len() << BITS);
        let mut spans = Vec::with_capacity(tables.len() << 8);
        for table in tables {
            for symbol in 0..=255u8 {
                let frequency = table.frequency[usize::from(symbol)];
                symbols.extend(std::iter::repeat_n(symbol, usize::from(frequency)));
                spans.push([frequency, table.start[usize::from(symbol)]]);
            }
        }
        Some(Self {
            bytes: rest,
            state: u32::from_be_bytes(*head),
            overrun: false,
            symbols,
            spans,
        })
    }

    #[inline]
    pub fn symbol(&mut self, context: usize) -> u8 {
        let place = self.state & (TOTAL - 1);
        let symbol = self.symbols[(context << BITS) + place as usize];
        let [frequency, start] = self.spans[(context << 8) + usize::from(symbol)];
        // A state read from foreign bytes may be anything: wrapping, so that it stays harmless.
        self.state = u32::from(frequency)
            .wrapping_mul(self.state >> BITS)
            .wrapping_add(place - u32::from(start));
        while self.state < LOWEST {
            let Some(byte) = take(&mut self.bytes) else {
                self.overrun = true;
                self.state |= LOWEST;
                break;
            };
            self.state = self.state << 8 | u32::from(byte);
        }
        symbol
    }

    /// Every byte was used, none was missing, and the state is the encoder's first.
    pub fn is_clean(&self) -> bool {
        self.bytes.is_empty() && !self.overrun && self.state == LOWEST
    }
}
