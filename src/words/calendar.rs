//! Days, months and weeks as the language writes them.

use jiff::civil::Date;

use super::{Language, Words};

pub(super) fn date(date: Date, words: &Words) -> String {
    format!("{} {}", short_date(date, words), date.year())
}

pub(super) fn short_date(date: Date, words: &Words) -> String {
    // French writes only the first day of a month as an ordinal.
    let day = match (words.language(), date.day()) {
        (Language::French, 1) => "1er".to_owned(),
        (_, day) => day.to_string(),
    };
    format!("{day} {}", month_name(date.month(), words))
}

pub(super) fn month(year: i16, month: i8, words: &Words) -> String {
    format!("{} {year}", month_name(month, words))
}

pub(super) fn week(date: Date, language: Language) -> String {
    let letter = match language {
        Language::English => 'W',
        Language::French => 'S',
    };
    format!("{letter}{}", date.iso_week_date().week())
}

fn month_name(month: i8, words: &Words) -> String {
    const KEYS: [&str; 12] = [
        "month-january",
        "month-february",
        "month-march",
        "month-april",
        "month-may",
        "month-june",
        "month-july",
        "month-august",
        "month-september",
        "month-october",
        "month-november",
        "month-december",
    ];
    let place = usize::try_from(month - 1).unwrap_or(0).min(KEYS.len() - 1);
    words.key(KEYS[place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn days_follow_the_language() {
        let (english, french) = (Words::new(Language::English), Words::new(Language::French));
        assert_eq!(english.date(day(2025, 5, 5)), "5 May 2025");
        assert_eq!(french.date(day(2025, 5, 1)), "1er mai 2025");
        assert_eq!(french.month(2025, 8), "août 2025");
    }

    #[test]
    fn weeks_are_iso_weeks() {
        assert_eq!(week(day(2025, 12, 29), Language::English), "W1", "29 December 2025 lies in week 1 of 2026");
        assert_eq!(week(day(2025, 4, 1), Language::French), "S14");
    }
}
