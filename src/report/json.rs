//! The envelope every JSON answer comes in, and the guard that no number in it is lost.

mod finite;

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
    finite::check(body)?;
    let envelope = Envelope { schema, body };
    let mut text = serde_json::to_string_pretty(&envelope).map_err(|error| JsonError::Shape(error.to_string()))?;
    text.push('\n');
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    struct Analysis {
        metrics: Vec<Metric>,
        health: BTreeMap<&'static str, Option<f32>>,
        verdict: Verdict,
    }

    #[derive(Serialize)]
    struct Metric {
        id: &'static str,
        interval: (f64, Option<f64>),
    }

    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Verdict {
        Lift(f64),
    }

    fn analysis() -> Analysis {
        let metric = Metric { id: "conversion", interval: (0.0321, None) };
        Analysis { metrics: vec![metric], health: BTreeMap::from([("split", Some(0.5))]), verdict: Verdict::Lift(0.1) }
    }

    fn fault(analysis: &Analysis) -> (String, String) {
        match envelope("jalon.analysis.v1", analysis) {
            Err(JsonError::NotFinite { path, value }) => (path, value),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn schema_comes_first_and_fields_keep_their_order() {
        let written = envelope("jalon.analysis.v1", &analysis()).unwrap();
        let value: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert_eq!(value["metrics"][0]["interval"], serde_json::json!([0.0321, null]));
        assert!(written.starts_with("{\n  \"schema\": \"jalon.analysis.v1\",\n  \"metrics\": ["));
        assert!(written.ends_with("}\n"));
        let places = ["schema", "metrics", "health", "verdict"].map(|field| written.find(&format!("\"{field}\"")));
        assert!(places.is_sorted(), "{written}");
    }

    #[test]
    fn a_number_json_cannot_write_is_named() {
        let mut broken = analysis();
        broken.metrics[0].interval.1 = Some(f64::INFINITY);
        assert_eq!(fault(&broken), ("metrics[0].interval[1]".to_owned(), "inf".to_owned()));

        let mut broken = analysis();
        broken.health.insert("days", Some(f32::NAN));
        assert_eq!(fault(&broken), ("health.days".to_owned(), "NaN".to_owned()));

        let broken = Analysis { verdict: Verdict::Lift(f64::NEG_INFINITY), ..analysis() };
        assert_eq!(fault(&broken), ("verdict.lift".to_owned(), "-inf".to_owned()));
    }

    #[test]
    fn what_is_not_an_object_is_refused() {
        assert!(matches!(envelope("jalon.size.v1", &[1, 2]), Err(JsonError::Shape(_))));
    }

    #[test]
    fn a_flattened_part_is_looked_through_too() {
        #[derive(Serialize)]
        struct Outer {
            #[serde(flatten)]
            inner: Metric,
        }
        let outer = Outer { inner: Metric { id: "conversion", interval: (f64::NAN, None) } };
        let error = envelope("jalon.analysis.v1", &outer).unwrap_err();
        assert_eq!(error.to_string(), "`interval[0]` is NaN, which JSON cannot write; say it by a named case");
    }
}
