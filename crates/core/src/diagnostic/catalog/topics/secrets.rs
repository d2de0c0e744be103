//! What looks like a secret.

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TOPICS: [Topic; 1] = [Topic {
    code: "secret",
    severity: Severity::Warning,
    what: "A value that looks like a secret: a token of a known shape, a private key, a password in an \
           address, or something random below a name such as `DB_PASSWORD` or `API_KEY`.",
    why: "A template is read by others: in its repository, and in every link and file that is shared from \
          the playground. A placeholder such as `${DB_PASSWORD}` keeps the secret out of it. A secret that \
          was shared already has to be replaced where it is valid.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [services.web]
services:
  - name: web
    envs:
      DATABASE_URL: postgres://shop:s3cr3t@db:5432/shop
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [services.web]
services:
  - name: web
    envs:
      DATABASE_URL: postgres://shop:${DB_PASSWORD}@db:5432/shop
",
    ),
}];
