//! Inputs made from the corpus without anybody watching what they reach: for the short run.

use super::LONGEST;
use crate::mutants::Dice;
use crate::pieces::PIECES;

/// At most so many changes are made to one input.
const MOST_CHANGES: usize = 6;
/// At most so many bytes are taken out, or copied, at once.
const MOST_BYTES: usize = 120;

/// One of `seeds`, changed here and there. There is at least one.
///
/// # Panics
///
/// If there are no seeds.
pub fn mutate(seeds: &[&[u8]], words: &[&[u8]], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = dice.pick(seeds).expect("a seed").to_vec();
    for _ in 0..=dice.below(MOST_CHANGES) {
        match dice.below(6) {
            0 => drop(bytes.drain(range(&bytes, dice))),
            1 => put_in(&mut bytes, dice.pick(words).unwrap_or_default(), dice),
            2 => {
                let piece = dice.pick(&PIECES[..]).unwrap_or_default();
                put_in(&mut bytes, piece.as_bytes(), dice);
            }
            3 => {
                let copied = bytes[range(&bytes, dice)].to_vec();
                put_in(&mut bytes, &copied, dice);
            }
            4 => {
                let other = dice.pick(seeds).expect("a seed");
                put_in(&mut bytes, &other[range(other, dice)], dice);
            }
            _ => replace(&mut bytes, dice),
        }
    }
    bytes.truncate(LONGEST);
    bytes
}

fn range(bytes: &[u8], dice: &mut Dice) -> std::ops::Range<usize> {
    let start = dice.below(bytes.len() + 1);
    let length = dice.below(MOST_BYTES);
    start..(start + length).min(bytes.len())
}

fn put_in(bytes: &mut Vec<u8>, what: &[u8], dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    bytes.splice(at..at, what.iter().copied());
}

fn replace(bytes: &mut [u8], dice: &mut Dice) {
    if !bytes.is_empty() {
        let at = dice.below(bytes.len());
        bytes[at] = u8::try_from(dice.below(256)).unwrap_or_default();
    }
}
