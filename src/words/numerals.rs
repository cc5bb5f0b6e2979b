//! Numbers as the language writes them. Grouping and decimal marks come from CLDR through `icu_decimal`.

use std::str::FromStr;
use std::sync::OnceLock;

use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;

use super::Language;

/// CLDR's French minus is the hyphen; a true minus sign is wider than a hyphen and reads better in tables.
const MINUS: char = '−';
const NARROW_NO_BREAK_SPACE: char = '\u{202f}';

pub(super) fn count(count: u64, language: Language) -> String {
    grouped(&count.to_string(), language)
}

pub(super) fn number(value: f64, decimals: usize, language: Language) -> String {
    if !value.is_finite() {
        return infinite(value);
    }
    let written = format!("{:.decimals$}", value.abs());
    let negative = value < 0.0 && written.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let grouped = grouped(&written, language);
    if negative { format!("{MINUS}{grouped}") } else { grouped }
}

pub(super) fn signed(value: f64, decimals: usize, language: Language) -> String {
    let written = number(value, decimals, language);
    let zero = !written.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if value > 0.0 && !zero { format!("+{written}") } else { written }
}

pub(super) fn percent(fraction: f64, decimals: usize, language: Language) -> String {
    with_percent_sign(number(fraction * 100.0, decimals, language), language)
}

pub(super) fn signed_percent(fraction: f64, decimals: usize, language: Language) -> String {
    with_percent_sign(signed(fraction * 100.0, decimals, language), language)
}

pub(super) fn p_value(value: f64, language: Language) -> String {
    const SMALLEST: f64 = 0.0001;
    if value < SMALLEST {
        format!("<{}{}", '\u{a0}', number(SMALLEST, 4, language))
    } else if value < 0.01 {
        number(value, 4, language)
    } else {
        number(value, 3, language)
    }
}

pub(super) fn money(amount: f64, currency: &str, language: Language) -> String {
    let decimals = if amount.abs() < 100.0 && amount.fract() != 0.0 { 2 } else { 0 };
    let symbol = currency_symbol(currency);
    let written = number(amount.abs(), decimals, language);
    let minus = if number(amount, decimals, language).starts_with(MINUS) { "−" } else { "" };
    match language {
        Language::French => format!("{minus}{written}{NARROW_NO_BREAK_SPACE}{symbol}"),
        Language::English if symbol.chars().count() == 1 => format!("{minus}{symbol}{written}"),
        Language::English => format!("{minus}{symbol}\u{a0}{written}"),
    }
}

pub(super) fn currency_symbol(currency: &str) -> &str {
    match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        other => other,
    }
}

fn with_percent_sign(written: String, language: Language) -> String {
    match language {
        Language::English => written + "%",
        Language::French => format!("{written}{NARROW_NO_BREAK_SPACE}%"),
    }
}

fn infinite(value: f64) -> String {
    if value == f64::INFINITY {
        "+∞".to_owned()
    } else if value == f64::NEG_INFINITY {
        "−∞".to_owned()
    } else {
        "—".to_owned()
    }
}

fn grouped(written: &str, language: Language) -> String {
    match (Decimal::from_str(written), formatter(language)) {
        (Ok(decimal), Some(formatter)) => formatter.format(&decimal).to_string(),
        // Never reached with the compiled data; the plain digits are right in any case.
        _ => written.to_owned(),
    }
}

fn formatter(language: Language) -> Option<&'static DecimalFormatter> {
    static ENGLISH: OnceLock<Option<DecimalFormatter>> = OnceLock::new();
    static FRENCH: OnceLock<Option<DecimalFormatter>> = OnceLock::new();
    let (cell, locale) = match language {
        Language::English => (&ENGLISH, icu_locale_core::locale!("en")),
        Language::French => (&FRENCH, icu_locale_core::locale!("fr")),
    };
    cell.get_or_init(|| DecimalFormatter::try_new(locale.into(), Default::default()).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(number(1234.5, 1, Language::English), "1,234.5");
        assert_eq!(number(1234.5, 1, Language::French), "1\u{202f}234,5");
        assert_eq!(number(-0.04, 1, Language::French), "0,0", "a rounded zero has no sign");
        assert_eq!(number(-1.25, 2, Language::English), "−1.25");
        assert_eq!(count(1_000_000, Language::French), "1\u{202f}000\u{202f}000");
    }

    #[test]
    fn percentages_carry_their_sign_and_space() {
        assert_eq!(signed_percent(0.1, 1, Language::English), "+10.0%");
        assert_eq!(percent(0.1234, 1, Language::French), "12,3\u{202f}%");
        assert_eq!(signed_percent(0.0, 1, Language::English), "0.0%");
    }

    #[test]
    fn p_values_are_never_shown_as_zero() {
        assert_eq!(p_value(1e-12, Language::English), "<\u{a0}0.0001");
        assert_eq!(p_value(0.04567, Language::French), "0,046");
        assert_eq!(p_value(0.0012, Language::English), "0.0012");
    }

    #[test]
    fn money_follows_the_language() {
        assert_eq!(money(1200.0, "EUR", Language::English), "€1,200");
        assert_eq!(money(1200.0, "EUR", Language::French), "1\u{202f}200\u{202f}€");
        assert_eq!(money(-3.5, "USD", Language::English), "−$3.50");
    }

    #[test]
    fn what_is_not_finite_is_marked() {
        assert_eq!(number(f64::NAN, 1, Language::English), "—");
        assert_eq!(number(f64::INFINITY, 1, Language::English), "+∞");
    }
}
