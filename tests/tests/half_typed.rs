//! While a key is being typed, its reader hears of one mistake: not of what the key would say, not of
//! what is missing without it, and nothing that could be done better around it.

use laneway_core::diagnostic::{Diagnostic, Edit, Rewrite, Severity};
use laneway_core::source::Span;
use laneway_core::yaml::{self, Entry, Node, Value};
use laneway_tests::mutants::check;
use laneway_tests::templates;

/// Longer templates say nothing more about keys.
const LONGEST: usize = 2000;
/// Of the places of a template, so many are tried.
const MOST_PLACES: usize = 60;

/// A good template with an edit, and what is said of it that was not said before.
struct Typed {
    text: String,
    name: String,
    new: Vec<Diagnostic>,
}

/// Every beginning of every key of the good templates, or of a sample of very many, as `edit` puts it in.
fn typed(edit: impl Fn(&str, &Entry, &str) -> Option<Edit>) -> Vec<Typed> {
    let small = templates::good().into_iter();
    let small = small.filter(|good| good.text.len() <= LONGEST);
    let typed = small.flat_map(|good| {
        let root = yaml::parse(&good.text).root.expect("a good template");
        let mut edits = Vec::new();
        walk(&root, &mut |entry| {
            let name = entry.name().unwrap_or_default();
            if entry.key.span.slice(&good.text) == name {
                let beginnings = name.char_indices().skip(1).map(|(end, _)| &name[..end]);
                edits.extend(beginnings.filter_map(|word| edit(&good.text, entry, word)));
            }
        });
        let before = check(&good.text);
        let stride = edits.len().div_ceil(MOST_PLACES).max(1);
        let sample = edits.into_iter().step_by(stride);
        let typed = sample.map(|edit| {
            let rewrite = Rewrite::new(&good.text, &[edit]);
            Typed {
                new: new(&before, &rewrite),
                text: rewrite.text().to_owned(),
                name: good.name.clone(),
            }
        });
        typed.collect::<Vec<_>>()
    });
    typed.collect()
}

/// Calls `each` with every entry that is written where it stands in the tree.
fn walk(node: &Node, each: &mut impl FnMut(&Entry)) {
    let is_here = |span: Span| node.span.start <= span.start && span.end <= node.span.end;
    match &node.value {
        Value::Sequence(items) => {
            let own = items.iter().filter(|item| is_here(item.span));
            own.for_each(|item| walk(item, each));
        }
        Value::Mapping(entries) => {
            for entry in entries.iter().filter(|entry| is_here(entry.span())) {
                each(entry);
                walk(&entry.value, each);
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

fn new(before: &[Diagnostic], rewrite: &Rewrite) -> Vec<Diagnostic> {
    let mut new = check(rewrite.text());
    for known in before {
        let stands = |it: &Diagnostic| rewrite.original(it.span.start) == known.span.start;
        let at = new
            .iter()
            .position(|it| it.code == known.code && (stands(it) || it.message == known.message));
        if let Some(at) = at {
            new.remove(at);
        }
    }
    new
}

fn complain(wrong: &[&Typed]) {
    let told = wrong.iter().map(|it| {
        let said = it
            .new
            .iter()
            .map(|it| format!("{}: {}", it.code, it.message));
        format!(
            "{}\n{}\n{}",
            it.name,
            said.collect::<Vec<_>>().join("\n"),
            it.text
        )
    });
    let told: Vec<String> = told.take(5).collect();
    assert!(
        wrong.is_empty(),
        "{} texts\n\n{}",
        wrong.len(),
        told.join("\n\n")
    );
}

#[test]
fn a_key_that_is_only_begun_is_one_mistake() {
    let typed = typed(|_, entry, word| Some(Edit::replace(entry.key.span, word)));
    assert!(typed.len() > 500, "{} texts", typed.len());
    let wrong: Vec<&Typed> = typed.iter().filter(|it| it.new.len() > 1).collect();
    complain(&wrong);
}

#[test]
fn a_line_that_is_only_begun_brings_no_advice() {
    let typed = typed(|text, entry, word| {
        let is_one_line = !entry.span().slice(text).contains('\n');
        is_one_line.then(|| Edit::replace(entry.span(), word))
    });
    assert!(typed.len() > 300, "{} texts", typed.len());
    let advises = |it: &&Typed| {
        let is_wrong = |it: &Diagnostic| it.severity == Severity::Error;
        it.new.iter().any(is_wrong) && !it.new.iter().all(is_wrong)
    };
    complain(&typed.iter().filter(advises).collect::<Vec<_>>());
}
