//! The real campaign and the demo: they build, twice with equal bytes, today and in later years.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use loa::config::Overrides;
use loa::diag::Severity;
use loa::files::disk::DiskFolder;
use loa::pipeline::{self, Checked, Summary};

type Files = BTreeMap<String, Arc<[u8]>>;

struct Built {
    checked: Checked,
    summary: Summary,
    files: Files,
}

fn open(below: &str, today: &str, demo: bool) -> (DiskFolder, Overrides) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(below);
    let folder = DiskFolder::open(&root).expect("the campaign's folder");
    (
        folder,
        Overrides { today: today.parse().expect("a day"), base_url: None, demo, strict: false },
    )
}

fn build(below: &str, today: &str, demo: bool) -> Built {
    let (folder, overrides) = open(below, today, demo);
    let finished = pipeline::run_in_memory(&folder, &overrides).expect("a readable campaign");
    let checked = finished.checked;
    let (sink, summary) = finished.output.unwrap_or_default();
    Built { checked, summary, files: sink.into_files() }
}

fn real() -> &'static Built {
    static REAL: OnceLock<Built> = OnceLock::new();
    REAL.get_or_init(|| build("", "2026-12-01", false))
}

fn errors(built: &Built) -> Vec<String> {
    let errors =
        built.checked.diags.list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.map(|diagnostic| format!("{}: {}", diagnostic.code, diagnostic.text.en)).collect()
}

fn codes(built: &Built) -> Vec<&'static str> {
    built.checked.diags.list.iter().map(|diagnostic| diagnostic.code).collect()
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    let bytes =
        files.get(path).unwrap_or_else(|| panic!("no output {path}; there are {:?}", files.keys()));
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn the_real_campaign_builds_without_an_error() {
    assert_eq!(errors(real()), Vec::<String>::new());
    for path in [
        "site/index.html",
        "site/en/index.html",
        "site/tien-do/index.html",
        "site/en/progress/index.html",
        "script/canh-bao-lua-dao.vi.txt",
        "script/thong-bao-hang-ngay.vi.ssml",
        "card/lua-dao.vi.txt",
    ] {
        assert!(real().files.contains_key(path), "{path}");
    }
    assert_eq!(real().summary.withheld, Vec::new());
}

#[test]
fn the_true_figures_stand_in_all_three_products() {
    let page = text(&real().files, "site/tien-do/index.html");
    for figure in ["2.163", "1.046", "48,4", "109", "937", "chưa rõ ngày"] {
        assert!(page.contains(figure), "the page lacks {figure}");
    }
    let script = text(&real().files, "script/ket-qua-tuan.vi.txt");
    for words in [
        "một ngàn không trăm bốn mươi sáu",
        "hai ngàn một trăm sáu mươi ba",
        "một trăm lẻ chín",
        "chín trăm ba mươi bảy",
        "chưa rõ ngày",
    ] {
        assert!(script.to_lowercase().contains(words), "the script lacks “{words}”");
    }
    let post = text(&real().files, "card/tien-do.vi.txt");
    assert!(post.contains("1.046"), "{post}");
    assert!(
        codes(real()).contains(&"reported-percent-cut"),
        "48,3 is recognised as cut from 48,36"
    );
}

#[test]
fn the_second_example_names_its_own_office_and_nothing_of_the_first_campaign() {
    let second = build("examples/phong-dich", "2026-11-30", true);
    assert_eq!(errors(&second), Vec::<String>::new());
    assert_eq!(codes(&second), ["unconfirmed-fact"]);
    let page = text(&second.files, "site/day-lu/index.html");
    assert!(page.contains("<strong>Cần phun thuốc mấy lần:</strong> hỏi Trạm y tế mẫu."));
    assert!(page.contains("Bà con hỏi Trạm y tế mẫu trước khi làm."));
    for (path, bytes) in &second.files {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for foreign in ["công an", "commune police", "La Ngâu", "căn cước"] {
            assert!(!text.contains(foreign), "{path}: {foreign}");
        }
        let is_page = path.ends_with("/index.html");
        assert!(!is_page || text.contains("<meta name=\"description\" content=\""), "{path}");
    }
    // Words in a drawing need the width of the page; beside the call button they would be too small.
    let drawing = text(&second.files, "site/vong-doi/index.html");
    let (top, rest) = drawing.split_once("<div class=\"top\">").expect("the top");
    assert!(!top.contains("<svg class=\"pic"));
    assert!(!rest.split("</div>").next().expect("the top").contains("<svg class=\"pic"));
    assert!(rest.contains("<svg class=\"pic words\""));
    let home = text(&second.files, "site/index.html");
    assert_eq!(home.matches("<img class=\"pic\" src=\"data:image/jpeg").count(), 2);
    // Most phones load this variant: with its page it stays below 25 kB.
    for (path, bytes) in &second.files {
        if path.ends_with("-480.webp") {
            assert!(bytes.len() <= 20_000, "{path}: {}", bytes.len());
        }
    }
}

#[test]
fn scripts_hold_nothing_that_cannot_be_read_aloud() {
    let spoken = real()
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("script/") && path.ends_with(".txt"));
    let mut seen = 0;
    for (path, bytes) in spoken {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        // The mark of a draft is above the text and not read aloud.
        let said = text
            .lines()
            .skip_while(|line| line.starts_with('[') || line.is_empty())
            .collect::<Vec<_>>();
        let text = said.join("\n");
        let text = text.as_str();
        let left = loa_speech::find_unspeakable(text);
        assert!(
            left.is_empty(),
            "{path}: {:?}",
            left.into_iter().map(|range| &text[range]).collect::<Vec<_>>()
        );
        seen += 1;
    }
    assert_eq!(seen, real().summary.scripts.len(), "every script has its spoken text");
    assert!(seen >= 4);
    for (path, _) in real().files.iter().filter(|(path, _)| path.ends_with(".ssml")) {
        let heard = heard(text(&real().files, path));
        assert!(loa_speech::find_unspeakable(&heard).is_empty(), "{path}: {heard}");
    }
}

/// Returns what a speech program says: all text, with aliases in place of the written forms.
fn heard(ssml: &str) -> String {
    let document = roxmltree::Document::parse(ssml).expect("XML");
    let said = document.descendants().filter_map(|node| match node.tag_name().name() {
        "sub" => node.attribute("alias"),
        _ => node.text().filter(|_| {
            node.is_text() && node.parent_element().is_none_or(|it| it.tag_name().name() != "sub")
        }),
    });
    said.collect()
}

#[test]
fn every_number_of_the_campaign_comes_from_the_register_or_the_tables() {
    let loose: Vec<&str> = real()
        .checked
        .diags
        .list
        .iter()
        .filter(|diagnostic| diagnostic.code == "loose-number")
        .map(|diagnostic| diagnostic.text.en.as_str())
        .collect();
    assert_eq!(loose, Vec::<&str>::new());
}

#[test]
fn fees_are_warned_of_before_their_last_day_and_shown_without_their_number_after_it() {
    let before = build("", "2026-12-15", false);
    let soon =
        before.checked.diags.list.iter().filter(|diagnostic| diagnostic.code == "expiring-fact");
    assert!(
        soon.filter(|diagnostic| diagnostic.text.en.contains("card-fee-exchange-full")).count()
            == 1
    );
    let early = build("", "2026-11-30", false);
    assert!(!codes(&early).contains(&"expiring-fact"), "more than thirty days before");
    let page = "site/lam-va-doi-the/index.html";
    assert!(text(&before.files, page).contains("50.000"), "the fee stands until its last day");
    let after = build("", "2027-01-01", false);
    assert_eq!(errors(&after), Vec::<String>::new());
    assert!(!text(&after.files, page).contains("50.000"));
    assert!(
        !after.files.contains_key("card/to-roi/lam-va-doi-the.vi.pdf"),
        "paper that is over isn't made"
    );
    assert!(before.files.contains_key("card/to-roi/lam-va-doi-the.vi.pdf"));
}

#[test]
fn changing_a_card_because_of_age_is_said_to_cost_nothing() {
    let built = build("", "2026-12-01", false);
    for (path, no_fee, ages, bare, ask) in [
        (
            "site/lam-va-doi-the/index.html",
            "luật nói không phải nộp lệ phí",
            "14, 25, 40",
            "<td>Đổi thẻ</td>",
            "hỏi",
        ),
        (
            "site/en/getting-a-card/index.html",
            "the law asks no fee",
            "14, 25, 40",
            "<td>Renewal</td>",
            "ask",
        ),
    ] {
        let page = text(&built.files, path);
        let fee =
            page.find("50.000").or_else(|| page.find("50,000")).expect("the fee for other reasons");
        let free = page.find(no_fee).unwrap_or_else(|| panic!("{path} hides that there is no fee"));
        assert!(page.contains(ages) && free < fee, "{path}: no fee is said before any fee");
        assert!(!page.contains(bare), "{path}: a fee for a change without its reason");
        let old_card = &page[page[..fee].rfind("#cccd").expect("who still has the old card")..fee];
        assert!(old_card.contains(ask), "{path}: the old card's fee is open");
    }
    let questions = text(&built.files, "site/hoi-dap/index.html");
    assert!(questions.contains("luật nói không phải nộp lệ phí"));
}

#[test]
fn what_is_handed_out_pinned_up_and_posted_is_made() {
    for path in [
        "card/to-roi/lua-dao.vi.pdf",
        "card/to-roi/lua-dao.vi.a4.pdf",
        "card/to-roi/kich-hoat.en.pdf",
        "card/ap-phich/lua-dao.vi.pdf",
        "card/ap-phich/lam-va-doi-the.vi.pdf",
        "card/ma-vuong.vi.pdf",
        "card/ma-vuong.en.pdf",
        "card/lich-dang.vi.html",
        "card/lich-dang.vi.csv",
    ] {
        assert!(real().files.contains_key(path), "{path}");
    }
    for path in
        ["card/tu-dien.vi.png", "card/to-roi/gioi-thieu.vi.pdf", "card/to-roi/tien-do.vi.pdf"]
    {
        assert!(!real().files.contains_key(path), "{path}");
    }
    let calendar = text(&real().files, "card/lich-dang.vi.html");
    assert_eq!(calendar.matches("<section>").count(), 16, "four weeks of four posts");
    for (path, bytes) in
        real().files.iter().filter(|(path, _)| path.starts_with("card/") && path.ends_with(".txt"))
    {
        let post = std::str::from_utf8(bytes).expect("UTF-8");
        let zalo = post.split("--- Zalo ---\n").nth(1).expect("a text for Zalo").trim_end();
        assert!(zalo.chars().count() <= 280 && zalo.contains("https://"), "{path}: {zalo}");
    }
}

#[test]
fn time_alone_breaks_nothing() {
    for today in ["2027-06-01", "2030-01-01"] {
        let built = build("", today, false);
        assert_eq!(errors(&built), Vec::<String>::new(), "in {today}");
        assert!(codes(&built).contains(&"expired-fact"), "in {today}");
        let page = text(&built.files, "site/kich-hoat/index.html");
        assert!(!page.contains("trong 7 ngày"), "an expired figure is still shown in {today}");
        assert!(page.contains("trong vài ngày"), "its fallback wording is missing in {today}");
        assert!(
            built.summary.withheld.contains(&("card".to_owned(), "kich-hoat.vi".to_owned())),
            "{:?}",
            built.summary.withheld
        );
        assert!(!built.files.contains_key("card/kich-hoat.vi.txt"));
    }
}

/// Front matter that was published as text would look like this. Scripts may quote it.
#[test]
fn no_page_holds_a_word_of_front_matter() {
    for (path, bytes) in &real().files {
        if [".html", ".json", ".xml", ".txt"].iter().any(|ending| path.ends_with(ending)) {
            let text = std::str::from_utf8(bytes).expect("UTF-8");
            assert!(!text.contains("title:") && !text.contains("summary:"), "{path}");
        }
    }
}

#[test]
fn every_page_says_its_language_and_leads_to_the_other() {
    for (path, other) in [
        ("site/kich-hoat/index.html", "/en/activate/"),
        ("site/en/activate/index.html", "/kich-hoat/"),
    ] {
        let page = text(&real().files, path);
        assert!(page.contains(other), "{path} doesn't lead to {other}");
        let lang = if path.contains("/en/") { "en" } else { "vi" };
        assert!(
            page.contains(&format!("<html lang=\"{lang}\""))
                || page.contains(&format!("<html lang={lang}")),
            "{path}"
        );
        assert!(page.contains("hreflang"), "{path}");
        assert!(page.contains("og:image"), "{path}");
    }
}

#[test]
fn no_page_loads_anything_from_elsewhere() {
    for (path, bytes) in real().files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).expect("UTF-8");
        for attribute in ["src=\"http", "srcset=\"http", "url(http", "@import"] {
            assert!(!page.contains(attribute), "{path} holds {attribute}");
        }
    }
}

#[test]
fn the_demo_exercises_hamlets_and_right_to_left_pages() {
    let demo = build("examples/demo", "2026-12-01", true);
    assert_eq!(errors(&demo), Vec::<String>::new());
    let table = text(&demo.files, "site/mau-so/index.html");
    for hamlet in ["Thôn Mẫu 1", "Thôn Mẫu 2", "Thôn Mẫu 3", "Thôn Mẫu 4"] {
        assert!(table.contains(hamlet), "{hamlet}");
    }
    assert!(table.contains("SỐ LIỆU MẪU"));
    let arabic = text(&demo.files, "site/ar/index.html");
    assert!(arabic.contains("dir=\"rtl\""));
    for path in ["script/lich-phat.vi.pdf", "script/so-theo-doi.vi.pdf", "script/lich-phat.ics"] {
        assert!(demo.files.contains_key(path), "{path}");
        assert!(
            !real().files.contains_key(path),
            "no hour of the real campaign is confirmed: {path}"
        );
    }
    let public = build("examples/demo", "2026-12-01", false);
    assert!(codes(&public).contains(&"sample-in-public"), "samples don't get out without --demo");
}

#[cfg(feature = "paper")]
mod paper {
    use super::{real, text};

    #[test]
    fn sheets_embed_their_fonts_and_give_back_their_words() {
        let pdf = &real().files["script/ket-qua-tuan.vi.pdf"];
        let document = lopdf::Document::load_mem(pdf).expect("a PDF");
        let pages = document.get_pages();
        assert!((1..=3).contains(&pages.len()), "{} pages", pages.len());
        let mut fonts = 0;
        for object in document.objects.values() {
            let Ok(dictionary) = object.as_dict() else { continue };
            if dictionary
                .get(b"Type")
                .and_then(|kind| kind.as_name())
                .is_ok_and(|name| name == b"FontDescriptor")
            {
                assert!(
                    ["FontFile", "FontFile2", "FontFile3"]
                        .iter()
                        .any(|key| dictionary.has(key.as_bytes())),
                    "a font is not embedded"
                );
                fonts += 1;
            }
        }
        assert!(fonts > 0);
        let numbers: Vec<u32> = pages.keys().copied().collect();
        let words = document.extract_text(&numbers).expect("text").replace('\n', " ");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("một ngàn không trăm bốn mươi"), "{words}");
        assert!(words.contains("HẾT"), "{words}");
    }

    #[test]
    fn share_pictures_have_the_size_that_facebook_shows() {
        for card in ["lua-dao.vi", "tien-do.en"] {
            let bytes = &real().files[&format!("card/{card}.png")];
            let size = image::ImageReader::new(std::io::Cursor::new(&bytes[..]))
                .with_guessed_format()
                .expect("a picture")
                .into_dimensions();
            assert_eq!(size.expect("a header"), (1200, 630), "{card}");
        }
        assert_ne!(real().files["card/lua-dao.vi.png"], real().files["card/kich-hoat.vi.png"]);
        assert!(
            text(&real().files, "card/lua-dao.vi.txt")
                .contains("https://que-huong-la-ngau.example/lua-dao/")
        );
    }
}
