//! Tests facts about cards: size, colours, and that they contain the words of the page.

use crate::diag::Span;
use crate::files::cache::NoCache;
use crate::model::campaign::Certainty;
use crate::model::content::PictureKind;
use crate::model::lang::{Lang, Localized};
use crate::model::plan::Part;
use crate::model::progress::{Report, Share};
use crate::model::reference::{Figure, LinkTarget, PageId, PictureId, ResolvedValue};
use crate::model::site::{FactNow, FactStatus, Page, Picture, Site};
use crate::model::tree::{AlertKind, Block, Document, Inline, ListEntry};
use crate::model::value::Value;
use crate::render::card::render_card;
use crate::render::card::testing::page;
use crate::render::paper::testing::TestCampaign;

const TEAL: [u8; 4] = [0x0b, 0x5c, 0x5c, 255];
const WARM: [u8; 4] = [0xc8, 0x54, 0x1b, 255];

#[test]
fn card_has_its_size_and_the_campaigns_colours() {
    let pixels = draw(page("lua-dao", "Coi chừng lừa đảo"));
    assert_eq!(pixels.dimensions(), (1200, 630));
    assert_eq!(pixels.get_pixel(0, 0).0, WARM);
    assert_eq!(pixels.get_pixel(2, 627).0, TEAL);
}

#[test]
fn cards_of_two_pages_differ_and_the_same_page_gives_the_same_bytes() {
    let campaign = TestCampaign::new();
    let site = Site {
        pages: vec![
            page("a", "Làm thẻ, đổi thẻ"),
            page("b", "Mất thẻ"),
            page("a", "Làm thẻ, đổi thẻ"),
        ],
        ..Site::default()
    };
    let renderer = campaign.renderer(&site);
    let outputs = |at| render_card(&renderer, PageId(at)).unwrap();
    let first = outputs(0);
    assert_eq!(first.len(), 3);
    assert_eq!(first[0], first[1], "cards and site show the same picture");
    assert_ne!(first[0], outputs(1)[0]);
    assert_eq!(first[0], outputs(2)[0]);
    assert_eq!(first[0], campaign.renderer(&site).render_card_of(0));
}

#[test]
fn hostile_and_endless_titles_end_as_letters_inside_the_card() {
    let endless = "Nghiêng".repeat(80);
    let long = "Những điều bà con cần biết ".repeat(40);
    for title in [
        "#panic()",
        "\"quoted\" \\ $x$ [a] *b* _c_ @d <e> // /* `f`",
        "",
        endless.as_str(),
        long.as_str(),
    ] {
        let mut page = page("thu", title);
        page.summary = title.to_owned();
        let pixels = draw(page);
        let right_edge = (20..500).all(|y| pixels.get_pixel(1195, y).0 == [0xff, 0xfd, 0xf7, 255]);
        assert!(right_edge, "{title}");
    }
}

#[test]
fn picture_of_the_page_is_on_the_card() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"><path fill=\"#123456\" d=\"M0 0h10v10H0z\"/></svg>";
    let picture = Picture {
        path: String::from("a.svg"),
        bytes: svg.as_bytes().into(),
        kind: PictureKind::Svg,
        width: 10,
        height: 10,
        is_used: true,
    };
    let mut page = page("a", "Làm thẻ");
    page.picture = Some((PictureId(0), String::from("Thẻ")));
    let site = Site { pages: vec![page], pictures: vec![picture], ..Site::default() };
    let pixels = decode(&TestCampaign::new().renderer(&site).render_card_of(0));
    assert!(pixels.pixels().any(|pixel| pixel.0 == [0x12, 0x34, 0x56, 255]));
}

#[test]
fn page_with_a_chart_shows_the_dots_of_the_chart() {
    let campaign = TestCampaign::new();
    let span = Span::whole(campaign.config.file);
    let full_dots = |done| {
        let mut page = page("tien-do", "Kết quả đến nay");
        page.text.figures = vec![Figure::Chart(String::from("eid"))];
        let mut site = Site { pages: vec![page], ..Site::default() };
        site.progress.indicators = vec![(String::from("eid"), Localized::plain("Đã cấp"))];
        site.progress.latest = Some(Report {
            as_of: None,
            unit: String::from("La Ngâu"),
            totals: [(String::from("eid"), Share { done, of: 2163 })].into(),
            units: Vec::new(),
            source: String::new(),
            note: String::new(),
            is_sample: false,
            span,
        });
        let view =
            crate::render::card::view::ShareCardView::new(&campaign.renderer(&site), PageId(0));
        (view.shares[0].full, view.shares[0].plain.clone(), view.shares[0].done.clone(), view.as_of)
    };
    let unknown = String::from("Số liệu chưa rõ ngày");
    assert_eq!(
        full_dots(1046),
        (10, String::from("cứ 100 người thì 48 người"), String::from("1.046"), unknown.clone())
    );
    assert_eq!(
        full_dots(2162),
        (19, String::from("cứ 100 người thì 99 người"), String::from("2.162"), unknown.clone())
    );
    assert_eq!(
        full_dots(2163),
        (20, String::from("đã đủ cả"), String::from("2.163"), unknown.clone())
    );
    assert_eq!(
        full_dots(3),
        (1, String::from("chưa tới 1 người trong 100 người"), String::from("3"), unknown)
    );
}

#[test]
fn post_text_has_summary_points_and_link() {
    let mut campaign = TestCampaign::new();
    let span = Span::whole(campaign.config.file);
    let text = |text: &str| Inline::Text(text.to_owned(), span);
    let entry = |inlines| ListEntry { done: None, blocks: vec![Block::Paragraph(inlines, span)] };
    let mut page = page("lam-the", "Làm thẻ, đổi thẻ");
    page.summary = String::from("Mang gì, đi đâu.");
    let blocks = vec![Block::List {
        start: None,
        entries: vec![
            entry(vec![Inline::Strong(vec![text("Mang")]), Inline::SoftBreak, text("thẻ cũ")]),
            entry(vec![
                text("Đã có "),
                Inline::Placeholder(Box::new(ResolvedValue::Value(Value::Count(1046), None)), span),
                text(" người"),
            ]),
            entry(vec![Inline::Placeholder(
                Box::new(ResolvedValue::Fallback(
                    Localized::plain("hỏi công an xã"),
                    String::from("phi"),
                )),
                span,
            )]),
        ],
    }];
    campaign.documents = vec![Document { blocks, footnotes: Vec::new(), left_out: Vec::new() }];
    let site = Site { pages: vec![page], ..Site::default() };
    let post = crate::render::card::post::post_text(&campaign.renderer(&site), PageId(0));
    assert_eq!(
        post,
        "Làm thẻ, đổi thẻ\n\nMang gì, đi đâu.\n\n• Mang thẻ cũ\n• Đã có 1.046 người\n• hỏi công an xã\n\n\
         Xem thêm: https://que-huong.example/lam-the/\n\n\
         --- Zalo ---\nLàm thẻ, đổi thẻ\nMang gì, đi đâu.\nhttps://que-huong.example/lam-the/\n"
    );
}

#[test]
fn english_pages_have_english_words() {
    let mut page = page("card", "The card");
    page.lang = Lang::new("en").unwrap();
    page.text_lang = page.lang.clone();
    let site = Site { pages: vec![page], ..Site::default() };
    let post =
        crate::render::card::post::post_text(&TestCampaign::new().renderer(&site), PageId(0));
    assert!(post.contains("Read more: https://que-huong.example/en/card/"), "{post}");
}

#[test]
fn wrong_template_is_reported_at_its_place() {
    let mut campaign = TestCampaign::new();
    campaign.put("card/share.typ", "#set page(width: 1200pt, height: 630pt)\n#no-such-thing\n");
    let site = Site { pages: vec![page("a", "A")], ..Site::default() };
    let fault = render_card(&campaign.renderer(&site), PageId(0)).unwrap_err();
    let span = fault.span.unwrap();
    assert_eq!(fault.code, "theme-template");
    assert_eq!(&*campaign.content.sources.get(span.file).path, "card/share.typ");
    assert_eq!(campaign.content.sources.line_column(span), (2, 2));
    assert!(fault.text.vi.contains("no-such-thing"), "{}", fault.text.vi);
}

#[test]
fn template_of_another_shape_is_a_fault() {
    let mut campaign = TestCampaign::new();
    campaign.put("card/share.typ", "#set page(width: 100pt, height: 100pt)\n");
    let site = Site { pages: vec![page("a", "A")], ..Site::default() };
    let fault = render_card(&campaign.renderer(&site), PageId(0)).unwrap_err();
    assert!(fault.text.en.contains("1200×1200"), "{}", fault.text.en);
}

fn draw(page: Page) -> image::RgbaImage {
    let site = Site { pages: vec![page], ..Site::default() };
    decode(&TestCampaign::new().renderer(&site).render_card_of(0))
}

fn decode(png: &[u8]) -> image::RgbaImage {
    image::load_from_memory(png).expect("a card that can be drawn").to_rgba8()
}

impl crate::render::renderer::Renderer<'_> {
    fn render_card_of(&self, page: usize) -> Vec<u8> {
        render_card(self, PageId(page)).expect("a card that can be drawn").swap_remove(0)
    }
}

/// Returns a page with everything that paper can show. Every sentence is repeated `long` times.
fn full_page(campaign: &mut TestCampaign, long: usize) -> Page {
    let span = Span::whole(campaign.config.file);
    let text = |text: &str| vec![Inline::Text(text.to_owned(), span)];
    let labelled = |label: &str, rest: &str| ListEntry {
        done: None,
        blocks: vec![Block::Paragraph(
            vec![
                Inline::Strong(text(label)),
                Inline::Text(format!(" {}", rest.repeat(long)), span),
            ],
            span,
        )],
    };
    let link = Inline::Link {
        to: Box::new(LinkTarget::Page(PageId(0), None)),
        inlines: text("ba không"),
        span,
    };
    let pointing = [text("Cúp máy liền. Xem "), vec![link], text(".")].concat();
    let heading =
        |words: &str| Block::Heading { level: 2, id: words.to_owned(), inlines: text(words), span };
    let list = |start, count: usize| Block::List {
        start,
        entries: vec![labelled("Bước.", "Mang thẻ đến. "); count],
    };
    let mut page = page("lam-the", "Làm thẻ, đổi thẻ");
    page.summary = "Mang gì, đi đâu. ".repeat(long);
    let blocks = vec![
        Block::List {
            start: None,
            entries: vec![labelled("Mang gì:", "thẻ cũ. "), labelled("Đi đâu:", "công an xã. ")],
        },
        Block::Paragraph(text("Lời dẫn."), span),
        heading("Bốn bước"),
        list(Some(1), 4),
        heading("Ba điều"),
        list(None, 3),
        heading("Một lời"),
        Block::Paragraph(text(&"Hỏi cho chắc. ".repeat(long)), span),
        Block::Alert(AlertKind::Warning, vec![Block::Paragraph(pointing, span)]),
    ];
    campaign.documents = vec![Document { blocks, footnotes: Vec::new(), left_out: Vec::new() }];
    page
}

#[test]
fn paper_has_whole_lists_what_stands_at_a_glance_and_no_sentence_that_only_points_elsewhere() {
    let mut campaign = TestCampaign::new();
    let site = Site { pages: vec![full_page(&mut campaign, 1)], ..Site::default() };
    let view =
        crate::render::card::handout::HandoutView::new(&campaign.renderer(&site), PageId(0), 1);
    assert_eq!(
        view.glance.iter().map(|it| it.label.as_str()).collect::<Vec<_>>(),
        ["Mang gì:", "Đi đâu:"]
    );
    // Four steps and two texts are six messages, so the list of three does not fit.
    let sections: Vec<_> =
        view.sections.iter().map(|it| (it.title.as_str(), it.entries.len(), it.rank)).collect();
    assert_eq!(sections, [("", 0, 2), ("Bốn bước", 4, 1), ("Một lời", 0, 3)]);
    assert_eq!(view.warning.expect("the page's warning").text, "Cúp máy liền.");
    assert_eq!(view.ask, "", "this campaign names no office");
}

#[test]
fn what_fits_on_no_sheet_is_not_even_tried() {
    let mut campaign = TestCampaign::new();
    let site = Site { pages: vec![full_page(&mut campaign, 10_000)], ..Site::default() };
    let span = Span::whole(campaign.config.file);
    let endless = Block::Paragraph(vec![Inline::Text("Hỏi cho chắc. ".repeat(10_000), span)], span);
    campaign.documents[0].blocks.push(Block::Alert(AlertKind::Warning, vec![endless]));
    let view = |campaign: &TestCampaign| {
        crate::render::card::handout::HandoutView::new(&campaign.renderer(&site), PageId(0), 1)
    };
    let first = view(&campaign);
    assert_eq!((first.summary.as_str(), first.glance.len()), ("", 0));
    assert_eq!(first.sections.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["Lời dẫn."]);
    assert!(first.warning.is_some(), "the first one is short");
    campaign.documents[0].blocks.swap_remove(8);
    assert!(view(&campaign).warning.is_none());
}

#[test]
fn paper_says_until_when_its_facts_hold() {
    let campaign = TestCampaign::new();
    let mut page = page("lam-the", "Làm thẻ");
    page.text.facts = vec![String::from("phi"), String::from("han"), String::from("chua-ro")];
    let fact = |id: &str, fact_status, until: &str| FactNow {
        id: id.to_owned(),
        name: Localized::default(),
        value: Value::Money(1000),
        source: String::new(),
        certainty: Certainty::A,
        verified_on: None,
        valid_until: until.parse().ok(),
        fact_status,
    };
    let facts = vec![
        fact("chua-ro", FactStatus::Unconfirmed, "2026-11-30"),
        fact("han", FactStatus::Sure, "2026-12-31"),
        fact("khac", FactStatus::Sure, "2026-12-01"),
        fact("phi", FactStatus::Sure, "2027-02-23"),
    ];
    let site = Site { pages: vec![page], facts, ..Site::default() };
    let view =
        crate::render::card::handout::HandoutView::new(&campaign.renderer(&site), PageId(0), 1);
    assert!(view.until.contains("31/12/2026"), "{}", view.until);
}

#[test]
fn leaflets_and_posters_are_one_side_however_much_there_is_to_say() {
    let mut campaign = TestCampaign::new();
    for long in [1, 4, 40] {
        let mut page = full_page(&mut campaign, long);
        page.title = "Những điều bà con cần biết ".repeat(long);
        let site = Site { pages: vec![page], ..Site::default() };
        let renderer = campaign.renderer(&site);
        let mut printed = crate::render::card::render_leaflet(&renderer, PageId(0)).unwrap();
        printed.extend(crate::render::card::render_poster(&renderer, PageId(0)).unwrap());
        for (pdf, size) in printed.iter().zip([(420, 595), (842, 595), (842, 1191)]) {
            let document = lopdf::Document::load_mem(pdf).unwrap();
            let pages = document.get_pages();
            assert_eq!(pages.len(), 1, "{long}");
            let page = document.get_dictionary(pages[&1]).unwrap();
            let sides = page.get(b"MediaBox").unwrap().as_array().unwrap();
            let side = |at: usize| sides[at].as_float().unwrap().round() as i32;
            assert_eq!((side(2), side(3)), size);
        }
    }
}

#[test]
fn square_codes_on_the_sheet_lead_to_the_pages() {
    let campaign = TestCampaign::new();
    let site = Site {
        pages: vec![page("lua-dao", "Coi chừng lừa đảo"), page("mat-the", "Mất thẻ")],
        ..Site::default()
    };
    let renderer = campaign.renderer(&site);
    let lang = Lang::new("vi").unwrap();
    let sheet =
        crate::render::card::codes_sheet(&renderer, &lang, &[PageId(0), PageId(1)], Part::First);
    let picture =
        image::load_from_memory(&renderer.typesetter.png(&NoCache, sheet, (1240, 1754)).unwrap())
            .unwrap()
            .to_luma8();
    let (width, height) = picture.dimensions();
    let mut codes =
        rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, |x, y| {
            picture.get_pixel(x as u32, y as u32).0[0]
        });
    let mut read: Vec<String> =
        codes.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
    read.sort();
    let expected = [
        "https://que-huong.example/",
        "https://que-huong.example/lua-dao/",
        "https://que-huong.example/mat-the/",
    ];
    assert_eq!(read, expected);
}
