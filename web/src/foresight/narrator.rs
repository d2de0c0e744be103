//! Who tells a single run, moment by moment, and who reads lessons: each a worker that answers by itself.

use super::messages::{Narrated, Question};
use super::shown::{LessonPicture, PlayPicture};
use laneway_core::analysis::analyze;

/// What the narrator answers the player.
pub fn narrate(question: &Question) -> Narrated {
    let (generation, inputs) = (question.generation, &question.inputs);
    match analyze(&inputs.request()).run {
        Some(run) => Narrated::Play(Box::new(PlayPicture::new(generation, &run, inputs))),
        None => Narrated::Nothing { generation },
    }
}

/// What the teacher answers for the text of a lesson.
pub fn read_lesson(text: &str) -> LessonPicture {
    LessonPicture::new(text)
}
