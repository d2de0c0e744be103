//! `laneway share` and `laneway open`: what goes into a link comes out of it.

mod support;

use serde_json::Value;
use std::fs;
use support::{data, run, run_in, run_with_input};

const SITE: &str = "https://laneway.example/play/";
const BOOKSHOP: [&str; 4] = [
    "share",
    "bookshop.yaml",
    "--scenario",
    "bookshop-chances.yaml",
];
const TOKEN: &str = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";

fn bookshop_link() -> String {
    let more = ["--stage", "setup", "--seed", "9", "--task", "jobs.migrate"];
    let ran = run(&[&BOOKSHOP[..], &more, &["--site", SITE]].concat());
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("https://laneway.example/play/#1."));
    ran.out
}

#[test]
fn both_texts_and_what_is_looked_at_come_back() {
    let ran = run_with_input(
        &["open", "-", "--format", "json"],
        bookshop_link().as_bytes(),
    );
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    let held: Value = serde_json::from_str(&ran.out).expect("JSON");
    let text = |name| fs::read_to_string(data().join(name)).expect("a text");
    assert_eq!(held["template"], text("bookshop.yaml").as_str());
    assert_eq!(held["scenario"], text("bookshop-chances.yaml").as_str());
    assert_eq!(
        (&held["stage"], &held["seed"]),
        (&"setup".into(), &9.into())
    );
    assert_eq!(held["view"]["task"], "jobs.migrate");
}

#[test]
fn the_template_is_printed_as_it_is_and_the_rest_is_told() {
    let ran = run(&["open", &bookshop_link()]);
    let template = fs::read_to_string(data().join("bookshop.yaml")).expect("a text");
    assert_eq!((ran.exit, ran.out), (0, template));
    assert_eq!(
        ran.err,
        "laneway: there is a scenario, too; --to FOLDER writes both\n\
         laneway: simulated with --stage setup --seed 9\n"
    );
}

#[test]
fn files_are_written_and_never_replaced_unasked() {
    let folder = tempfile::tempdir().expect("a folder");
    let link = bookshop_link();
    let open = ["open", link.trim(), "--to", "shared"];
    let ran = run_in(folder.path(), &open);
    let command = "laneway simulate shared/template.yaml --scenario shared/scenario.yaml --stage setup --seed 9\n";
    assert_eq!((ran.exit, ran.err.as_str()), (0, command));
    let path = folder.path().join("shared/template.yaml");
    fs::write(&path, "mine").expect("written");
    let ran = run_in(folder.path(), &open);
    assert_eq!(ran.exit, 2);
    assert!(ran.err.contains("is there already (--force replaces it)"));
    assert_eq!(fs::read_to_string(&path).expect("a text"), "mine");
    let ran = run_in(folder.path(), &[&open[..], &["--force"]].concat());
    assert_eq!(ran.exit, 0);
    assert!(
        fs::read_to_string(&path)
            .expect("a text")
            .contains("workflows")
    );
}

#[test]
fn secrets_are_not_shared_unasked() {
    let text = format!(
        "services:\n  - name: a\n    envs: [{{key: T, value: \"{TOKEN}\"}}]\nworkflows:\n  - name: setup\n    order_from: [services.a]\n"
    );
    let ran = run_with_input(&["share", "-"], text.as_bytes());
    assert_eq!((ran.exit, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("<stdin>:3:"), "{}", ran.err);
    assert!(!ran.err.contains(TOKEN));
    let redacted = run_with_input(&["share", "-", "--redact"], text.as_bytes());
    assert_eq!(redacted.exit, 0);
    let opened = run_with_input(&["open", "-"], redacted.out.as_bytes());
    assert!(opened.out.contains("${GITHUB_TOKEN}") && !opened.out.contains(TOKEN));
    let shared = run_with_input(&["share", "-", "--with-secrets"], text.as_bytes());
    assert_eq!(
        run_with_input(&["open", "-"], shared.out.as_bytes()).out,
        text
    );
}

#[test]
fn what_does_not_exist_is_not_shared() {
    for (more, why) in [
        (["--stage", "setpu"], "did you mean setup?"),
        (["--task", "jobs.nothing"], "has no task jobs.nothing"),
    ] {
        let ran = run(&[&BOOKSHOP[..], &more].concat());
        assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}

#[test]
fn broken_links_are_told_apart() {
    let link = bookshop_link();
    let link = link.trim();
    let cut = &link[..link.len() / 2];
    let wrong = link.replacen("1.", "1.A", 1);
    for (text, exit, why) in [
        (cut, 1, "The end of this link is missing"),
        (wrong.as_str(), 1, "changed on its way"),
        ("#9.AAAA", 2, "by a later Laneway"),
        ("hello", 2, "no link of Laneway's"),
    ] {
        let ran = run(&["open", text]);
        assert_eq!((ran.exit, ran.out.as_str()), (exit, ""), "{text}");
        assert!(ran.err.contains(why), "{}", ran.err);
    }
    let rest = run(&["open", cut, "--rest"]);
    let template = fs::read_to_string(data().join("bookshop.yaml")).expect("a text");
    assert_eq!(rest.exit, 1);
    assert!(rest.out.len() > 500 && template.starts_with(&rest.out));
}

#[test]
fn a_link_for_a_page_in_markdown_and_in_html() {
    let form = |name| {
        let site = ["--site", SITE, "--stage", "setup"];
        run(&[&["share", "bookshop.yaml", "--format", name], &site[..]].concat()).out
    };
    let link = form("link");
    let link = link.trim();
    assert_eq!(form("markdown"), format!("[setup in Laneway]({link})\n"));
    assert_eq!(form("command"), format!("laneway open '{link}'\n"));
    let embed = form("embed");
    let source = link.replace("play/#", "play/embed.html#");
    assert!(embed.starts_with(&format!(
        "<iframe src=\"{source}\" title=\"setup in Laneway\""
    )));
    let page = fs::read_to_string(support::root().join("docs/embed.md")).expect("the page");
    let fragment = embed.split(['#', '"']).nth(2).expect("a fragment");
    let example = embed.replace("/play/", "/").replace(fragment, "1.…");
    assert!(page.contains(&example), "docs/embed.md shows {example}");
}
