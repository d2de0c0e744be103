//! Reading any text at all: it never panics, never hangs, says where every problem is, and agrees
//! with an independent parser where that one understands the text.

use laneway_core::diagnostic::{Diagnostic, tidy};
use laneway_core::scenario::Scenario;
use laneway_core::source::{LineIndex, Utf16Offset};
use laneway_core::yaml::{self, Node, Value};
use laneway_core::{rules, template};
use laneway_tests::cases::cases;
use laneway_tests::repository;
use proptest::prelude::*;
use std::fs;

/// Pieces that make texts which nearly are templates.
const PIECES: [&str; 36] = [
    "workflows:",
    "- name: setup",
    "- name: patch",
    "parallelize:",
    "order_from:",
    "- step: a",
    "step",
    "tasks:",
    "[services.a, jobs.b",
    "]",
    "{",
    "}",
    "services.all",
    "- ",
    "halt_on_error: true",
    "wait_for_finish: no",
    "\n",
    "\n  ",
    "\n    ",
    "\n      ",
    "\n        ",
    "\t",
    "\r\n",
    "\"",
    "'",
    "# note",
    ": ",
    "&x ",
    "*x",
    "<<: ",
    "${X}",
    "\u{feff}",
    "é",
    "😀",
    "| ",
    "---\n",
];

fn check(text: &str) -> Vec<Diagnostic> {
    let (template, mut problems) = template::read(text);
    problems.extend(rules::check(&template, text, &Scenario::default()));
    tidy(&mut problems);
    problems
}

/// What has to hold of every problem of every text.
fn hold(text: &str) {
    let index = LineIndex::new(text);
    for problem in check(text) {
        let related = problem.related.iter().map(|related| related.span);
        for span in related.chain([problem.span]) {
            assert!(
                text.get(span.start..span.end).is_some(),
                "{problem:?} in {text:?}"
            );
        }
        assert!(problem.locate(&index).line >= 1);
        for fix in &problem.fixes {
            let mut end = 0;
            for edit in &fix.edits {
                assert!(end <= edit.span.start, "{fix:?} in {text:?}");
                assert!(
                    text.get(edit.span.start..edit.span.end).is_some(),
                    "{fix:?} in {text:?}"
                );
                end = edit.span.end;
            }
            check(&fix.apply(text));
        }
    }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn any_text_can_be_read(text in ".{0,200}") {
        hold(&text);
    }

    #[test]
    fn any_text_of_characters_with_a_meaning_can_be_read(text in "[\\[\\]{}:,&*!|>'\"%@`#?\\- \t\r\n\\\\aé~0.$<]{0,120}") {
        hold(&text);
    }

    #[test]
    fn what_is_nearly_a_template_can_be_read(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        hold(&pieces.concat());
    }

    #[test]
    fn a_template_with_something_cut_out_can_be_read(file in 0_usize..1000, from in 0_usize..5000, length in 0_usize..80) {
        let texts = good_templates();
        let text = &texts[file % texts.len()];
        let boundary = |mut at: usize| {
            at %= text.len() + 1;
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let from = boundary(from);
        let to = boundary((from + length).min(text.len())).max(from);
        hold(&[&text[..from], &text[to..]].concat());
    }

    #[test]
    fn lines_and_columns_find_their_way_back(text in "(\\r\\n|\\n|\\r|a|é|😀|\u{feff}){0,40}") {
        let index = LineIndex::new(&text);
        for (offset, character) in text.char_indices() {
            prop_assert_eq!(index.byte(index.utf16(offset)), offset);
            let inside_line_break = character == '\n' && text[..offset].ends_with('\r');
            let mark = offset == 0 && character == '\u{feff}';
            if !inside_line_break && !mark {
                prop_assert_eq!(index.offset(index.position(offset)), offset);
            }
        }
        prop_assert_eq!(index.utf16(text.len()), Utf16Offset(text.encode_utf16().count()));
    }
}

fn good_templates() -> Vec<String> {
    let folder = repository::root().join("tests/corpus/ok");
    let entries = fs::read_dir(folder).expect("the corpus");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read_to_string(path).expect("a readable file"))
        .collect()
}

#[test]
fn hostile_texts_give_one_error() {
    let laughs = |name: char, last: char| {
        format!(
            "{name}: &{name} [{}]\n",
            vec![format!("*{last}"); 9].join(", ")
        )
    };
    let mut bomb = "a: &a [x]\n".to_owned();
    bomb.extend(
        ('b'..='z')
            .zip('a'..)
            .map(|(name, last)| laughs(name, last)),
    );
    let texts = [
        ("too-deep", "[".repeat(1 << 20)),
        ("too-deep", "{a: ".repeat(1 << 18)),
        ("too-deep", "- ".repeat(1 << 19)),
        (
            "too-deep",
            (0..2000).fold(String::new(), |text, depth| {
                text + &" ".repeat(depth) + "a:\n"
            }),
        ),
        ("too-many-copies", bomb),
        ("binary-file", "\0".repeat(1 << 20)),
        ("too-large", "#".repeat(yaml::MAX_TEXT + 1)),
        ("missing-workflows", "x".repeat(1 << 20)),
        ("empty-file", "\n".repeat(1 << 20)),
        ("empty-file", "# note\n".repeat(1 << 17)),
    ];
    for (code, text) in texts {
        let codes: Vec<&str> = check(&text).iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [code], "{}", &text[..20]);
    }
}

#[test]
fn large_broken_texts_end() {
    let step = "      - step: x\n        tasks: [services.a\n";
    let text = format!(
        "workflows:\n  - name: setup\n    parallelize:\n{}",
        step.repeat(5000)
    );
    let problems = check(&text);
    assert!(
        problems
            .iter()
            .any(|problem| problem.code == "unclosed-bracket")
    );
}

#[test]
fn the_tree_holds_what_another_parser_reads() {
    for text in good_templates() {
        let tree = yaml::parse(&text);
        assert_eq!(tree.problems, [], "{text}");
        let mut other: serde_yaml::Value =
            serde_yaml::from_str(&text).expect("a readable template");
        other.apply_merge().expect("merge keys");
        assert_eq!(data(&tree.root.expect("a tree")), other, "{text}");
    }
}

/// A tree as the data of the other parser.
fn data(node: &Node) -> serde_yaml::Value {
    use serde_yaml::Value as Data;
    match &node.value {
        Value::Null => Data::Null,
        Value::Sequence(items) => Data::Sequence(items.iter().map(data).collect()),
        Value::Mapping(entries) => Data::Mapping(
            entries
                .iter()
                .map(|entry| (data(&entry.key), data(&entry.value)))
                .collect(),
        ),
        Value::Scalar(scalar) => {
            let boolean = node.as_bool().map(Data::from);
            let number = || {
                node.as_u64()
                    .map(Data::from)
                    .or_else(|| node.as_f64().map(Data::from))
            };
            boolean
                .or_else(number)
                .unwrap_or_else(|| Data::from(scalar.text.as_str()))
        }
    }
}
