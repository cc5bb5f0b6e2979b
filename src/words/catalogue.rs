use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use unic_langid::LanguageIdentifier;

use super::{Argument, Language, Message, calendar, numerals};

macro_rules! areas {
    ($($area:literal),* $(,)?) => {
        const ENGLISH: &[(&str, &str)] = &[$(($area, include_str!(concat!("en/", $area, ".ftl")))),*];
        const FRENCH: &[(&str, &str)] = &[$(($area, include_str!(concat!("fr/", $area, ".ftl")))),*];
    };
}

// One file per area: the area is the part of the program that says it.
#[rustfmt::skip]
areas!(
    "general",
    "problem",
    "workspace",
    "command",
    "chart",
    "chart-looks",
    "bayes",
    "atlas",
    "report",
    "journey",
    "priority",
    "roadmap",
    "size",
    "experiment",
    "simulate",
    "review",
);

/// The catalogue's files of one language: area and text. For the tests that keep both languages complete.
#[must_use]
pub fn catalogue_sources(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::English => ENGLISH,
        Language::French => FRENCH,
    }
}

type Bundle = FluentBundle<FluentResource>;

/// Says messages, numbers and dates in one language.
///
/// ```
/// use jalon::words::{Language, Words};
/// let french = Words::new(Language::French);
/// assert_eq!(french.percent(0.1234, 1), "12,3\u{202f}%");
/// ```
#[derive(Clone, Copy)]
pub struct Words {
    language: Language,
    bundle: &'static Bundle,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Words").field(&self.language).finish()
    }
}

impl Words {
    /// The words of a language. The catalogue is parsed once in a program's life.
    #[must_use]
    pub fn new(language: Language) -> Self {
        static ENGLISH_BUNDLE: OnceLock<Bundle> = OnceLock::new();
        static FRENCH_BUNDLE: OnceLock<Bundle> = OnceLock::new();
        let bundle = match language {
            Language::English => ENGLISH_BUNDLE.get_or_init(|| bundle("en", ENGLISH)),
            Language::French => FRENCH_BUNDLE.get_or_init(|| bundle("fr", FRENCH)),
        };
        Self { language, bundle }
    }

    /// The language spoken.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Says a message.
    ///
    /// A key the catalogue does not have comes back between angle marks, so that it is seen and never crashes;
    /// `tests/catalogue.rs` makes sure that this does not happen.
    #[must_use]
    pub fn say(&self, message: &Message) -> String {
        let mut arguments = FluentArgs::new();
        for (name, argument) in message.arguments() {
            if let Argument::Count(count) = argument {
                // Plural rules only look at small numbers; the cast is exact far beyond them.
                arguments.set(format!("{name}-n"), FluentValue::from(*count as f64));
            }
            arguments.set(*name, FluentValue::from(self.write(argument)));
        }
        let pattern = self.bundle.get_message(message.key()).and_then(|found| found.value());
        match pattern {
            Some(pattern) => {
                let mut faults = Vec::new();
                self.bundle.format_pattern(pattern, Some(&arguments), &mut faults).into_owned()
            }
            None => format!("⟨{}⟩", message.key()),
        }
    }

    /// Says a message without arguments by its key.
    #[must_use]
    pub fn key(&self, key: &'static str) -> String {
        self.say(&Message::new(key))
    }

    /// A whole number with thousands marked: `12,000`, `12 000`.
    #[must_use]
    pub fn count(&self, count: u64) -> String {
        numerals::count(count, self.language)
    }

    /// A number with so many decimals.
    #[must_use]
    pub fn number(&self, value: f64, decimals: usize) -> String {
        numerals::number(value, decimals, self.language)
    }

    /// A number with its sign and so many decimals: `+1.5`.
    #[must_use]
    pub fn signed(&self, value: f64, decimals: usize) -> String {
        numerals::signed(value, decimals, self.language)
    }

    /// A fraction as a percentage: `0.032` is `3.2%` in English and `3,2 %` in French.
    #[must_use]
    pub fn percent(&self, fraction: f64, decimals: usize) -> String {
        numerals::percent(fraction, decimals, self.language)
    }

    /// A fraction as a signed percentage: `+10%`.
    #[must_use]
    pub fn signed_percent(&self, fraction: f64, decimals: usize) -> String {
        numerals::signed_percent(fraction, decimals, self.language)
    }

    /// A p-value: four decimals at most, `< 0.0001` below that.
    #[must_use]
    pub fn p_value(&self, value: f64) -> String {
        numerals::p_value(value, self.language)
    }

    /// An amount of money in a currency (ISO 4217 code), without decimals from 100 on: `€1,200`, `1 200 €`.
    #[must_use]
    pub fn money(&self, amount: f64, currency: &str) -> String {
        numerals::money(amount, currency, self.language)
    }

    /// The sign of a currency, for column titles and axes: `€` for `EUR`; the code itself where it has no common sign.
    #[must_use]
    pub fn currency_symbol<'a>(&self, currency: &'a str) -> &'a str {
        numerals::currency_symbol(currency)
    }

    /// A day: `5 May 2025`, `5 mai 2025`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        calendar::date(date, self)
    }

    /// A day without its year: `5 May`, `5 mai`.
    #[must_use]
    pub fn short_date(&self, date: Date) -> String {
        calendar::short_date(date, self)
    }

    /// A month with its year: `May 2025`, `mai 2025`.
    #[must_use]
    pub fn month(&self, year: i16, month: i8) -> String {
        calendar::month(year, month, self)
    }

    /// The ISO week of a day: `W14`, `S14`.
    #[must_use]
    pub fn week(&self, date: Date) -> String {
        calendar::week(date, self.language)
    }

    fn write(&self, argument: &Argument) -> String {
        match argument {
            Argument::Text(text) => text.clone(),
            Argument::Count(count) => self.count(*count),
            Argument::Number(value, decimals) => self.number(*value, *decimals),
            Argument::Percent(value, decimals) => self.percent(*value, *decimals),
            Argument::SignedPercent(value, decimals) => self.signed_percent(*value, *decimals),
            Argument::PValue(value) => self.p_value(*value),
            Argument::Date(date) => self.date(*date),
            Argument::Said(message) => self.say(message),
            Argument::List(items) => items.iter().map(|item| self.write(item)).collect::<Vec<_>>().join(", "),
        }
    }
}

fn bundle(code: &str, sources: &[(&str, &str)]) -> Bundle {
    let mut bundle =
        FluentBundle::new_concurrent(vec![LanguageIdentifier::from_bytes(code.as_bytes()).unwrap_or_default()]);
    // Isolation marks would be invisible noise in files, tables and charts; both languages run left to right.
    bundle.set_use_isolating(false);
    for (_, text) in sources {
        // A resource with a faulty entry still yields the others; the faulty one fails the catalogue's tests.
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_follow_the_language() {
        let units = |language, count| Words::new(language).say(&Message::new("count-units").count("units", count));
        assert_eq!(units(Language::English, 0), "0 units");
        assert_eq!(units(Language::English, 1), "1 unit");
        assert_eq!(units(Language::French, 0), "0 unité");
        assert_eq!(units(Language::French, 12_000), "12\u{202f}000 unités");
    }

    #[test]
    fn an_unknown_key_is_shown_not_hidden() {
        assert_eq!(Words::new(Language::English).key("no-such-key"), "⟨no-such-key⟩");
    }
}
