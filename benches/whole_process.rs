//! What a person waits for: the program started, its work done, its answer written. `cargo bench --bench whole_process`.
//!
//! Runs the built program on a copy of the worked example and prints, for each command, the median and the worst of its
//! runs, the limit it has to keep and the part of the limit it takes. The peer in the same run is the same program asked
//! only for its version: what starting a process costs here, whatever is computed. The commands take turns, so that a
//! moment when the machine is busy with something else falls on all of them alike.
//!
//! It reports and does not judge: a busy machine is no fault of the program.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 40;

/// A calculator answers before a person notices.
const AT_ONCE: Duration = Duration::from_millis(10);
/// A page over the whole workspace may take a breath.
const ONE_SECOND: Duration = Duration::from_secs(1);

/// A command line and the limit it keeps; none for the peer.
struct Case {
    line: &'static str,
    limit: Option<Duration>,
}

const fn case(line: &'static str, limit: Duration) -> Case {
    Case { line, limit: Some(limit) }
}

const CASES: &[Case] = &[
    Case { line: "--version", limit: None },
    case("size proportion --baseline 10% --target 11% --units-per-week 6000", AT_ONCE),
    case("size proportion --baseline 10% --target 11% --units-per-week 6000 --lang fr", AT_ONCE),
    case("size proportion --baseline 10% --target 11% --units-per-week 6000 --arms 3", AT_ONCE),
    case("size mean --mean 25 --sd 40 --lift +5% --units-per-week 6000", AT_ONCE),
    case("compare proportion 400/4000 445/4000", AT_ONCE),
    case("compare mean 25.1:40.2:12000 26.0:41.0:12100", AT_ONCE),
    case("check", ONE_SECOND),
    case("rank", ONE_SECOND),
    case("roadmap", ONE_SECOND),
    case("analyse E002 --dry-run", ONE_SECOND),
    case("review 2026-09 --dry-run", ONE_SECOND),
    case("review 2026-09", ONE_SECOND),
];

fn main() -> std::io::Result<()> {
    // `cargo test --benches` only asks whether the benchmark still runs.
    let rounds = if std::env::args().any(|argument| argument == "--bench") { ROUNDS } else { 1 };
    let copy = tempfile::tempdir()?;
    copy_folder(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/experiments")), &copy.path().join("experiments"))?;
    let mut times = vec![Vec::with_capacity(rounds); CASES.len()];
    // The first round reads the program and the files into memory and is not counted.
    for round in 0..=rounds {
        for (case, times) in CASES.iter().zip(&mut times) {
            let time = run(case.line, copy.path())?;
            if round > 0 {
                times.push(time);
            }
        }
    }
    print_table(&mut times, rounds);
    Ok(())
}

/// Runs a command line to its end and says how long that took.
fn run(line: &str, folder: &Path) -> std::io::Result<Duration> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jalon"));
    command.args(["--as-of", "2026-10-01"]).args(line.split(' ')).current_dir(folder);
    command.env("LC_ALL", "C").stdout(Stdio::null()).stderr(Stdio::piped());
    let start = Instant::now();
    let output = command.output()?;
    let time = start.elapsed();
    if output.status.success() {
        return Ok(time);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(std::io::Error::other(format!("`jalon {line}` ended with {}: {said}", output.status)))
}

fn print_table(times: &mut [Vec<Duration>], rounds: usize) {
    println!("{rounds} runs each, taking turns; milliseconds\n");
    println!("| command | median | worst | limit | median ÷ limit | median ÷ `--version` |");
    println!("|---|---:|---:|---:|---:|---:|");
    let mut peer = None;
    for (case, times) in CASES.iter().zip(times) {
        times.sort();
        let (Some(&median), Some(&worst)) = (times.get(times.len() / 2), times.last()) else { continue };
        let peer = *peer.get_or_insert(median);
        let ratio = |to: Duration| format!("{:.2}", median.as_secs_f64() / to.as_secs_f64());
        let limit = case.limit.map_or("–".to_owned(), |limit| format!("{}", limit.as_millis()));
        let part = case.limit.map_or("–".to_owned(), ratio);
        let (median, worst, to_peer) = (milliseconds(median), milliseconds(worst), ratio(peer));
        println!("| `{}` | {median} | {worst} | {limit} | {part} | {to_peer} |", case.line);
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1}", 1_000.0 * time.as_secs_f64())
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let (entry, to) = (entry?, to.to_path_buf());
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            std::fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
