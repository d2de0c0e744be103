//! Mistakes of meaning, planted into good templates: every one has to be found where it is, once,
//! and nothing beside it.
//!
//! A *planter* knows one kind of mistake. It finds every place of a template where that mistake fits,
//! and gives for each the edits that make it, and what the check has to say. It reads the template by
//! itself ([`ground`]), so that it does not repeat what the check believes.

mod dependencies;
mod entries;
mod ground;
mod halts;
mod hints;
mod judge;
mod keys;
mod lists;
mod nothing;
mod place;
mod plant;
mod references;
mod removal;
mod repeats;
mod sequence;
mod stages;
mod tally;
mod text;
mod types;
mod values;

pub use entries::{ENTRIES, Entry};
pub use ground::Ground;
pub use judge::{Verdict, judge};
pub use plant::Plant;
pub use tally::{Row, Tally};

use crate::mutants::{Dice, check};
use crate::templates::Good;
use std::thread;

/// Of a mistake that fits into a template at more places, so many are drawn.
const MOST_PLACES: usize = 5;

/// Plants every kind of mistake into all templates, at every place or at a sample of very many.
///
/// # Panics
///
/// If a template cannot be read.
pub fn plant_everywhere(templates: &[Good]) -> Tally {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = templates.len().div_ceil(threads).max(1);
    let mut tally = Tally::new(&ENTRIES);
    thread::scope(|scope| {
        let shares = templates.chunks(share);
        let running: Vec<_> = shares
            .map(|share| scope.spawn(|| plant_into(share)))
            .collect();
        for part in running {
            tally.add(part.join().expect("a planter that does not panic"));
        }
    });
    tally
}

fn plant_into(templates: &[Good]) -> Tally {
    let mut tally = Tally::new(&ENTRIES);
    for template in templates {
        let ground = Ground::new(&template.text);
        let before = check(&template.text);
        for (row, entry) in ENTRIES.iter().enumerate() {
            for plant in sample((entry.plant)(&ground), &template.name) {
                let verdict = judge(&template.text, &before, &plant);
                tally.count(row, &template.name, &verdict);
            }
        }
    }
    tally
}

/// Places are drawn by the name of the template, so that a new template shifts no other's.
fn sample(mut plants: Vec<Plant>, name: &str) -> Vec<Plant> {
    let seed = name.bytes().fold(7_u64, |seed, byte| {
        seed.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let mut dice = Dice::new(seed);
    while plants.len() > MOST_PLACES {
        plants.swap_remove(dice.below(plants.len()));
    }
    plants
}
