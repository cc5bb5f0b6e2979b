use std::hash::BuildHasher;

use hashbrown::HashTable;

/// Units by their identifier, numbered as they appear: an identifier is kept once, however many events name it.
#[derive(Default)]
pub(super) struct UnitIndex {
    table: HashTable<u32>,
    /// All identifiers, one behind the other.
    names: Vec<u8>,
    /// Where each identifier ends.
    ends: Vec<usize>,
}

/// What tells identifiers apart at a glance.
pub(super) fn hash(unit: &str) -> u64 {
    foldhash::fast::FixedState::default().hash_one(unit)
}

impl UnitIndex {
    /// How many units there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a unit that is known.
    pub(super) fn find(&self, unit: &str, hash: u64) -> Option<u32> {
        self.table.find(hash, |number| name(&self.names, &self.ends, *number) == unit.as_bytes()).copied()
    }

    /// The number of a unit, and whether it is new; none where there are more units than can be numbered.
    pub(super) fn number(&mut self, unit: &str, hash: u64) -> Option<(u32, bool)> {
        if let Some(number) = self.find(unit, hash) {
            return Some((number, false));
        }
        let number = u32::try_from(self.ends.len()).ok()?;
        self.names.extend_from_slice(unit.as_bytes());
        self.ends.push(self.names.len());
        let (names, ends) = (&self.names, &self.ends);
        let again = |number: &u32| std::str::from_utf8(name(names, ends, *number)).map(self::hash).unwrap_or_default();
        self.table.insert_unique(hash, number, again);
        Some((number, true))
    }
}

fn name<'a>(names: &'a [u8], ends: &[usize], number: u32) -> &'a [u8] {
    let place = number as usize;
    let start = place.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
    ends.get(place).and_then(|end| names.get(start..*end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_numbered_as_they_appear() {
        let mut index = UnitIndex::default();
        for unit in 0..5_000_u32 {
            let name = format!("u{}", unit % 1_000);
            assert_eq!(index.number(&name, hash(&name)), Some((unit % 1_000, unit < 1_000)));
        }
        assert_eq!(index.len(), 1_000);
        assert_eq!(index.find("u42", hash("u42")), Some(42));
        assert_eq!(index.find("u4200", hash("u4200")), None);
        assert_eq!(index.find("u42", hash("u41")), None, "the hash is not the identifier");
    }
}
