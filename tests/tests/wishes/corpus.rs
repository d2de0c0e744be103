//! Texts in which wishes are granted, or not: each file of `tests/corpus/wishes` says them in its first lines, as JSON.
//! `UPDATE=1 cargo test -p laneway-tests --test wishes` writes what becomes of them anew; read the difference before you
//! keep it.

use laneway_core::analysis::{Request, analyze, difference};
use laneway_core::wish::{Ground, Text, Wish};
use laneway_tests::corpus::{Pair, pairs};
use std::fmt::Write as _;
use std::{env, fs};

struct Case(Pair);

fn cases() -> Vec<Case> {
    pairs("wishes", 8).into_iter().map(Case).collect()
}

impl Case {
    fn wishes(&self) -> Vec<&str> {
        let lines = self.0.template.lines().take_while(|it| it.starts_with('#'));
        lines
            .filter_map(|line| line.strip_prefix("# wish: "))
            .collect()
    }

    /// What becomes of a wish.
    fn told(&self, text: &str) -> String {
        let wish: Wish = serde_json::from_str(text).expect(text);
        let request = Request {
            template: &self.0.template,
            scenario: &self.0.scenario,
            ..Request::default()
        };
        let granted = match Ground::read(&request).and_then(|ground| ground.grant(&wish)) {
            Ok(granted) => granted,
            Err(refusal) => return format!("refused: {refusal}\n"),
        };
        let (before, after) = match granted.text {
            Text::Template => (
                &self.0.template,
                Request {
                    template: &granted.after,
                    ..request.clone()
                },
            ),
            Text::Scenario => (
                &self.0.scenario,
                Request {
                    scenario: &granted.after,
                    ..request.clone()
                },
            ),
        };
        let mut out = format!("{}\n", granted.done);
        let [then, now] = [&request, &after].map(|it| analyze(it).run.expect("a run"));
        let _ = writeln!(out, "{}", difference(&then, &now));
        let _ = writeln!(out, "{:?}:", granted.text);
        out + &changed(before, &granted.after)
    }
}

/// The lines that are not in both texts, from the first to the last.
fn changed(before: &str, after: &str) -> String {
    let [old, new] = [before, after].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let same = |one: &[&str], other: &[&str]| {
        let pairs = one.iter().zip(other);
        pairs.take_while(|(one, other)| one == other).count()
    };
    let head = same(&old, &new);
    let rest = |lines: &[&str]| -> Vec<String> {
        let rest = lines[head..].iter().rev();
        rest.map(|line| (*line).to_owned()).collect()
    };
    let (one, other) = (rest(&old), rest(&new));
    let pairs = one.iter().zip(&other);
    let tail = pairs.take_while(|(one, other)| one == other).count();
    let part = |sign: char, lines: &[&str]| {
        let lines = &lines[head..lines.len() - tail];
        lines
            .iter()
            .map(|line| format!("{sign}{}\n", line.trim_end_matches('\n')))
            .collect::<String>()
    };
    part('-', &old) + &part('+', &new)
}

#[test]
fn wishes_become_what_the_corpus_says() {
    for case in cases() {
        let wishes = case.wishes();
        assert!(!wishes.is_empty(), "{} has no wish", case.0.path.display());
        let told = wishes
            .iter()
            .map(|wish| format!("---- {wish}\n{}", case.told(wish)));
        let told: String = told.collect();
        let path = case.0.path.with_extension("out");
        if env::var_os("UPDATE").is_some() {
            fs::write(&path, &told).expect("written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(told, expected, "{}", case.0.path.display());
    }
}
