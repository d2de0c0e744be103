//! Whether what the timeline says in colours can be told apart, in both themes, by readers who see fewer colours, too. Every
//! state also has a form of its own; this holds the page's style sheets to colours that help.

use laneway_tests::repository::root;
use std::collections::BTreeMap;
use std::fs;

/// What fills bars: these stand side by side.
const FILLS: [&str; 4] = ["succeeded", "running", "back-off", "failed"];
/// Distance in OKLab, in hundredths: about five times what is just noticed.
const APART: f64 = 11.0;
/// What WCAG 2.2 asks of texts, and of what is no text.
const TEXT: f64 = 4.5;
const SIGN: f64 = 3.0;

/// How colours look: to most, and to readers whose long, middle or short cones are missing (after Machado, Oliveira and
/// Fernandes, 2009), as factors of linear light.
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    (
        "all colours",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

type Colour = [f64; 3];

#[test]
fn fills_of_bars_stay_apart_for_all_eyes() {
    for (theme, colours) in themes() {
        for (eyes, seen) in EYES {
            for (index, one) in FILLS.iter().enumerate() {
                for other in &FILLS[index + 1..] {
                    let [a, b] = [one, other].map(|name| oklab(look(colours[*name], &seen)));
                    let apart = 100.0 * distance(a, b);
                    assert!(
                        apart >= APART,
                        "{theme}, {eyes}: {one} and {other} are {apart:.1} apart"
                    );
                }
            }
        }
    }
}

#[test]
fn texts_and_signs_stand_out_from_the_ground() {
    let wanted = [
        ("text", TEXT),
        ("text-muted", TEXT),
        ("halted", SIGN),
        ("never-ran", SIGN),
        ("failed", SIGN),
        ("running", SIGN),
        // Around every bar, whatever fills it.
        ("outline", SIGN),
        ("critical", SIGN),
    ];
    for (theme, colours) in themes() {
        for (name, least) in wanted {
            let contrast = contrast(colours[name], colours["surface"]);
            assert!(
                contrast >= least,
                "{theme}: {name} has a contrast of {contrast:.2}"
            );
        }
    }
}

/// The colours of both themes by name. Those of states are called after the state.
fn themes() -> [(&'static str, BTreeMap<String, Colour>); 2] {
    let sheets = ["tokens.css", "timeline.css"].map(|name| {
        fs::read_to_string(root().join("web/styles").join(name)).expect("a style sheet")
    });
    let mut light = BTreeMap::new();
    let mut dark = BTreeMap::new();
    for sheet in &sheets {
        for rule in sheet.split('}') {
            let Some((selector, body)) = rule.split_once('{') else {
                continue;
            };
            let is_dark = selector.contains("[data-theme=\"dark\"]");
            for line in body
                .lines()
                .filter_map(|line| line.trim().strip_prefix("--"))
            {
                let Some((name, value)) = line.split_once(": ") else {
                    continue;
                };
                let name = ["state-", "timeline-"]
                    .iter()
                    .fold(name, |name, start| name.trim_start_matches(start));
                let Some(colour) = read(value.trim_end_matches(';')) else {
                    continue;
                };
                if !is_dark {
                    light.insert(name.to_owned(), colour);
                }
                dark.insert(name.to_owned(), colour);
            }
        }
    }
    [("light", light), ("dark", dark)]
}

/// A colour such as `#56b4e9`, as linear light.
fn read(value: &str) -> Option<Colour> {
    let digits = value.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| {
        let part = u8::from_str_radix(&digits[at..at + 2], 16).ok()?;
        let part = f64::from(part) / 255.0;
        Some(if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        })
    };
    Some([part(0)?, part(2)?, part(4)?])
}

fn look(colour: Colour, seen: &[[f64; 3]; 3]) -> Colour {
    seen.map(|row| {
        let sum: f64 = row
            .iter()
            .zip(colour)
            .map(|(factor, light)| factor * light)
            .sum();
        sum.clamp(0.0, 1.0)
    })
}

/// In a space in which equal distances look alike.
fn oklab([red, green, blue]: Colour) -> Colour {
    let cone = |r: f64, g: f64, b: f64| (r * red + g * green + b * blue).cbrt();
    let long = cone(0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9);
    let middle = cone(0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6);
    let short = cone(0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5);
    [
        0.210_454_255_3 * long + 0.793_617_785_0 * middle - 0.004_072_046_8 * short,
        1.977_998_495_1 * long - 2.428_592_205_0 * middle + 0.450_593_709_9 * short,
        0.025_904_037_1 * long + 0.782_771_766_2 * middle - 0.808_675_766_0 * short,
    ]
}

fn distance(one: Colour, other: Colour) -> f64 {
    let squares = one.iter().zip(other).map(|(a, b)| (a - b) * (a - b));
    squares.sum::<f64>().sqrt()
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let light = |[red, green, blue]: Colour| 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}
