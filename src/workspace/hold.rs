//! One writer at a time: a lock that ends with the run that took it, however that run ends.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::problem::{Place, Problem};
use crate::words::Message;

/// How long another run may keep the lock; a look takes far less.
const PATIENCE: Duration = Duration::from_secs(8);

/// How long to wait before asking again.
const PAUSE: Duration = Duration::from_millis(20);

/// Takes the lock of a file that is never replaced, waiting for another run to end; `written` names for people the file
/// that is about to be written. The lock ends when the value is dropped, and the system ends it when the run dies.
///
/// None where the file system knows no locks: writing then goes on without one, each file still being written whole.
pub(super) fn hold(path: &Path, written: &str) -> Result<Option<File>, Problem> {
    hold_within(path, written, PATIENCE)
}

fn hold_within(path: &Path, written: &str, patience: Duration) -> Result<Option<File>, Problem> {
    let Ok(file) = File::open(path) else { return Ok(None) };
    let asked = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if asked.elapsed() < patience => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {
                let problem = Problem::error(Place::file(written), Message::new("disk-held"));
                return Err(problem.mended_by(Message::new("disk-held-mend")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_waits_for_the_first_and_then_gives_up() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let first = hold(file.path(), "record.toml").unwrap().unwrap();
        let refused = hold_within(file.path(), "record.toml", Duration::from_millis(50)).unwrap_err();
        assert_eq!(refused.what, Message::new("disk-held"));
        drop(first);
        assert!(hold_within(file.path(), "record.toml", Duration::ZERO).unwrap().is_some());
    }

    #[test]
    fn a_file_that_is_not_there_holds_nobody_up() {
        assert!(hold(Path::new("no/such/plan.toml"), "record.toml").unwrap().is_none());
    }
}
