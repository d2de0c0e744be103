//! Documents as links hold them: any text, and what of its picture is seen.

use crate::pieces::PIECES;
use crate::templates;
use laneway_core::scenario::LARGEST_SEED;
use laneway_core::share::{Shared, SharedView};
use laneway_core::time::Millis;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// Any document.
pub fn shared() -> impl Strategy<Value = Shared> {
    let stage = option::of(select(vec!["setup", "patch", "teardown", "größer"]));
    let lesson = option::weighted(0.25, text());
    (text(), text(), stage, option::of(number()), view(), lesson).prop_map(
        |(template, scenario, stage, seed, view, lesson)| Shared {
            template,
            scenario,
            stage: stage.map(str::to_owned),
            seed,
            view,
            lesson,
        },
    )
}

/// So many documents, always the same ones.
pub fn same(count: u32) -> impl Iterator<Item = Shared> {
    let (mut runner, strategy) = (TestRunner::deterministic(), shared());
    (0..count).map(move |_| {
        strategy
            .new_tree(&mut runner)
            .expect("a document")
            .current()
    })
}

/// Text as people write it, with what tends to break programs in between.
fn text() -> impl Strategy<Value = String> {
    let lines = vec(
        prop_oneof![
            4 => select(&PIECES[..]).prop_map(str::to_owned),
            1 => any::<String>(),
        ],
        0..40,
    );
    let separator = select(vec!["\n", "\n    ", "\r\n", " ", ""]);
    let made = (lines, separator).prop_map(|(lines, separator)| lines.join(separator));
    let written: Vec<String> = templates::good().into_iter().map(|it| it.text).collect();
    prop_oneof![3 => made, 1 => select(written)]
}

fn number() -> impl Strategy<Value = u64> {
    0..=LARGEST_SEED
}

fn view() -> impl Strategy<Value = SharedView> {
    let window = (number(), number())
        .prop_filter_map("no time", |(a, b)| (a != b).then(|| [a.min(b), a.max(b)]));
    (
        option::of(any::<String>()),
        option::of(window),
        option::of(number()),
    )
        .prop_map(|(task, window, cursor)| SharedView {
            task,
            window: window.map(|ends| ends.map(Millis)),
            cursor: cursor.map(Millis),
        })
}
