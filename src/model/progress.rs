//! Checked progress figures: counts by day and unit, ready for pages, scripts and cards.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::Span;
use crate::model::lang::Localized;
use crate::model::value::{Decimal, InHundred};

/// The progress of a campaign.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// The newest report that may be shown.
    pub latest: Option<Report>,
    /// Totals over time, oldest first, for charts of several reports.
    pub history: Vec<Report>,
    /// Indicators by id, in the order of `site.yaml`.
    pub indicators: Vec<(String, Localized)>,
}

/// A report: the total and its hamlets.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The date of the figures; `None` if staff left it open.
    pub as_of: Option<Date>,
    /// The unit of the total.
    pub unit: String,
    /// The total of each indicator.
    pub totals: BTreeMap<String, Share>,
    /// The hamlets, as they may be published.
    pub units: Vec<UnitRow>,
    /// The source of the figures.
    pub source: String,
    /// The note of the staff.
    pub note: String,
    /// Whether the figures are samples.
    pub is_sample: bool,
    /// Where the total is.
    pub span: Span,
}

/// A count out of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The count.
    pub done: i64,
    /// The total.
    pub of: i64,
}

impl Share {
    /// Returns the difference.
    pub fn remaining(self) -> i64 {
        self.of - self.done
    }

    /// Returns the percentage with one decimal, or nothing where the whole is nothing.
    pub fn percent(self) -> Option<Decimal> {
        self.percent_with(1)
    }

    /// Returns the percentage with so many decimals, rounded half up.
    ///
    /// It is 100 exactly if all are done and 0 exactly if none is, without decimals then.
    pub fn percent_with(self, scale: u8) -> Option<Decimal> {
        if self.of <= 0 || self.done < 0 {
            return None;
        }
        if self.done == 0 || self.done == self.of {
            return Some(Decimal { units: if self.done == 0 { 0 } else { 100 }, scale: 0 });
        }
        let hundred = 100 * 10_i128.pow(u32::from(scale));
        let units = divide_half_up(self.done, hundred, self.of);
        let units = if self.done < self.of { units.clamp(1, hundred - 1) } else { units };
        Some(Decimal { units: i64::try_from(units).ok()?, scale })
    }

    /// Returns how many of a hundred people.
    pub fn in_hundred(self) -> InHundred {
        if self.of <= 0 || self.done <= 0 {
            return InHundred::Nobody;
        }
        if self.done >= self.of {
            return InHundred::Everybody;
        }
        match i64::try_from(i128::from(self.done) * 100 / i128::from(self.of)) {
            Ok(count @ 1..) => InHundred::Count(count),
            _ => InHundred::BelowOne,
        }
    }

    /// Returns how many of so many dots are full: all only if all are done, none only if none is.
    pub fn dots(self, dots: i64) -> i64 {
        match self.in_hundred() {
            InHundred::Nobody => 0,
            InHundred::Everybody => dots,
            InHundred::BelowOne | InHundred::Count(_) => {
                let nearest = divide_half_up(self.done, i128::from(dots), self.of);
                i64::try_from(nearest).unwrap_or(dots).clamp(1, dots - 1)
            }
        }
    }
}

/// Returns `part * times / whole`, rounded half up.
fn divide_half_up(part: i64, times: i128, whole: i64) -> i128 {
    (2 * i128::from(part) * times + i128::from(whole)) / (2 * i128::from(whole))
}

/// A hamlet's row as it may be published, with bands instead of counts.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitRow {
    /// The hamlet.
    pub unit: String,
    /// The bands by indicator.
    pub bands: BTreeMap<String, Band>,
}

/// The progress of a hamlet, without counts that could identify people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// All of them.
    Complete,
    /// Nine of ten or more.
    Nearly,
    /// Under way.
    Underway,
    /// Not reported.
    Unknown,
}

impl Band {
    /// Returns how far a hamlet is, without a number that could point at people.
    pub fn of(share: Option<&Share>) -> Band {
        match share {
            None => Band::Unknown,
            Some(share) if share.of <= 0 => Band::Unknown,
            Some(share) if share.done >= share.of => Band::Complete,
            Some(share) if share.done * 10 >= share.of * 9 => Band::Nearly,
            Some(_) => Band::Underway,
        }
    }
}

impl Band {
    /// Returns the key of the theme's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Band::Complete => "complete",
            Band::Nearly => "nearly",
            Band::Underway => "underway",
            Band::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Share;
    use crate::model::value::{Decimal, InHundred};

    #[test]
    fn shares_are_rounded_half_up_but_never_to_all_or_none() {
        let check = |done, of, units, scale| {
            let percent = Share { done, of }.percent();
            assert_eq!(percent, Some(Decimal { units, scale }), "{done}/{of}");
        };
        check(1046, 2163, 484, 1);
        check(109, 1046, 104, 1);
        check(109, 2163, 50, 1);
        check(1, 2000, 1, 1);
        check(0, 2163, 0, 0);
        check(2, 30_000, 1, 1);
        check(2999, 3000, 999, 1);
        check(9995, 10_000, 999, 1);
        check(2163, 2163, 100, 0);
        assert_eq!(Share { done: 1, of: 0 }.percent(), None);
        let twice = Share { done: 2_000_000_000, of: 1_000_000_000 };
        assert_eq!(twice.percent(), Some(Decimal { units: 2000, scale: 1 }));
    }

    #[test]
    fn counts_of_a_hundred_are_rounded_down_but_never_to_none() {
        let check = |done, of, expected| {
            assert_eq!(Share { done, of }.in_hundred(), expected, "{done}/{of}");
        };
        check(0, 2163, InHundred::Nobody);
        check(1, 2163, InHundred::BelowOne);
        check(1046, 2163, InHundred::Count(48));
        check(2162, 2163, InHundred::Count(99));
        check(2163, 2163, InHundred::Everybody);
        check(i64::MAX - 1, i64::MAX, InHundred::Count(99));
        check(5, 0, InHundred::Nobody);
    }

    #[test]
    fn dots_never_claim_nobody_or_everybody_wrongly() {
        let check =
            |done, of, expected| assert_eq!(Share { done, of }.dots(20), expected, "{done}/{of}");
        check(0, 2163, 0);
        check(1, 2163, 1);
        check(109, 2163, 1);
        check(1046, 2163, 10);
        check(2162, 2163, 19);
        check(2163, 2163, 20);
        check(5, 0, 0);
    }
}
