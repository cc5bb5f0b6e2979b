//! Goes through the rows of a table: file by file, block by block, in order or by several threads.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};

use super::blocks::{BlockEncoding, Blocks, Broken, TextBlock, text};
use super::columnar::ColumnFile;
use super::content::{BadRows, TableFile, TableSource};
use super::format::{Compression, Encoding};
use super::records::{Records, separator, slice};
use super::stream::{Found, TextStream, open};
use crate::data::mistakes::{Mistakes, Spot};
use crate::data::sheet::{Row, Titles};
use crate::problem::Problem;
use crate::words::Message;

/// What readers of tables differ in.
#[derive(Clone, Copy)]
pub(in crate::data) struct Readers<'c> {
    /// Columns with other names: what it holds → how the file names it.
    pub renamed: &'c [(String, String)],
    /// Whether columns can be renamed in a plan, or only in the file itself.
    pub in_plan: bool,
    /// How an empty file is mended.
    pub empty_mend: &'static str,
}

/// What was read.
#[derive(Debug, Default)]
pub(in crate::data) struct Scanned {
    /// Rows that were taken.
    pub rows: u64,
    /// Rows that could not be read and were left out.
    pub skipped: u64,
    /// What the files were taken for.
    pub assumed: Vec<Assumed>,
}

/// What a file was taken for: nothing in it says so for certain.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Assumed {
    /// How it is packed.
    pub compression: Option<Compression>,
    /// How it is written; none for Parquet, which says so itself.
    pub text: Option<AssumedText>,
}

/// How a text was taken to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AssumedText {
    /// How its letters are written in bytes.
    pub encoding: Encoding,
    /// What parts its cells.
    pub separator: char,
    /// Whether its decimals stand behind a comma.
    pub decimal_comma: bool,
}

/// Goes through all rows in order.
pub(in crate::data) fn each_row<'c, L>(
    source: &TableSource,
    readers: Readers<'c>,
    mistakes: &mut Mistakes,
    layout: impl FnMut(&Titles<'c>, &mut Mistakes) -> Option<L>,
    mut row: impl FnMut(&Row<'_>, &Titles<'c>, &L, &mut Mistakes),
) -> Scanned {
    let mut walk = Walk::over(source, readers, layout);
    let mut reduction = Reduction::default();
    while let Some(job) = walk.next(mistakes) {
        let mut each = |_: &mut (), found: &Row<'_>, titles: &Titles<'c>, layout: &L, mistakes: &mut Mistakes| {
            row(found, titles, layout, mistakes);
        };
        let done = job.read((), source.bad_rows, &mut each);
        reduction.take(done, mistakes);
    }
    reduction.finish(walk, mistakes)
}

/// Goes through all rows with several threads: each makes a part of some rows, and the parts are taken in order.
///
/// What a part holds depends on the files alone, and so does the order of parts: so nothing depends on the threads.
pub(in crate::data) fn in_parallel<'c, L: Send + Sync, P: Send>(
    source: &TableSource,
    readers: Readers<'c>,
    mistakes: &mut Mistakes,
    layout: impl FnMut(&Titles<'c>, &mut Mistakes) -> Option<L>,
    start: impl Fn(&L) -> P + Sync,
    row: impl Fn(&mut P, &Row<'_>, &Titles<'c>, &L, &mut Mistakes) + Sync,
    mut take: impl FnMut(P, &mut Mistakes),
) -> Scanned {
    let mut walk = Walk::over(source, readers, layout);
    let mut reduction = Reduction::default();
    let read = |job: Job<'c, L>| {
        let part = start(&job.table.layout);
        job.read(part, source.bad_rows, &mut |part, found, titles, layout, mistakes| {
            row(part, found, titles, layout, mistakes);
        })
    };
    if source.threads < 2 {
        while let Some(job) = walk.next(mistakes) {
            take(reduction.take(read(job), mistakes), mistakes);
        }
        return reduction.finish(walk, mistakes);
    }
    std::thread::scope(|scope| {
        let (jobs, waiting) = mpsc::channel::<(u64, Job<'c, L>)>();
        let (results, done) = mpsc::channel::<(u64, Done<P>)>();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..source.threads {
            let (waiting, results, read) = (Arc::clone(&waiting), results.clone(), &read);
            scope.spawn(move || {
                loop {
                    let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, job)) = job else { return };
                    if results.send((number, read(job))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(results);
        // Blocks in flight are few, so that memory does not grow with the file.
        let most = 2 * source.threads as u64 + 1;
        let (mut sent, mut taken, mut ready) = (0, 0, BTreeMap::new());
        let mut ended = false;
        loop {
            while !ended && sent - taken < most {
                let Some(job) = walk.next(mistakes) else {
                    ended = true;
                    continue;
                };
                // Nobody hangs up while there is work.
                if jobs.send((sent, job)).is_ok() {
                    sent += 1;
                }
            }
            if taken == sent {
                break;
            }
            let Ok((number, part)) = done.recv() else { break };
            ready.insert(number, part);
            while let Some(part) = ready.remove(&taken) {
                taken += 1;
                take(reduction.take(part, mistakes), mistakes);
            }
        }
        drop(jobs);
    });
    reduction.finish(walk, mistakes)
}

/// The text of a table that is small enough to be held whole, such as a list that people wrote.
///
/// # Errors
///
/// A [`Problem`] for what is no text, cannot be unpacked, or is larger than any list.
pub(in crate::data) fn whole_text(source: &TableSource, file: &str) -> Result<String, Problem> {
    const LARGEST: u64 = 64 * 1024 * 1024;
    let mut mistakes = Mistakes::of(file);
    let mut bytes = Vec::new();
    for part in &source.files {
        match open(part) {
            Ok(Found::Text(TextStream { reader, compression, .. })) => {
                if let Err(error) = reader.take(LARGEST).read_to_end(&mut bytes) {
                    unreadable(&error, compression, None, &mut mistakes);
                }
            }
            Ok(Found::Parquet) => foreign("Parquet", &mut mistakes),
            Ok(Found::Foreign(form)) => foreign(form, &mut mistakes),
            Err(error) => unreadable(&error, None, None, &mut mistakes),
        }
    }
    if bytes.len() as u64 >= LARGEST {
        let what = Message::new("disk-too-large");
        mistakes.refuse(Spot::FILE, what, Some(Message::new("disk-too-large-mend")));
    }
    let text = text(bytes).0;
    let whole = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    mistakes.into_problems().into_iter().next().map_or(Ok(whole), Err)
}

/// Part of a table that is read at once.
enum Piece {
    Text(TextBlock),
    RowGroup(usize),
}

/// A file that is open, and how its columns are read.
struct OpenTable<'c, L> {
    name: String,
    titles: Titles<'c>,
    layout: L,
    body: Body,
    /// Which file it is, from 0.
    number: usize,
}

enum Body {
    Text { separator: u8 },
    Columns { file: ColumnFile, asked: Vec<bool> },
}

struct Job<'c, L> {
    table: Arc<OpenTable<'c, L>>,
    piece: Piece,
}

/// A part, and what was found on the way.
struct Done<P> {
    part: P,
    mistakes: Mistakes,
    rows: u64,
    skipped: u64,
    /// The file, how the block was written, and the line that shows it.
    encoding: Option<(usize, BlockEncoding, u64)>,
}

impl<'c, L> Job<'c, L> {
    fn read<P>(
        self,
        part: P,
        bad_rows: BadRows,
        row: &mut impl FnMut(&mut P, &Row<'_>, &Titles<'c>, &L, &mut Mistakes),
    ) -> Done<P> {
        let table = &*self.table;
        let mut done = Done { part, mistakes: Mistakes::of(&table.name), rows: 0, skipped: 0, encoding: None };
        let mut each = |done: &mut Done<P>, found: &Row<'_>| {
            let before = done.mistakes.mark();
            if found.is_whole(&table.titles, &mut done.mistakes) {
                row(&mut done.part, found, &table.titles, &table.layout, &mut done.mistakes);
            }
            if bad_rows == BadRows::Skipped && done.mistakes.mark() != before {
                done.mistakes.forget(before);
                done.skipped += 1;
            } else {
                done.rows += 1;
            }
        };
        match (&table.body, self.piece) {
            (Body::Text { separator }, Piece::Text(block)) => {
                let line = block.line;
                let (text, encoding) = text(block.bytes);
                let shown =
                    if let BlockEncoding::Windows1252 { line: before } = encoding { line + before } else { line };
                done.encoding = Some((table.number, encoding, shown));
                let mut records = Records::of(&text, line, *separator);
                while let Some(record) = records.next() {
                    each(&mut done, &Row::of_record(&record));
                }
            }
            (Body::Columns { file, asked }, Piece::RowGroup(group)) => {
                let mut before = 0;
                let read = file.read_group(group, asked, |batch| {
                    for place in 0..batch.rows {
                        each(&mut done, &Row::of_batch(batch, place, group as u64 + 1, before + place as u64 + 1));
                    }
                    before += batch.rows as u64;
                });
                if let Err(error) = read {
                    let what = Message::new("data-row-group-broken")
                        .count("group", group as u64 + 1)
                        .text("detail", error.to_string());
                    done.mistakes.refuse(Spot::FILE, what, Some(Message::new("data-row-group-broken-mend")));
                }
            }
            // A file is of one form.
            _ => {}
        }
        done
    }
}

/// Adds up what blocks say beside their parts.
#[derive(Default)]
struct Reduction {
    scanned: Scanned,
    /// The encoding of each file, as far as it shows.
    encodings: BTreeMap<usize, Encoding>,
    mixed: BTreeSet<usize>,
}

impl Reduction {
    fn take<P>(&mut self, done: Done<P>, mistakes: &mut Mistakes) -> P {
        self.scanned.rows += done.rows;
        self.scanned.skipped += done.skipped;
        if let Some((file, block, line)) = done.encoding
            && let Some(encoding) = block.named()
            && *self.encodings.entry(file).or_insert(encoding) != encoding
            && self.mixed.insert(file)
        {
            mistakes.in_file(done.mistakes.file());
            mistakes.refuse(
                Spot::line(line),
                Message::new("data-mixed-encoding"),
                Some(Message::new("data-mixed-encoding-mend")),
            );
        }
        mistakes.absorb(done.mistakes);
        done.part
    }

    fn finish<'c, L, F>(mut self, walk: Walk<'_, 'c, L, F>, mistakes: &mut Mistakes) -> Scanned {
        mistakes.in_file(&walk.whole_name);
        if self.scanned.rows == 0 && mistakes.is_empty() {
            mistakes.refuse(Spot::FILE, Message::new("data-no-rows"), Some(Message::new("data-no-rows-mend")));
        }
        for (file, mut assumed) in walk.assumed {
            if let (Some(text), Some(Encoding::Windows1252)) = (&mut assumed.text, self.encodings.get(&file)) {
                text.encoding = Encoding::Windows1252;
            }
            if !self.scanned.assumed.contains(&assumed) {
                self.scanned.assumed.push(assumed);
            }
        }
        self.scanned
    }
}

/// Opens file after file and hands out their pieces.
struct Walk<'s, 'c, L, F> {
    files: std::iter::Enumerate<std::slice::Iter<'s, TableFile>>,
    readers: Readers<'c>,
    layout: F,
    /// The name of the table as a whole.
    whole_name: String,
    current: Option<(Arc<OpenTable<'c, L>>, Pieces)>,
    /// The file that was read first, and the columns that were found in it.
    first: Option<(String, BTreeSet<String>)>,
    assumed: Vec<(usize, Assumed)>,
}

/// What is left of a file.
enum Pieces {
    Text { blocks: Blocks, compression: Option<Compression> },
    RowGroups(std::ops::Range<usize>),
}

impl<'s, 'c, L, F: FnMut(&Titles<'c>, &mut Mistakes) -> Option<L>> Walk<'s, 'c, L, F> {
    fn over(source: &'s TableSource, readers: Readers<'c>, layout: F) -> Self {
        Self {
            files: source.files.iter().enumerate(),
            readers,
            layout,
            whole_name: String::new(),
            current: None,
            first: None,
            assumed: Vec::new(),
        }
    }

    /// The next piece; none at the end of the last file.
    fn next(&mut self, mistakes: &mut Mistakes) -> Option<Job<'c, L>> {
        if self.whole_name.is_empty() {
            self.whole_name = mistakes.file().to_owned();
        }
        loop {
            if let Some((table, pieces)) = &mut self.current {
                mistakes.in_file(&table.name);
                if let Some(piece) = pieces.next(mistakes) {
                    return Some(Job { table: Arc::clone(table), piece });
                }
            }
            let (number, file) = self.files.next()?;
            let name = if file.name.is_empty() { &self.whole_name } else { &file.name };
            mistakes.in_file(name);
            self.current = self.open(file, number, name.clone(), mistakes);
        }
    }

    fn open(
        &mut self,
        file: &TableFile,
        number: usize,
        name: String,
        mistakes: &mut Mistakes,
    ) -> Option<(Arc<OpenTable<'c, L>>, Pieces)> {
        match open(file) {
            Ok(Found::Text(stream)) => self.open_text(stream, number, name, mistakes),
            Ok(Found::Parquet) => match ColumnFile::open(file.content.clone()) {
                Ok(columns) => self.open_columns(columns, number, name, mistakes),
                Err(error) => {
                    let what = Message::new("data-parquet-broken").text("detail", error.to_string());
                    mistakes.refuse(Spot::FILE, what, Some(Message::new("data-parquet-broken-mend")));
                    None
                }
            },
            Ok(Found::Foreign(form)) => {
                foreign(form, mistakes);
                None
            }
            Err(error) => {
                unreadable(&error, None, None, mistakes);
                None
            }
        }
    }

    fn open_text(
        &mut self,
        stream: TextStream,
        number: usize,
        name: String,
        mistakes: &mut Mistakes,
    ) -> Option<(Arc<OpenTable<'c, L>>, Pieces)> {
        let TextStream { reader, compression, encoding } = stream;
        let mut blocks = Blocks::of(reader);
        let (start, written) = match blocks.start() {
            Ok(start) => text(start.to_vec()),
            Err(broken) => {
                say_broken(&broken, compression, 1, mistakes);
                return None;
            }
        };
        let separator = separator(&start);
        let mut records = Records::of(&start, 1, separator);
        let Some(first) = records.next() else {
            mistakes.refuse(Spot::FILE, Message::new("data-empty"), Some(Message::new(self.readers.empty_mend)));
            return None;
        };
        let titles: Vec<String> = first.spans.iter().map(|span| slice(first.text, *span).trim().to_owned()).collect();
        let line = first.line;
        let read = start.get(..records.position()).unwrap_or_default();
        // Windows-1252 has one byte for each letter.
        let bytes = if written.named() == Some(Encoding::Windows1252) { read.chars().count() } else { read.len() };
        let decimal_comma = separator != b',' && has_decimal_comma(&mut records);
        let text = AssumedText { encoding, separator: char::from(separator), decimal_comma };
        self.assumed.push((number, Assumed { compression, text: Some(text) }));
        blocks.separated_by(separator);
        blocks.pass_over(bytes);
        let titles = Titles::read(titles, line, self.readers, mistakes);
        let table = self.laid_out(titles, Body::Text { separator }, number, name, mistakes)?;
        Some((table, Pieces::Text { blocks, compression }))
    }

    fn open_columns(
        &mut self,
        file: ColumnFile,
        number: usize,
        name: String,
        mistakes: &mut Mistakes,
    ) -> Option<(Arc<OpenTable<'c, L>>, Pieces)> {
        let titles = Titles::read(file.titles(), 0, self.readers, mistakes);
        self.assumed.push((number, Assumed { compression: None, text: None }));
        let groups = 0..file.row_groups();
        let body = Body::Columns { file, asked: Vec::new() };
        let table = self.laid_out(titles, body, number, name, mistakes)?;
        Some((table, Pieces::RowGroups(groups)))
    }

    /// Finds the columns; in all files the same ones.
    fn laid_out(
        &mut self,
        titles: Titles<'c>,
        body: Body,
        number: usize,
        name: String,
        mistakes: &mut Mistakes,
    ) -> Option<Arc<OpenTable<'c, L>>> {
        let layout = (self.layout)(&titles, mistakes)?;
        let found = titles.found();
        match &self.first {
            None => self.first = Some((name.clone(), found)),
            Some((first, columns)) => {
                let differs = |one: &BTreeSet<String>, other: &BTreeSet<String>| one.difference(other).next().cloned();
                let missing = differs(columns, &found).map(|column| ("data-columns-missing", column));
                let more = differs(&found, columns).map(|column| ("data-columns-more", column));
                if let Some((what, column)) = missing.or(more) {
                    let what = Message::new(what).text("column", column).text("first", first);
                    mistakes.refuse(Spot::FILE, what, Some(Message::new("data-columns-differ-mend")));
                    return None;
                }
            }
        }
        let body = match body {
            Body::Columns { file, .. } => Body::Columns { file, asked: titles.asked() },
            text => text,
        };
        Some(Arc::new(OpenTable { name, titles, layout, body, number }))
    }
}

impl Pieces {
    fn next(&mut self, mistakes: &mut Mistakes) -> Option<Piece> {
        match self {
            Self::RowGroups(groups) => groups.next().map(Piece::RowGroup),
            Self::Text { blocks, compression } => match blocks.next() {
                Ok(block) => block.map(Piece::Text),
                Err(broken) => {
                    let reached = blocks.reached();
                    say_broken(&broken, *compression, reached, mistakes);
                    *self = Self::RowGroups(0..0);
                    None
                }
            },
        }
    }
}

/// Whether some number among the first rows has its decimals behind a comma.
fn has_decimal_comma(records: &mut Records<'_>) -> bool {
    let is_one = |cell: &str| {
        let parts = cell.trim().trim_start_matches('-').split_once(',');
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        parts.is_some_and(|(whole, decimals)| digits(whole) && digits(decimals))
    };
    (0..200)
        .any(|_| records.next().is_some_and(|record| record.spans.iter().any(|span| is_one(slice(record.text, *span)))))
}

fn foreign(form: &str, mistakes: &mut Mistakes) {
    let what = Message::new("data-foreign").text("form", form);
    mistakes.refuse(Spot::FILE, what, Some(Message::new("data-foreign-mend")));
}

fn say_broken(broken: &Broken, compression: Option<Compression>, line: u64, mistakes: &mut Mistakes) {
    match broken {
        Broken::Reading(error) => unreadable(error, compression, Some(line), mistakes),
        Broken::Endless { line } => {
            let what = Message::new("data-endless-row");
            mistakes.refuse(Spot::line(*line), what, Some(Message::new("data-endless-row-mend")));
        }
    }
}

/// A file that ends too early or that does not unpack; the line says how far it could be read.
fn unreadable(error: &io::Error, compression: Option<Compression>, line: Option<u64>, mistakes: &mut Mistakes) {
    let spot = Spot { line, ..Spot::FILE };
    let Some(compression) = compression else {
        let what = Message::new("data-unreadable").text("detail", error.to_string());
        mistakes.refuse(spot, what, Some(Message::new("disk-unreadable-mend")));
        return;
    };
    let ends = error.kind() == io::ErrorKind::UnexpectedEof;
    let what = Message::new(if ends { "data-truncated" } else { "data-corrupt" }).text("form", compression.name());
    mistakes.refuse(spot, what, Some(Message::new("data-truncated-mend")));
}
