//! A good template: services with probes and dependencies, jobs, a chart now and then, and a stage
//! that deploys them in steps, with comments between.

use std::fmt::Write;

/// Services that start together, and what stands beside them.
struct Team {
    number: usize,
    services: &'static [&'static str],
}

const NAMES: [&str; 5] = ["api", "worker", "web", "search", "mailer"];

/// Below so many bytes there is no room for all services of a team.
const SMALL: usize = 5_000;

/// A template of about that many bytes without any problem.
pub fn template(bytes: usize) -> String {
    let services = if bytes < SMALL {
        &NAMES[..1]
    } else {
        &NAMES[..]
    };
    let write = |teams: usize| write(teams, services);
    let mut teams = 1;
    let size = |teams: usize| write(teams).len();
    let each = size(2) - size(1);
    teams += bytes.saturating_sub(size(1)) / each;
    // Numbers grow longer.
    while teams > 1 && size(teams) > bytes {
        teams -= 1 + (size(teams) - bytes) / (2 * each);
    }
    write(teams)
}

fn write(teams: usize, services: &'static [&'static str]) -> String {
    let team = |number| Team { number, services };
    let teams: Vec<Team> = (0..teams).map(team).collect();
    let mut text =
        "# Everything that the platform runs, team by team.\napp: platform\nservices:\n".to_owned();
    teams.iter().for_each(|team| team.services(&mut text));
    text.push_str("\njobs:\n");
    teams.iter().for_each(|team| team.jobs(&mut text));
    text.push_str("\nworkflows:\n  - name: setup\n    parallelize:\n");
    teams.iter().for_each(|team| team.steps(&mut text));
    text
}

impl Team {
    fn services(&self, text: &mut String) {
        let number = self.number;
        for (at, name) in self.services.iter().enumerate() {
            let port = 3000 + at;
            let _ = write!(
                text,
                "  # {name} of team {number}: ask them before you change its probes\n  \
                 - name: {name}-{number}\n    image: registry.example.com/team-{number}/{name}:1.{at}\n    \
                 replicas: {}\n    ports:\n      - type: node_port\n        port: \"80\"\n        \
                 target_port: \"{port}\"\n    envs:\n      - {{key: LOG_LEVEL, value: info}}\n      \
                 - key: DATABASE_URL\n        value: \"postgres://${{DB_USER}}@db/{name}\" # from the vault\n",
                at % 3 + 1,
            );
            self.depends_on(name, text);
            let _ = write!(
                text,
                "    readiness_probe:\n      http_get: {{path: /up, port: {port}}}\n      \
                 initial_delay_seconds: {}\n      period_seconds: 5\n      failure_threshold: 3\n",
                at + 2,
            );
        }
    }

    /// Each team's services need those of the team before, so that no step could be earlier.
    fn depends_on(&self, name: &str, text: &mut String) {
        if let Some(before) = self.number.checked_sub(1) {
            let _ = write!(
                text,
                "    depends_on:\n      - {name}-{before}\n      - api-{before}\n"
            );
        }
    }

    fn jobs(&self, text: &mut String) {
        let number = self.number;
        let _ = write!(
            text,
            "  - name: migrate-{number}\n    from_services: api-{number}\n    \
             command: [\"bundle\", \"exec\", \"rails\", \"db:migrate\"]\n    completed_timeout: {}\n",
            600 + number % 7 * 60,
        );
    }

    fn steps(&self, text: &mut String) {
        let number = self.number;
        let _ = write!(
            text,
            "      - step: data-{number}\n        tasks: [jobs.migrate-{number}]\n        \
             halt_on_error: true\n      - step: team-{number}\n        tasks:\n"
        );
        for name in self.services {
            let _ = writeln!(text, "          - services.{name}-{number}");
        }
    }
}
