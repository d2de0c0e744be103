//! A page as Markdown.

use super::{Allowing, Document, Page, Repair, Said, Shown};
use crate::diagnostic::Severity;
use std::fmt::Write as _;

impl Page {
    /// The page as a document of its own.
    pub fn markdown(&self) -> String {
        let severity = match self.severity {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Hint => "Hint",
        };
        let repair = match self.repair {
            Repair::Safe => "has a safe fix",
            Repair::Unsafe => "has a fix that is to be looked at",
            Repair::None => "has no fix",
        };
        let (code, what, why) = (&self.code, &self.what, &self.why);
        let mut page = format!("# {code}\n\n*{severity}, {repair}*\n\n{what}\n\n## Why\n\n{why}\n");
        let both = self.bad.scenario.is_some();
        example(&mut page, "Bad", &self.bad);
        for said in &self.said {
            line(&mut page, said, both);
        }
        example(&mut page, "Good", &self.good);
        page.push_str("\n## Allowing it\n\n");
        page.push_str(&allowing(self.allowing, code));
        page
    }
}

fn example(page: &mut String, title: &str, shown: &Shown) {
    let _ = writeln!(page, "\n## {title}");
    let both = shown.template.is_some() && shown.scenario.is_some();
    let texts = [("Template", &shown.template), ("Scenario", &shown.scenario)];
    for (name, text) in texts {
        let Some(text) = text else { continue };
        if both {
            let _ = write!(page, "\n{name}:\n");
        }
        let end = if text.ends_with('\n') { "" } else { "\n" };
        let _ = write!(page, "\n```yaml\n{text}{end}```\n");
    }
    if let Some(description) = &shown.description {
        let _ = write!(page, "\n{description}\n");
    }
}

fn line(page: &mut String, said: &Said, both: bool) {
    let document = match said.document {
        _ if !both => "",
        Document::Template => " of the template",
        Document::Scenario => " of the scenario",
    };
    let _ = write!(page, "\nLine {}{document}: {}\n", said.line, said.message);
    if !said.fixes.is_empty() {
        page.push('\n');
    }
    for fix in &said.fixes {
        let care = if fix.safe {
            "Safe fix"
        } else {
            "Fix, to be looked at"
        };
        let _ = writeln!(page, "* {care}: {}", fix.title);
    }
}

fn allowing(allowing: Allowing, code: &str) -> String {
    let project = format!("```toml\n[rules]\n{code} = \"off\"\n```\n");
    match allowing {
        Allowing::No => {
            "An error cannot be allowed: with it the meaning of the file is unclear.\n".to_owned()
        }
        Allowing::ByComment => format!(
            "Where it is meant to be, a comment at the end of the line, or before it, allows it:\n\n\
             ```yaml\n# laneway: allow {code} reason\n```\n\n\
             For a whole project, `laneway.toml` switches it off:\n\n{project}"
        ),
        Allowing::ForProject => format!(
            "What is wrong with a comment is not allowed by a further one. For a whole project, \
             `laneway.toml` switches it off:\n\n{project}"
        ),
    }
}
