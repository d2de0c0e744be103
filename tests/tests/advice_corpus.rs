//! Stages of which the best single edit is known by hand: each file of `tests/corpus/advice` says it in its
//! first lines. `UPDATE=1 cargo test -p laneway-tests --test advice_corpus` writes all that is advised anew;
//! read the difference before you keep it.

use laneway_core::advice::{self, Advice, Effort, Expected, Saved, Suggestion};
use laneway_core::analysis::Request;
use laneway_core::diagnostic::{Edit, Fix};
use laneway_core::source::Span;
use laneway_core::time::Millis;
use laneway_tests::corpus::{Pair, pairs};
use std::fmt::Write as _;
use std::{env, fs};

const RUNS: u32 = 400;

struct Case(Pair);

fn cases() -> Vec<Case> {
    pairs("advice", 12).into_iter().map(Case).collect()
}

impl Case {
    fn name(&self) -> String {
        self.0.path.display().to_string()
    }

    fn advice(&self) -> Advice {
        let request = Request {
            template: &self.0.template,
            scenario: &self.0.scenario,
            ..Request::default()
        };
        advice::advise(&request, Some(Effort::of(RUNS))).expect("a stage")
    }

    /// What the first lines say: `# key: value`.
    fn said<'a>(&'a self, key: &str) -> Vec<&'a str> {
        let lines = self.0.template.lines().take_while(|it| it.starts_with('#'));
        let said = lines.filter_map(|line| line.strip_prefix("# ")?.strip_prefix(key));
        said.filter_map(|rest| rest.strip_prefix(": ")).collect()
    }
}

fn time(time: Option<Millis>) -> String {
    time.map_or_else(|| "-".to_owned(), Millis::spoken)
}

fn signed(millis: i64) -> String {
    let sign = if millis < 0 { "-" } else { "" };
    format!("{sign}{}", Millis(millis.unsigned_abs()).spoken())
}

fn expected(it: &Expected) -> String {
    let (mean, p95) = (time(it.mean_ms), time(it.p95_ms));
    let (halted, errors) = (it.halted.chance, it.with_errors.chance);
    format!("mean {mean}, p95 {p95}, halts {halted}, errors {errors}")
}

fn saved(it: Option<Saved>) -> String {
    let Some(it) = it else {
        return "-".to_owned();
    };
    let bound = |bound: Option<i64>| bound.map_or_else(|| "?".to_owned(), signed);
    let (low, high) = (bound(it.low_ms), bound(it.high_ms));
    let p95 = it.p95_ms.map(|it| format!(", p95 {}", signed(it)));
    format!(
        "{} ({low} to {high}){}",
        signed(it.mean_ms),
        p95.unwrap_or_default()
    )
}

fn suggestion(it: &Suggestion) -> String {
    let mut out = format!("{}: {}\n", it.id, it.title);
    let _ = writeln!(
        out,
        "  saves {}; then {}",
        saved(it.saved),
        expected(&it.then)
    );
    if it.told.is_some() {
        let _ = writeln!(out, "  tells of a failure {} earlier", saved(it.told));
    }
    let _ = writeln!(out, "  first run: {}", it.words);
    for assumed in &it.assumes {
        let _ = writeln!(
            out,
            "  if {} does not need {}",
            assumed.task, assumed.without
        );
    }
    out
}

fn describe(case: &Case, advice: &Advice) -> String {
    let given = format!("{:?}", advice.given).to_lowercase();
    let mut out = format!("given {given}: {}\n", expected(&advice.now));
    out += "---- what slows it ----\n";
    for it in &advice.slows {
        let faster = saved(it.faster);
        for (name, point) in [("low", it.low), ("high", it.high)] {
            let (takes, then) = (point.takes_ms.spoken(), expected(&point.then));
            let _ = writeln!(out, "{} {name} {takes}: {then}", it.task);
        }
        let _ = writeln!(out, "{} 10 % faster saves {faster}", it.task);
    }
    out += "---- what risk costs ----\n";
    for it in &advice.risks {
        let (without, saved) = (expected(&it.without), saved(it.saved));
        let _ = writeln!(out, "without {}: {without}; saves {saved}", it.what);
    }
    out += "---- next ----\n";
    advice.next.iter().for_each(|it| out += &suggestion(it));
    out += "---- failures ----\n";
    advice.failures.iter().for_each(|it| out += &suggestion(it));
    if let Some(best) = advice.next.first().or(advice.failures.first()) {
        let _ = write!(
            out,
            "---- after {} ----\n{}",
            best.id,
            applied(best, &case.0.template)
        );
    }
    out
}

fn applied(it: &Suggestion, text: &str) -> String {
    let edits = it.edits.iter();
    let edits = edits.map(|it| Edit::replace(Span::new(it.start, it.end), it.text.clone()));
    Fix::safe("", edits.collect()).apply(text)
}

#[test]
fn the_best_edit_is_the_one_that_is_known() {
    for case in cases() {
        let (name, advice) = (case.name(), case.advice());
        let ids: Vec<&str> = advice.next.iter().map(|it| it.id.as_str()).collect();
        let best = ids.first().copied().unwrap_or("none");
        assert_eq!(case.said("best"), [best], "{name}: {ids:?}");
        for saving in case.said("saves") {
            let saved = advice.next[0].saved.expect("runs to compare");
            assert_eq!(
                signed(saved.mean_ms),
                Millis::from_secs(seconds(saving)).spoken(),
                "{name}"
            );
        }
        for never in case.said("never") {
            assert!(
                !ids.iter().any(|id| id.starts_with(never)),
                "{name}: {ids:?}"
            );
        }
        let failure = advice.failures.first().map(|it| it.id.as_str());
        let said = case.said("failure");
        assert_eq!(said.first().copied(), failure, "{name}");
    }
}

fn seconds(text: &str) -> u64 {
    let number = text.strip_suffix('s').expect("seconds");
    number.parse().expect("a number")
}

#[test]
fn every_case_gives_what_stands_beside_it() {
    for case in cases() {
        let path = case.0.path.with_extension("out");
        let actual = describe(&case, &case.advice());
        if env::var_os("UPDATE").is_some() {
            fs::write(&path, &actual).expect("a writable corpus");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(actual, expected, "{}", case.name());
    }
}
