//! Bad input of every kind: files, data, numbers, texts and command lines that nobody should write, and somebody will.
//!
//! The seeds are fixed and the cases bounded: the same input on every machine, in seconds.

mod robustness {
    pub mod charts;
    pub mod command_lines;
    pub mod data;
    pub mod files;
    pub mod program;
    pub mod texts;

    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

    /// A runner that draws the same cases every time.
    pub fn runner(cases: u32) -> TestRunner {
        let config = Config { cases, failure_persistence: None, ..Config::default() };
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    }
}
