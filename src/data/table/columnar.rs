//! Parquet: row groups read column by column, and only the columns that are asked for.

use std::io::{BufReader, Read};
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, FileReader, Length, RowGroupReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::content::{Content, InOrder};
use super::value::Value;

/// Rows read at a time: enough to be quick, few enough to be small.
const BATCH: usize = 16 * 1024;
/// The place of a cell that holds nothing.
const NOTHING: u32 = u32::MAX;

/// A Parquet file that is open.
pub(super) struct ColumnFile {
    reader: SerializedFileReader<Chunks>,
}

/// Some rows of the columns that were asked for.
pub(in crate::data) struct Batch {
    /// One column for each title of the file; none where nobody asked for it.
    columns: Vec<Option<Column>>,
    /// How many rows there are.
    pub rows: usize,
}

struct Column {
    values: Values,
    /// Where the value of each row stands; none where every row has one.
    places: Option<Vec<u32>>,
}

enum Values {
    Reals(Vec<f64>),
    Integers(Vec<i64>),
    Texts(Vec<ByteArray>),
    Made(Vec<String>),
    Flags(Vec<bool>),
    /// Days since 1970.
    Days(Vec<i32>),
    /// Nanoseconds since 1970.
    Times {
        nanoseconds: Vec<i64>,
        universal: bool,
    },
}

/// What the numbers of a column stand for.
#[derive(Clone, Copy)]
enum Meaning {
    AsIs,
    Unsigned,
    Day,
    Time { nanoseconds_each: i64, universal: bool },
    Decimal { scale: i32 },
    Text,
    Uuid,
}

impl ColumnFile {
    pub(super) fn open(content: Arc<dyn Content>) -> Result<Self> {
        SerializedFileReader::new(Chunks(content)).map(|reader| Self { reader })
    }

    /// The titles of its columns. Columns of lists and other nested values have theirs, with dots; their cells are refused.
    pub(super) fn titles(&self) -> Vec<String> {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        schema.columns().iter().map(|column| column.path().string()).collect()
    }

    pub(super) fn row_groups(&self) -> usize {
        self.reader.num_row_groups()
    }

    /// Reads the columns asked for in a row group, some rows at a time.
    pub(super) fn read_group(&self, group: usize, asked: &[bool], mut take: impl FnMut(&Batch)) -> Result<()> {
        let group = self.reader.get_row_group(group)?;
        let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
        let schema = group.metadata().schema_descr();
        let mut sources = Vec::with_capacity(schema.num_columns());
        for place in 0..schema.num_columns() {
            let source = if asked.get(place).copied().unwrap_or_default() {
                Some(ColumnSource::of(&*group, place)?)
            } else {
                None
            };
            sources.push(source);
        }
        while left > 0 {
            let rows = left.min(BATCH);
            let columns = sources.iter_mut().map(|source| source.as_mut().map(|source| source.read(rows)).transpose());
            take(&Batch { columns: columns.collect::<Result<_>>()?, rows });
            left -= rows;
        }
        Ok(())
    }
}

impl Batch {
    /// The value of a cell.
    pub(in crate::data) fn value(&self, row: usize, position: usize) -> Value<'_> {
        let Some(Some(column)) = self.columns.get(position) else { return Value::Nothing };
        let place = match &column.places {
            None => row,
            Some(places) => match places.get(row) {
                Some(&place) if place != NOTHING => place as usize,
                _ => return Value::Nothing,
            },
        };
        column.values.at(place).unwrap_or(Value::Nothing)
    }
}

impl Values {
    fn at(&self, place: usize) -> Option<Value<'_>> {
        Some(match self {
            // Programs that have no empty numbers write "not a number" in their place.
            Self::Reals(values) => match *values.get(place)? {
                value if value.is_nan() => Value::Nothing,
                value => Value::Real(value),
            },
            Self::Integers(values) => Value::Integer(*values.get(place)?),
            // Checked when the column was read.
            Self::Texts(values) => Value::Text(std::str::from_utf8(values.get(place)?.data()).unwrap_or_default()),
            Self::Made(values) => Value::Text(values.get(place)?),
            Self::Flags(values) => Value::Flag(*values.get(place)?),
            Self::Days(values) => Value::Day(*values.get(place)?),
            Self::Times { nanoseconds, universal } => {
                Value::Time { nanoseconds: *nanoseconds.get(place)?, universal: *universal }
            }
        })
    }
}

struct ColumnSource {
    reader: ColumnReader,
    meaning: Meaning,
    /// The level at which a value is there; 0 where every row has one.
    present: i16,
}

impl ColumnSource {
    fn of(group: &dyn RowGroupReader, place: usize) -> Result<Self> {
        let descriptor = group.metadata().schema_descr().column(place);
        if descriptor.max_rep_level() > 0 {
            return Err(refused(&descriptor, "a list"));
        }
        let meaning = meaning(&descriptor)?;
        Ok(Self { reader: group.get_column_reader(place)?, meaning, present: descriptor.max_def_level() })
    }

    fn read(&mut self, rows: usize) -> Result<Column> {
        let (meaning, present) = (self.meaning, self.present);
        let (values, levels) = match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => {
                let (flags, levels) = typed(reader, rows, present)?;
                (Values::Flags(flags), levels)
            }
            ColumnReader::Int32ColumnReader(reader) => {
                let (numbers, levels) = typed(reader, rows, present)?;
                let values = match meaning {
                    Meaning::Day => Values::Days(numbers),
                    Meaning::Unsigned => {
                        Values::Integers(numbers.into_iter().map(|number| i64::from(number as u32)).collect())
                    }
                    _ => integers(numbers.into_iter().map(i64::from), meaning),
                };
                (values, levels)
            }
            ColumnReader::Int64ColumnReader(reader) => {
                let (numbers, levels) = typed(reader, rows, present)?;
                (integers(numbers.into_iter(), meaning), levels)
            }
            ColumnReader::Int96ColumnReader(reader) => {
                let (times, levels) = typed(reader, rows, present)?;
                // Only Spark and Hive write these, and they write universal time.
                let nanoseconds = times.iter().map(parquet::data_type::Int96::to_nanos).collect();
                (Values::Times { nanoseconds, universal: true }, levels)
            }
            ColumnReader::FloatColumnReader(reader) => {
                let (numbers, levels) = typed(reader, rows, present)?;
                (Values::Reals(numbers.into_iter().map(f64::from).collect()), levels)
            }
            ColumnReader::DoubleColumnReader(reader) => {
                let (numbers, levels) = typed(reader, rows, present)?;
                (Values::Reals(numbers), levels)
            }
            ColumnReader::ByteArrayColumnReader(reader) => {
                let (bytes, levels) = typed(reader, rows, present)?;
                (texts(bytes, meaning)?, levels)
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                let (bytes, levels) = typed(reader, rows, present)?;
                (texts(bytes.into_iter().map(ByteArray::from).collect(), meaning)?, levels)
            }
        };
        Ok(Column { values, places: levels })
    }
}

/// The values that are there, and where that of each row stands.
type Present<T> = (Vec<T>, Option<Vec<u32>>);

fn typed<T: DataType>(reader: &mut ColumnReaderImpl<T>, rows: usize, present: i16) -> Result<Present<T::T>> {
    let (mut values, mut levels) = (Vec::with_capacity(rows), Vec::new());
    let (read, _, _) = reader.read_records(rows, (present > 0).then_some(&mut levels), None, &mut values)?;
    if read < rows {
        return Err(ParquetError::EOF(format!("{read} of {rows} rows")));
    }
    if present == 0 || values.len() == rows {
        return Ok((values, None));
    }
    let mut next = 0;
    let places = levels.iter().map(|level| {
        if *level < present {
            return NOTHING;
        }
        next += 1;
        next - 1
    });
    let places = places.collect();
    Ok((values, Some(places)))
}

fn integers(numbers: impl Iterator<Item = i64>, meaning: Meaning) -> Values {
    match meaning {
        Meaning::Time { nanoseconds_each, universal } => Values::Times {
            nanoseconds: numbers.map(|number| number.saturating_mul(nanoseconds_each)).collect(),
            universal,
        },
        Meaning::Decimal { scale } => {
            let unit = 10_f64.powi(scale);
            Values::Reals(numbers.map(|number| number as f64 / unit).collect())
        }
        _ => Values::Integers(numbers.collect()),
    }
}

fn texts(bytes: Vec<ByteArray>, meaning: Meaning) -> Result<Values> {
    match meaning {
        Meaning::Decimal { scale } => {
            let unit = 10_f64.powi(scale);
            Ok(Values::Reals(bytes.iter().map(|bytes| big_endian(bytes.data()) / unit).collect()))
        }
        Meaning::Uuid => Ok(Values::Made(bytes.iter().map(|bytes| uuid(bytes.data())).collect())),
        _ => match bytes.iter().find_map(|bytes| std::str::from_utf8(bytes.data()).err()) {
            None => Ok(Values::Texts(bytes)),
            Some(error) => Err(ParquetError::General(error.to_string())),
        },
    }
}

/// A whole number of any length, its highest byte first.
fn big_endian(bytes: &[u8]) -> f64 {
    let mut wide = if bytes.first().is_some_and(|first| *first >= 0x80) { [0xff; 16] } else { [0; 16] };
    let kept = bytes.len().min(16);
    wide[16 - kept..].copy_from_slice(&bytes[bytes.len() - kept..]);
    i128::from_be_bytes(wide) as f64
}

fn uuid(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default();
    [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)].join("-")
}

fn meaning(descriptor: &ColumnDescriptor) -> Result<Meaning> {
    let time = |unit: &TimeUnit, universal| Meaning::Time {
        nanoseconds_each: match unit {
            TimeUnit::MILLIS => 1_000_000,
            TimeUnit::MICROS => 1_000,
            TimeUnit::NANOS => 1,
        },
        universal,
    };
    let bytes = matches!(descriptor.physical_type(), Type::BYTE_ARRAY | Type::FIXED_LEN_BYTE_ARRAY);
    Ok(match descriptor.logical_type_ref() {
        Some(LogicalType::Date) => Meaning::Day,
        Some(LogicalType::Timestamp(timestamp)) => time(&timestamp.unit, timestamp.is_adjusted_to_u_t_c),
        Some(LogicalType::Decimal(decimal)) => Meaning::Decimal { scale: decimal.scale },
        Some(LogicalType::Integer(integer)) if !integer.is_signed => Meaning::Unsigned,
        Some(LogicalType::Uuid) => Meaning::Uuid,
        Some(LogicalType::Float16 | LogicalType::Bson) => return Err(refused(descriptor, "binary")),
        _ => match descriptor.converted_type() {
            ConvertedType::DATE => Meaning::Day,
            ConvertedType::TIMESTAMP_MILLIS => time(&TimeUnit::MILLIS, true),
            ConvertedType::TIMESTAMP_MICROS => time(&TimeUnit::MICROS, true),
            ConvertedType::DECIMAL => Meaning::Decimal { scale: descriptor.type_scale() },
            ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 => Meaning::Unsigned,
            ConvertedType::INTERVAL => return Err(refused(descriptor, "an interval")),
            _ if bytes => Meaning::Text,
            _ => Meaning::AsIs,
        },
    })
}

fn refused(descriptor: &ColumnDescriptor, what: &str) -> ParquetError {
    ParquetError::NYI(format!("{}: {what}", descriptor.path().string()))
}

/// Content as the `parquet` crate reads it.
struct Chunks(Arc<dyn Content>);

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.0.length()
    }
}

impl ChunkReader for Chunks {
    type T = BufReader<InOrder>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(BufReader::new(InOrder::from(self.0.clone(), start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let mut bytes = vec![0; length];
        InOrder::from(self.0.clone(), start).read_exact(&mut bytes)?;
        Ok(Bytes::from(bytes))
    }
}
