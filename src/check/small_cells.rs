//! Hamlets are published in bands, because a count below ten can identify people. This module
//! ensures that no such count can be derived from all published figures: totals, bands, and earlier
//! reports.
//!
//! A count is safe if another value fits the published figures: some people can be moved on paper
//! from one hamlet to another, so that the count changes and all published figures stay the same.
//! If a count in a report is not safe, the report shows its total without hamlets.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::model::progress::{Band, Share};

/// Counts from 1 to this number can identify people.
pub const LARGEST_SMALL: i64 = 9;

/// The counts of a hamlet by column. A count that was not reported is absent.
pub type Counts = BTreeMap<String, i64>;

/// The hamlets of one report.
#[derive(Clone, Debug, Default)]
pub struct WeeklyReport {
    /// Counts by hamlet.
    pub units: BTreeMap<String, Counts>,
}

/// Returns for each report, oldest first, whether its hamlets may be published. `indicators` are
/// pairs of columns: the number done, and the total. A later report never withdraws an earlier one.
pub fn may_be_shown(weeks: &[WeeklyReport], indicators: &[(String, String)]) -> Vec<bool> {
    let grid = Grid::new(weeks, indicators);
    let mut known = Known::new();
    let mut shown: Vec<usize> = Vec::new();
    // Whether all counts of a report are safe, independent of later reports.
    let mut settled: Vec<bool> = Vec::new();
    let mut answers = Vec::new();
    for week in 0..weeks.len() {
        shown.push(week);
        settled.push(false);
        let before = settled.clone();
        let mut is_safe = true;
        for (at, settled) in settled.iter_mut().enumerate().filter(|(_, settled)| !**settled) {
            let safety = grid.safety(&shown, at, &mut known);
            *settled = safety == Safety::Settled;
            if safety == Safety::None {
                is_safe = false;
                break;
            }
        }
        if !is_safe {
            shown.pop();
            // If this report is not published, it cannot settle earlier reports.
            settled = before;
            settled.pop();
        }
        answers.push(is_safe);
    }
    answers
}

/// The safety of the small counts of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Safety {
    /// At least one count can be derived.
    None,
    /// All counts could have other values, if the newest report had other values too.
    UntilNow,
    /// All counts could have other values, whatever the newest report contains.
    Settled,
}

/// The change of the count in each column.
type Perturbation = Vec<i64>;

/// The counts of one hamlet in one report, by column.
type Cells = Vec<Option<i64>>;

/// An alternative to the real figures: from report `start` on, people move between this hamlet and
/// `other`, by the move `moved`.
#[derive(Clone, Copy, Debug)]
struct Change {
    start: usize,
    other: usize,
    moved: usize,
}

/// The alternative that was found for a report, a hamlet and a small count.
type Known = BTreeMap<(usize, usize, usize), Change>;

/// The reports, with indices instead of names.
struct Grid {
    /// By report and hamlet. A hamlet that is missing in a report has no counts there.
    cells: Vec<Vec<Cells>>,
    /// Pairs of columns: the number done, and the total.
    indicators: Vec<(usize, usize)>,
    /// All moves of one person in or out; moves that change few columns are first.
    moves: Vec<Perturbation>,
    columns: usize,
}

impl Grid {
    fn new(weeks: &[WeeklyReport], indicators: &[(String, String)]) -> Grid {
        let columns: BTreeSet<&String> =
            indicators.iter().flat_map(|(done, of)| [done, of]).collect();
        let columns: Vec<&String> = columns.into_iter().collect();
        let units: BTreeSet<&String> = weeks.iter().flat_map(|week| week.units.keys()).collect();
        let column = |name: &String| columns.iter().position(|known| *known == name).unwrap_or(0);
        let cells = |week: &WeeklyReport| {
            let unit = |name: &&String| -> Cells {
                columns.iter().map(|column| week.units.get(*name)?.get(*column).copied()).collect()
            };
            units.iter().map(unit).collect()
        };
        Grid {
            cells: weeks.iter().map(cells).collect(),
            indicators: indicators.iter().map(|(done, of)| (column(done), column(of))).collect(),
            moves: moves(columns.len()),
            columns: columns.len(),
        }
    }

    /// Returns the safety of the counts of the report `shown[at]`, if the reports in `shown` are
    /// published.
    fn safety(&self, shown: &[usize], at: usize, known: &mut Known) -> Safety {
        let mut safety = Safety::Settled;
        for (unit, cells) in self.cells[shown[at]].iter().enumerate() {
            for number in 0..self.small(cells).len() {
                safety = safety.min(self.safety_of(shown, at, unit, number, known));
                if safety == Safety::None {
                    return safety;
                }
            }
        }
        safety
    }

    /// Returns the small counts of a hamlet. Each is a sum of columns with signs: the number done,
    /// the total, and the number left.
    fn small(&self, cells: &Cells) -> Vec<Perturbation> {
        let mut small = Vec::new();
        for (done, of) in &self.indicators {
            for (by_done, by_of) in [(1, 0), (0, 1), (-1, 1)] {
                let sum =
                    cells[*done].zip(cells[*of]).map(|(done, of)| done * by_done + of * by_of);
                if sum.is_some_and(|sum| (1..=LARGEST_SMALL).contains(&sum)) {
                    let mut parts = vec![0; self.columns];
                    parts[*done] += by_done;
                    parts[*of] += by_of;
                    small.push(parts);
                }
            }
        }
        small
    }

    fn safety_of(
        &self,
        shown: &[usize],
        at: usize,
        unit: usize,
        number: usize,
        known: &mut Known,
    ) -> Safety {
        let last = shown.len() - 1;
        let small = &self.small(&self.cells[shown[at]][unit])[number];
        let key = (shown[at], unit, number);
        // Reports after the next one change little, so the independence of later reports is checked
        // only once.
        if at + 1 == last && self.find(shown, settled_ranges(at), unit, small).is_some() {
            return Safety::Settled;
        }
        if let Some(change) = known.get(&key)
            && self.is_possible(shown, &(change.start..=last), unit, change)
        {
            return Safety::UntilNow;
        }
        match self.find(shown, ranges_until(at, last), unit, small) {
            Some(change) => {
                known.insert(key, change);
                Safety::UntilNow
            }
            None => Safety::None,
        }
    }

    /// Finds an alternative in which a small count has another value.
    fn find(
        &self,
        shown: &[usize],
        ranges: Vec<RangeInclusive<usize>>,
        unit: usize,
        small: &Perturbation,
    ) -> Option<Change> {
        let changes = |moved: &Perturbation| {
            small.iter().zip(moved).map(|(sign, by)| sign * by).sum::<i64>() != 0
        };
        for weeks in ranges {
            for (number, moved) in self.moves.iter().enumerate().filter(|(_, moved)| changes(moved))
            {
                if !self.could_change(shown, &weeks, unit, moved, 1) {
                    continue;
                }
                let others = 0..self.cells[shown[*weeks.start()]].len();
                let other = others
                    .filter(|other| *other != unit)
                    .find(|other| self.could_change(shown, &weeks, *other, moved, -1));
                if let Some(other) = other {
                    return Some(Change { start: *weeks.start(), other, moved: number });
                }
            }
        }
        None
    }

    fn is_possible(
        &self,
        shown: &[usize],
        weeks: &RangeInclusive<usize>,
        unit: usize,
        change: &Change,
    ) -> bool {
        let moved = &self.moves[change.moved];
        self.could_change(shown, weeks, unit, moved, 1)
            && self.could_change(shown, weeks, change.other, moved, -1)
    }

    /// Returns whether the figures of a hamlet could be others in these reports, with the same
    /// published bands and with the expected growth.
    fn could_change(
        &self,
        shown: &[usize],
        weeks: &RangeInclusive<usize>,
        unit: usize,
        moved: &Perturbation,
        sign: i64,
    ) -> bool {
        weeks.clone().all(|at| {
            let cells = &self.cells[shown[at]][unit];
            let is_there = cells
                .iter()
                .zip(moved)
                .all(|(cell, by)| *by == 0 || cell.is_some_and(|cell| cell + by * sign >= 0));
            is_there && self.looks_alike(cells, moved, sign)
        }) && self.grows(shown, weeks, unit, moved, sign)
    }

    fn looks_alike(&self, cells: &Cells, moved: &Perturbation, sign: i64) -> bool {
        self.indicators.iter().all(|(done, of)| {
            let share = |sign: i64| {
                Some(Share {
                    done: cells[*done]? + moved[*done] * sign,
                    of: cells[*of]? + moved[*of] * sign,
                })
            };
            let after = share(sign);
            let is_possible = after.is_none_or(|share| 0 <= share.done && share.done <= share.of);
            is_possible && Band::of(share(0).as_ref()) == Band::of(after.as_ref())
        })
    }

    /// Returns whether the changed counts still grow from report to report, as readers expect. If
    /// the real counts fall, and staff explained it, readers cannot expect growth.
    fn grows(
        &self,
        shown: &[usize],
        weeks: &RangeInclusive<usize>,
        unit: usize,
        moved: &Perturbation,
        sign: i64,
    ) -> bool {
        let grows = |from: usize, to: usize, by: [i64; 2]| {
            let pairs =
                self.cells[shown[from]][unit].iter().zip(&self.cells[shown[to]][unit]).zip(moved);
            pairs.map(|((before, after), moved)| (before.zip(*after), moved)).all(
                |(pair, moved)| {
                    pair.is_none_or(|(before, after)| {
                        before > after
                            || before + moved * by[0] * sign <= after + moved * by[1] * sign
                    })
                },
            )
        };
        let (start, end) = (*weeks.start(), *weeks.end());
        (start == 0 || grows(start - 1, start, [0, 1]))
            && (end + 1 == shown.len() || grows(end, end + 1, [1, 0]))
    }
}

/// Longer ranges of reports than this are not tried, except the range of all reports.
const LONGEST: usize = 8;

/// Returns the ranges of reports that end with report `at`, short ones first.
fn settled_ranges(at: usize) -> Vec<RangeInclusive<usize>> {
    (at.saturating_sub(LONGEST)..=at).rev().map(|start| start..=at).collect()
}

/// Returns the ranges of reports from `at` or earlier up to the last: the full range, then short
/// ones first.
fn ranges_until(at: usize, last: usize) -> Vec<RangeInclusive<usize>> {
    let short = (at.saturating_sub(LONGEST)..=at).rev().map(|start| start..=last);
    std::iter::once(0..=last).chain(short).collect()
}

/// Returns all moves of one person in or out that change up to four columns. With many columns the
/// limit is lower, because the moves would exceed the memory. With fewer moves more counts are
/// considered unsafe, never fewer.
fn moves(columns: usize) -> Vec<Perturbation> {
    let most_columns = match columns {
        0..=16 => 4,
        17..=30 => 3,
        _ => 2,
    };
    let touched = |moved: &Perturbation| moved.iter().filter(|by| **by != 0).count();
    let mut all: Vec<Perturbation> = vec![vec![0; columns]];
    for column in 0..columns {
        for at in 0..all.len() {
            if touched(&all[at]) < most_columns {
                for by in [1, -1] {
                    let mut longer = all[at].clone();
                    longer[column] = by;
                    all.push(longer);
                }
            }
        }
    }
    all.sort_by_key(touched);
    all.remove(0);
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LARGEST_SMALL, WeeklyReport, may_be_shown, moves};
    use crate::model::progress::{Band, Share};

    type Pair = (i64, i64);

    fn week(units: &[Pair]) -> WeeklyReport {
        let counts =
            |(done, of): &Pair| [("done".to_owned(), *done), ("of".to_owned(), *of)].into();
        WeeklyReport {
            units: units
                .iter()
                .enumerate()
                .map(|(at, pair)| (format!("Thôn {at}"), counts(pair)))
                .collect(),
        }
    }

    fn shown(weeks: &[&[Pair]]) -> Vec<bool> {
        let weeks: Vec<WeeklyReport> = weeks.iter().map(|units| week(units)).collect();
        may_be_shown(&weeks, &[("done".to_owned(), "of".to_owned())])
    }

    fn band_of(pair: Pair) -> Band {
        Band::of(Some(&Share { done: pair.0, of: pair.1 }))
    }

    #[test]
    fn a_count_that_subtraction_gives_away_hides_the_hamlets() {
        // One hamlet is the same as the total; two people are left in the only incomplete hamlet.
        assert_eq!(shown(&[&[(5, 20)]]), [false]);
        assert_eq!(shown(&[&[(80, 80), (13, 15)]]), [false]);
        // Two people are left in two hamlets, so one in each.
        assert_eq!(shown(&[&[(19, 20), (29, 30), (50, 50)]]), [false]);
        assert_eq!(shown(&[&[(18, 20), (29, 30), (50, 50)]]), [true]);
        // Without small counts there is nothing to hide, and a count of zero is not secret.
        assert_eq!(shown(&[&[(20, 40)]]), [true]);
        assert_eq!(shown(&[&[(0, 40), (0, 60)]]), [true]);
    }

    #[test]
    fn a_later_report_that_would_give_an_earlier_one_away_is_shown_without_hamlets() {
        // Each report alone leaves a choice. Together they show that nothing changed between them,
        // so the nineteen have the same distribution: at most one in the first hamlet then, and at
        // least one now.
        let (first, second): (&[Pair], &[Pair]) = (&[(1, 12), (18, 20)], &[(1, 1), (18, 40)]);
        assert_eq!(shown(&[first]), [true]);
        assert_eq!(shown(&[second]), [true]);
        assert_eq!(shown(&[first, second]), [true, false]);
        // The next report is compared with the published reports.
        assert_eq!(shown(&[first, second, &[(4, 12), (18, 40)]]), [true, false, true]);
    }

    #[test]
    fn a_hundred_columns_take_no_memory() {
        assert!(moves(16).len() < 50_000 && moves(30).len() < 50_000 && moves(200).len() < 100_000);
    }

    #[test]
    fn a_year_of_many_hamlets_takes_no_time() {
        let weeks: Vec<WeeklyReport> = (0..52)
            .map(|week| {
                let unit = |at: i64| {
                    let of = 30 + at;
                    let counts = [
                        ("of", of),
                        ("cards", of - 2),
                        ("done", (week + at) / 2),
                        ("on", (week + at) / 9),
                    ];
                    counts.map(|(column, count)| (column.to_owned(), count)).into()
                };
                WeeklyReport {
                    units: (0..30).map(|at| (format!("Thôn {at}"), unit(at))).collect()
                }
            })
            .collect();
        let pairs = [("cards", "of"), ("done", "of"), ("on", "done")];
        let indicators = pairs.map(|(done, of)| (done.to_owned(), of.to_owned()));
        assert_eq!(may_be_shown(&weeks, &indicators), [true; 52]);
    }

    /// Returns all figures that give the same published figures. Readers can't distinguish them.
    fn consistent(seen: &[Pair], most: i64) -> Vec<Vec<Pair>> {
        let (all_done, all_of): Pair =
            seen.iter().fold((0, 0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
        let mut found: Vec<Vec<Pair>> = vec![Vec::new()];
        for (at, pair) in seen.iter().enumerate() {
            let mut longer = Vec::new();
            for start in &found {
                let sum =
                    start.iter().fold((0, 0), |sum: Pair, pair| (sum.0 + pair.0, sum.1 + pair.1));
                for of in 0..=most {
                    for done in 0..=of {
                        let is_last = at + 1 == seen.len();
                        let fits = if is_last {
                            sum.0 + done == all_done && sum.1 + of == all_of
                        } else {
                            sum.0 + done <= all_done && sum.1 + of <= all_of
                        };
                        if fits && band_of((done, of)) == band_of(*pair) {
                            longer.push([start.as_slice(), &[(done, of)]].concat());
                        }
                    }
                }
            }
            found = longer;
        }
        found
    }

    fn grows(before: &[Pair], after: &[Pair]) -> bool {
        before.iter().zip(after).all(|(before, after)| before.0 <= after.0 && before.1 <= after.1)
    }

    fn pairs(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Pair>> {
        proptest::collection::vec((0_i64..=14).prop_flat_map(|of| (0..=of, Just(of))), count)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// From the totals and bands of two reports, and the knowledge that counts grow, at least
        /// two values remain possible for every small count.
        #[test]
        fn no_small_count_can_be_worked_out(first in pairs(1..4), more in proptest::collection::vec((0_i64..4, 0_i64..3), 3)) {
            let second: Vec<Pair> = first
                .iter()
                .zip(&more)
                .map(|((done, of), (added, new))| ((done + added).min(of + new), of + new))
                .collect();
            let answers = shown(&[&first, &second]);
            let most = 18;
            let weeks: Vec<Vec<Vec<Pair>>> = [(&first, answers[0]), (&second, answers[1])]
                .into_iter()
                .filter(|(_, is_shown)| *is_shown)
                .map(|(seen, _)| consistent(seen, most))
                .collect();
            let truths: Vec<&Vec<Pair>> = [(&first, answers[0]), (&second, answers[1])]
                .into_iter()
                .filter(|(_, is_shown)| *is_shown)
                .map(|(seen, _)| seen)
                .collect();
            for (at, truth) in truths.iter().enumerate() {
                // Figures of this report that fit some figures of the other report.
                let possible: Vec<&Vec<Pair>> = weeks[at]
                    .iter()
                    .filter(|own| match (weeks.len(), at) {
                        (2, 0) => weeks[1].iter().any(|later| grows(own, later)),
                        (2, _) => weeks[0].iter().any(|earlier| grows(earlier, own)),
                        _ => true,
                    })
                    .collect();
                prop_assert!(possible.contains(truth));
                for unit in 0..truth.len() {
                    for value in [|pair: Pair| pair.0, |pair: Pair| pair.1, |pair: Pair| pair.1 - pair.0] {
                        let hidden = value(truth[unit]);
                        let is_single_file = possible.iter().all(|figures| value(figures[unit]) == hidden);
                        prop_assert!(
                            !(1..=LARGEST_SMALL).contains(&hidden) || !is_single_file,
                            "{hidden} of hamlet {unit} in report {at}: {first:?} {second:?}"
                        );
                    }
                }
            }
        }
    }
}
