//! How waits are written.

use super::WaitRow;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// By hand, because a field may only be left out where fields have names: in bytes that are read in the
/// order of the fields, everything behind it would be read as something else.
impl Serialize for WaitRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_in_bytes = !serializer.is_human_readable();
        let has_lacks = !self.lacks.is_empty() || is_in_bytes;
        let fields = 4 + usize::from(has_lacks) + usize::from(is_in_bytes);
        let mut row = serializer.serialize_struct("WaitRow", fields)?;
        row.serialize_field("from_ms", &self.from_ms)?;
        row.serialize_field("until_ms", &self.until_ms)?;
        row.serialize_field("cause", &self.cause)?;
        row.serialize_field("on", &self.on)?;
        if has_lacks {
            row.serialize_field("lacks", &self.lacks)?;
        }
        if is_in_bytes {
            row.serialize_field("rule", &self.rule)?;
        }
        row.end()
    }
}
