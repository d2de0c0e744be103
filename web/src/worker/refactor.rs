//! What could be changed in the template, in an editor's way of counting.

use super::places::Places;
use crate::protocol::{Offer, Offers, OffersWanted};
use laneway_core::analysis::{self, Request};
use laneway_core::diagnostic::Severity;
use laneway_core::refactor;
use laneway_core::source::Span;

/// What could be changed, in the cursor's line first. That line is asked about by itself, as of a
/// very large text core makes only the first offers.
pub(super) fn offers(wanted: &OffersWanted) -> Offers {
    let request = Request {
        template: &wanted.template,
        scenario: &wanted.scenario,
        ..Request::default()
    };
    let places = Places::new(&wanted.template);
    let line = wanted.cursor.map(|units| places.line(places.byte(units)));
    let here = line.map_or_else(Vec::new, |line| {
        refactor::offers(&request, places.whole_line(line))
    });
    let all = refactor::offers(&request, Span::new(0, wanted.template.len()));
    let is_elsewhere = |it: &&refactor::Offer| here.iter().all(|here| here.edits != it.edits);
    let elsewhere = all.iter().filter(is_elsewhere);
    let mut offers: Vec<Offer> = here.iter().map(|it| offer(it, true, &places)).collect();
    offers.extend(elsewhere.map(|it| offer(it, false, &places)));
    Offers {
        generation: wanted.generation,
        line,
        has_errors: offers.is_empty() && has_errors(&request),
        offers,
    }
}

fn offer(offer: &refactor::Offer, is_here: bool, places: &Places<'_>) -> Offer {
    Offer {
        title: offer.title.clone(),
        line: places.line(offer.place.start),
        is_here,
        finish: offer.preview.line(),
        effect: offer.preview.words.clone(),
        saved_ms: offer.preview.saved_ms(),
        changes: places.changes(&offer.edits),
    }
}

fn has_errors(request: &Request<'_>) -> bool {
    let problems = analysis::check(request).template;
    problems.iter().any(|it| it.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Generation;

    const SERIAL: &str = "# 🚀 部署\nservices: [{name: 🚀}, {name: größe}]\nworkflows:\n  - name: setup\n    order_from: # 🚀\n      - services.🚀\n      - services.größe\n";

    fn offered(template: &str, cursor: Option<usize>) -> Offers {
        offers(&OffersWanted {
            generation: Generation(3),
            template: template.to_owned(),
            scenario: String::new(),
            cursor,
        })
    }

    /// The text with changes counted in UTF-16 units made in it.
    fn changed(text: &str, offer: &Offer) -> String {
        let mut units: Vec<u16> = text.encode_utf16().collect();
        for change in offer.changes.iter().rev() {
            let range = change.range.start..change.range.end;
            units.splice(range, change.text.encode_utf16());
        }
        String::from_utf16(&units).expect("whole characters")
    }

    #[test]
    fn an_offer_says_what_it_does_and_its_changes_are_placed_as_editors_count() {
        let offers = offered(SERIAL, None);
        assert_eq!((offers.generation, offers.line), (Generation(3), None));
        let [offer] = &offers.offers[..] else {
            panic!("{offers:?}");
        };
        assert_eq!(
            (offer.finish.as_str(), offer.saved_ms),
            ("finish 1m → 30s", 30_000)
        );
        assert!(offer.effect.starts_with("30s earlier"), "{}", offer.effect);
        assert!(!offer.is_here);
        let text = changed(SERIAL, offer);
        assert!(
            text.contains("    parallelize: # 🚀\n      - step: "),
            "{text}"
        );
        assert_eq!(
            offered(&text, None)
                .offers
                .iter()
                .filter(|it| it.saved_ms > 0)
                .count(),
            0
        );
    }

    #[test]
    fn the_line_of_the_cursor_comes_first() {
        let text = "workflows:\n  - name: setup\n    parallelize:\n      - {step: a, tasks: [jobs.a, jobs.b]}\n      - {step: b, tasks: [jobs.c, jobs.d]}\n";
        let cursor = text.find("jobs.d").expect("a place");
        let offers = offered(text, Some(cursor));
        assert_eq!(offers.line, Some(5));
        let here: Vec<bool> = offers.offers.iter().map(|it| it.is_here).collect();
        assert!(
            here.first() == Some(&true) && here.last() == Some(&false),
            "{here:?}"
        );
        assert!(here.is_sorted_by(|one, next| one >= next), "{here:?}");
        let without = offered(text, None).offers;
        assert_eq!(
            here.len(),
            without.len(),
            "none is lost, and none is there twice"
        );
    }

    #[test]
    fn errors_are_why_nothing_is_offered() {
        let broken = SERIAL.replace("order_from", "order_fromm");
        let offers = offered(&broken, Some(0));
        assert_eq!((offers.offers.len(), offers.has_errors), (0, true));
        assert!(!offered("workflows: []\n", None).has_errors);
    }
}
