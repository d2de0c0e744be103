//! Images that cannot be pulled.

use crate::kubernetes::IMAGE_PULL;
use crate::time::Millis;

/// Whether the image of a task can be pulled. A pull that fails takes no time, and the next one comes
/// after the image back-off; no attempt begins before one has succeeded. Later attempts find the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImagePull {
    /// So many pulls fail, and the next one succeeds.
    Fails(u32),
    /// Every pull fails, and Kubernetes goes on trying.
    Never,
    /// There can be no such image (`InvalidImageName`), and everyone can see that at once.
    Invalid,
}

impl ImagePull {
    /// How long after the start of the task its image is there; `None` if it never is.
    pub fn delay(self) -> Option<Millis> {
        match self {
            Self::Fails(pulls) => Some(IMAGE_PULL.total(pulls)),
            Self::Never | Self::Invalid => None,
        }
    }
}

/// Nothing goes wrong.
impl Default for ImagePull {
    fn default() -> Self {
        Self::Fails(0)
    }
}
