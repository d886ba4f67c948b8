//! What widgets are made of: controls, figures, tables, messages. No part knows a chapter.

pub mod camera;
pub mod choice;
pub mod code;
pub mod decode;
pub mod draw_pad;
pub mod drawn;
pub mod file;
pub mod group_detail;
pub mod heat;
pub mod kernel_cells;
pub mod layer_link;
pub mod ledger;
pub mod matrix;
pub mod message;
pub mod news;
pub mod photo_view;
pub mod picture_source;
pub mod scene;
pub mod toolbar;
pub mod transport;
