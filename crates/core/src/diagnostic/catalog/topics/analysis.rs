//! What only an analysis of everything together meets.

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TOPICS: [Topic; 1] = [TOO_LARGE_TO_SIMULATE];

const TOO_LARGE_TO_SIMULATE: Topic = Topic {
    code: "too-large-to-simulate",
    severity: Severity::Warning,
    what: "A stage whose tasks, needs and faults are more than what is simulated. It is checked all the same.",
    why: "Each time that a task runs is looked at together with each time that one it needs runs, and with \
          each fault. Where there are millions of such cases, the timeline would not come in any time that \
          a person waits for.",
    bad: Example::Described {
        what: "A stage that runs one service 2,500 times, and then 2,500 times one that depends on it, with \
               comments that allow the repetition.",
        reason: "It has more than 5,000 lines, all of them alike.",
        text: || stage(2500),
    },
    good: Example::Template(
        "\
services:
  - name: db
  - name: web
    depends_on: [db]
workflows:
  - name: setup
    order_from: [services.db, services.web]
",
    ),
};

fn stage(times: usize) -> String {
    let [db, web] = ["db", "web"].map(|name| {
        format!("      - services.{name}  # laneway: allow repeated-task\n").repeat(times - 1)
    });
    format!(
        "\
services:
  - name: db
  - name: web
    depends_on: [db]
workflows:
  - name: setup
    order_from:
      - services.db
{db}      - services.web
{web}"
    )
}
