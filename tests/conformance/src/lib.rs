//! Holds the simulation against a real control plane: each scenario of a corpus is simulated and run, and what
//! happened is compared with what was predicted. Runs are killed and have to go on, and meet whatever can go wrong.

pub mod case;
#[cfg(feature = "cluster")]
pub mod command;
pub mod compare;
#[cfg(feature = "cluster")]
pub mod faults;
pub mod ground;
#[cfg(feature = "cluster")]
pub mod home;
#[cfg(feature = "cluster")]
pub mod kills;
pub mod objects;
#[cfg(feature = "cluster")]
pub mod play;
pub mod script;
#[cfg(feature = "cluster")]
pub mod table;
#[cfg(feature = "cluster")]
pub mod trial;
pub mod weather;
#[cfg(feature = "cluster")]
pub mod wire;
