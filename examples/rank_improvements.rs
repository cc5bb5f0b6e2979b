//! Which improvement comes first, and how sure is that? `cargo run --example rank_improvements`.

use std::error::Error;

use jalon::priority::{Improvement, RankOptions, rank};
use jalon::quantity::Range;

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", answer()?);
    Ok(())
}

/// Ranks three ideas of a workshop, scored in points from 1 to 5 and in person-days.
pub fn answer() -> Result<String, Box<dyn Error>> {
    // Ranges say what people really know; a single number would hide that two of these may well change places.
    let mut improvements = Vec::new();
    for (id, title, impact, days) in [
        ("I-001", "Guest checkout", (2.0, 4.0, 5.0), (3.0, 6.0, 10.0)),
        ("I-002", "Delivery cost on the product page", (2.0, 3.0, 4.0), (2.0, 4.0, 9.0)),
        ("I-003", "A new search engine", (3.0, 4.0, 5.0), (30.0, 60.0, 120.0)),
    ] {
        let mut improvement = Improvement::new(id.parse()?, title);
        improvement.impact = Some(Range::new(impact.0, impact.1, impact.2)?);
        improvement.effort_days = Some(Range::new(days.0, days.1, days.2)?);
        improvements.push(improvement);
    }

    // The seed makes the draws, and so the whole answer, the same on every machine. Points need no metric.
    let ranking = rank(&improvements, &[], &RankOptions { seed: 7, ..RankOptions::default() });

    let lines = ranking.items.iter().map(|item| {
        let (best, worst) = item.rank_interval;
        format!("{}. {} (place {best} to {worst} in four draws out of five)\n", item.rank, item.improvement.title)
    });
    let mut page: String = lines.collect();
    // Neighbours whose order is hardly better than a coin share a group; reports must not pretend otherwise.
    for group in ranking.groups().iter().filter(|group| group.len() > 1) {
        let ids: Vec<&str> = group.iter().map(|item| item.improvement.id.as_str()).collect();
        page.push_str(&format!("too close to call: {}\n", ids.join(", ")));
    }
    Ok(page)
}
