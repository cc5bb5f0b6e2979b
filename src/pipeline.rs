//! The arrow, written once for every face: from the files' values to the answer's values.
