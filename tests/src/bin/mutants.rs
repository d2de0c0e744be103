//! Spoils good templates and prints, per kind of mistake, how many were found and what was reported
//! in error: `mutants [FILES] [SEED] [--show] [--unseen]`. `cargo xtask mutants` runs it.

use laneway_tests::mutants::{self, Change, Dice, Mutant, Tally, Verdict};
use laneway_tests::templates;
use std::env;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let show = arguments.iter().any(|argument| argument == "--show");
    let mut numbers = arguments
        .iter()
        .filter_map(|argument| argument.parse::<u64>().ok());
    let files = numbers.next().unwrap_or(2000);
    let seed = numbers.next().unwrap_or(1);
    let unseen = arguments.iter().any(|argument| argument == "--unseen");
    let templates = match unseen {
        true => templates::unseen(),
        false => templates::good(),
    };
    let mut dice = Dice::new(seed);
    let mut tally = Tally::default();
    let wanted = usize::try_from(files).unwrap_or(usize::MAX);
    while tally.files < wanted {
        let template = &templates[dice.below(templates.len())];
        let Some(mutant) = mutants::spoil(&template.name, &template.text, &mut dice) else {
            continue;
        };
        let verdict = mutants::judge(&mutant);
        if show {
            describe(&mutant, &verdict);
        }
        tally.count(&mutant, &verdict);
    }
    println!("kind of mistake              made   found   recall    false  harmless  unread");
    print!("{tally}");
}

/// Prints what was missed and what was reported in error.
fn describe(mutant: &Mutant, verdict: &Verdict) {
    let lines: Vec<&str> = mutant.text.split('\n').collect();
    for (made, found) in mutant.made.iter().zip(&verdict.found) {
        let missed = found.is_none() && made.change == Change::Mistake;
        let invented = found.is_some() && made.change == Change::Harmless;
        if missed || invented {
            let what = if missed { "MISSED" } else { "INVENTED" };
            println!(
                "{what} {} {}:{}",
                made.operator.name(),
                mutant.name,
                made.line
            );
            context(&lines, made.line);
            if let Some(error) = found {
                println!("      {}: {}", error.code, error.message);
            }
        }
    }
    for (nearest, error) in &verdict.false_reports {
        let made = mutant.made[*nearest];
        println!(
            "FALSE {} {}:{}",
            made.operator.name(),
            mutant.name,
            made.line
        );
        context(&lines, made.line);
        let line = mutant.text[..error.span.start].matches('\n').count() + 1;
        println!("      {line} {}: {}", error.code, error.message);
        if let Some(own) = &verdict.found[*nearest] {
            println!("      beside {}: {}", own.code, own.message);
        }
    }
}

fn context(lines: &[&str], line: usize) {
    for number in line.saturating_sub(3).max(1)..=(line + 2).min(lines.len()) {
        let mark = if number == line { '>' } else { ' ' };
        println!("    {mark} {number:3} {}", lines[number - 1]);
    }
}
