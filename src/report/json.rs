//! The envelope every JSON answer comes in, and the guard that no number in it is lost.

use serde::Serialize;

/// Why a value could not be written as JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// A number that JSON cannot write: an answer must say "unbounded" or "cannot say" by its own field.
    #[error("`{path}` is {value}, which JSON cannot write; say it by a named case")]
    NotFinite {
        /// Where the number stands: `metrics[0].p_value`.
        path: String,
        /// `NaN`, `inf` or `-inf`.
        value: String,
    },
    /// A value without the shape of an object, or one that cannot be written for another reason.
    #[error("not an object of JSON: {0}")]
    Shape(String),
}

#[derive(Serialize)]
struct Envelope<'a, T> {
    schema: &'a str,
    #[serde(flatten)]
    body: &'a T,
}

/// Writes a value as one JSON object whose first field is `schema`, indented by two spaces, with a line end at the end.
///
/// Fields keep the order in which the type declares them, so the same value gives the same bytes.
///
/// ```
/// use jalon::report::json;
/// #[derive(serde::Serialize)]
/// struct Size { n_total: u64 }
/// let answer = json::envelope("jalon.size.v1", &Size { n_total: 7_682 }).unwrap();
/// assert_eq!(answer, "{\n  \"schema\": \"jalon.size.v1\",\n  \"n_total\": 7682\n}\n");
/// ```
///
/// # Errors
///
/// [`JsonError::NotFinite`] when a number in it is NaN or infinite; [`JsonError::Shape`] when it is not an object.
pub fn envelope<T: Serialize>(schema: &str, body: &T) -> Result<String, JsonError> {
    let envelope = Envelope { schema, body };
    let mut text = serde_json::to_string_pretty(&envelope).map_err(|error| JsonError::Shape(error.to_string()))?;
    text.push('\n');
    Ok(text)
}
