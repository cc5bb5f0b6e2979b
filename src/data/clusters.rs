//! Who stands behind the rows of a unit file, where users, shops or days bring several.

use std::collections::HashMap;

use super::mistakes::Mistakes;
use super::sheet::Cell;
use crate::words::Message;

/// The clusters of a file, numbered as they appear. Their names are any text: `u-17`, `3f2c…`, an order number.
#[derive(Default)]
pub(super) struct Clusters {
    found: HashMap<String, Cluster>,
}

struct Cluster {
    number: usize,
    arm: Option<usize>,
    line: Option<u64>,
    /// Whether it was said that it is in two arms: its rows may be many, and the others have to be found too.
    is_refused: bool,
}

impl Clusters {
    /// The number of a cell's cluster; none where the cell is empty. Refused where the cluster was in another arm before:
    /// it has seen both, and the arms are no longer independent.
    pub fn number(&mut self, cell: &Cell<'_>, arm: Option<usize>, mistakes: &mut Mistakes) -> Option<Option<f64>> {
        if cell.is_empty() {
            return Some(None);
        }
        let name = cell.text();
        let Some(cluster) = self.found.get_mut(name.as_ref()) else {
            let number = self.found.len();
            let cluster = Cluster { number, arm, line: cell.spot.line, is_refused: false };
            self.found.insert(name.into_owned(), cluster);
            return Some(Some(number as f64));
        };
        if cluster.arm == arm {
            return Some(Some(cluster.number as f64));
        }
        if !std::mem::replace(&mut cluster.is_refused, true) {
            let line = cluster.line.map(|line| line.to_string()).unwrap_or_default();
            let what = Message::new("data-cluster-in-two-arms").text("cluster", cell.shortened()).text("line", line);
            cell.refuse(what, Message::new("data-cluster-in-two-arms-mend"), mistakes);
        }
        None
    }
}
