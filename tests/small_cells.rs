//! Published files depend only on totals and bands: two campaigns whose hamlets differ only in
//! small counts have equal bytes in every page, chart, description, feed, script, card and offline
//! bundle. `check::small_cells` proves by trying all figures which counts readers can't tell apart.

use std::collections::BTreeMap;
use std::sync::Arc;

use loa::config::Overrides;
use loa::files::memory::MemoryFolder;
use loa::pipeline;

const SITE: &str = "title: Chiến dịch mẫu\nbase_url: https://thu.example\ndefault_language: vi\n\
    languages: { vi: { name: Tiếng Việt }, en: { name: English } }\n\
    indicators:\n  eid: { done: cap, of: du, title: Đã cấp }\n  activated: { done: mo, of: cap, title: Đã mở }\n";
const PAGE: &str = "---\ntitle: Tiến độ\nsummary: Một câu.\n---\n{{progress.eid.done}} / {{progress.eid.of}} \
    {{progress.activated.percent}}\n\n{{chart.eid}}\n\n{{chart.activated}}\n\n{{table.progress}}\n";
const SCRIPT: &str =
    "---\ntitle: Kết quả\n---\nĐã cấp {{progress.eid.done}}. Còn {{progress.eid.remaining}}.\n";

/// Builds with reports of three hamlets: eligible, issued, activated.
fn build(weeks: &[[(i64, i64, i64); 3]]) -> BTreeMap<String, Arc<[u8]>> {
    let mut table = String::from("ngay,don_vi,cap_don_vi,du,cap,mo,trang_thai\n");
    for (number, units) in weeks.iter().enumerate() {
        let day = 6 + 7 * number;
        for (at, (of, done, on)) in units.iter().enumerate() {
            table.push_str(&format!(
                "2026-11-{day:02},Thôn Mẫu {},thon,{of},{done},{on},mau\n",
                at + 1
            ));
        }
        let sum = units
            .iter()
            .fold((0, 0, 0), |sum, unit| (sum.0 + unit.0, sum.1 + unit.1, sum.2 + unit.2));
        table.push_str(&format!(
            "2026-11-{day:02},Tổng cộng,xa,{},{},{},mau\n",
            sum.0, sum.1, sum.2
        ));
    }
    let folder = MemoryFolder::new([
        ("site.yaml", SITE.as_bytes()),
        ("content/explainers/tien-do/vi.md", PAGE.as_bytes()),
        ("content/scripts/ket-qua/vi.md", SCRIPT.as_bytes()),
        ("content/progress/a.csv", table.as_bytes()),
    ]);
    let overrides = Overrides {
        today: "2026-11-23".parse().expect("a day"),
        base_url: None,
        demo: true,
        strict: false,
    };
    let finished = pipeline::run_in_memory(&folder, &overrides).expect("memory");
    let diags = finished.checked.diags;
    finished.output.unwrap_or_else(|| panic!("{:?}", diags.list)).0.into_files()
}

fn differing(
    one: &BTreeMap<String, Arc<[u8]>>,
    other: &BTreeMap<String, Arc<[u8]>>,
) -> Vec<String> {
    let paths = one.keys().chain(other.keys());
    paths.filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}

#[test]
fn small_counts_leave_no_trace_in_anything_published() {
    let before = [(40, 20, 3), (60, 33, 8), (25, 4, 1)];
    let truth = build(&[before, [(40, 22, 5), (60, 35, 9), (25, 6, 2)]]);
    let page = String::from_utf8_lossy(&truth["site/tien-do/index.html"]).into_owned();
    assert!(page.contains("Thôn Mẫu 3"), "hamlets are shown: {page}");
    // Equal totals and bands.
    let moved =
        build(&[[(39, 20, 4), (60, 32, 7), (26, 5, 1)], [(39, 21, 4), (60, 35, 9), (26, 7, 3)]]);
    assert_eq!(differing(&truth, &moved), Vec::<String>::new());
    // If a visible figure changes, bytes do change: the comparison is not empty.
    let grown = build(&[before, [(40, 22, 5), (60, 35, 9), (25, 7, 2)]]);
    assert!(differing(&truth, &grown).len() > 5);
}

#[test]
fn hamlets_that_would_give_a_count_away_leave_no_trace_at_all() {
    let truth = build(&[[(80, 80, 70), (50, 50, 40), (15, 13, 11)]]);
    let page = String::from_utf8_lossy(&truth["site/tien-do/index.html"]).into_owned();
    assert!(!page.contains("Thôn Mẫu"), "the third hamlet has two left, as the total says: {page}");
    assert!(page.contains("143"), "the total is shown: {page}");
    // It does not matter which hamlet it is.
    let elsewhere = build(&[[(80, 78, 71), (50, 50, 40), (15, 15, 10)]]);
    assert_eq!(differing(&truth, &elsewhere), Vec::<String>::new());
}
