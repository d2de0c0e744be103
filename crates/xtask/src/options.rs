//! Reading `--name value` and `--name=value` from a command's arguments.

use crate::error::{Failure, Result};

/// The value of every occurrence of the one option `name` that a command knows; anything else is an error.
///
/// Pass `None` for a command without options.
pub(crate) fn values(arguments: &[String], name: Option<&str>) -> Result<Vec<String>> {
    let pairs = pairs(arguments, name.as_slice())?;
    Ok(pairs.into_iter().map(|(_, value)| value).collect())
}

/// Every occurrence of the options `names`, with its value; anything else is an error.
pub(crate) fn pairs(arguments: &[String], names: &[&str]) -> Result<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let (option, inline) = match argument.split_once('=') {
            Some((option, value)) => (option, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        if !names.contains(&option) {
            return Err(unknown(argument, names));
        }
        let value = inline.or_else(|| rest.next().cloned());
        let value = value.ok_or_else(|| Failure::usage(format!("`{option}` needs a value")))?;
        pairs.push((option.to_owned(), value));
    }
    Ok(pairs)
}

fn unknown(argument: &str, known: &[&str]) -> Failure {
    let failure = Failure::usage(format!("unexpected argument `{argument}`"));
    if known.is_empty() {
        return failure.with_help("the only option is `--help`");
    }
    let known = known.iter().map(|name| format!("`{name}`"));
    let known: Vec<String> = known.collect();
    failure.with_help(format!("the options are {} and `--help`", known.join(", ")))
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
    fn several_options_keep_their_order_and_names() {
        let arguments = ["--b=2", "--a", "1"].map(str::to_owned);
        let expected = [("--b", "2"), ("--a", "1")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(pairs(&arguments, &["--a", "--b"]).unwrap(), expected);
        assert!(pairs(&arguments, &["--a"]).is_err());
    }

    #[test]
    fn a_missing_value_and_an_unknown_option_are_usage_errors() {
        for wrong in [&["--port"][..], &["--prt", "1"], &["8080"]] {
            assert_eq!(read(wrong).unwrap_err().exit_code(), 2, "{wrong:?}");
        }
    }
}
