//! Tests facts about sheets: pages, fonts, text, tags, and when each text appears.

use jiff::civil::{Weekday, date, time};
use lopdf::Document;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::diag::{Sources, Span};
use crate::model::broadcast::{Airing, WEEK};
use crate::model::campaign::Setting;
use crate::model::content::{Approval, Status};
use crate::model::lang::Lang;
use crate::model::reference::PageId;
use crate::model::site::{Reading, Script, Site};
use crate::render::card::testing::page;
use crate::render::paper::testing::TestCampaign;
use crate::render::script::calendar::encode_calendar;
use crate::render::script::testing::{dialogue, script};
use crate::render::script::{render_script, render_timetable};

const SENTENCES: &[&[&str]] = &[
    &["Kính thưa bà con."],
    &["Không đọc mã, không bấm.", "Cả hai ngàn một trăm sáu mươi ba người đã có thẻ."],
];

#[test]
fn sheet_is_a_tagged_document_with_title_language_and_own_fonts() {
    let pdf = Document::load_mem(&print(script(SENTENCES))).unwrap();
    let root = pdf.catalog().unwrap();
    assert!(root.has(b"StructTreeRoot"));
    assert_eq!(root.get(b"Lang").unwrap().as_str().unwrap(), b"vi");
    let info = pdf
        .trailer
        .get(b"Info")
        .and_then(|info| pdf.dereference(info))
        .unwrap()
        .1
        .as_dict()
        .unwrap();
    assert_eq!(lopdf::decode_text_string(info.get(b"Title").unwrap()).unwrap(), "Bài thử");
    let dictionaries = || pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let descriptors: Vec<_> =
        dictionaries().filter(|dict| dict.has_type(b"FontDescriptor")).collect();
    assert!(!descriptors.is_empty());
    assert!(
        descriptors.iter().all(|font| font.has(b"FontFile2") || font.has(b"FontFile3")),
        "all fonts are in the file"
    );
}

#[test]
fn sheet_is_accessible() {
    let bytes = print(script(SENTENCES));
    let metadata = b"<pdfuaid:part>1</pdfuaid:part>";
    assert!(bytes.windows(metadata.len()).any(|window| window == metadata), "PDF/UA-1");
}

#[test]
fn text_can_be_taken_out_as_it_is_said() {
    let text = text_of(&print(script(SENTENCES)));
    for sentence in SENTENCES.iter().copied().flatten() {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
    assert!(text.contains("đọc 2 lần"), "{text}");
}

#[test]
fn short_script_has_one_page_for_reading_and_one_for_the_local_speaker() {
    assert_eq!(pages(&print(script(SENTENCES))), 2);
    let english = Script { lang: Lang::new("en").unwrap(), ..script(&[&["Good morning."]]) };
    assert_eq!(pages(&print(english)), 1);
    let long: Vec<&str> = std::iter::repeat_n(
        "Bà con đến trụ sở công an xã, mang theo thẻ căn cước và điện thoại.",
        60,
    )
    .collect();
    assert!(pages(&print(script(&[&long]))) > 3);
}

#[test]
fn same_script_gives_the_same_bytes() {
    assert_eq!(print(script(SENTENCES)), print(script(SENTENCES)));
    assert_ne!(print(script(SENTENCES)), print(script(&[&["Không đọc mã."]])));
}

#[test]
fn draft_mark_stands_until_somebody_signs() {
    let mark = "BẢN NHÁP";
    let approval =
        Some(Approval {
            by: String::from("Phó Chủ tịch xã"), on: date(2026, 11, 20), text: None
        });
    let draft = text_of(&print(Script {
        status: Status::Draft,
        approved: approval.clone(),
        ..script(SENTENCES)
    }));
    assert!(draft.contains(mark) && !draft.contains("Phó Chủ tịch"), "{draft}");
    assert!(text_of(&print(script(SENTENCES))).contains(mark));
    let signed = text_of(&print(Script {
        status: Status::Approved,
        approved: approval,
        ..script(SENTENCES)
    }));
    assert!(!signed.contains(mark), "{signed}");
    assert!(signed.contains("Đã duyệt: Phó Chủ tịch xã, ngày 20/11/2026"), "{signed}");
}

#[test]
fn last_day_samples_and_figures_stand_on_the_sheet() {
    let mut script =
        Script { not_after: Some(date(2026, 11, 27)), is_sample: true, ..script(SENTENCES) };
    script.paragraphs[1][1].figures = vec![String::from("2.163")];
    let text = text_of(&print(script));
    for words in ["KHÔNG ĐỌC SAU NGÀY 27/11/2026", "SỐ LIỆU MẪU", "2.163"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn loudspeaker_on_the_road_has_its_check_list() {
    let list = "Tên tệp: thu-nghiem-vi.mp3";
    assert!(
        text_of(&print(Script { setting: Setting::Mobile, ..script(SENTENCES) })).contains(list)
    );
    assert!(!text_of(&print(script(SENTENCES))).contains(list));
}

#[test]
fn speakers_stand_before_their_lines() {
    let text =
        text_of(&print(dialogue(&[("Hỏi", "Có mất tiền không?"), ("Đáp", "Không mất tiền.")])));
    assert!(text.contains("Hỏi:") && text.contains("Đáp:"), "{text}");
}

#[test]
fn hostile_words_end_as_letters() {
    let title = "#panic() \"a\" \\ $x$ [b] *c* @d <e> // /* `f`";
    let spoken = "#let x = 1; *đậm* $y$ \\ \"z\"";
    let campaign = TestCampaign::new();
    let hostile = Script {
        title: title.to_owned(),
        station: String::from("#eval(\"1\")"),
        ..script(&[&[spoken]])
    };
    let site = Site { scripts: vec![hostile], ..Site::default() };
    let text = text_of(&render_script(&campaign.renderer(&site), 0).unwrap()[0]);
    assert!(text.contains(title), "{text}");
    assert!(text.contains(spoken), "{text}");
    assert!(text.contains("#eval(\"1\")"), "{text}");
}

#[test]
fn outputs_are_sheet_text_and_ssml_and_the_code_leads_to_the_page() {
    let campaign = TestCampaign::new();
    let site = Site {
        pages: vec![page("lua-dao", "Coi chừng lừa đảo")],
        scripts: vec![Script { explains: Some(PageId(0)), ..script(SENTENCES) }],
        ..Site::default()
    };
    let outputs = render_script(&campaign.renderer(&site), 0).unwrap();
    assert_eq!(outputs.len(), 3);
    assert!(outputs[0].starts_with(b"%PDF-"));
    assert!(
        outputs[1].starts_with("[BẢN NHÁP – CHƯA ĐƯỢC DUYỆT]\n\nKính thưa bà con.\n".as_bytes())
    );
    assert!(outputs[2].starts_with(b"<?xml"));
    assert!(text_of(&outputs[0]).contains("Dành cho cán bộ"));
}

#[test]
fn figures_that_stay_have_their_reading_beside_them() {
    let mut script = Script { keeps_digits: true, ..script(&[&["La la 1.046 ma ma, na 48,4%."]]) };
    let reading =
        |written: &str, said: &str| Reading { written: written.to_owned(), said: said.to_owned() };
    script.lang = Lang::new("qaa").unwrap();
    script.paragraphs[0][0].readings = vec![
        reading("1.046", "một ngàn không trăm bốn mươi sáu"),
        reading("48,4%", "bốn mươi tám phẩy bốn phần trăm"),
    ];
    let text = text_of(&print(script));
    for words in [
        "1.046",
        "= một ngàn không trăm bốn mươi sáu",
        "48,4%",
        "= bốn mươi tám",
        "Chữ số giữ nguyên",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn week_stands_on_one_page_with_days_hours_and_totals() {
    let campaign = TestCampaign::new();
    let outputs = render_timetable(&campaign.renderer(&week()), &Lang::new("vi").unwrap()).unwrap();
    assert_eq!(outputs.len(), 2);
    assert_eq!(pages(&outputs[0]), 1);
    let text = text_of(&outputs[0]);
    for words in [
        "Lịch phát thanh trong tuần",
        "Lập ngày 23/11/2026",
        "Đài xã",
        "Mỗi buổi tối đa 5 phút",
        "Thứ hai",
        "Chủ nhật",
        "05:30",
        "17:30",
        "2 lần · 2 phút",
        "Cả buổi: 6 phút",
        "QUÁ 5 phút",
        "đến hết ngày 30/11/2026",
        "bài chưa được duyệt",
        "Cả tuần: 32 phút",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    // The same programme on all days is written once.
    assert_eq!(text.matches("Bài một").count(), 4, "{text}");
    let english = render_timetable(&campaign.renderer(&week()), &Lang::new("en").unwrap()).unwrap();
    let text = text_of(&english[0]);
    assert!(
        text.contains("Commune radio") && text.contains("Monday") && text.contains("2 times"),
        "{text}"
    );
}

#[test]
fn log_sheet_has_a_line_for_every_broadcast() {
    let campaign = TestCampaign::new();
    let outputs = render_timetable(&campaign.renderer(&week()), &Lang::new("vi").unwrap()).unwrap();
    let text = text_of(&outputs[1]);
    assert!(text.contains("Sổ theo dõi phát thanh") && text.contains("Người đọc ký"), "{text}");
    assert_eq!(text.matches("Bài một").count(), 14, "{text}");
    assert_eq!(text.matches("Bài hai").count(), 1, "{text}");
}

#[test]
fn same_week_gives_the_same_bytes_and_hostile_titles_end_as_letters() {
    let campaign = TestCampaign::new();
    let mut site = week();
    site.scripts[0].title = String::from("#panic() \"a\" $x$ *c*");
    let print = || render_timetable(&campaign.renderer(&site), &Lang::new("vi").unwrap()).unwrap();
    assert_eq!(print(), print());
    assert!(print().iter().all(|pdf| text_of(pdf).contains("#panic() \"a\" $x$ *c*")));
    let (calendar, again) = (
        encode_calendar(&campaign.renderer(&week())),
        encode_calendar(&campaign.renderer(&week())),
    );
    assert_eq!(calendar, again);
    assert!(calendar.contains("DURATION:PT120S\r\n"), "{calendar}");
    assert_eq!(calendar.matches('\n').count(), calendar.matches("\r\n").count());
}

#[test]
fn crowded_week_still_fits_a_page() {
    let campaign = TestCampaign::new();
    let mut site = week();
    let airing = site.broadcasts[0].clone();
    site.broadcasts = (8..18)
        .map(|hour| Airing {
            time: time(hour, 0, 0, 0),
            days: vec![WEEK[usize::try_from(hour).unwrap() % 7], Weekday::Sunday],
            ..airing.clone()
        })
        .collect();
    let outputs = render_timetable(&campaign.renderer(&site), &Lang::new("vi").unwrap()).unwrap();
    assert_eq!(pages(&outputs[0]), 1);
}

/// Returns two scripts: one of 2 minutes twice a day, and one of 4 minutes after it on Friday
/// evening.
fn week() -> Site {
    let one = Script { title: String::from("Bài một"), seconds: 60, ..script(SENTENCES) };
    let two = Script { title: String::from("Bài hai"), seconds: 120, ..script(SENTENCES) };
    let airing = |script, days: &[Weekday], hour| Airing {
        script,
        station: String::from("xa"),
        days: days.to_vec(),
        time: time(hour, 30, 0, 0),
        from: None,
        first: date(2026, 11, 23),
        until: None,
        span: Span::whole(Sources::default().add("content/broadcasts.yaml", "")),
    };
    let broadcasts = vec![
        airing(0, &WEEK, 5),
        airing(0, &WEEK, 17),
        Airing {
            until: Some(date(2026, 11, 30)),
            first: date(2026, 11, 27),
            ..airing(1, &[Weekday::Friday], 17)
        },
    ];
    Site { scripts: vec![one, two], broadcasts, ..Site::default() }
}

#[test]
fn threads_share_a_press() {
    let campaign = TestCampaign::new();
    let scripts =
        (0..12).map(|at| Script { title: format!("Bài {at}"), ..script(SENTENCES) }).collect();
    let site = Site { scripts, ..Site::default() };
    let renderer = campaign.renderer(&site);
    let print = |at: usize| render_script(&renderer, at).unwrap().swap_remove(0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    let together: Vec<Vec<u8>> = pool.install(|| (0..12).into_par_iter().map(print).collect());
    for (at, bytes) in together.iter().enumerate() {
        assert_eq!(*bytes, print(at), "{at}");
    }
}

fn print(script: Script) -> Vec<u8> {
    let campaign = TestCampaign::new();
    let site = Site { scripts: vec![script], ..Site::default() };
    render_script(&campaign.renderer(&site), 0)
        .expect("a sheet that can be printed and read")
        .swap_remove(0)
}

fn pages(pdf: &[u8]) -> usize {
    Document::load_mem(pdf).expect("a sheet that can be printed and read").get_pages().len()
}

/// Returns all text with single spaces.
fn text_of(pdf: &[u8]) -> String {
    let pdf = Document::load_mem(pdf).expect("a sheet that can be printed and read");
    let numbers: Vec<u32> = pdf.get_pages().keys().copied().collect();
    let text = pdf.extract_text(&numbers).expect("a sheet that can be printed and read");
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}
