//! Secrets that can be told by their shape, each as its issuer documents it.

use super::names::is_dummy;

/// A part of a text that has the shape of a secret.
pub(super) struct Hit<'t> {
    pub(super) secret: &'t str,
    /// What it is, with an article.
    pub(super) what: String,
    /// The name of a placeholder for it.
    pub(super) placeholder: &'static str,
}

/// What begins with a documented prefix and goes on with so many characters of some kinds.
struct Shape {
    prefixes: &'static [&'static str],
    rest: fn(char) -> bool,
    /// Characters behind the prefix, at least and at most.
    length: (usize, usize),
    what: &'static str,
    placeholder: &'static str,
}

const ANY: usize = 512;

const SHAPES: [Shape; 9] = [
    // AWS, "IAM identifiers": AKIA is a long-term, ASIA a temporary access key; 20 characters.
    Shape {
        prefixes: &["AKIA", "ASIA"],
        rest: |it| it.is_ascii_uppercase() || ('2'..='7').contains(&it),
        length: (16, 16),
        what: "an AWS access key ID",
        placeholder: "AWS_ACCESS_KEY_ID",
    },
    // GitHub, "About authentication to GitHub: token formats".
    Shape {
        prefixes: &["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
        rest: |it| it.is_ascii_alphanumeric(),
        length: (36, ANY),
        what: "a GitHub token",
        placeholder: "GITHUB_TOKEN",
    },
    Shape {
        prefixes: &["github_pat_"],
        rest: is_word,
        length: (40, ANY),
        what: "a GitHub token",
        placeholder: "GITHUB_TOKEN",
    },
    // GitLab, "Token overview: token prefixes".
    Shape {
        prefixes: &["glpat-", "gldt-", "glrt-", "glptt-"],
        rest: is_dashed,
        length: (20, ANY),
        what: "a GitLab token",
        placeholder: "GITLAB_TOKEN",
    },
    // Slack, "Tokens": bot, user, app-level and other tokens.
    Shape {
        prefixes: &["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xapp-"],
        rest: is_dashed,
        length: (20, ANY),
        what: "a Slack token",
        placeholder: "SLACK_TOKEN",
    },
    // Stripe, "API keys"; a test key opens less, but is nobody else's business either.
    Shape {
        prefixes: &["sk_live_", "rk_live_", "sk_test_", "rk_test_"],
        rest: |it| it.is_ascii_alphanumeric(),
        length: (16, ANY),
        what: "a Stripe key",
        placeholder: "STRIPE_KEY",
    },
    // Google Cloud, "API keys": 39 characters.
    Shape {
        prefixes: &["AIza"],
        rest: is_dashed,
        length: (35, 35),
        what: "a Google API key",
        placeholder: "GOOGLE_API_KEY",
    },
    // npm, "About access tokens".
    Shape {
        prefixes: &["npm_"],
        rest: |it| it.is_ascii_alphanumeric(),
        length: (36, 36),
        what: "an npm token",
        placeholder: "NPM_TOKEN",
    },
    // DigitalOcean, "Personal access tokens".
    Shape {
        prefixes: &["dop_v1_", "doo_v1_", "dor_v1_"],
        rest: |it| it.is_ascii_hexdigit(),
        length: (64, 64),
        what: "a DigitalOcean token",
        placeholder: "DIGITALOCEAN_TOKEN",
    },
];

fn is_word(it: char) -> bool {
    it.is_ascii_alphanumeric() || it == '_'
}

fn is_dashed(it: char) -> bool {
    is_word(it) || it == '-'
}

/// The parts of a text that have the shape of a secret, in their order.
pub(super) fn hits(text: &str) -> Vec<Hit<'_>> {
    let mut hits = Vec::new();
    for word in text.split(|it: char| it.is_whitespace() || matches!(it, '"' | '\'' | '`' | ',')) {
        if let Some(secret) = password_in_url(word) {
            hits.push(Hit {
                secret,
                what: "a password in an address".to_owned(),
                placeholder: "PASSWORD",
            });
            continue;
        }
        let parts = word.split(|it: char| !is_dashed(it) && it != '.');
        // A full stop ends a sentence; between letters it is part of a web token.
        let parts = parts.map(|part| part.trim_matches('.'));
        hits.extend(parts.filter_map(hit));
    }
    hits
}

fn hit(word: &str) -> Option<Hit<'_>> {
    if word.len() < 20 {
        return None;
    }
    let (what, prefix, placeholder) = named(word).or_else(|| web_token(word))?;
    (!is_dummy(word)).then(|| Hit {
        secret: word,
        what: format!("{what} (`{prefix}…`)"),
        placeholder,
    })
}

type Named = (&'static str, &'static str, &'static str);

fn named(word: &str) -> Option<Named> {
    SHAPES.iter().find_map(|shape| {
        let prefix = shape.prefixes.iter().find(|it| word.starts_with(**it))?;
        let rest = &word[prefix.len()..];
        let (least, most) = shape.length;
        let fits = (least..=most).contains(&rest.len()) && rest.chars().all(shape.rest);
        fits.then_some((shape.what, *prefix, shape.placeholder))
    })
}

/// A signed JSON Web Token (RFC 7519): header and claims are JSON objects in base64url, which begin
/// with `eyJ`, and a signature follows.
fn web_token(word: &str) -> Option<Named> {
    let mut parts = word.split('.');
    let (header, claims, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let is_token = header.starts_with("eyJ")
        && claims.starts_with("eyJ")
        && signature.len() >= 16
        && parts.next().is_none();
    is_token.then_some(("a JSON Web Token", "eyJ", "TOKEN"))
}

/// The password of `scheme://user:password@host` (RFC 3986, section 3.2.1).
fn password_in_url(word: &str) -> Option<&str> {
    let (_, rest) = word.split_once("://")?;
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let (credentials, host) = authority.rsplit_once('@')?;
    let (user, password) = credentials.split_once(':')?;
    let is_told = password.is_empty() || host.is_empty() || password == user;
    (!is_told && !is_dummy(password)).then_some(password)
}

/// A private key in the textual form of RFC 7468, or one of its forerunners.
pub(super) fn is_private_key(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("-----BEGIN ") else {
        return false;
    };
    let label = rest.split_once("-----").map_or("", |it| it.0);
    label.ends_with("PRIVATE KEY") || label.ends_with("PRIVATE KEY BLOCK")
}
