//! Tests the whole module on a small campaign: output for residents, search engines and feed
//! readers.

use crate::model::plan::{Part, Work};
use crate::model::reference::{LinkTarget, PageId};
use crate::model::site::Site;
use crate::model::tree::{Block, Inline};
use crate::render::site::sample::{
    CONFIRMED, Sample, document, here, lang, paragraph, report, text,
};
use crate::render::site::{render_home, render_not_found, render_page, render_tag};

const KICH_HOAT: PageId = PageId(0);
const LUA_DAO_EN: PageId = PageId(4);
const TIEN_DO: PageId = PageId(2);
const TIEN_DO_EN: PageId = PageId(5);
const KICH_HOAT_AR: PageId = PageId(6);

fn page(change: impl FnOnce(&mut Site), id: PageId) -> String {
    let mut sample = Sample::new();
    change(&mut sample.site);
    render_page(&sample.renderer(), id).unwrap()
}

fn has(html: &str, wanted: &str) {
    assert!(html.contains(wanted), "missing: {wanted}\nin: {html}");
}

fn lacks(html: &str, unwanted: &str) {
    assert!(!html.contains(unwanted), "unwanted: {unwanted}\nin: {html}");
}

#[test]
fn built_in_theme_has_no_mistakes() {
    let mut sample = Sample::new();
    let jobs = {
        let renderer = sample.renderer();
        for job in &sample_jobs(&renderer) {
            let outputs = renderer.render(job).unwrap();
            assert!(!outputs[0].is_empty());
            assert!(
                !String::from_utf8_lossy(&outputs[0]).contains("[chart"),
                "a phrase is missing"
            );
        }
        sample_jobs(&renderer).len()
    };
    assert!(jobs > 20);
    assert_eq!(sample.diags.list, Vec::new());
}

/// Everything of the plan that this room makes.
fn sample_jobs(renderer: &crate::render::renderer::Renderer<'_>) -> Vec<crate::model::plan::Job> {
    let ours = |work: &Work| {
        matches!(
            work,
            Work::Home(_)
                | Work::Page(_)
                | Work::SingleFile(_)
                | Work::Search(_)
                | Work::Tag(..)
                | Work::NotFound(_)
                | Work::Feed(_)
                | Work::Sitemap(..)
                | Work::SitemapIndex
                | Work::Robots
                | Work::Worker
        )
    };
    let plan = crate::render::site::sample::plan(renderer.site, renderer.config);
    plan.jobs.into_iter().filter(|job| ours(&job.work)).collect()
}

#[test]
fn hostile_words_stay_words() {
    let mut sample = Sample::new();
    let page = &mut sample.site.pages[0];
    page.title = "</title><script>alert(1)</script>{{ 7 * 7 }}".into();
    page.summary = "\"><img src=x onerror=alert(1)>".into();
    page.sources = vec!["<b>F1</b>".into()];
    page.picture.as_mut().unwrap().1 = "\" onload=\"x".into();
    sample.documents[0] = document(vec![
        Block::Heading { level: 1, id: "a\"b".into(), inlines: vec![text("<i>")], span: here() },
        Block::Paragraph(
            vec![
                Inline::Html("<iframe src=x>".into(), here()),
                Inline::Code("</code><b>".into(), here()),
            ],
            here(),
        ),
    ]);
    let html = render_page(&sample.renderer(), KICH_HOAT).unwrap();
    assert_eq!(html.matches("<script").count(), 1, "only the theme's own");
    lacks(&html, "<img src=x");
    lacks(&html, "onload=\"x\"");
    lacks(&html, "<iframe");
    lacks(&html, "</code><b>");
    lacks(&html, "<b>F1");
    lacks(&html, "49");
    has(&html, "{{ 7 * 7 }}");
    has(&html, "<h2 id=\"a&quot;b\">&lt;i&gt;</h2>");
    has(&html, "&lt;iframe src=x&gt;");
}

#[test]
fn links_lead_where_they_may() {
    let html = page(|_| (), KICH_HOAT);
    lacks(&html, "javascript:");
    has(&html, "hiểm<br>");
    has(&html, "<a href=\"/sub/lua-dao/#ba-dung\">Coi chừng lừa đảo</a>");
    has(&html, "href=\"https://vneid.gov.vn/?a=1&amp;b=2\" rel=\"external noopener\">");
    has(&html, "href=\"/sub/mau%20%C4%91%C6%A1n.pdf\">");
    has(&html, "href=\"/sub/en/\">English</a>");
}

#[test]
fn links_are_found_by_a_finger_where_they_stand_by_themselves() {
    let line = |before: Vec<Inline<crate::model::tree::Resolved>>| {
        let link = Inline::Link {
            to: Box::new(LinkTarget::Home(lang("vi"))),
            inlines: vec![text("Trang đầu")],
            span: here(),
        };
        let mut sample = Sample::new();
        let words = before.into_iter().chain([link, text(".")]).collect();
        sample.documents[0] = document(vec![Block::Paragraph(words, here())]);
        render_page(&sample.renderer(), KICH_HOAT).unwrap()
    };
    let (single_file, among) =
        ("<a class=\"tap\" href=\"/sub/\">Trang đầu</a>", "<a href=\"/sub/\">Trang đầu</a>");
    has(&line(Vec::new()), single_file);
    has(&line(vec![Inline::Strong(vec![text("Xem thêm:")]), text(" ")]), single_file);
    has(&line(vec![text("Xem thêm ")]), among);
    has(&line(vec![Inline::Strong(vec![text("Xem thêm:")]), text(" ở ")]), single_file);
    has(&line(vec![Inline::Strong(vec![text("Xem thêm:")]), text(" ở bài ")]), among);
}

#[test]
fn values_are_written_as_the_language_writes_them_and_do_not_break() {
    let html = page(|_| (), KICH_HOAT);
    has(&html, "<span class=\"n\">25.000\u{a0}đồng</span>");
    has(&html, "<span class=\"n\">31/12/2026</span>");
    has(&html, "<span class=\"n\">48,4%</span>");
    has(&html, "<a class=\"n\" href=\"tel:0000000000\">0000\u{a0}000\u{a0}000</a>");
    has(&html, "hỏi công an xã, 1/2.");
    let english = page(|_| (), PageId(3));
    has(&english, "<span class=\"n\">25,000\u{a0}đồng</span>");
    has(&english, "31 December 2026");
    lacks(&english, "<span class=\"n\">31 December 2026</span>");
    has(&english, "<span class=\"n\">48.4%</span>");
}

#[test]
fn everything_markdown_says_has_a_shape() {
    let html = page(|_| (), KICH_HOAT);
    has(&html, "<div class=\"alert alert-warning\" role=\"note\">");
    // The icon is inlined once, where it is used, and no other icon is.
    has(&html, "<path d=\"M12 3L2 21h20zM12 10v5M12 18v.1\"/></svg>Coi chừng</p>");
    lacks(&html, "M8 3h8l5 5v8l-5 5H8l-5-5V8z");
    has(&html, "<span class=\"vh\">Chưa:</span> Có sim");
    has(&html, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"Bảng 1\">");
    has(&html, "<th scope=\"col\" class=\"num\">Phí</th>");
    has(&html, "<a id=\"fnref_1\" href=\"#fn_1\"");
    has(&html, "<li id=\"fn_1\">Mức phí theo quy định. <a class=\"back\" href=\"#fnref_1\"");
    lacks(&html, "Không ai nhắc");
    has(
        &html,
        "<source type=\"image/webp\" srcset=\"/sub/anh/photo-480.webp 480w, /sub/anh/photo-960.webp 960w\"",
    );
    has(&html, "<img src=\"/sub/anh/photo-480.jpg\" class=\"wide\" srcset=");
    has(
        &html,
        "alt=\"Bà con ngồi &quot;chờ&quot;\" width=\"320\" height=\"180\" data-kb=\" (≤ 12 kB)\" loading=\"lazy\" decoding=\"async\">",
    );
    has(&html, "&lt;script&gt;alert(1)&lt;/script&gt;");
    has(&html, "role=\"img\" aria-label=\"Ổ khóa đã mở trên màn hình điện thoại.\">");
}

#[test]
fn only_real_translations_are_named_to_search_machines() {
    let html = page(|_| (), KICH_HOAT);
    has(&html, "<link rel=\"canonical\" href=\"https://mau.example/sub/kich-hoat/\">");
    has(
        &html,
        "<link rel=\"alternate\" hreflang=\"vi\" href=\"https://mau.example/sub/kich-hoat/\">",
    );
    has(
        &html,
        "<link rel=\"alternate\" hreflang=\"en\" href=\"https://mau.example/sub/en/kich-hoat/\">",
    );
    has(
        &html,
        "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://mau.example/sub/kich-hoat/\">",
    );
    lacks(&html, "<link rel=\"alternate\" hreflang=\"ar\"");
    // The language switch still links to it.
    has(&html, "href=\"/sub/ar/kich-hoat/\">العربية</a>");
    has(&html, "<b aria-current=\"page\">Tiếng Việt</b>");
}

#[test]
fn stand_in_says_so_and_names_its_language() {
    let html = page(|_| (), LUA_DAO_EN);
    has(&html, "<html lang=\"en\" dir=\"ltr\">");
    has(&html, "This page has not been translated yet. It is shown in Vietnamese.");
    has(&html, "<article lang=\"vi\" dir=\"ltr\">");
    has(&html, "<link rel=\"canonical\" href=\"https://mau.example/sub/lua-dao/\">");
    lacks(&html, "<link rel=\"alternate\" hreflang=\"en\"");
    has(&html, "og/lua-dao.vi.jpg");
    lacks(&page(|_| (), KICH_HOAT), "class=\"notice\">Bài này");
}

#[test]
fn right_to_left_page_holds_left_to_right_text() {
    let html = page(|_| (), KICH_HOAT_AR);
    has(&html, "<html lang=\"ar\" dir=\"rtl\">");
    has(&html, "<article lang=\"vi\" dir=\"ltr\">");
}

#[test]
fn share_pictures_are_complete() {
    let html = page(|_| (), KICH_HOAT);
    for property in ["title", "description", "type", "url", "locale", "image:alt"] {
        has(&html, &format!("<meta property=\"og:{property}\" content=\""));
    }
    has(
        &html,
        "<meta property=\"og:image\" content=\"https://mau.example/sub/og/kich-hoat.vi.jpg\">",
    );
    has(&html, "<meta property=\"og:image:width\" content=\"1200\">");
    has(&html, "content=\"vi_VN\"");
}

#[test]
fn only_confirmed_numbers_can_be_called() {
    let mut sample = Sample::new();
    let html = render_home(&sample.renderer(), &lang("vi")).unwrap();
    has(&html, "href=\"tel:0000000000\"");
    lacks(&html, "0000111111");
    sample.config.places.get_mut("other").unwrap().certainty = CONFIRMED;
    has(&render_home(&sample.renderer(), &lang("vi")).unwrap(), "tel:0000111111");
}

#[test]
fn doubtful_facts_are_announced_once() {
    has(
        &page(|_| (), KICH_HOAT),
        "Trong bài có một điều chưa chắc. Bà con hỏi công an xã trước khi làm.",
    );
    lacks(&page(|_| (), TIEN_DO), "chưa chắc");
}

#[test]
fn charts_say_what_they_draw() {
    let html = page(|_| (), TIEN_DO);
    has(
        &html,
        "<title id=\"chart_2_t\">Đã cấp tài khoản định danh: 1.046 trên 2.163 người, đạt 48,4%.</title>",
    );
    has(&html, "Hình 20 chấm tròn, tô đậm 10 chấm.");
    has(&html, "Cứ 100 người thì 48 người.");
    has(&html, "Hình 20 chấm tròn, tô đậm 20 chấm.");
    has(&html, "Hình 20 chấm tròn, tô đậm 2 chấm.");
    has(&html, "Số liệu chưa rõ ngày.");
    has(&html, "SỐ LIỆU MẪU");
    lacks(&html, "history_");
    // In the given order, as text only.
    let (b, a) = (html.find("Thôn mẫu B").unwrap(), html.find("Thôn mẫu A").unwrap());
    assert!(b < a);
    has(&html, "Đã cấp thẻ: đang làm");
    let english = page(|_| (), TIEN_DO_EN);
    has(&english, "1,046 of 2,163 people, which is 48.4%.");
    has(&english, "<span lang=\"vi\">Bài báo (tài liệu gốc)</span>");
}

#[test]
fn somebody_is_never_drawn_as_nobody() {
    let few = page(
        |site| site.progress.latest.as_mut().unwrap().totals.get_mut("eid").unwrap().done = 1,
        TIEN_DO,
    );
    has(&few, "tô đậm 1 chấm");
    has(&few, "Cứ 100 người thì chưa được 1 người.");
    let nearly = page(
        |site| site.progress.latest.as_mut().unwrap().totals.get_mut("eid").unwrap().done = 2162,
        TIEN_DO,
    );
    has(&nearly, "tô đậm 19 chấm");
    has(&nearly, "2.162 / 2.163 = 99,9%");
}

#[test]
fn three_reports_make_a_course_of_time() {
    let html = page(
        |site| {
            let file = site.progress.latest.as_ref().unwrap().span.file;
            site.progress.history = [(7, 900), (14, 1000), (21, 1046)]
                .map(|(day, done)| report(file, Some(jiff::civil::date(2026, 11, day)), done))
                .to_vec();
        },
        TIEN_DO,
    );
    has(
        &html,
        "<desc id=\"history_2_d\">7/11/2026: 41,6%; 14/11/2026: 46,2%; 21/11/2026: 48,4%</desc>",
    );
}

#[test]
fn no_figures_is_said_in_words() {
    let html = page(|site| site.progress.latest = None, TIEN_DO);
    has(&html, "<p>Chưa có số liệu.</p>");
    let mut sample = Sample::new();
    sample.site.progress.latest = None;
    lacks(&render_home(&sample.renderer(), &lang("vi")).unwrap(), "Kết quả đến nay</h2>\n<p class");
}

#[test]
fn lists_and_lost_visitors_find_pages() {
    let mut sample = Sample::new();
    let renderer = sample.renderer();
    let home = render_home(&renderer, &lang("vi")).unwrap();
    has(&home, "<h2 id=\"card_kich-hoat\">Mở tài khoản (kích hoạt)</h2>");
    has(&home, "<a href=\"/sub/chu-de/an-toan/\">Giữ an toàn</a>");
    let tag = render_tag(&renderer, 0, &lang("en")).unwrap();
    has(&tag, "2 pages.");
    has(&tag, "<a href=\"/sub/en/lua-dao/\" lang=\"vi\" dir=\"ltr\">");
    let lost = render_not_found(&renderer, &lang("en")).unwrap();
    has(&lost, "<meta name=\"robots\" content=\"noindex\">");
    lacks(&lost, "rel=\"canonical\"");
    lacks(&lost, "og:");
    has(&lost, "<a href=\"/sub/en/kich-hoat/\">Turn on your account</a>");
    // Arabic has no translated text yet.
    lacks(&home, "<link rel=\"alternate\" hreflang=\"ar\"");
}

#[test]
fn feeds_hold_own_texts_with_days_of_pages() {
    let mut sample = Sample::new();
    sample.site.pages[0].title = "A & <B>".into();
    sample.site.pages[0].date = None;
    sample.site.pages[0].verified_on = None;
    let renderer = sample.renderer();
    let feed = crate::render::site::feed::render_feed(&renderer, &lang("vi"));
    well_formed(&feed);
    has(&feed, "<title>A &amp; &lt;B&gt;</title>");
    has(&feed, "<updated>2026-11-22T00:00:00Z</updated>\n<author>");
    has(
        &feed,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://mau.example/sub/feed.xml\"/>",
    );
    assert_eq!(feed.matches("<entry>").count(), 3);
    let english = crate::render::site::feed::render_feed(&renderer, &lang("en"));
    assert_eq!(english.matches("<entry>").count(), 2);
    let arabic = crate::render::site::feed::render_feed(&renderer, &lang("ar"));
    well_formed(&arabic);
    has(&arabic, "<updated>2026-11-23T00:00:00Z</updated>");
}

#[test]
fn sitemaps_name_real_pages_only() {
    let mut sample = Sample::new();
    let renderer = sample.renderer();
    let english = lang("en");
    let render = |part| {
        let pages = renderer.lookup().pages(&english);
        crate::render::site::sitemap::render_sitemap(&renderer, &english, pages, part)
    };
    let map = render(Part::First);
    well_formed(&map);
    has(&map, "<loc>https://mau.example/sub/en/kich-hoat/</loc><lastmod>2026-11-22</lastmod>");
    has(
        &map,
        "<xhtml:link rel=\"alternate\" hreflang=\"vi\" href=\"https://mau.example/sub/kich-hoat/\"/>",
    );
    lacks(&map, "lua-dao");
    lacks(&map, "hreflang=\"ar\"");
    has(&map, "<loc>https://mau.example/sub/en/</loc>");
    lacks(&render(Part::Further), "<loc>https://mau.example/sub/en/</loc>");
    let index = crate::render::site::sitemap::render_sitemap_index(&renderer);
    well_formed(&index);
    has(&index, "<loc>https://mau.example/sub/en/sitemap-en.xml</loc>");
    has(
        &crate::render::site::sitemap::render_robots(&renderer),
        "Sitemap: https://mau.example/sub/sitemap.xml",
    );
}

/// Checks that every element is closed in the right order.
fn well_formed(xml: &str) {
    let mut open = Vec::new();
    for tag in xml.split('<').skip(1).map(|part| part.split_once('>').unwrap().0) {
        if tag.starts_with('?') || tag.ends_with('/') {
            continue;
        }
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{xml}"),
            None => open.push(tag.split_whitespace().next().unwrap()),
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

#[test]
fn pages_need_nothing_from_elsewhere() {
    let mut sample = Sample::new();
    let html = render_home(&sample.renderer(), &lang("vi")).unwrap();
    lacks(&html, " src=");
    lacks(&html, "stylesheet");
    has(&html, "type=\"application/atom+xml\"");
    for html in [&html, &page(|_| (), KICH_HOAT), &page(|_| (), LUA_DAO_EN)] {
        let script = html.split_once("<script").unwrap().1.split_once("</script>").unwrap().0;
        let script = script.split_once('>').unwrap().1;
        assert!(script.len() < 1_024, "{}", script.len());
    }
    let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let weight = crate::render::site::packed::gzipped(style.as_bytes());
    assert!(weight <= 2_048, "{weight}");
    lacks(&html, "<img");
    has(&html, "<link rel=\"icon\" href=\"data:,\">");
    has(&html[..1024], "<meta charset=\"utf-8\">");
}

/// Returns the worker and the addresses of the pages that it stores.
fn worker(sample: &mut Sample) -> (String, Vec<String>) {
    let (worker, kept) = crate::render::site::worker::render_worker(&sample.renderer()).unwrap();
    let mut rows: Vec<Vec<serde_json::Value>> = serde_json::from_str(&kept).unwrap();
    let shared = rows.remove(0);
    let mut addresses = Vec::new();
    for row in rows {
        // Join the pieces as the worker does.
        let piece = |piece: &serde_json::Value| match piece.as_u64() {
            Some(at) => shared[usize::try_from(at).unwrap()].as_str().unwrap().to_owned(),
            None => piece.as_str().unwrap().to_owned(),
        };
        let html: String = row[1..].iter().map(piece).collect();
        let address = row[0].as_str().unwrap().to_owned();
        assert!(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>\n"), "{html}");
        assert_eq!(html.matches("<style>").count(), 1);
        // Two hashes, a style, a script.
        assert_eq!(
            row.iter().filter(|piece| piece.is_u64()).count(),
            4,
            "what pages share is kept once"
        );
        if address.is_empty() {
            assert_eq!(html, render_home(&sample.renderer(), &lang("vi")).unwrap());
        }
        addresses.push(address);
    }
    (worker, addresses)
}

#[test]
fn a_small_site_is_kept_whole_and_its_changes_are_noticed() {
    let mut sample = Sample::new();
    let (first, kept) = worker(&mut sample);
    has(&first, "whole = true");
    for address in
        ["", "en/", "kich-hoat/", "a-z/", "en/tien-do/", "ar/lua-dao/", "chu-de/an-toan/"]
    {
        assert!(kept.iter().any(|known| known == address), "{address} in {kept:?}");
    }
    assert_eq!(first, worker(&mut sample).0);
    sample.site.pages[0].title.push('!');
    assert_ne!(first, worker(&mut sample).0);
    has(&page(|_| (), KICH_HOAT), "<script data-worker=\"/sub/sw.js\">");
}

#[test]
fn of_a_large_site_the_phone_keeps_the_first_pages_and_the_progress() {
    let mut sample = Sample::new();
    // Words that gzip cannot compress.
    let noise = |seed: usize| {
        (0..900)
            .map(|n| blake3::hash(format!("{seed} {n}").as_bytes()).to_string())
            .collect::<String>()
    };
    for (seed, page) in sample.site.pages.iter().enumerate() {
        if page.topic != "tien-do" {
            sample.documents[seed].blocks.push(paragraph(&noise(seed)));
        }
    }
    let (code, kept) = worker(&mut sample);
    has(&code, "whole = false");
    assert_eq!(kept, ["", "en/", "ar/", "tien-do/", "en/tien-do/"]);
}

#[test]
fn a_sure_hotline_can_be_called_where_no_office_is_confirmed() {
    let mut sample = Sample::new();
    sample.config.places.get_mut("police").unwrap().certainty =
        crate::model::campaign::Certainty::L;
    let fact = |fact_status| crate::model::site::FactNow {
        id: "hotline".into(),
        name: crate::model::lang::Localized::plain("tổng đài".to_owned()),
        value: crate::model::value::Value::Phone("1900 0000".into()),
        source: String::new(),
        certainty: CONFIRMED,
        verified_on: None,
        valid_until: None,
        fact_status,
    };
    sample.site.facts = vec![fact(crate::model::site::FactStatus::Expired)];
    lacks(&render_home(&sample.renderer(), &lang("vi")).unwrap(), "href=\"tel:");
    sample.site.facts = vec![fact(crate::model::site::FactStatus::Sure)];
    let html = render_home(&sample.renderer(), &lang("vi")).unwrap();
    has(&html, "href=\"tel:19000000\"");
    has(&html, "Gọi tổng đài:");
}

#[test]
fn a_recording_says_what_it_costs_before_it_is_tapped() {
    use crate::model::content::AudioKind;
    use crate::model::reference::RecordingId;
    use crate::model::site::{AudioSource, Recording};
    let with = |spoken: &str, id: PageId| {
        let mut sample = Sample::new();
        let recording = |kind, bytes: usize| Recording {
            is_used: true,
            path: "content/explainers/kich-hoat/vi.mp3".into(),
            bytes: vec![0; bytes].into(),
            kind,
            seconds: Some(70),
        };
        sample.site.recordings =
            vec![recording(AudioKind::Mp3, 210_001), recording(AudioKind::Opus, 105_000)];
        sample.site.pages[id.0].audio = Some(AudioSource {
            lang: lang(spoken),
            mp3: Some(RecordingId(0)),
            opus: Some(RecordingId(1)),
        });
        render_page(&sample.renderer(), id).unwrap()
    };
    let html = with("vi", KICH_HOAT);
    has(&html, "data-play=\"/sub/audio/1.opus\" href=\"/sub/audio/0.mp3\">");
    has(&html, "Nghe<br>1 phút 10 giây, <span class=\"n\">211\u{a0}kB</span>");
    lacks(&html, "data-voice=");
    lacks(&html, "<audio");
    // The recording is in Arabic although there is no Arabic text yet.
    let arabic = with("ar", KICH_HOAT_AR);
    has(&arabic, "Bài này có người đọc bằng العربية");
    lacks(&arabic, "chưa có bản dịch");
    // A recording in another language names the language.
    let english = with("vi", LUA_DAO_EN);
    has(&english, "Listen in Vietnamese");
    has(&english, "has not been translated");
}

#[test]
fn without_a_recording_the_phone_may_read_aloud() {
    let html = page(|_| (), KICH_HOAT);
    has(&html, "data-voice=\"vi\" hidden>");
    has(&page(|_| (), LUA_DAO_EN), "data-voice=\"vi\" hidden lang=\"en\" dir=\"ltr\">");
}

#[test]
fn a_page_that_is_sent_on_stands_alone() {
    let mut sample = Sample::new();
    let renderer = sample.renderer();
    let html = render_page(&renderer.for_single_files(), KICH_HOAT).unwrap();
    lacks(&html, "data-worker");
    lacks(&html, "href=\"/");
    lacks(&html, "download");
    has(&html, "href=\"https://mau.example/sub/lua-dao/#ba-dung\"");
    has(&html, "<link rel=\"canonical\" href=\"https://mau.example/sub/kich-hoat/\">");
    has(
        &page(|_| (), KICH_HOAT),
        "<a class=\"go\" href=\"/sub/kich-hoat/kich-hoat.html\" download>",
    );
}

#[test]
fn search_finds_words_without_marks() {
    let mut sample = Sample::new();
    let renderer = sample.renderer();
    let html = crate::render::site::search::render_search(&renderer, &lang("vi")).unwrap();
    let words = html.split_once("data-words=\"").unwrap().1.split_once('"').unwrap().0;
    assert!(format!(" {words} ").contains(" hoi "), "{words}");
    has(&html, "<a href=\"/sub/kich-hoat/\"><strong>Mở tài khoản (kích hoạt)</strong></a>");
    has(&html, "id=\"find\" hidden");
    // Sorted without regard to accents: Coi chừng, Kết quả, Mở tài khoản.
    let at = |words: &str| html.find(&format!("<strong>{words}")).unwrap_or(usize::MAX);
    assert!(at("Coi chừng") < at("Mở tài khoản"));
    assert_eq!(html.matches("<script").count(), 1);
}

#[test]
fn a_large_list_is_found_by_titles_only() {
    let mut sample = Sample::new();
    sample.documents[0].blocks.push(paragraph("hiếmthấy"));
    let noise: String = (0..3000_u32)
        .map(|n| format!("{} ", &blake3::hash(&n.to_le_bytes()).to_hex()[..12]))
        .collect();
    let search = |sample: &mut Sample| {
        crate::render::site::search::render_search(&sample.renderer(), &lang("vi")).unwrap()
    };
    has(&search(&mut sample), "hiemthay");
    sample.documents[1].blocks.push(paragraph(&noise));
    lacks(&search(&mut sample), "hiemthay");
}

#[test]
fn mistakes_in_templates_are_shown_at_their_place() {
    let check = |source: &str, wanted: &str, at: Option<usize>| {
        let mut sample = Sample::new();
        let file = sample.content.theme.files.get_mut("site/tag.html").unwrap();
        file.bytes = source.as_bytes().into();
        let failed = {
            let renderer = sample.renderer();
            render_tag(&renderer, 0, &lang("vi")).err()
        };
        let (text, span) = match failed {
            Some(fault) if sample.diags.list.is_empty() => (fault.text.en, fault.span),
            _ => (sample.diags.list[0].text.en.clone(), sample.diags.list[0].span),
        };
        assert!(text.contains(wanted), "{text}");
        assert!(text.contains("site/tag.html"), "{text}");
        let span = span.unwrap();
        assert_eq!(&*sample.content.sources.get(span.file).path, "themes/que-huong/site/tag.html");
        if let Some(at) = at {
            assert_eq!(span.start as usize, at);
        }
    };
    check("<p>{{ tag.title", "end of input", None);
    check("<p>{{ nowhere }}", "nowhere", Some(6));
    check("<p>{{ tag.title | nonsense }}", "Unknown filter", Some(18));
    check("{% include \"none.html\" %}", "none.html", Some(11));
    check("{{ t(key=\"no-such-key\") }}", "no-such-key", None);
}

#[test]
fn missing_template_is_reported_before_anything_is_made() {
    let mut sample = Sample::new();
    sample.content.theme.files.remove("site/page.html");
    let _ = sample.renderer();
    assert_eq!(sample.diags.list.len(), 1);
    assert!(sample.diags.list[0].text.en.contains("site/page.html"));
}

/// Writes the samples to disk for inspection:
/// `LOA_SAMPLES=/tmp/x cargo test --lib site::tests::samples`.
#[test]
fn samples_can_be_looked_at() {
    let Some(folder) = option_env!("LOA_SAMPLES") else { return };
    let mut sample = Sample::new();
    let file = sample.site.progress.latest.as_ref().unwrap().span.file;
    sample.site.progress.history = [(7, 900), (14, 1000), (21, 1046)]
        .map(|(day, done)| report(file, Some(jiff::civil::date(2026, 11, day)), done))
        .to_vec();
    sample.documents[1].blocks.push(paragraph("Ba điều đừng làm."));
    let renderer = sample.renderer();
    for job in sample_jobs(&renderer) {
        let outputs = renderer.render(&job).unwrap();
        write_sample(folder, job.outputs[0].as_str(), &outputs[0]);
    }
}

#[expect(clippy::disallowed_methods, reason = "a developer asked for files to look at")]
fn write_sample(folder: &str, path: &str, bytes: &[u8]) {
    let path = std::path::Path::new(folder).join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}
