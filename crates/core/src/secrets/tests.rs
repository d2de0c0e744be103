use super::{Secret, redact, secrets};

/// Every text is put together here, so that no file of the project holds what looks like a secret.
fn token(prefix: &str, length: usize) -> String {
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789".chars().cycle();
    prefix.chars().chain(letters.take(length)).collect()
}

fn found(text: &str) -> Vec<String> {
    secrets(text).into_iter().map(|it| it.what).collect()
}

#[test]
fn shapes_are_told_wherever_they_stand() {
    let table = [
        (
            format!("AKIA{}", "ABCDEFGHIJKLMNOP"),
            "an AWS access key ID (`AKIA…`)",
        ),
        (token("ghp_", 36), "a GitHub token (`ghp_…`)"),
        (token("github_pat_", 60), "a GitHub token (`github_pat_…`)"),
        (token("glpat-", 20), "a GitLab token (`glpat-…`)"),
        (token("xoxb-", 30), "a Slack token (`xoxb-…`)"),
        (token("sk_live_", 24), "a Stripe key (`sk_live_…`)"),
        (token("AIza", 35), "a Google API key (`AIza…`)"),
        (token("npm_", 36), "an npm token (`npm_…`)"),
        (
            format!("eyJh.eyJz.{}", token("", 20)),
            "a JSON Web Token (`eyJ…`)",
        ),
    ];
    for (secret, expected) in table {
        let texts = [
            format!("a: {secret}\n"),
            format!("- x\n# old: {secret}\n"),
            format!("# It was {secret}.\na: 1\n"),
            format!("a: [\"curl -H 'Authorization: Bearer {secret}'\"]\n"),
            format!("a: |\n  export X={secret}\n"),
        ];
        for text in texts {
            assert_eq!(found(&text), [expected], "{text}");
            let Secret { span, .. } = &secrets(&text)[0];
            assert_eq!(span.slice(&text), secret, "{text}");
        }
    }
}

#[test]
fn other_words_of_that_kind_are_none() {
    let table = [
        "AKIAIOSFODNN7EXAMPLE".to_owned(),
        "AKIAXXXXXXXXXXXXXXXX".to_owned(),
        format!("AKIA{}", "ABCDEFGHIJKLMNOPQ"),
        token("ghp_", 20),
        "eyJh.eyJz".to_owned(),
        "registry.example.com/shop/web@sha256:0123456789abcdef0123456789abcdef".to_owned(),
    ];
    for word in table {
        assert_eq!(found(&format!("a: {word}\n")), [""; 0], "{word}");
    }
}

#[test]
fn names_tell_where_a_shape_cannot() {
    let random = ["t7Kq", "9vXz", "2mWp"].concat();
    let secret = [
        "DB_PASSWORD",
        "dbPassword",
        "API_KEY",
        "apiKey",
        "AWS_SECRET_ACCESS_KEY",
        "session-secret2",
        "TOKEN",
    ];
    for name in secret {
        let what = format!("the secret of `{name}`");
        assert_eq!(found(&format!("{name}: {random}\n")), [what.as_str()]);
        assert_eq!(
            found(&format!("- {{name: {name}, value: '{random}'}}\n")),
            [what]
        );
    }
    for name in ["TOKEN_URL", "PASSWORD_MIN_LENGTH", "KEY", "MONKEY", "image"] {
        assert_eq!(found(&format!("{name}: {random}\n")), [""; 0], "{name}");
    }
}

#[test]
fn nobody_is_warned_of_what_is_no_secret() {
    let values = [
        "${DB_PASSWORD}",
        "$DB_PASSWORD",
        "\"\"",
        "",
        "changeme",
        "<your password here>",
        "postgres16",
        "db-credentials-v2",
        "correct-horse-battery",
        "Db-Main-2024",
        "/run/secrets/Db1Pass2Word3",
        "vault:a1B2c3D4e5",
        "xxXx1X2X3X4X",
        "12345678",
    ];
    for value in values {
        assert_eq!(found(&format!("PASSWORD: {value}\n")), [""; 0], "{value}");
    }
}

#[test]
fn an_address_shows_its_password_only() {
    let password = ["h7", "Qx", "p2"].concat();
    let text = format!("DATABASE_URL: postgres://shop:{password}@db:5432/shop\n");
    assert_eq!(found(&text), ["a password in an address"]);
    assert_eq!(
        redact(&text),
        "DATABASE_URL: postgres://shop:${PASSWORD}@db:5432/shop\n"
    );
    for harmless in [
        "postgres://shop:${DB_PASSWORD}@db/shop",
        "postgres://shop@db/shop",
        "postgres://postgres:postgres@db/shop",
        "postgres://shop:password@db/shop",
        "https://db:5432/a@b",
        "http://user:@host",
    ] {
        assert_eq!(found(&format!("a: {harmless}\n")), [""; 0], "{harmless}");
    }
}

#[test]
fn a_private_key_is_found_in_a_block() {
    let text = format!("key: |\n  -----BEGIN {} KEY-----\n  MII\n", "RSA PRIVATE");
    assert_eq!(found(&text), ["a private key"]);
    assert_eq!(redact(&text), text);
    let public = "key: |\n  -----BEGIN PUBLIC KEY-----\n  MII\n";
    assert_eq!(found(public), [""; 0]);
}

#[test]
fn a_placeholder_fits_where_it_stands() {
    let random = ["t7Kq", "9vXz", "2mWp"].concat();
    let table = [
        (
            "API_TOKEN: S # prod\n",
            "API_TOKEN: \"${API_TOKEN}\" # prod\n",
        ),
        (
            "envs: {apiToken: S}\n",
            "envs: {apiToken: \"${API_TOKEN}\"}\n",
        ),
        (
            "- {name: PWD, value: 'S'}\n",
            "- {name: PWD, value: \"${PWD}\"}\n",
        ),
    ];
    for (before, after) in table {
        assert_eq!(redact(&before.replace('S', &random)), after);
    }
}

#[test]
fn an_alias_is_no_second_place() {
    let random = ["t7Kq", "9vXz", "2mWp"].concat();
    let text = format!("a: {{TOKEN: &t {random}}}\nb: {{TOKEN: *t}}\n");
    assert_eq!(found(&text).len(), 1);
}

#[test]
fn nothing_found_holds_the_secret() {
    let random = ["t7Kq", "9vXz", "2mWp"].concat();
    for secret in secrets(&format!("a: {{TOKEN: {random}}}\n")) {
        assert!(!format!("{secret:?}").contains(&random));
    }
}
