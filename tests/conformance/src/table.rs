//! What came of the comparisons, one line for each.

use crate::compare::{CONTROL_PLANE, Finding, NODES, TOGETHER, TOLERANCE};
use crate::play::Played;
use laneway_core::time::Millis;

/// The line of one case.
pub fn line(played: &Played) -> String {
    let mark = if played.is_within() { '✓' } else { '✗' };
    let name = &played.case.name;
    match &played.finding {
        Err(why) => format!("{mark} {name:<30} {why}"),
        Ok(finding) => {
            let Finding {
                events,
                largest: (difference, of),
                control_plane,
                nodes,
                end: (predicted, recorded),
                ..
            } = finding;
            format!(
                "{mark} {name:<30} {events:>6}  {:<5}  {:<7}  {:>10}  {:>13}  {:>8}  {:>9}  {:>9}  {of}",
                match (&played.case.known, finding.order.is_empty()) {
                    (Some(_), false) => "known",
                    (_, is_equal) => yes(is_equal),
                },
                yes(finding.outcomes.is_empty()),
                seconds(*difference),
                seconds(*control_plane),
                nodes.map(seconds).unwrap_or_default(),
                seconds(*predicted),
                seconds(*recorded),
            )
        }
    }
}

fn yes(is_so: bool) -> &'static str {
    if is_so { "equal" } else { "NOT" }
}

/// In seconds with two digits, as numbers stand below each other.
pub fn seconds(time: Millis) -> String {
    let hundredths = (time.0 + 5) / 10;
    format!("{}.{:02} s", hundredths / 100, hundredths % 100)
}

/// All cases and what they come to.
pub fn table(all: &[Played]) -> String {
    let mut text = format!(
        "  {:<30} {:>6}  {:<5}  {:<7}  {:>10}  {:>13}  {:>8}  {:>9}  {:>9}  largest at\n",
        "scenario",
        "events",
        "order",
        "outcome",
        "difference",
        "control plane",
        "nodes",
        "predicted",
        "took"
    );
    for played in all {
        text += &line(played);
        text.push('\n');
    }
    for (name, known) in all
        .iter()
        .filter_map(|played| Some((&played.case.name, played.case.known.as_ref()?)))
    {
        text += &format!("  known: {name}: {known}\n");
    }
    text + &differences(all) + &summary(all)
}

/// What is not as predicted, in words.
fn differences(all: &[Played]) -> String {
    let mut text = String::new();
    for played in all.iter().filter(|played| !played.is_within()) {
        text += &format!("\n✗ {}: {}\n", played.case.name, played.case.about);
        let finding = played.finding.as_ref();
        for difference in finding
            .iter()
            .flat_map(|it| it.order.iter().chain(&it.outcomes))
        {
            text += &format!("    {difference}\n");
        }
        for line in &played.lines {
            text += &format!("      {line}\n");
        }
    }
    text
}

fn summary(all: &[Played]) -> String {
    let findings = || all.iter().filter_map(|played| played.finding.as_ref().ok());
    let count =
        |is_so: &dyn Fn(&Finding) -> bool| findings().filter(|finding| is_so(finding)).count();
    let mut differences: Vec<Millis> = findings().map(|finding| finding.largest.0).collect();
    differences.sort();
    let middle = differences
        .get(differences.len() / 2)
        .copied()
        .unwrap_or_default();
    let largest = differences.last().copied().unwrap_or_default();
    let control_plane = findings()
        .map(|finding| finding.control_plane)
        .max()
        .unwrap_or_default();
    let nodes = findings().filter_map(|finding| finding.nodes).max();
    let nodes = nodes.map(|nodes| {
        format!(
            " Pods of lost nodes were taken away at most {} from when it was predicted ({} is allowed).",
            seconds(nodes),
            seconds(NODES)
        )
    });
    format!(
        "\n{} scenarios, {} within ({} of them only when they were run once more, with less beside them): order equal in {}, outcome equal in {}, times within {} of what they follow in {} \
         (median of the largest differences {}, largest {}); events less than {} apart may change places. From an \
         apply to its first container the control plane took up to {} (at most {} is allowed).{}\n",
        all.len(),
        all.iter().filter(|played| played.is_within()).count(),
        all.iter()
            .filter(|played| played.is_within() && played.is_second)
            .count(),
        count(&|it| it.order.is_empty()),
        count(&|it| it.outcomes.is_empty()),
        seconds(TOLERANCE),
        count(&Finding::is_in_time),
        seconds(middle),
        seconds(largest),
        seconds(TOGETHER),
        seconds(control_plane),
        seconds(CONTROL_PLANE),
        nodes.unwrap_or_default(),
    )
}
