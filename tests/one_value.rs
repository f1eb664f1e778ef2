//! One value reads alike in every channel: titles, summaries, texts, charts, tables, cards, posts,
//! feeds, and the margins of scripts; and what is said agrees with what is written.

#![cfg(feature = "paper")]
#![cfg_attr(
    feature = "paper",
    expect(clippy::unwrap_used, reason = "a test that can't go on may stop")
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use loa::config::Overrides;
use loa::diag::Severity;
use loa::files::memory::MemoryFolder;
use loa::model::reference::PageId;
use loa::model::site::Script;
use loa::pipeline::{self, Campaign};
use loa::render::card::view::ShareCardView;
use loa_speech::{Dialect, Lexicon, Profile, Voice};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const SITE: &str = "title: Chiến dịch mẫu\nbase_url: https://mau.example\ndefault_language: vi\n\
    languages: { vi: { name: Tiếng Việt }, en: { name: English } }\n\
    handouts: { leaflets: off, posters: off, codes: off }\n\
    loudspeaker: { dialect: south, opening: { vi: Mở đầu., en: Opening. }, closing: Hết. }\n";

/// Figures of a campaign: shares of progress and facts.
#[derive(Clone, Debug)]
struct Figures {
    done: i64,
    of: i64,
    count: i64,
    money: i64,
    decimal: (i64, usize),
    percent: (i64, usize),
    date: (i16, i8, i8),
    phone: (u16, u16),
}

/// What every text of the test names, by key.
const NAMES: [(&str, &str); 12] = [
    ("done", "progress.iN.done"),
    ("of", "progress.iN.of"),
    ("remaining", "progress.iN.remaining"),
    ("share", "progress.iN.percent"),
    ("in_hundred", "progress.iN.in_hundred"),
    ("as_of", "progress.iN.as_of"),
    ("count", "fact.countN"),
    ("money", "fact.moneyN"),
    ("decimal", "fact.decimalN"),
    ("percent", "fact.percentN"),
    ("date", "fact.dateN"),
    ("phone", "fact.phoneN"),
];

/// Shares that rounding alone would turn into all or none, and all and none.
const EXTREMES: [(i64, i64); 4] = [(2999, 3000), (2, 30_000), (2163, 2163), (0, 2163)];

/// What was found: values by key, each with the channels that say it.
type Found = BTreeMap<String, BTreeMap<String, Vec<&'static str>>>;

fn shares() -> impl Strategy<Value = (i64, i64)> {
    prop_oneof![
        (1_i64..2_000_000).prop_map(|of| (of, of)),
        (1_i64..2_000_000).prop_map(|of| (0, of)),
        (2_i64..2_000_000).prop_map(|of| (of - 1, of)),
        (2_i64..2_000_000).prop_map(|of| (1, of)),
        (1_i64..2_000_000, 0.0..1.0_f64).prop_map(|(of, part)| ((of as f64 * part) as i64, of)),
    ]
}

fn figures() -> impl Strategy<Value = Figures> {
    let amounts = (shares(), 0_i64..10_000_000, (0_i64..90_000).prop_map(|money| money * 1000));
    let percent =
        (0_usize..3).prop_flat_map(|places| (0..=10_i64.pow(places as u32 + 2), Just(places)));
    let decimals = ((0_i64..10_000_000, 0_usize..5), percent);
    let date = (2027_i16..2040, 1_i8..13, 1_i8..29);
    (amounts, decimals, date, (0_u16..1000, 0_u16..1000)).prop_map(
        |(((done, of), count, money), (decimal, percent), date, phone)| Figures {
            done,
            of,
            count,
            money,
            decimal,
            percent,
            date,
            phone,
        },
    )
}

/// Writes digits with so many of them behind a point.
fn typed((units, places): (i64, usize)) -> String {
    let digits = format!("{units:0width$}", width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
}

/// The placeholders of a set, each between marks with its key: `‹money {{fact.money0}}›`.
fn marked(set: usize) -> String {
    let mut text = String::new();
    for (key, name) in NAMES {
        let _ = write!(text, "‹{key} {{{{{}}}}}› ", name.replace('N', &set.to_string()));
    }
    text.trim_end().to_owned()
}

fn campaign(sets: &[Figures]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut put = |path: String, text: String| files.insert(path, text.into_bytes());
    let (mut site, mut facts) = (format!("{SITE}indicators:\n"), String::new());
    let (mut head, mut row) = ("ngay;don_vi;cap_don_vi".to_owned(), String::new());
    for (set, figures) in sets.iter().enumerate() {
        let _ = writeln!(site, "  i{set}: {{ done: d{set}, of: o{set}, title: Chỉ tiêu {set} }}");
        let _ = write!(head, ";d{set};o{set}");
        let _ = write!(row, ";{};{}", figures.done, figures.of);
        let ((year, month, day), (a, b)) = (figures.date, figures.phone);
        let facts_of_set = [
            ("count", figures.count.to_string()),
            ("money", figures.money.to_string()),
            ("decimal", format!("'{}'", typed(figures.decimal))),
            ("percent", format!("'{}'", typed(figures.percent))),
            ("date", format!("{year}-{month:02}-{day:02}")),
            ("phone", format!("'0000 {a:03} {b:03}'")),
        ];
        for (kind, value) in facts_of_set {
            let _ = writeln!(
                facts,
                "{kind}{set}: {{ {kind}: {value}, source: Mẫu, certainty: A, \
                 verified_on: 2026-11-20, fallback: hỏi }}",
            );
        }
        for (lang, lead) in [("vi", "Ghi"), ("en", "Note")] {
            let marked = marked(set);
            put(
                format!("content/explainers/p{set}/{lang}.md"),
                format!(
                    "---\ntitle: 'T ‹share {{{{progress.i{set}.percent}}}}›'\nsummary: '{marked}'\n\
                     ---\n\n{marked}\n\n{{{{chart.i{set}}}}}\n\n{{{{table.progress}}}}\n"
                ),
            );
            let lines = NAMES.map(|(_, name)| {
                format!("{lead} {{{{{}}}}}.\n\n", name.replace('N', &set.to_string()))
            });
            put(
                format!("content/scripts/s{set}/{lang}.md"),
                format!("---\ntitle: S\nkind: daily\nsetting: mobile\n---\n\n{}", lines.concat()),
            );
        }
    }
    let rows = [6, 13, 20].map(|day| format!("{day}/11/2026;Tổng;xa{row}\n"));
    put("site.yaml".to_owned(), site);
    put("content/facts.yaml".to_owned(), facts);
    put("content/progress/a.csv".to_owned(), format!("{head}\n{}", rows.concat()));
    files
}

/// Drops tags. Nothing in the test's pages needs its entities decoded.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    text
}

/// Takes the values between marks.
fn take(text: &str, channel: &'static str, found: &mut Found) {
    let mut values = 0;
    for part in text.split('‹').skip(1) {
        let (key, value) = part.split_once('›').unwrap().0.split_once(' ').unwrap();
        add(key, value, channel, found);
        values += 1;
    }
    assert!(values > 0, "{channel} says no value: {text}");
}

fn add(key: &str, value: &str, channel: &'static str, found: &mut Found) {
    let channels = found.entry(key.to_owned()).or_default().entry(value.to_owned()).or_default();
    channels.push(channel);
}

/// Compares all channels of a set in a language.
fn check_set(
    campaign: &Campaign,
    files: &BTreeMap<String, String>,
    set: usize,
    figures: &Figures,
    tag: &str,
) {
    let site = &campaign.site;
    let prefix = if tag == "vi" { "" } else { "en/" };
    let html = &files[&format!("site/{prefix}p{set}/index.html")];
    let post = &files[&format!("card/p{set}.{tag}.txt")];
    let mut found = Found::new();
    let at = site.pages.iter().position(|p| p.topic == format!("p{set}") && p.lang.as_str() == tag);
    let page = &site.pages[at.unwrap()];
    take(&page.title, "title", &mut found);
    take(&page.summary, "summary", &mut found);
    // Behind the figure are links to other pages.
    let own = html.split("<figure").next().unwrap();
    take(&without_tags(own), "page", &mut found);
    take(post, "post", &mut found);
    let script = site
        .scripts
        .iter()
        .find(|script| script.id == format!("s{set}") && script.lang.as_str() == tag)
        .unwrap();
    let said = take_script(script, &mut found);
    let alike = found.values().all(|values| values.len() == 1);
    assert!(alike, "{tag}, {figures:?}: {found:#?}");
    let value = |key: &str| found[key].keys().next().unwrap().as_str();
    check_figures(html, post, &value);
    for listed in ["feed.xml", "index.html", "a-z/index.html"] {
        let all = without_tags(&files[&format!("site/{prefix}{listed}")]);
        let title = format!("T ‹share {}›", value("share"));
        assert!(all.contains(&title), "{listed} lacks {title}: {all}");
    }
    check_card(campaign, PageId(at.unwrap()), html, &value);
    check_extremes(figures, tag, &value, &said);
}

/// Takes what the margin shows; returns what is said, by key.
fn take_script(script: &Script, found: &mut Found) -> BTreeMap<&'static str, String> {
    let own = script.paragraphs.iter().filter(|sentences| {
        sentences.first().is_some_and(|first| {
            ["Ghi ", "Note "].iter().any(|lead| first.spoken.starts_with(lead))
        })
    });
    let own: Vec<_> = own.collect();
    assert_eq!(own.len(), NAMES.len(), "{script:?}");
    let mut said = BTreeMap::new();
    for ((key, _), sentences) in NAMES.iter().zip(own) {
        let figures: Vec<&str> =
            sentences.iter().flat_map(|sentence| &sentence.figures).map(String::as_str).collect();
        add(key, &figures.join(" "), "margin", found);
        let spoken: Vec<&str> = sentences.iter().map(|sentence| sentence.spoken.as_str()).collect();
        said.insert(*key, spoken.join(" "));
    }
    said
}

/// Chart, table and history of a page, and the line of its post.
fn check_figures<'a>(html: &str, post: &str, value: &impl Fn(&str) -> &'a str) {
    let (done, of, share) = (value("done"), value("of"), value("share"));
    let cells = [done, of, share].map(|cell| format!("<td class=\"num\">{cell}</td>")).concat();
    let chart = format!("{done} / {of} = {share}<");
    let history = format!("{}: {share}", value("as_of"));
    for wanted in [cells, chart, history] {
        assert!(html.contains(&wanted), "no `{wanted}` in {html}");
    }
    let point = post.lines().find(|line| line.starts_with("• Chỉ tiêu")).unwrap();
    assert!(point.ends_with(&format!(" {share}.")) && point.contains(of), "{point}: {share}");
}

/// The card's figures and dots.
fn check_card<'a>(campaign: &Campaign, page: PageId, html: &str, value: &impl Fn(&str) -> &'a str) {
    let documents = campaign.documents();
    let card = ShareCardView::new(&campaign.renderer(&documents), page);
    let share = &card.shares[0];
    assert_eq!((share.done.as_str(), share.of.as_str()), (value("done"), value("of")));
    assert!(card.as_of.contains(value("as_of")), "{}", card.as_of);
    let drawn = html.matches("<desc id=\"chart_").count();
    assert_eq!(drawn, 1);
    let dots = html.split("<desc id=\"chart_").nth(1).unwrap().split("</desc>").next().unwrap();
    let full = format!(" {} ", share.full);
    assert!(dots.contains(&full), "the card draws{full}dots, the page: {dots}");
}

/// All and none are said of all and none alone.
fn check_extremes<'a>(
    figures: &Figures,
    tag: &str,
    value: &impl Fn(&str) -> &'a str,
    said: &BTreeMap<&str, String>,
) {
    let (is_all, is_none) = (figures.done == figures.of, figures.done == 0);
    let is_below_one = !is_none && figures.done * 100 < figures.of;
    let (all, none, below_one) = match tag {
        "vi" => ("một trăm phần trăm", "không phần trăm", "chưa được một"),
        _ => ("one hundred percent", "zero percent", "fewer than one"),
    };
    let share = value("share");
    assert_eq!(share == "100%", is_all, "{share}");
    assert_eq!(share == "0%", is_none, "{share}");
    assert!(!share.starts_with("100,0") && !share.starts_with("100.0"), "{share}");
    let spoken = said["share"].to_lowercase();
    assert_eq!(spoken.contains(all), is_all, "{share} is said as `{spoken}`");
    assert_eq!(spoken.contains(none), is_none, "{share} is said as `{spoken}`");
    assert_eq!(value("in_hundred") == "100", is_all);
    assert_eq!(value("in_hundred") == "0", is_none);
    let spoken = said["in_hundred"].to_lowercase();
    assert_eq!(spoken.contains(below_one), is_below_one, "{figures:?}: {spoken}");
    // What is said of a percentage is what is read from its digits, without zeros at the end.
    let voice = Voice::new(tag, Profile::Broadcast, Dialect::South, Lexicon::new()).unwrap();
    for key in ["share", "percent"] {
        let digits = value(key).trim_end_matches('%');
        let written = match digits.contains([',', '.']) {
            true => format!("{}%", digits.trim_end_matches('0').trim_end_matches([',', '.'])),
            false => value(key).to_owned(),
        };
        let read = loa_speech::join_pieces(&loa_speech::speak(&voice, &written), &written);
        let (read, spoken) = (read.to_lowercase(), said[key].to_lowercase());
        assert!(spoken.contains(&read), "{} is said as `{spoken}`, not `{read}`", value(key));
    }
}

fn check_campaign(sets: &[Figures]) {
    let overrides = Overrides {
        today: "2026-11-23".parse().unwrap(),
        base_url: None,
        demo: false,
        strict: false,
    };
    let files = campaign(sets);
    let folder =
        MemoryFolder::new(files.iter().map(|(path, text)| (path.clone(), text.as_slice())));
    let finished = pipeline::run_in_memory(&folder, &overrides).unwrap();
    let errors =
        finished.checked.diags.list.iter().filter(|found| found.severity == Severity::Error);
    let report = format!("{:#?}", errors.collect::<Vec<_>>());
    let (sink, _) = finished.output.unwrap_or_else(|| panic!("{report}"));
    let files = sink
        .into_files()
        .into_iter()
        .filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes.to_vec()).ok()?)));
    let files: BTreeMap<String, String> = files.collect();
    for (set, figures) in sets.iter().enumerate() {
        for tag in ["vi", "en"] {
            check_set(finished.checked.campaign.as_ref().unwrap(), &files, set, figures, tag);
        }
    }
}

#[test]
fn a_value_reads_alike_wherever_it_is_written_and_said() {
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 4, max_shrink_iters: 0, failure_persistence: None, ..Config::default() },
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let sets = prop::collection::vec(figures(), EXTREMES.len() + 2);
    runner
        .run(&sets, |mut sets| {
            for (figures, (done, of)) in sets.iter_mut().zip(EXTREMES) {
                (figures.done, figures.of) = (done, of);
            }
            check_campaign(&sets);
            Ok(())
        })
        .unwrap();
}
