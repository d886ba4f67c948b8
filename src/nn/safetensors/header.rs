//! The JSON header of a safetensors file, read without recursion and without any other JSON:
//! `{"name": {"dtype": "F32", "shape": [6, 1, 5, 5], "data_offsets": [0, 600]}, "__metadata__": {…}}`.
//! Whether the entries make sense is left to the parent.

use std::fmt::Write as _;

/// What the header says of one tensor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub name: String,
    pub dtype: String,
    pub shape: Vec<u64>,
    /// First byte and one past the last, counted from the end of the header.
    pub bytes: [u64; 2],
}

/// The entries in the order of the file, or the byte of `text` that no safetensors header has there.
/// Memory stays below a small multiple of `text`.
pub(super) fn parse(text: &str) -> Result<Vec<Entry>, usize> {
    let mut cursor = Cursor {
        text: text.as_bytes(),
        at: 0,
    };
    cursor.header().ok_or(cursor.at)
}

/// `text` as a JSON string, quotes included.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // Writing to a String cannot fail.
            c if c < ' ' => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A position in the text; every method moves it on, or answers `None` where the text is wrong.
struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn header(&mut self) -> Option<Vec<Entry>> {
        let mut entries = vec![];
        self.list(b'{', b'}', |cursor| {
            let name = cursor.key()?;
            if name == "__metadata__" {
                return cursor.list(b'{', b'}', |cursor| {
                    cursor.key()?;
                    cursor.string().map(drop)
                });
            }
            entries.push(cursor.entry(name)?);
            Some(())
        })?;
        self.space();
        (self.at == self.text.len()).then_some(entries)
    }

    fn entry(&mut self, name: String) -> Option<Entry> {
        let (mut dtype, mut shape, mut bytes) = (None, None, None);
        self.list(b'{', b'}', |cursor| match cursor.key()?.as_str() {
            "dtype" if dtype.is_none() => {
                dtype = Some(cursor.string()?);
                Some(())
            }
            "shape" if shape.is_none() => {
                shape = Some(cursor.numbers()?);
                Some(())
            }
            "data_offsets" if bytes.is_none() => {
                bytes = Some(<[u64; 2]>::try_from(cursor.numbers()?).ok()?);
                Some(())
            }
            _ => None,
        })?;
        Some(Entry {
            name,
            dtype: dtype?,
            shape: shape?,
            bytes: bytes?,
        })
    }

    /// `open item, item, … close`, where `item` reads one.
    fn list(
        &mut self,
        open: u8,
        close: u8,
        mut item: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
        self.expect(open)?;
        if self.expect(close).is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            if self.expect(close).is_some() {
                return Some(());
            }
            self.expect(b',')?;
        }
    }

    fn key(&mut self) -> Option<String> {
        let key = self.string()?;
        self.expect(b':')?;
        Some(key)
    }

    fn numbers(&mut self) -> Option<Vec<u64>> {
        let mut numbers = vec![];
        self.list(b'[', b']', |cursor| {
            numbers.push(cursor.number()?);
            Some(())
        })?;
        Some(numbers)
    }

    fn number(&mut self) -> Option<u64> {
        self.space();
        let start = self.at;
        let mut number = 0_u64;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            number = number
                .checked_mul(10)?
                .checked_add(u64::from(digit - b'0'))?;
            self.at += 1;
        }
        let digits = self.at - start;
        let padded = digits > 1 && self.text[start] == b'0';
        (digits > 0 && !padded).then_some(number)
    }

    fn string(&mut self) -> Option<String> {
        self.expect(b'"')?;
        let mut bytes = vec![];
        loop {
            let byte = self.next()?;
            match byte {
                b'"' => return String::from_utf8(bytes).ok(),
                b'\\' => {
                    let c = self.escape()?;
                    bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                0..b' ' => return None,
                _ => bytes.push(byte),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            plain @ (b'"' | b'\\' | b'/') => char::from(plain),
            _ => return None,
        })
    }

    /// Four hex digits, or two such escapes for one character beyond U+FFFF.
    fn unicode(&mut self) -> Option<char> {
        let high = self.hex()?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high);
        }
        let follows = self.next()? == b'\\' && self.next()? == b'u';
        let low = follows.then(|| self.hex())??;
        let low = (0xdc00..0xe000).contains(&low).then(|| low - 0xdc00)?;
        char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + low)
    }

    fn hex(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |value, _| {
            let digit = char::from(self.next()?).to_digit(16)?;
            Some(value * 16 + digit)
        })
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Skips white space and then `byte`; stays where it is if another byte stands there.
    fn expect(&mut self, byte: u8) -> Option<()> {
        self.space();
        (self.peek()? == byte).then(|| self.at += 1)
    }
}
