//! Weights in and out under PyTorch's names and shapes. Never panics, whatever the bytes.

use super::trace::Param;

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum WeightsError {
    /// The file ends before its own header says it should.
    Truncated {
        expected: u64,
        found: u64,
    },
    /// The header is no JSON of the safetensors form.
    Header {
        detail: String,
    },
    /// Only F32 is read.
    Dtype {
        name: String,
        found: String,
    },
    Missing {
        name: String,
    },
    Unexpected {
        name: String,
    },
    Shape {
        name: String,
        expected: Vec<usize>,
        found: Vec<usize>,
    },
    NotFinite {
        name: String,
    },
}

/// The bytes of a safetensors file.
pub fn encode(params: &[Param], values: &[Vec<f32>]) -> Vec<u8> {
    let _ = (params, values);
    todo!("nn")
}

/// Reads values for exactly `params`.
///
/// # Errors
/// Every problem found, so that all of them can be listed; nothing is half-loaded.
pub fn decode(bytes: &[u8], params: &[Param]) -> Result<Vec<Vec<f32>>, Vec<WeightsError>> {
    let _ = (bytes, params);
    todo!("nn")
}
