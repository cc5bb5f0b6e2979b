//! Parquet files for tests, made of the cells of a CSV file.

use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

/// Writes rows of text as columns of numbers where all cells are numbers, else as text; empty cells are nothing.
pub(in crate::data) fn parquet(titles: &str, rows: &[Vec<String>], group: usize) -> Vec<u8> {
    let titles: Vec<&str> = titles.split(',').collect();
    let all =
        |column: usize, is: &dyn Fn(&str) -> bool| rows.iter().all(|row| row[column].is_empty() || is(&row[column]));
    let kinds: Vec<&str> = (0..titles.len())
        .map(|column| match () {
            () if all(column, &|cell| cell.parse::<i64>().is_ok()) => "INT64",
            () if all(column, &|cell| cell.parse::<f64>().is_ok()) => "DOUBLE",
            () => "BYTE_ARRAY",
        })
        .collect();
    let fields: String = titles
        .iter()
        .zip(&kinds)
        .map(|(title, kind)| {
            let note = if *kind == "BYTE_ARRAY" { " (UTF8)" } else { "" };
            format!("OPTIONAL {kind} {title}{note};")
        })
        .collect();
    let schema = Arc::new(parse_message_type(&format!("message table {{ {fields} }}")).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    for rows in rows.chunks(group) {
        let mut groups = writer.next_row_group().unwrap();
        for (column, kind) in kinds.iter().enumerate() {
            let cells = || rows.iter().map(|row| row[column].as_str());
            let levels: Vec<i16> = cells().map(|cell| i16::from(!cell.is_empty())).collect();
            let present = cells().filter(|cell| !cell.is_empty());
            let mut writer = groups.next_column().unwrap().unwrap();
            match *kind {
                "INT64" => {
                    let values: Vec<i64> = present.map(|cell| cell.parse().unwrap()).collect();
                    writer.typed::<Int64Type>().write_batch(&values, Some(&levels), None).unwrap();
                }
                "DOUBLE" => {
                    let values: Vec<f64> = present.map(|cell| cell.parse().unwrap()).collect();
                    writer.typed::<DoubleType>().write_batch(&values, Some(&levels), None).unwrap();
                }
                _ => {
                    let values: Vec<ByteArray> = present.map(ByteArray::from).collect();
                    writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).unwrap();
                }
            }
            writer.close().unwrap();
        }
        groups.close().unwrap();
    }
    writer.into_inner().unwrap()
}
