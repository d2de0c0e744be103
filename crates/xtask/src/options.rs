//! Reading `--name value` and `--name=value` from a command's arguments.

use crate::error::{Failure, Result};

/// The value of every occurrence of the one option `name` that a command knows; anything else is an error.
///
/// Pass `None` for a command without options.
pub(crate) fn values(arguments: &[String], name: Option<&str>) -> Result<Vec<String>> {
    let mut values = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let (option, inline) = match argument.split_once('=') {
            Some((option, value)) => (option, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        if Some(option) != name {
            return Err(unknown(argument, name));
        }
        let value = inline.or_else(|| rest.next().cloned());
        values.push(value.ok_or_else(|| Failure::usage(format!("`{option}` needs a value")))?);
    }
    Ok(values)
}

fn unknown(argument: &str, known: Option<&str>) -> Failure {
    let failure = Failure::usage(format!("unexpected argument `{argument}`"));
    match known {
        Some(known) => failure.with_help(format!("the options are `{known}` and `--help`")),
        None => failure.with_help("the only option is `--help`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Result<Vec<String>> {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        values(&arguments, Some("--port"))
    }

    #[test]
    fn both_spellings_are_read_in_order() {
        assert_eq!(read(&["--port", "1", "--port=2"]).unwrap(), ["1", "2"]);
        assert!(read(&[]).unwrap().is_empty());
    }

    #[test]
    fn a_missing_value_and_an_unknown_option_are_usage_errors() {
        for wrong in [&["--port"][..], &["--prt", "1"], &["8080"]] {
            assert_eq!(read(wrong).unwrap_err().exit_code(), 2, "{wrong:?}");
        }
    }
}
