//! Texts without sense, and texts out of the language's own words in no order.

use laneway_tests::cases::cases;
use laneway_tests::pieces::PIECES;
use laneway_tests::sane::analyze_sanely;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Lines of one or two pieces, indented anyhow.
fn soup() -> impl Strategy<Value = String> {
    let indent = select(vec!["", " ", "  ", "    ", "      ", "        ", "\t"]);
    let end = select(vec!["\n", "\n", "\n", "\r\n", "\r", " "]);
    let line = (
        indent,
        select(&PIECES[..]),
        prop::option::of(select(&PIECES[..])),
        end,
    );
    let line = line.prop_map(|(indent, first, second, end)| {
        format!("{indent}{first} {}{end}", second.unwrap_or_default())
    });
    vec(line, 0..14).prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(cases(1200))]

    #[test]
    fn any_characters_at_all(template in any::<String>(), scenario in any::<String>()) {
        analyze_sanely(&template, &scenario);
    }

    #[test]
    fn any_bytes_read_as_text(bytes in vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        analyze_sanely(&text, &text);
    }

    #[test]
    fn the_languages_words_in_no_order(template in soup(), scenario in soup()) {
        analyze_sanely(&template, &scenario);
        analyze_sanely("services: [{name: a}]\nworkflows: [{name: setup, order_from: [services.a, jobs.b]}]", &scenario);
    }
}
