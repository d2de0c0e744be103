//! Whose random numbers they are.

/// The key of everything that is drawn for one task, or for one fault: a hash of its name, so that it
/// stays the same whatever else the plan and the scenario hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream(u64);

/// Names of tasks and names of faults never meet.
const OF_A_TASK: u8 = 0;
const OF_A_FAULT: u8 = 1;
const OF_A_HAZARD: u8 = 2;

impl Stream {
    /// Of a task: its reference, and which of the reference's occurrences in the stage it is, from 1.
    pub fn of_task(reference: &str, occurrence: u32) -> Self {
        Self::new(OF_A_TASK, reference, occurrence)
    }

    /// Of a fault: whom it is about, as written, and which fault about them it is, from 1.
    pub fn of_fault(target: &str, number: u32) -> Self {
        Self::new(OF_A_FAULT, target, number)
    }

    /// Of what a fault does to each attempt by itself: what that is (`latency`), whom it is about, as
    /// written, and which fault about them that does so it is, from 1.
    pub fn of_hazard(harm: &str, target: &str, number: u32) -> Self {
        Self::new(OF_A_HAZARD, &format!("{harm} {target}"), number)
    }

    /// The part of it that belongs to another one.
    pub(super) fn within(self, other: Self) -> Self {
        Self(other.0.to_le_bytes().into_iter().fold(self.0, fnv))
    }

    fn new(of: u8, name: &str, number: u32) -> Self {
        let numbers = number.to_le_bytes();
        let bytes = [of].into_iter().chain(numbers).chain(name.bytes());
        Self(bytes.fold(FNV_OFFSET, fnv))
    }

    /// As two words of a counter.
    pub(super) const fn words(self) -> [u32; 2] {
        [self.0 as u32, (self.0 >> 32) as u32]
    }
}

/// FNV-1a with 64 bits. It only has to tell names apart: the generator does the mixing.
///
/// Source: Fowler, Noll, Vo; RFC 9923.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::{FNV_OFFSET, Stream, fnv};

    #[test]
    fn hashes_as_published() {
        // From the test vectors of the algorithm's authors.
        for (text, hash) in [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] {
            assert_eq!(text.bytes().fold(FNV_OFFSET, fnv), hash, "{text}");
        }
    }

    #[test]
    fn every_occurrence_has_its_own() {
        let streams = [
            Stream::of_task("jobs.a", 1),
            Stream::of_task("jobs.a", 2),
            Stream::of_task("jobs.b", 1),
            Stream::of_fault("jobs.a", 1),
            Stream::of_hazard("hang", "jobs.a", 1),
            Stream::of_hazard("hang", "jobs.a", 2),
            Stream::of_hazard("latency", "jobs.a", 1),
            Stream::of_hazard("hang", "jobs.a", 1).within(Stream::of_task("jobs.a", 1)),
            Stream::of_hazard("hang", "jobs.a", 1).within(Stream::of_task("jobs.a", 2)),
        ];
        for (at, one) in streams.iter().enumerate() {
            assert!(!streams[..at].contains(one));
        }
    }
}
