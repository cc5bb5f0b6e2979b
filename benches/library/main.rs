//! How long the steps of the arrow take inside one process: `cargo bench --bench library`, or one group of them:
//! `cargo bench --bench library -- sizing`.
//!
//! Every input is fixed and every draw seeded, so that two runs measure the same work. What a person waits for, with the
//! start of the program, is measured by `whole_process`.

mod analyse;
mod charts;
mod compare;
mod ranking;
mod review;
mod shop;
mod simulation;
mod sizing;

use std::time::Duration;

use criterion::Criterion;

fn main() {
    // Short measurements: the steps take micro- to milliseconds, and a benchmark nobody waits for is run more often.
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    sizing::measure(&mut criterion);
    compare::measure(&mut criterion);
    ranking::measure(&mut criterion);
    analyse::measure(&mut criterion);
    simulation::measure(&mut criterion);
    review::measure(&mut criterion);
    charts::measure(&mut criterion);
    criterion.final_summary();
}
