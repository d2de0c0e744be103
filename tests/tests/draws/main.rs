//! The random draws against distributions of another make, and against each other.

mod fit;
mod independence;
mod peers;
mod retries;
mod stability;
