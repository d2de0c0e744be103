//! Files of other tools.

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};
use crate::foreign::NOT_A_TEMPLATE;

pub(super) const TOPICS: [Topic; 1] = [Topic {
    code: NOT_A_TEMPLATE,
    severity: Severity::Error,
    what: "The file is surely one of another tool: a GitHub Actions workflow, a GitLab CI file, an Argo workflow, a \
           Tekton pipeline, a docker-compose file, a Kubernetes manifest or a file of Helm values.",
    why: "Such a file says other things than in which order services and jobs are deployed, so there is nothing to \
          check or to simulate. It is told by what the file holds, not by its name. Of a docker-compose file a \
          template can be made: what is waited for with `service_completed_successfully` becomes a job, everything \
          else a service, and each step waits for the one before it. Services of profiles are left out unless \
          others need them.",
    bad: Example::Template(
        "\
services:
  db:
    image: postgres:16
    healthcheck:
      test: pg_isready
      interval: 5s
  migrate:
    image: shop/api
    command: migrate
    depends_on:
      db:
        condition: service_healthy
  api:
    image: shop/api
    depends_on:
      migrate:
        condition: service_completed_successfully
",
    ),
    good: Example::Template(
        "\
services:
  - name: db
    image: postgres:16
    readiness_probe: { period_seconds: 5 }
  - name: api
    image: shop/api
jobs:
  - name: migrate
    image: shop/api
workflows:
  - name: setup
    parallelize:
      - step: db
        tasks: [services.db]
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
      - step: api
        tasks: [services.api]
",
    ),
}];
