//! For tests: texts with a mark at the cursor.

/// The lists of a small application.
pub(super) const TEMPLATE: &str = "\
services:
  - name: web
    depends_on: [db]
  - name: db
jobs:
  - name: migrate
";

/// A text and where its mark `|` stood.
pub(super) struct Marked {
    pub(super) text: String,
    pub(super) offset: usize,
}

impl Marked {
    pub(super) fn new(marked: &str) -> Self {
        let offset = marked.find('|').expect("a mark");
        Self {
            text: marked.replacen('|', "", 1),
            offset,
        }
    }
}
