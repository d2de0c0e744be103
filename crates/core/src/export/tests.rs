//! Pictures of runs that teach one idea each.

use super::{Beside, Look, Theme, svg, svg_beside};
use crate::picture::fixtures::{crash_loop, frontend, halted, healed, s};
use crate::picture::moved::Than;
use crate::report::Report;

fn picture(report: &Report, theme: Theme) -> String {
    let summary = [
        "`setup` went well.".to_owned(),
        "All <b>fine</b>.".to_owned(),
    ];
    svg(report, &summary, &Look { width: 900, theme })
}

#[test]
fn a_picture_says_in_words_what_it_shows() {
    let picture = picture(&frontend(), Theme::Auto);
    assert!(picture.starts_with(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"laneway-auto\" width=\"900\""
    ));
    assert!(picture.contains("<title>Timeline of the stage setup</title>"));
    assert!(picture.contains("<desc>`setup` went well. All &lt;b&gt;fine&lt;/b&gt;.</desc>"));
    for words in [
        "<title>Step backend: starts at 30s, after jobs.migrate; settled at 1m</title>",
        "<title>It ran 0s – 30s and succeeded after 30s.</title>",
        ">3 steps, 4 tasks</text>",
        ">setup went well.</text>",
        ">last step done 1m</text>",
        ">not waited</text>",
        ">critical path</text>",
    ] {
        assert!(picture.contains(words), "{words} in {picture}");
    }
}

#[test]
fn a_picture_needs_nothing_from_outside() {
    for report in [frontend(), halted(), crash_loop(), healed()] {
        let picture = picture(&report, Theme::Auto);
        for word in [
            "<script",
            "href",
            "url(",
            "@import",
            "@font-face",
            " id=",
            "style=",
        ] {
            assert!(!picture.contains(word), "{word} in {picture}");
        }
    }
}

#[test]
fn colours_follow_the_system_unless_they_are_chosen() {
    let dark = "prefers-color-scheme:dark";
    let [auto, light, night] =
        [Theme::Auto, Theme::Light, Theme::Dark].map(|theme| picture(&frontend(), theme));
    assert!(auto.contains(dark) && !light.contains(dark) && !night.contains(dark));
    let ground = |scope: &str, color: &str| format!(".{scope} .f-surface{{fill:{color}}}");
    assert!(auto.contains(&ground("laneway-auto", "#ffffff")));
    assert!(auto.contains(&ground("laneway-auto", "#191d24")));
    assert!(light.contains(&ground("laneway-light", "#ffffff")));
    assert!(night.contains(&ground("laneway-dark", "#191d24")));
    assert!(
        !night.contains("#ffffff") || night.contains("f-halted"),
        "nothing light is left"
    );
}

#[test]
fn what_means_something_is_told_apart_without_colour() {
    let shown = picture(&crash_loop(), Theme::Light);
    assert!(shown.contains("class=\"l-hatch\""), "back-off is hatched");
    assert!(shown.contains("class=\"l-on-dark\""), "a crash has a cross");
    let halt = picture(&halted(), Theme::Light);
    assert!(
        halt.contains("stroke-dasharray=\"2 3\" class=\"l-never-ran\""),
        "dotted"
    );
    assert!(halt.contains(">halted 30s</text>") && halt.contains(">never ran</text>"));
}

#[test]
fn a_width_that_makes_no_picture_is_taken_as_the_nearest_that_does() {
    let wide = |width| {
        let look = Look {
            width,
            theme: Theme::Auto,
        };
        svg(&frontend(), &[], &look)
            .split(" height")
            .next()
            .map(str::to_owned)
    };
    assert!(wide(0).is_some_and(|it| it.ends_with("width=\"280\"")));
    assert!(wide(u32::MAX).is_some_and(|it| it.ends_with("width=\"8000\"")));
}

#[test]
fn a_picture_over_another_says_how_far_each_end_has_moved() {
    let now = frontend();
    let mut predicted = frontend();
    predicted.tasks[1].settled_ms = Some(s(42));
    predicted.tasks[3].settled_ms = Some(s(54));
    predicted.all_settled_ms = Some(s(150));
    let beside = Beside {
        behind: Some((&predicted, Than::Predicted)),
        ..Beside::default()
    };
    let look = Look {
        width: 900,
        theme: Theme::Light,
    };
    let shown = svg_beside(&now, &beside, &[], &look);
    for words in [
        "<title>jobs.migrate, step migrate: succeeded at 30s; 12s earlier than predicted; could",
        "<title>services.backend, step backend: ready at 1m; 6s later than predicted; waited",
        ">−12s</text>",
        ">+6s</text>",
        ">predicted 2m 30s</text>",
        ">as predicted</text>",
    ] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    assert_eq!(shown.matches("than predicted").count(), 2);
    assert!(!picture(&now, Theme::Light).contains("predicted"));
}
