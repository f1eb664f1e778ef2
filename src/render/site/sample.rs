//! A small campaign in memory for the tests of this module: the real theme, and made-up sample
//! figures.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;

use crate::config::{Config, Overrides, resolve};
use crate::diag::{Diagnostics, FileId, Sources, Span};
use crate::load::strings::read_strings;
use crate::model::campaign::Certainty;
use crate::model::content::{AudioKind, Content, PictureKind, ThemeFile, ThemeFiles};
use crate::model::lang::{Lang, Localized};
use crate::model::plan::{Job, OutputPath, Part, Plan, Variant, VariantFormat, Work};
use crate::model::progress::{Band, Progress, Report, Share, UnitRow};
use crate::model::reference::{Figure, LinkTarget, PageId, PictureId, RecordingId, ResolvedValue};
use crate::model::site::{Page, PageText, Picture, Site, Tag};
use crate::model::tree::{AlertKind, Alignment, Block, Document, Inline, ListEntry, Resolved};
use crate::model::value::{Decimal, Value};
use crate::render::renderer::Renderer;
use crate::render::theme::Theme;

pub(super) const SITE_YAML: &str = "
title: { vi: Quê hương La Ngâu, en: La Ngâu Homeland }
description: { vi: 'Thẻ căn cước và tài khoản định danh điện tử, nói cho dễ hiểu.', en: 'The ID card and the e-identity account, in plain words.' }
base_url: https://mau.example/sub
default_language: vi
languages: { vi: { name: Tiếng Việt }, en: { name: English }, ar: { name: العربية } }
publisher: { vi: Người làm chiến dịch, en: The people who run the campaign }
facebook: https://www.facebook.com/mau
places:
  police: { name: { vi: công an xã, en: the commune police }, phone: 0000 000 000, ask: hỏi công an xã, certainty: B }
  other: { name: trạm y tế, phone: 0000 111 111, ask: hỏi, certainty: L }
";

/// The values that a renderer borrows.
pub(super) struct Sample {
    pub(super) site: Site,
    /// The texts of the pages.
    pub(super) documents: Vec<Document<Resolved>>,
    pub(super) config: Config,
    pub(super) content: Content,
    pub(super) plan: Plan,
    pub(super) diags: Diagnostics,
}

impl Sample {
    pub(super) fn new() -> Sample {
        let mut content = Content::default();
        let file = content.sources.add("site.yaml", SITE_YAML);
        let mut diags = Diagnostics::default();
        let overrides =
            Overrides { today: date(2026, 11, 23), base_url: None, demo: true, strict: false };
        let config = resolve(SITE_YAML, file, &overrides, &mut diags).unwrap();
        content.theme = built_in_theme(&mut content.sources);
        content.strings = Arc::new(read_strings(&content.theme, &config, &mut diags));
        let site = site(file);
        let documents = site.pages.iter().map(|page| body(&page.topic)).collect();
        let mut sample = Sample { site, documents, config, content, plan: Plan::default(), diags };
        sample.plan = plan(&sample.site, &sample.config);
        sample
    }

    pub(super) fn renderer(&mut self) -> Renderer<'_> {
        self.plan = plan(&self.site, &self.config);
        let theme = Theme::load(&self.content, &self.config, &mut self.diags);
        Renderer::new(&self.site, &self.documents, &self.config, &self.content, &self.plan, &theme)
    }
}

pub(super) fn lang(tag: &str) -> Lang {
    Lang::new(tag).unwrap()
}

pub(super) fn here() -> Span {
    Span::whole(Sources::default().add("x", ""))
}

pub(super) fn text(words: &str) -> Inline<Resolved> {
    Inline::Text(words.to_owned(), here())
}

pub(super) fn paragraph(words: &str) -> Block<Resolved> {
    Block::Paragraph(vec![text(words)], here())
}

pub(super) fn document(blocks: Vec<Block<Resolved>>) -> Document<Resolved> {
    Document { blocks, footnotes: Vec::new(), left_out: Vec::new() }
}

fn built_in_theme(sources: &mut Sources) -> ThemeFiles {
    let mut theme = ThemeFiles::default();
    macro_rules! take {
        ($($path:literal)*) => {$(
            let bytes: &[u8] = include_bytes!(concat!("../../../themes/que-huong/", $path));
            let file = sources.add(concat!("themes/que-huong/", $path), std::str::from_utf8(bytes).unwrap());
            theme.files.insert($path.to_owned(), ThemeFile { file, bytes: Arc::from(bytes) });
        )*};
    }
    take!("site/base.html" "site/home.html" "site/page.html" "site/tag.html" "site/not-found.html" "site/cards.html"
          "site/calls.html" "site/style.css" "site/icons.svg" "site/script.js" "site/search.js" "site/search.html" "strings/vi.ftl" "strings/en.ftl");
    theme.colours = [
        "paper",
        "ink",
        "accent",
        "on_accent",
        "link",
        "second",
        "plate",
        "warning",
        "warning_plate",
    ]
    .into_iter()
    .chain([
        "dark_paper",
        "dark_ink",
        "dark_link",
        "dark_second",
        "dark_plate",
        "dark_warning_plate",
    ])
    .map(|name| (name.to_owned(), "#0b5c5c".to_owned()))
    .collect();
    theme
}

fn site(file: FileId) -> Site {
    let mut pages = Vec::new();
    for tag in ["vi", "en", "ar"] {
        for (topic, order) in [("kich-hoat", 1), ("lua-dao", 2), ("tien-do", 3)] {
            pages.push(page(topic, order, tag));
        }
    }
    pages.iter_mut().enumerate().for_each(|(at, page)| page.id = PageId(at));
    let ids = |first: usize| vec![PageId(first), PageId(first + 1)];
    let indicators = [
        ("card", "Đã cấp thẻ", "Cards issued"),
        ("eid", "Đã cấp tài khoản định danh", "e-ID accounts issued"),
        ("activated", "Đã mở tài khoản để dùng", "Accounts turned on"),
    ];
    Site {
        pages,
        pictures: vec![
            Picture {
                path: "lock.svg".into(),
                bytes: Arc::from(LOCK.as_bytes()),
                kind: PictureKind::Svg,
                width: 96,
                height: 96,
                is_used: true,
            },
            Picture {
                path: "photo.jpg".into(),
                bytes: Arc::from(&b""[..]),
                kind: PictureKind::Jpeg,
                width: 1600,
                height: 900,
                is_used: true,
            },
        ],
        progress: Progress {
            latest: Some(report(file, None, 1046)),
            history: Vec::new(),
            indicators: indicators
                .iter()
                .map(|(id, vi, en)| ((*id).to_owned(), both(vi, en)))
                .collect(),
        },
        tags: vec![Tag {
            slug: "an-toan".into(),
            title: both("Giữ an toàn", "Staying safe"),
            pages: BTreeMap::from([
                (lang("vi"), ids(0)),
                (lang("en"), ids(3)),
                (lang("ar"), ids(6)),
            ]),
        }],
        ..Site::default()
    }
}

const LOCK: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" fill="none" stroke="#0b5c5c" stroke-width="5"><rect x="22" y="6" width="52" height="84" rx="9"/><rect x="34" y="44" width="28" height="22" rx="4" fill="#c8541b"/></svg>"##;

pub(super) fn both(vi: &str, en: &str) -> Localized {
    Localized {
        plain: None,
        by_lang: BTreeMap::from([(lang("vi"), vi.to_owned()), (lang("en"), en.to_owned())]),
    }
}

/// All figures are samples, except those of the source article.
pub(super) fn report(file: FileId, day: Option<jiff::civil::Date>, eid: i64) -> Report {
    Report {
        as_of: day,
        unit: "La Ngâu (xã cũ)".into(),
        totals: BTreeMap::from([
            ("card".to_owned(), Share { done: 2163, of: 2163 }),
            ("eid".to_owned(), Share { done: eid, of: 2163 }),
            ("activated".to_owned(), Share { done: 109, of: 1046 }),
        ]),
        units: vec![
            UnitRow {
                unit: "Thôn mẫu B".into(),
                bands: BTreeMap::from([("card".to_owned(), Band::Underway)]),
            },
            UnitRow {
                unit: "Thôn mẫu A".into(),
                bands: BTreeMap::from([("card".to_owned(), Band::Complete)]),
            },
        ],
        source: "Bài báo (tài liệu gốc)".into(),
        note: "Bài báo không ghi ngày".into(),
        is_sample: true,
        span: Span::whole(file),
    }
}

/// `lua-dao` has no English text, and no page has an Arabic text.
fn page(topic: &str, order: i64, tag: &str) -> Page {
    let translations =
        if topic == "lua-dao" { vec![lang("vi")] } else { vec![lang("vi"), lang("en")] };
    let text_lang = if translations.contains(&lang(tag)) { lang(tag) } else { lang("vi") };
    let english = text_lang == lang("en");
    let (title, summary) = match (topic, english) {
        ("kich-hoat", false) => {
            ("Mở tài khoản (kích hoạt)", "Được cấp tài khoản rồi, mình mở ra mới dùng được.")
        }
        ("kich-hoat", true) => ("Turn on your account", "Once it is issued, turn it on to use it."),
        ("tien-do", false) => ("Kết quả đến nay", "Đã cấp bao nhiêu thẻ, bao nhiêu tài khoản."),
        ("tien-do", true) => ("Progress so far", "How many cards and accounts have been issued."),
        _ => ("Coi chừng lừa đảo", "Công an không làm định danh qua điện thoại."),
    };
    Page {
        id: PageId(0),
        topic: topic.into(),
        lang: lang(tag),
        text_lang,
        slug: topic.into(),
        title: title.into(),
        summary: summary.into(),
        date: Some(date(2026, 11, 20)),
        verified_on: Some(date(2026, 11, 22)),
        order,
        tags: if topic == "tien-do" { Vec::new() } else { vec!["an-toan".into()] },
        picture: Some((PictureId(0), "Ổ khóa đã mở trên màn hình điện thoại.".into())),
        audio: None,
        sources: vec!["F505".into(), "F506".into()],
        translations,
        text: PageText {
            headings: body(topic).headings(),
            figures: body(topic).figures(),
            replaced_facts: if topic == "kich-hoat" {
                vec!["hotline-charge".into()]
            } else {
                Vec::new()
            },
            ..PageText::default()
        },
        is_current: true,
        has_card: true,
        has_leaflet: true,
        has_poster: true,
    }
}

fn body(topic: &str) -> Document<Resolved> {
    if topic == "tien-do" { figures() } else { steps() }
}

fn figures() -> Document<Resolved> {
    let chart = |id: &str| Block::Figure(Figure::Chart(id.into()), here());
    document(vec![
        paragraph("Ở đây chỉ đếm số người, không nêu tên ai."),
        chart("card"),
        chart("eid"),
        chart("activated"),
        Block::Figure(Figure::ProgressTable, here()),
    ])
}

/// Returns a text with one of every Markdown element.
fn steps() -> Document<Resolved> {
    let heading = |level, id: &str, words: &str| Block::Heading {
        level,
        id: id.into(),
        inlines: vec![text(words)],
        span: here(),
    };
    let slot = |value| Inline::Placeholder(Box::new(ResolvedValue::Value(value, None)), here());
    let entry = |inlines| ListEntry { done: None, blocks: vec![Block::Paragraph(inlines, here())] };
    let task = |done, words: &str| ListEntry { done: Some(done), blocks: vec![paragraph(words)] };
    let strong = |words: &str| Inline::Strong(vec![text(words)]);
    let link = |to, words: &str| Inline::Link {
        to: Box::new(to),
        inlines: vec![text(words)],
        span: here(),
    };
    let mut steps = document(vec![
        Block::List {
            start: None,
            entries: vec![
                entry(vec![
                    strong("Cần gì:"),
                    text(" thẻ căn cước, điện thoại của mình, sim đứng tên mình."),
                ]),
                entry(vec![
                    strong("Làm khi nào:"),
                    text(" trong "),
                    slot(Value::Count(7)),
                    text(" ngày."),
                ]),
                entry(vec![
                    strong("Mất tiền không:"),
                    text(" làm lại thẻ "),
                    slot(Value::Money(25000)),
                    text(", đến "),
                    slot(Value::Date(date(2026, 12, 31))),
                    Inline::Footnote("phi".into(), here()),
                    text("."),
                ]),
            ],
        },
        heading(2, "sau-buoc", "Sáu bước"),
        paragraph("Trước hết, cài ứng dụng VNeID từ CH Play hoặc App Store."),
        Block::List {
            start: Some(1),
            entries: vec![
                entry(vec![text("Mở VNeID, bấm "), strong("Kích hoạt"), text(".")]),
                entry(vec![
                    text("Nhập "),
                    slot(Value::Count(12)),
                    text(" số trên thẻ và số điện thoại của mình."),
                ]),
                entry(vec![text("Nhập mã xác nhận gửi về tin nhắn.")]),
            ],
        },
        Block::Alert(
            AlertKind::Warning,
            vec![Block::Paragraph(
                vec![
                    text("Đừng mở trên máy người lạ. Xem thêm "),
                    link(LinkTarget::Page(PageId(1), Some("ba-dung".into())), "Coi chừng lừa đảo"),
                    text("."),
                ],
                here(),
            )],
        ),
        Block::Alert(AlertKind::Tip, vec![paragraph("Chọn mã mình dễ nhớ.")]),
        heading(2, "hoi-ai", "Quá hạn, hay mở không được?"),
        Block::Paragraph(
            vec![
                text("Gọi "),
                slot(Value::Phone("0000 000 000".into())),
                text(". Đạt "),
                slot(Value::Percent(Decimal { units: 484, scale: 1 })),
                text(", gọi có mất tiền không: "),
                Inline::Placeholder(
                    Box::new(ResolvedValue::Fallback(
                        both("hỏi công an xã", "ask the commune police"),
                        "hotline-charge".into(),
                    )),
                    here(),
                ),
                text(", "),
                Inline::Reading {
                    written: "1/2".into(),
                    said: "một phần hai".into(),
                    span: here(),
                },
                text("."),
            ],
            here(),
        ),
        Block::List {
            start: None,
            entries: vec![task(true, "Có thẻ"), task(false, "Có sim đứng tên mình")],
        },
        Block::Table {
            alignments: vec![Alignment::Start, Alignment::Center, Alignment::Start, Alignment::End],
            head: ["Việc", "Ở đâu", "Bao lâu", "Phí"]
                .iter()
                .map(|words| vec![text(words)])
                .collect(),
            rows: vec![
                ["Làm thẻ lần đầu", "Công an xã", "7 ngày làm việc", "0 đồng"]
                    .iter()
                    .map(|words| vec![text(words)])
                    .collect(),
            ],
            span: here(),
        },
        Block::Quote(vec![paragraph("Thẻ còn hạn thì cứ dùng.")]),
        Block::Rule,
        Block::Code { text: "a < b".into(), is_fenced: true, span: here() },
        Block::Html("<script>alert(1)</script>".into(), here()),
        Block::Paragraph(
            vec![Inline::Picture {
                picture: PictureId(1),
                alt: "Bà con ngồi \"chờ\"".into(),
                span: here(),
            }],
            here(),
        ),
        Block::Paragraph(
            vec![
                link(LinkTarget::Outside("javascript:alert(1)".into()), "hiểm"),
                Inline::HardBreak,
                link(LinkTarget::Outside("https://vneid.gov.vn/?a=1&b=2".into()), "trang VNeID"),
                text(", "),
                link(LinkTarget::Static("mau đơn.pdf".into()), "mẫu đơn"),
                text(", "),
                link(LinkTarget::Home(lang("en")), "English"),
            ],
            here(),
        ),
    ]);
    steps.footnotes = vec![
        ("phi".into(), vec![paragraph("Mức phí theo quy định.")]),
        ("thua".into(), vec![paragraph("Không ai nhắc.")]),
    ];
    steps
}

pub(super) fn plan(site: &Site, config: &Config) -> Plan {
    let mut jobs = Vec::new();
    let mut add = |work, paths: &[String]| {
        jobs.push(Job {
            work,
            outputs: paths.iter().map(|path| OutputPath::new(path).unwrap()).collect(),
        });
    };
    for settings in &config.languages {
        let (lang, prefix) = (&settings.lang, config.prefix(&settings.lang));
        add(Work::Home(lang.clone()), &[format!("site/{prefix}index.html")]);
        add(Work::NotFound(lang.clone()), &[format!("site/{prefix}404.html")]);
        add(Work::Search(lang.clone()), &[format!("site/{prefix}a-z/index.html")]);
        add(Work::Feed(lang.clone()), &[format!("site/{prefix}feed.xml")]);
        let own = |id: &PageId| site.pages[id.0].lang == *lang;
        let pages = (0..site.pages.len()).map(PageId).filter(own).collect();
        add(
            Work::Sitemap(lang.clone(), pages, Part::First),
            &[format!("site/{prefix}sitemap-{lang}.xml")],
        );
        for (tag, _) in site.tags.iter().enumerate() {
            add(
                Work::Tag(tag, lang.clone()),
                &[format!("site/{prefix}chu-de/{}/index.html", site.tags[tag].slug)],
            );
        }
    }
    for (number, page) in site.pages.iter().enumerate() {
        add(
            Work::Page(PageId(number)),
            &[format!("site/{}{}/index.html", config.prefix(&page.lang), page.slug)],
        );
        add(
            Work::SingleFile(PageId(number)),
            &[format!("site/{}{1}/{1}.html", config.prefix(&page.lang), page.slug)],
        );
        if page.has_card && !page.is_fallback() {
            let name = format!("{}.{}", page.topic, page.lang);
            add(
                Work::Card(PageId(number)),
                &[
                    format!("card/{name}.png"),
                    format!("site/og/{name}.jpg"),
                    format!("card/{name}.txt"),
                ],
            );
        }
    }
    let variants: Vec<Variant> = [
        (480, VariantFormat::Jpeg),
        (960, VariantFormat::Jpeg),
        (480, VariantFormat::Webp),
        (960, VariantFormat::Webp),
    ]
    .map(|(width, format)| Variant { width, format })
    .to_vec();
    let names: Vec<String> = ["480.jpg", "960.jpg", "480.webp", "960.webp"]
        .iter()
        .map(|end| format!("site/anh/photo-{end}"))
        .collect();
    add(Work::Picture(PictureId(1), variants), &names);
    for (at, recording) in site.recordings.iter().enumerate() {
        let ending = if recording.kind == AudioKind::Mp3 { "mp3" } else { "opus" };
        add(Work::Recording(RecordingId(at)), &[format!("site/audio/{at}.{ending}")]);
    }
    add(Work::SitemapIndex, &["site/sitemap.xml".to_owned()]);
    add(Work::Robots, &["site/robots.txt".to_owned()]);
    add(Work::Worker, &["site/sw.js".to_owned(), "site/kept.json".to_owned()]);
    Plan { jobs }
}

/// Certain enough for a telephone link.
pub(super) const CONFIRMED: Certainty = Certainty::B;
