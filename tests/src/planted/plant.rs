//! A planted mistake, and what has to be said about it.

use laneway_core::diagnostic::{Edit, Fix, Rewrite, Severity};

/// Stands in the edits where a problem is expected to begin, and is taken out before the check.
/// Several marks are for several problems, in the order of the text.
pub(super) const MARK: char = '\u{f8ff}';

/// One mistake at one place.
#[derive(Debug, Clone)]
pub struct Plant {
    edits: Vec<Edit>,
    /// What has to be said, one for each mark.
    pub expected: Vec<Expected>,
    /// The code of a hint that may follow, where it is planted with its reason.
    pub follows: Option<&'static str>,
}

/// A problem that has to be reported.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Its code.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The best fix it comes with.
    pub remedy: Remedy,
    /// Codes that a fix may bring: what it uncovers, each with its reason where it is planted.
    pub uncovers: Vec<&'static str>,
}

/// The best fix of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// None can be made.
    None,
    /// One that keeps the surely intended meaning.
    Safe,
    /// One to look at.
    Unsure,
    /// The problem follows from the planted one; a fix is welcome, but not what is planted here.
    Any,
}

impl Plant {
    /// A mistake made by `edits`, which hold one mark.
    pub fn new(edits: Vec<Edit>, expected: Expected) -> Self {
        Self::with(edits, vec![expected])
    }

    /// A mistake made by `edits`, which hold a mark for each of the expected problems.
    pub fn with(edits: Vec<Edit>, expected: Vec<Expected>) -> Self {
        Self {
            edits,
            expected,
            follows: None,
        }
    }

    /// Hints of this code may follow.
    #[must_use]
    pub fn may_bring(mut self, hint: &'static str) -> Self {
        self.follows = Some(hint);
        self
    }

    /// The text as it is spoiled, and where problems are expected in it.
    pub fn apply(&self, text: &str) -> (Rewrite, Vec<usize>) {
        let fix = Fix::safe("", self.edits.clone());
        let marked = fix.apply(text);
        let mut places = Vec::new();
        let mut length = 0;
        for part in marked.split(MARK) {
            length += part.len();
            places.push(length);
        }
        places.pop();
        let edits = fix.edits.into_iter().map(|edit| Edit {
            text: edit.text.replace(MARK, ""),
            ..edit
        });
        let edits: Vec<Edit> = edits.collect();
        (Rewrite::new(text, &edits), places)
    }
}

impl Expected {
    /// An error of this code, without a fix.
    pub fn error(code: &'static str) -> Self {
        Self::of(code, Severity::Error)
    }

    /// A warning of this code, without a fix.
    pub fn warning(code: &'static str) -> Self {
        Self::of(code, Severity::Warning)
    }

    /// A hint of this code, without a fix.
    pub fn hint(code: &'static str) -> Self {
        Self::of(code, Severity::Hint)
    }

    fn of(code: &'static str, severity: Severity) -> Self {
        Self {
            code,
            severity,
            remedy: Remedy::None,
            uncovers: Vec::new(),
        }
    }

    /// It comes with this kind of fix.
    #[must_use]
    pub fn with(mut self, remedy: Remedy) -> Self {
        self.remedy = remedy;
        self
    }

    /// It comes with a fix that keeps the surely intended meaning.
    #[must_use]
    pub fn safe(self) -> Self {
        self.with(Remedy::Safe)
    }

    /// It comes with a fix to look at.
    #[must_use]
    pub fn unsure(self) -> Self {
        self.with(Remedy::Unsure)
    }

    /// A fix may bring problems of this code.
    #[must_use]
    pub fn uncovers(mut self, code: &'static str) -> Self {
        self.uncovers.push(code);
        self
    }
}
