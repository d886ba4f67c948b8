//! Errors → words.
