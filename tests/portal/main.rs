//! The portal's integration tests: one binary.
