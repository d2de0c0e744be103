//! What a link holds as bytes: a tag, a length and so many bytes for each field that is not empty, in the order of
//! their tags. A reader passes over tags that it does not know, so that fields can be added.

use super::varint;
use super::{Shared, SharedView};
use crate::scenario::LARGEST_SEED;
use crate::time::Millis;

const TEMPLATE: u8 = 1;
const SCENARIO: u8 = 2;
const STAGE: u8 = 3;
const SEED: u8 = 4;
const TASK: u8 = 5;
const WINDOW: u8 = 6;
const CURSOR: u8 = 7;
const LESSON: u8 = 8;

pub(super) fn write(shared: &Shared) -> Vec<u8> {
    let Shared {
        template,
        scenario,
        stage,
        seed,
        view: SharedView {
            task,
            window,
            cursor,
        },
        lesson,
    } = shared;
    let mut out = Vec::new();
    let mut field = |tag: u8, bytes: &[u8]| {
        out.push(tag);
        varint::write(bytes.len() as u64, &mut out);
        out.extend_from_slice(bytes);
    };
    for (tag, text) in [(TEMPLATE, template), (SCENARIO, scenario)] {
        if !text.is_empty() {
            field(tag, text.as_bytes());
        }
    }
    if let Some(stage) = stage {
        field(STAGE, stage.as_bytes());
    }
    if let Some(seed) = seed {
        field(SEED, &numbers(&[*seed]));
    }
    if let Some(task) = task {
        field(TASK, task.as_bytes());
    }
    if let Some(window) = window {
        field(WINDOW, &numbers(&window.map(|it| it.0)));
    }
    if let Some(cursor) = cursor {
        field(CURSOR, &numbers(&[cursor.0]));
    }
    if let Some(lesson) = lesson {
        field(LESSON, lesson.as_bytes());
    }
    out
}

/// The fields in the bytes, and whether all of them are whole and right. What cannot be read is left out; a text
/// that is cut off is kept up to there.
pub(super) fn read(mut bytes: &[u8]) -> (Shared, bool) {
    let (mut shared, mut is_right) = (Shared::default(), true);
    while let [tag, rest @ ..] = bytes {
        let Some((length, rest)) = varint::read(rest) else {
            return (shared, false);
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let (field, next) = rest.split_at(length.min(rest.len()));
        is_right &= set(&mut shared, *tag, field) && field.len() == length;
        bytes = next;
    }
    (shared, is_right)
}

/// Whether a field has a value of its kind.
fn set(shared: &mut Shared, tag: u8, field: &[u8]) -> bool {
    let (text, is_text) = match std::str::from_utf8(field) {
        Ok(text) => (text, true),
        Err(error) => {
            let valid = std::str::from_utf8(&field[..error.valid_up_to()]);
            (valid.unwrap_or_default(), false)
        }
    };
    let view = &mut shared.view;
    match tag {
        TEMPLATE => shared.template = text.to_owned(),
        SCENARIO => shared.scenario = text.to_owned(),
        STAGE => shared.stage = Some(text.to_owned()),
        TASK => view.task = Some(text.to_owned()),
        LESSON => shared.lesson = Some(text.to_owned()),
        SEED => {
            shared.seed = read_numbers(field).map(|[seed]| seed);
            return shared.seed.is_some();
        }
        WINDOW => {
            let window = read_numbers(field).map(|ends| ends.map(Millis));
            view.window = window.filter(|[from, until]| from < until);
            return view.window.is_some();
        }
        CURSOR => {
            view.cursor = read_numbers(field).map(|[at]| Millis(at));
            return view.cursor.is_some();
        }
        _ => return true,
    }
    is_text
}

fn numbers(numbers: &[u64]) -> Vec<u8> {
    let mut out = Vec::new();
    for number in numbers {
        varint::write(*number, &mut out);
    }
    out
}

/// Numbers that JSON can hold, too.
fn read_numbers<const N: usize>(mut bytes: &[u8]) -> Option<[u64; N]> {
    let mut numbers = [0; N];
    for number in &mut numbers {
        (*number, bytes) = varint::read(bytes)?;
    }
    let are_exact = numbers.iter().all(|it| *it <= LARGEST_SEED);
    (bytes.is_empty() && are_exact).then_some(numbers)
}
