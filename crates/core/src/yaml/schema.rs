//! What a plain scalar stands for: the core schema of YAML 1.2 (chapter 10.3).

/// A plain scalar, resolved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Plain {
    Null,
    Boolean(bool),
    /// Saturated at the largest and smallest number that fits.
    Integer(i128),
    Float(f64),
    Text,
}

/// Resolves the text of a plain scalar.
pub(super) fn plain(text: &str) -> Plain {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Plain::Null,
        "true" | "True" | "TRUE" => Plain::Boolean(true),
        "false" | "False" | "FALSE" => Plain::Boolean(false),
        _ => number(text),
    }
}

fn number(text: &str) -> Plain {
    if let Some(digits) = text.strip_prefix("0x") {
        return integer(digits, 16, false);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return integer(digits, 8, false);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let negative = text.starts_with('-');
    match unsigned {
        ".inf" | ".Inf" | ".INF" if negative => Plain::Float(f64::NEG_INFINITY),
        ".inf" | ".Inf" | ".INF" => Plain::Float(f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if unsigned == text => Plain::Float(f64::NAN),
        _ if unsigned.bytes().all(|byte| byte.is_ascii_digit()) => integer(unsigned, 10, negative),
        _ if is_float(unsigned) => text.parse().map_or(Plain::Text, Plain::Float),
        _ => Plain::Text,
    }
}

fn integer(digits: &str, radix: u32, negative: bool) -> Plain {
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Plain::Text;
    }
    let value = i128::from_str_radix(digits, radix).unwrap_or(i128::MAX);
    Plain::Integer(if negative { -value } else { value })
}

/// `[0-9]+(\.[0-9]*)?` or `\.[0-9]+`, then an optional exponent.
fn is_float(unsigned: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty()) && exponent_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_forms_of_yaml_1_2_count() {
        for text in [
            "yes", "no", "on", "off", "y", "tRUE", "Nul", "1_000", "0b1", "1e", ".", "-", "0x",
            "1:30", "+.nan", "12s",
        ] {
            assert_eq!(plain(text), Plain::Text, "{text}");
        }
        assert_eq!(plain("True"), Plain::Boolean(true));
        assert_eq!(plain("~"), Plain::Null);
        assert_eq!(plain("-12"), Plain::Integer(-12));
        assert_eq!(plain("007"), Plain::Integer(7));
        assert_eq!(plain("0o17"), Plain::Integer(15));
        assert_eq!(plain("0xfF"), Plain::Integer(255));
        assert_eq!(plain("1."), Plain::Float(1.0));
        assert_eq!(plain("-.5e3"), Plain::Float(-500.0));
        assert_eq!(plain("-.INF"), Plain::Float(f64::NEG_INFINITY));
    }

    #[test]
    fn a_number_that_does_not_fit_is_still_a_number() {
        assert_eq!(plain(&"9".repeat(60)), Plain::Integer(i128::MAX));
    }
}
