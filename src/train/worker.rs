//! The worker's side: owns the session and the data, trains in slices, answers requests between them.
