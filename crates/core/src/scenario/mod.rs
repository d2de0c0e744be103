//! The scenario: how the tasks behave in a simulation.
