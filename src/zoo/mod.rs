//! The course's models as plain module data, faithful to the lesson.

pub mod lenet;
