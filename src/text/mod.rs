//! Words in two languages: interface strings, errors, chapters and the static pages made of them.

pub mod lang;
