use std::cmp::Ordering;

use super::bench::{Bench, Task};
use super::result::LeftOutReason;

/// The best schedule found.
pub(super) struct Found<'a> {
    pub(super) bench: Bench<'a>,
    pub(super) left_out: Vec<(usize, LeftOutReason)>,
    pub(super) value_in_rank_order: f64,
    pub(super) value_at_most: f64,
    pub(super) exact: bool,
}

/// Up to this many improvements every order is tried: 7! is 5 040.
const EXACT: usize = 7;

/// Orders an insertion search may try; enough for thirty improvements to settle.
const PATIENCE: usize = 20_000;

/// Finds the order in which placing every task as early as possible gains most. Tasks come in the order of their rank.
pub(super) fn best_order<'a>(tasks: &[Task], empty: &impl Fn() -> Bench<'a>) -> Found<'a> {
    let in_rank_order: Vec<usize> = (0..tasks.len()).collect();
    let (by_rank, left_out) = decode(&in_rank_order, tasks, empty);
    let value_in_rank_order = by_rank.value();
    let mut best = Best { order: in_rank_order, bench: by_rank, left_out };
    let exact = tasks.len() <= EXACT;
    if exact {
        let mut order = best.order.clone();
        permute(&mut order, 0, &mut |order| best.try_order(order, tasks, empty));
    } else {
        for rule in [value_per_time, value_per_effort, value, shortest, earliest_deadline] {
            let mut order: Vec<usize> = (0..tasks.len()).collect();
            order.sort_by(|one, other| match (tasks.get(*one), tasks.get(*other)) {
                (Some(one), Some(other)) => rule(one, other),
                _ => Ordering::Equal,
            });
            best.try_order(&order, tasks, empty);
        }
        insertion_search(&mut best, tasks, empty);
    }
    let alone = |task| {
        let mut bench = empty();
        bench.place(task).map_or(0.0, |()| bench.value())
    };
    Found {
        value_at_most: (0..tasks.len()).map(alone).sum(),
        bench: best.bench,
        left_out: best.left_out,
        value_in_rank_order,
        exact,
    }
}

struct Best<'a> {
    order: Vec<usize>,
    bench: Bench<'a>,
    left_out: Vec<(usize, LeftOutReason)>,
}

impl<'a> Best<'a> {
    /// Takes an order when it gains more; among equals the one that came first stays.
    fn try_order(&mut self, order: &[usize], tasks: &[Task], empty: &impl Fn() -> Bench<'a>) -> bool {
        let (bench, left_out) = decode(order, tasks, empty);
        // Sums of the same gains in another order differ by rounding; that is no improvement.
        let better = bench.value() > self.bench.value() * (1.0 + 1e-12);
        if better {
            *self = Self { order: order.to_vec(), bench, left_out };
        }
        better
    }
}

type Decoded<'a> = (Bench<'a>, Vec<(usize, LeftOutReason)>);

/// Places tasks in an order; one that needs another waits until the other is placed.
fn decode<'a>(order: &[usize], tasks: &[Task], empty: &impl Fn() -> Bench<'a>) -> Decoded<'a> {
    let (mut bench, mut left_out) = (empty(), Vec::new());
    let mut waiting = order.to_vec();
    let mut settled = vec![false; tasks.len()];
    while !waiting.is_empty() {
        let needs = |task: usize| tasks.get(task).map_or(&[][..], |task| task.needs.as_slice());
        let open = |need: &usize| settled.get(*need) == Some(&false);
        let free = waiting.iter().position(|task| !needs(*task).iter().any(open));
        let Some(place) = free else {
            left_out.extend(waiting.iter().map(|task| (*task, circle(*task, tasks))));
            break;
        };
        let task = waiting.remove(place);
        let missing = needs(task).iter().find(|need| left_out.iter().any(|(left, _)| left == *need));
        let outcome = match missing.and_then(|need| tasks.get(*need)) {
            Some(need) => Err(LeftOutReason::NeedsLeftOut { improvement: need.id.clone() }),
            None => bench.place(task),
        };
        if let Err(reason) = outcome {
            left_out.push((task, reason));
        }
        if let Some(settled) = settled.get_mut(task) {
            *settled = true;
        }
    }
    (bench, left_out)
}

fn circle(task: usize, tasks: &[Task]) -> LeftOutReason {
    let need = tasks.get(task).and_then(|task| tasks.get(*task.needs.first()?));
    need.map_or(LeftOutReason::HorizonTooShort, |need| LeftOutReason::Circle { improvement: need.id.clone() })
}

/// Every order of the places from `from` on.
fn permute(order: &mut Vec<usize>, from: usize, visit: &mut impl FnMut(&[usize]) -> bool) {
    if from + 1 >= order.len() {
        visit(order);
        return;
    }
    for place in from..order.len() {
        // Turning, instead of swapping, visits orders near the rank order first.
        order[from..=place].rotate_right(1);
        permute(order, from + 1, visit);
        order[from..=place].rotate_left(1);
    }
}

/// Takes each task out and puts it where it gains most, until nothing gains or patience ends.
fn insertion_search<'a>(best: &mut Best<'a>, tasks: &[Task], empty: &impl Fn() -> Bench<'a>) {
    let mut tried = 0;
    let mut gaining = true;
    while gaining && tried < PATIENCE {
        gaining = false;
        for task in 0..tasks.len() {
            for place in 0..tasks.len() {
                let mut order: Vec<usize> = best.order.iter().copied().filter(|other| *other != task).collect();
                order.insert(place.min(order.len()), task);
                gaining |= best.try_order(&order, tasks, empty);
                tried += 1;
            }
        }
    }
}

fn time(task: &Task) -> f64 {
    task.effort_days + task.test.map_or(0.0, |(_, weeks)| weeks as f64 * 7.0)
}

fn value_per_time(one: &Task, other: &Task) -> Ordering {
    (other.value_per_day / time(other)).total_cmp(&(one.value_per_day / time(one)))
}

fn value_per_effort(one: &Task, other: &Task) -> Ordering {
    (other.value_per_day / other.effort_days).total_cmp(&(one.value_per_day / one.effort_days))
}

fn value(one: &Task, other: &Task) -> Ordering {
    other.value_per_day.total_cmp(&one.value_per_day)
}

fn shortest(one: &Task, other: &Task) -> Ordering {
    time(one).total_cmp(&time(other))
}

fn earliest_deadline(one: &Task, other: &Task) -> Ordering {
    let none_last = |task: &Task| (task.deadline.is_none(), task.deadline);
    none_last(one).cmp(&none_last(other)).then_with(|| value_per_time(one, other))
}
