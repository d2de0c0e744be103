//! The timeline: the picture of a run, as core lays it out, and its painting on a canvas.

pub use laneway_core::picture::{
    barrier, chart, follow, ghost, hit, layout, legend, load, marks, moved, path, scale, segment,
    show, texts,
};

#[cfg(test)]
pub(crate) mod fixtures;
pub mod paint;
