//! Files of other tools, which people paste and check by mistake, or to see what Laneway makes of them.
//!
//! They are told apart by what they hold, never by their names. One problem then says what it is and what is read
//! instead; of a docker-compose file a template can be made.

mod compose;
mod format;
mod generate;
#[cfg(test)]
mod tests;

pub use format::Format;
pub(crate) use format::{Found, recognise};

use crate::diagnostic::catalog::foreign::{circle, not_a_template, reserved_name, unknown_service};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;
use crate::yaml::{self, Node};
use compose::Compose;
use generate::Obstacle;

/// The code of the problem of a file of another tool.
pub const NOT_A_TEMPLATE: &str = "not-a-template";

/// What the repair of a docker-compose file is called.
const MAKE: &str = "Make a template of it, in the order of `depends_on`";

/// The format of a text that is surely a file of another tool.
pub fn format_of(text: &str) -> Option<Format> {
    let parsed = yaml::parse(text);
    recognise(parsed.root.as_ref()?).map(|found| found.format)
}

/// What there is to say of a template that is a file of another tool.
pub(crate) fn explain(text: &str, root: &Node, found: Found) -> Diagnostic {
    let problem = not_a_template(found.place, found.format, found.kind);
    match found.format {
        Format::DockerCompose => offer(text, root, problem),
        _ => problem,
    }
}

fn offer(text: &str, root: &Node, mut problem: Diagnostic) -> Diagnostic {
    let compose = Compose::read(root);
    for (needed, owner) in compose.unknown() {
        problem = unknown_service(problem, needed.span, owner, needed.name);
    }
    match generate::template(&compose, crate::diagnostic::edits::line_break(text)) {
        Ok(template) => {
            let whole = Span::new(0, text.len());
            problem.fix(Fix::unsure(MAKE, vec![Edit::replace(whole, template)]))
        }
        Err(Obstacle::Circle(names)) => circle(problem, &names),
        Err(Obstacle::Name(name)) => reserved_name(problem, name.span, &name.value),
    }
}
