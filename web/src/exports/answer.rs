//! What the worker does with a question. Pure.

use super::messages::{Ask, Drawn, Of, Told};
use laneway_core::analysis::{Request, analyze};
use laneway_core::export::{Look, Theme, svg};
use laneway_core::share::{Shared, decode};

/// Why texts that can be read make no picture.
const NOTHING: &str = "There is no stage in these texts that can be simulated.";

/// Answers a question.
pub fn answer(ask: &Ask) -> Told {
    let Ask::Draw { of, width, theme } = ask;
    let look = Look {
        width: *width,
        theme: Theme::from_name(theme).unwrap_or_default(),
    };
    Told::Drawn(match of {
        Of::Shared(shared) => draw(shared, &look),
        Of::Link(link) => match decode(link) {
            Ok(shared) => draw(&shared, &look),
            Err(error) => Drawn {
                trouble: Some(error.to_string()),
                ..Drawn::default()
            },
        },
    })
}

fn draw(shared: &Shared, look: &Look) -> Drawn {
    let analysis = analyze(&Request {
        template: &shared.template,
        scenario: &shared.scenario,
        stage: shared.stage.as_deref(),
        seed: shared.seed,
    });
    match analysis.run {
        Some(run) => Drawn {
            svg: Some(svg(&run.report, &run.summary, look)),
            stage: Some(run.report.stage),
            summary: run.summary,
            trouble: None,
        },
        None => Drawn {
            trouble: Some(NOTHING.to_owned()),
            ..Drawn::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laneway_core::share::encode;

    fn drawn(of: Of) -> Drawn {
        let Told::Drawn(drawn) = answer(&Ask::Draw {
            of,
            width: 900,
            theme: "dark".to_owned(),
        });
        drawn
    }

    fn shared() -> Shared {
        Shared {
            template: "workflows:\n  - name: setup\n    order_from: [jobs.a]\n".to_owned(),
            ..Shared::default()
        }
    }

    #[test]
    fn texts_and_a_link_to_them_make_the_same_picture() {
        let of_texts = drawn(Of::Shared(Box::new(shared())));
        let of_link = drawn(Of::Link(format!("#{}", encode(&shared()))));
        assert_eq!(of_texts, of_link);
        assert_eq!(of_link.stage.as_deref(), Some("setup"));
        assert!(
            of_link
                .svg
                .is_some_and(|svg| svg.contains("class=\"laneway-dark\""))
        );
        assert_eq!(of_link.summary[0], "`setup` succeeded after 30s.");
    }

    #[test]
    fn without_a_picture_there_is_a_reason() {
        let broken = drawn(Of::Link("#1.AAAA".to_owned()));
        assert!(broken.svg.is_none() && broken.trouble.is_some());
        let empty = drawn(Of::Shared(Box::default()));
        assert_eq!(empty.trouble.as_deref(), Some(NOTHING));
    }
}
