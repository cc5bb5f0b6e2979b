//! How sure the order is: the 80 % interval of each rank, grouped by what is too close to call.

use super::canvas::{Canvas, Fill, Rectangle, Stroke};
use super::page::MARGIN;
use super::paragraph::{Entry, Paragraph, SMALL, on_row};
use super::{Anchor, Caption, ChartError, Figure, Ink, finite};
use crate::words::{Message, Words};

/// Rank intervals ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct RankIntervals {
    /// The texts around the figure.
    pub caption: Caption,
    /// The groups, best first. The items of one group are too close to call.
    pub groups: Vec<Vec<RankedItem>>,
}

/// An item with its rank; 1 is best.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedItem {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Median rank.
    pub median: f64,
    /// Lower end of the 80 % interval, the better rank.
    pub low: f64,
    /// Upper end of the 80 % interval, the worse rank.
    pub high: f64,
}

const WIDTH: f64 = 960.0;
const NAME_WIDTH: f64 = 330.0;
const TIE_WIDTH: f64 = 132.0;
const BAR_HEIGHT: f64 = 10.0;
const GROUP_GAP: f64 = 12.0;
/// A rank above this is a mistake of the caller.
const MOST_ITEMS: f64 = 1e6;

impl RankIntervals {
    /// Draws the intervals.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] when there is no item; [`ChartError::NotFinite`] or [`ChartError::OffScale`]
    /// when a rank has no place on the axis.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        let scale = Scale::of(self)?;
        let mut page = self.caption.open_wide(WIDTH);
        let body = page.cursor() + 44.0;
        let blocks = blocks(&self.groups, body);
        let bottom = blocks.last().map_or(body, |block| block.bottom);
        for block in &blocks {
            block.draw_ground(&mut page.canvas, words);
        }
        scale.draw(&mut page.canvas, words, body, bottom);
        for block in &blocks {
            block.draw_items(&mut page.canvas, &scale);
        }
        page.skip(bottom + 6.0 - page.cursor());
        // A group of one is told apart from its neighbours: it is no tie.
        let tied: usize = blocks.iter().map(|block| block.items.len()).filter(|items| *items > 1).sum();
        let about = Message::new("atlas-rank-about").count("items", scale.items as u64).count("tied", tied as u64);
        Ok(self.caption.close(page, words, &[], &words.say(&about)))
    }
}

/// A group with the rows it takes.
struct Block<'a> {
    items: &'a [RankedItem],
    names: Vec<Entry>,
    top: f64,
    bottom: f64,
}

fn blocks(groups: &[Vec<RankedItem>], top: f64) -> Vec<Block<'_>> {
    let mut y = top;
    let mut blocks = Vec::new();
    for items in groups.iter().filter(|group| !group.is_empty()) {
        let names: Vec<Entry> = items.iter().map(name).collect();
        let bottom = y + names.iter().map(row_height).sum::<f64>();
        blocks.push(Block { items, names, top: y, bottom });
        y = bottom + GROUP_GAP;
    }
    blocks
}

impl Block<'_> {
    /// The panel and the bracket of a group whose order cannot be told.
    fn draw_ground(&self, canvas: &mut Canvas, words: &Words) {
        if self.items.len() < 2 {
            return;
        }
        let (top, bottom) = (self.top, self.bottom);
        let panel = Rectangle { left: MARGIN, top, width: WIDTH - 2.0 * MARGIN, height: bottom - top };
        canvas.rectangle(panel, 4.0, Some(Fill::new(Ink::Panel)), None);
        let x = WIDTH - MARGIN - TIE_WIDTH + 10.0;
        let bracket = [(x - 5.0, top + 7.0), (x, top + 7.0), (x, bottom - 7.0), (x - 5.0, bottom - 7.0)];
        canvas.path(&bracket, Stroke::new(Ink::Axis, 1.2));
        let text = Paragraph::new(&words.key("atlas-rank-tie"), SMALL.ink(Ink::Muted), TIE_WIDTH - 30.0);
        text.draw(canvas, x + 10.0, (top + bottom - text.height()) / 2.0);
    }

    fn draw_items(&self, canvas: &mut Canvas, scale: &Scale) {
        let mut y = self.top;
        for (item, name) in self.items.iter().zip(&self.names) {
            let height = row_height(name);
            name.draw(canvas, MARGIN + 10.0, y + (height - name.height()) / 2.0);
            scale.interval(canvas, item, y + height / 2.0);
            y += height;
        }
    }
}

fn name(item: &RankedItem) -> Entry {
    Entry::new(&item.id, &item.title, NAME_WIDTH - 24.0)
}

fn row_height(name: &Entry) -> f64 {
    (name.height() + 8.0).max(26.0)
}

/// Turns ranks into places between the names and the brackets.
struct Scale {
    items: usize,
    last: f64,
}

impl Scale {
    const LEFT: f64 = MARGIN + NAME_WIDTH + 10.0;
    const RIGHT: f64 = WIDTH - MARGIN - TIE_WIDTH - 14.0;

    fn of(chart: &RankIntervals) -> Result<Self, ChartError> {
        let mut scale = Self { items: 0, last: 2.0 };
        for item in chart.groups.iter().flatten() {
            scale.items += 1;
            for (what, rank) in [("a median rank", item.median), ("a rank", item.low), ("a rank", item.high)] {
                let rank = finite(what, rank)?;
                if !(1.0..=MOST_ITEMS).contains(&rank) {
                    return Err(ChartError::OffScale { what, value: rank, low: 1.0, high: MOST_ITEMS });
                }
                scale.last = scale.last.max(rank);
            }
        }
        if scale.items == 0 {
            return Err(ChartError::NoData);
        }
        scale.last = scale.last.max(scale.items as f64);
        Ok(scale)
    }

    fn x(&self, rank: f64) -> f64 {
        Self::LEFT + (rank - 1.0) / (self.last - 1.0) * (Self::RIGHT - Self::LEFT)
    }

    /// Ranks that carry a tick: 1, then a round step that keeps the labels apart.
    fn ticks(&self) -> Vec<f64> {
        let label_width = 22.0 + 8.0 * self.last.log10().floor();
        let room = (Self::RIGHT - Self::LEFT) / label_width;
        let steps = (0..16).flat_map(|power| [1.0, 2.0, 5.0].map(|lead| lead * 10_f64.powi(power)));
        let step = steps.into_iter().find(|step| self.last / step <= room).unwrap_or(self.last);
        let multiples = (1..).map(|multiple| f64::from(multiple) * step).take_while(|rank| *rank <= self.last);
        std::iter::once(1.0).chain(multiples.filter(|rank| *rank >= 1.0 + step / 2.0)).collect()
    }

    fn draw(&self, canvas: &mut Canvas, words: &Words, body: f64, bottom: f64) {
        on_row(canvas, &words.key("atlas-rank-axis"), Self::LEFT, body - 36.0, SMALL.bold());
        for rank in self.ticks() {
            let x = self.x(rank);
            on_row(canvas, &words.number(rank, 0), x, body - 14.0, SMALL.ink(Ink::Muted).anchor(Anchor::Middle));
            canvas.line((x, body - 4.0), (x, bottom), Stroke::new(Ink::Grid, 1.0));
        }
    }

    fn interval(&self, canvas: &mut Canvas, item: &RankedItem, middle: f64) {
        let (low, high) = (self.x(item.low.min(item.high)), self.x(item.low.max(item.high)));
        let bar = Rectangle {
            left: low - BAR_HEIGHT / 2.0,
            top: middle - BAR_HEIGHT / 2.0,
            width: high - low + BAR_HEIGHT,
            height: BAR_HEIGHT,
        };
        canvas.rectangle(bar, BAR_HEIGHT / 2.0, Some(Fill::pale(Ink::Blue, 0.35)), None);
        let rim = Stroke::new(Ink::Ground, 1.5);
        canvas.circle((self.x(item.median), middle), BAR_HEIGHT / 2.0 + 1.5, Some(Fill::new(Ink::Blue)), Some(rim));
    }
}

#[cfg(test)]
mod tests {
    use super::super::atlas_samples::{
        HOSTILE, all_text, assert_escaped, assert_legible, both_languages, ranks, squeezed, title,
    };
    use super::super::gallery;
    use super::*;
    use proptest::prelude::*;

    fn chart(groups: &[Vec<(f64, f64, f64)>]) -> RankIntervals {
        let item = |&(low, median, high): &(f64, f64, f64)| RankedItem {
            id: format!("I-{:.0}", median * 1000.0),
            title: title(high as usize % 10),
            median,
            low,
            high,
        };
        RankIntervals { groups: groups.iter().map(|group| group.iter().map(item).collect()).collect(), ..ranks() }
    }

    #[test]
    fn gallery() {
        gallery::check("rank-intervals", |words| ranks().draw(words).unwrap());
    }

    #[test]
    fn groups_are_legible_and_complete() {
        let ranks = ranks();
        for words in both_languages() {
            let figure = ranks.draw(&words).unwrap();
            assert_legible(&figure);
            let all = all_text(&figure);
            for item in ranks.groups.iter().flatten() {
                assert!(all.contains(&squeezed(&format!("{}{}", item.id, item.title))), "{}", item.id);
            }
            let tie = squeezed(&words.key("atlas-rank-tie"));
            assert_eq!(all.matches(&tie).count(), 3, "an item that stands alone is not a tie");
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_named() {
        let [words, _] = both_languages();
        assert_eq!(chart(&[]).draw(&words), Err(ChartError::NoData));
        assert_eq!(chart(&[vec![], vec![]]).draw(&words), Err(ChartError::NoData));
        assert!(matches!(chart(&[vec![(1.0, f64::NAN, 2.0)]]).draw(&words), Err(ChartError::NotFinite { .. })));
        for rank in [0.9, -3.0, 1e300] {
            assert!(matches!(chart(&[vec![(rank, 1.0, 2.0)]]).draw(&words), Err(ChartError::OffScale { .. })));
        }
    }

    #[test]
    fn strange_ranks_and_texts_are_survived() {
        let [words, _] = both_languages();
        let mut strange = chart(&[vec![(3.0, 2.0, 1.0)], vec![(1.0, 1e5, 1e6)], vec![(1.0, 1.0, 1.0)]]);
        strange.groups[0][0].title = HOSTILE.to_owned();
        strange.groups[1][0].id = "Y".repeat(200);
        let figure = strange.draw(&words).unwrap();
        assert_legible(&figure);
        assert_escaped(&figure);
    }

    #[test]
    fn ticks_start_at_one_and_keep_apart() {
        let scale = |items: usize| Scale { items, last: items as f64 };
        assert_eq!(scale(5).ticks(), [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(scale(60).ticks(), [1.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 55.0, 60.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn any_groups_are_legible(
            groups in prop::collection::vec(prop::collection::vec((1.0..40.0_f64, 1.0..40.0_f64, 1.0..40.0_f64), 0..6), 1..8),
        ) {
            let [words, _] = both_languages();
            match chart(&groups).draw(&words) {
                Ok(figure) => assert_legible(&figure),
                Err(error) => prop_assert!(error == ChartError::NoData && groups.iter().all(Vec::is_empty)),
            }
        }
    }
}
