//! Scenarios.

mod faults;
mod loss;
mod room;
mod tasks;
mod times;
mod values;

use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TOPICS: [&[Topic]; 6] = [
    &values::TOPICS,
    &times::TOPICS,
    &tasks::TOPICS,
    &faults::TOPICS,
    &loss::TOPICS,
    &room::TOPICS,
];

/// The template that all these scenarios are for.
const SHOP: &str = "\
services:
  - name: db
  - name: web
    depends_on: [db]
  - name: assets
    static: true
jobs:
  - name: migrate
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate, services.web, services.assets]
";

const fn scenario(scenario: &'static str) -> Example {
    Example::Scenario {
        template: SHOP,
        scenario,
    }
}
