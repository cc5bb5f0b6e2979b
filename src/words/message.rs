use jiff::civil::Date;

/// A sentence of the catalogue that is not yet said: its key and its arguments.
///
/// ```
/// use jalon::words::{Language, Message, Words};
/// let message = Message::new("count-units").count("units", 12_000);
/// assert_eq!(Words::new(Language::English).say(&message), "12,000 units");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    key: &'static str,
    arguments: Vec<(&'static str, Argument)>,
}

/// A value inside a message, written in the language of the reader when the message is said.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// Text as it is: an id, a title, a file name.
    Text(String),
    /// A whole number of things. The catalogue sees `$name` (written) and `$name-n` (the number, to choose a plural).
    Count(u64),
    /// A number with so many decimals.
    Number(f64, usize),
    /// A fraction shown as a percentage with so many decimals: `0.032` is 3.2 %.
    Percent(f64, usize),
    /// A fraction shown as a signed percentage: `0.1` is +10 %.
    SignedPercent(f64, usize),
    /// A p-value: three decimals, `< 0.0001` below that.
    PValue(f64),
    /// A calendar day.
    Date(Date),
    /// Another message, said in the same language.
    Said(Message),
    /// Several messages or texts, joined by commas.
    List(Vec<Argument>),
}

impl Message {
    /// A message without arguments.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, arguments: Vec::new() }
    }

    /// Its key in the catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// Its arguments in the order they were given.
    #[must_use]
    pub fn arguments(&self) -> &[(&'static str, Argument)] {
        &self.arguments
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, argument: Argument) -> Self {
        self.arguments.push((name, argument));
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with(name, Argument::Text(text.into()))
    }

    /// Adds a whole number.
    #[must_use]
    pub fn count(self, name: &'static str, count: u64) -> Self {
        self.with(name, Argument::Count(count))
    }

    /// Adds a number with so many decimals.
    #[must_use]
    pub fn number(self, name: &'static str, value: f64, decimals: usize) -> Self {
        self.with(name, Argument::Number(value, decimals))
    }

    /// Adds a fraction, shown as a percentage.
    #[must_use]
    pub fn percent(self, name: &'static str, value: f64, decimals: usize) -> Self {
        self.with(name, Argument::Percent(value, decimals))
    }

    /// Adds a fraction, shown as a signed percentage.
    #[must_use]
    pub fn signed_percent(self, name: &'static str, value: f64, decimals: usize) -> Self {
        self.with(name, Argument::SignedPercent(value, decimals))
    }

    /// Adds a p-value.
    #[must_use]
    pub fn p_value(self, name: &'static str, value: f64) -> Self {
        self.with(name, Argument::PValue(value))
    }

    /// Adds a day.
    #[must_use]
    pub fn date(self, name: &'static str, date: Date) -> Self {
        self.with(name, Argument::Date(date))
    }

    /// Adds another message.
    #[must_use]
    pub fn said(self, name: &'static str, message: Message) -> Self {
        self.with(name, Argument::Said(message))
    }

    /// Adds a list of texts, joined by commas.
    #[must_use]
    pub fn texts<T: Into<String>>(self, name: &'static str, texts: impl IntoIterator<Item = T>) -> Self {
        self.with(name, Argument::List(texts.into_iter().map(|text| Argument::Text(text.into())).collect()))
    }
}
