//! Answers editors: core's knowledge of the two languages, in an editor's way of counting.

use super::places::Places;
use crate::markdown::blocks;
use crate::protocol::{About, Meaning, Pane, Question, Told, Word, Words};
use laneway_core::language::{self, Completion, Side, Texts};

/// What there is to say; `None` for nothing.
pub(super) fn tell(question: &Question) -> Option<Told> {
    let texts = Texts {
        template: &question.template,
        scenario: &question.scenario,
    };
    let side = match question.pane {
        Pane::Template => Side::Template,
        Pane::Scenario => Side::Scenario,
    };
    let places = Places::new(texts.on(side));
    let offset = places.byte(question.offset);
    match question.about {
        About::Words => {
            let found = language::complete(texts, side, offset)?;
            Some(Told::Words(Words {
                range: places.range(found.span),
                items: found.items.into_iter().map(word).collect(),
            }))
        }
        About::Meaning => {
            let found = language::hover(texts, side, offset)?;
            Some(Told::Meaning(Meaning {
                range: places.range(found.span),
                text: blocks(&found.text),
            }))
        }
    }
}

fn word(completion: Completion) -> Word {
    Word {
        label: completion.label,
        insert: completion.insert,
        doc: blocks(&completion.doc),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Block, Inline};
    use crate::protocol::TextRange;

    /// Asks about the place of `|` in the template.
    fn ask(about: About, marked: &str) -> (String, Option<Told>) {
        let (before, after) = marked.split_once('|').expect("a marked place");
        let text = format!("{before}{after}");
        let told = tell(&Question {
            about,
            pane: Pane::Template,
            offset: before.encode_utf16().count(),
            template: text.clone(),
            scenario: String::new(),
        });
        (text, told)
    }

    /// What a range of UTF-16 units covers.
    fn covered(text: &str, range: TextRange) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16(&units[range.start..range.end]).expect("whole characters")
    }

    const HEAD: &str = "# 🚀 部署 e\u{301}\r\nservices: [{name: 🚀}, {name: größe}]\r\nworkflows:\r\n  - name: setup\r\n";

    #[test]
    fn words_are_placed_as_editors_count() {
        let (text, told) = ask(
            About::Words,
            &format!("{HEAD}    order_from: [services.🚀, services.gr|ö]\r\n"),
        );
        let Some(Told::Words(words)) = told else {
            panic!("no words");
        };
        assert_eq!(covered(&text, words.range), "services.grö");
        let labels: Vec<&str> = words.items.iter().map(|word| word.label.as_str()).collect();
        assert!(labels.contains(&"services.größe"), "{labels:?}");
        assert!(
            !labels.contains(&"services.🚀"),
            "already named: {labels:?}"
        );
    }

    #[test]
    fn meanings_are_placed_as_editors_count() {
        let (text, told) = ask(
            About::Meaning,
            &format!("{HEAD}    order_from: [services.🚀, services.grö|ße]\r\n"),
        );
        let Some(Told::Meaning(meaning)) = told else {
            panic!("nothing said");
        };
        assert_eq!(covered(&text, meaning.range), "services.größe");
        let kind = "A service, which has to get ready.".to_owned();
        assert_eq!(meaning.text[0], Block::Paragraph(vec![Inline::Text(kind)]));
    }

    #[test]
    fn a_place_without_meaning_is_not_spoken_of() {
        assert_eq!(ask(About::Meaning, "# no|thing\n").1, None);
        assert_eq!(ask(About::Words, "# no|thing\n").1, None);
    }
}
