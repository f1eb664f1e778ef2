//! Input that is too large, too deep, too much or truncated ends in a message, in bounded time and
//! memory.

#![expect(clippy::disallowed_methods, reason = "files and links are made to be refused")]

use std::io::{Cursor, Write};

use loa::config::Overrides;
use loa::diag::{Error, Text};
use loa::files::disk::DiskFolder;
use loa::files::memory::MemoryFolder;
use loa::files::{Folder, Sink};
use loa::pipeline::{self, Checked, Input, SharedCaches};

const SITE: &str = "title: Thử\nbase_url: https://thu.vn\ndefault_language: vi\nlanguages: { vi: { name: Tiếng Việt } }\n\
    indicators: { the: { done: cap, of: du, title: Đã cấp } }\n";

fn overrides() -> Overrides {
    Overrides {
        today: "2026-11-23".parse().expect("a day"),
        base_url: None,
        demo: true,
        strict: false,
    }
}

fn judge(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Checked {
    let site = ("site.yaml".to_owned(), SITE.as_bytes().to_vec());
    // Run in a thread with a small stack, as on a machine with little memory.
    let files: Vec<_> = std::iter::once(site).chain(files).collect();
    let thread = std::thread::Builder::new().stack_size(1 << 20);
    let work = move || run_into(files, MemoryFolder::default()).expect("memory");
    thread.spawn(work).expect("a thread").join().expect("no panic")
}

fn run_into(files: Vec<(String, Vec<u8>)>, sink: impl Sink) -> Result<Checked, Error> {
    let shared = SharedCaches::default();
    let folder = MemoryFolder::new(files);
    Ok(pipeline::run(&Input::new(&folder, &overrides(), &shared), |_| Ok(sink))?.checked)
}

fn refusal(folder: &dyn Folder) -> Text {
    pipeline::run_in_memory(folder, &overrides()).err().expect("a refusal").text
}

fn codes(judged: &Checked) -> Vec<&'static str> {
    judged.diags.list.iter().map(|found| found.code).collect()
}

fn page(body: &str) -> (String, Vec<u8>) {
    (
        "content/explainers/a/vi.md".to_owned(),
        format!("---\ntitle: A\nsummary: S\n---\n{body}\n").into_bytes(),
    )
}

#[test]
fn yaml_that_explodes_is_refused() {
    let mut laughs = String::from("a: &a [lol, lol]\n");
    for (before, name) in ('a'..='y').zip('b'..='z') {
        laughs.push_str(&format!("{name}: &{name} [*{before}, *{before}, *{before}, *{before}]\n"));
    }
    for text in [
        laughs,
        "a: ".to_owned() + &"[".repeat(100_000),
        "a: ".to_owned() + &"{b: ".repeat(100_000),
        " ".repeat(1000) + "- ",
    ] {
        for path in ["content/facts.yaml", "content/lexicon.vi.yaml", "content/broadcasts.yaml"] {
            let judged = judge([(path.to_owned(), text.clone().into_bytes())]);
            assert!(judged.diags.has_errors(), "{path}: {:?}", codes(&judged));
        }
        let judged = judge([(
            "content/explainers/a/vi.md".to_owned(),
            format!("---\n{text}\n---\nA").into_bytes(),
        )]);
        assert!(judged.diags.has_errors(), "{:?}", codes(&judged));
    }
}

#[test]
fn deep_markdown_is_flattened() {
    for sign in [
        ">", "> ", "* ", "1. ", "[", "![", "*", "_", "**a", "`", "<", "<b>", "{{", "[^", "~~",
        "| ", "#", "\\", "- [ ] ",
    ] {
        judge([page(&sign.repeat(100_000 / sign.len()))]);
    }
    judge([page(&"a **a ".repeat(20_000))]);
    judge([page(
        &(0..400).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect::<String>(),
    )]);
    judge([page(&"[a](b) ![c](d) {{e}} <f> \n\n".repeat(5_000))]);
}

#[test]
fn a_megabyte_in_one_line_is_read() {
    let line = "Bà con mang theo thẻ căn cước và điện thoại đến nhà văn hóa thôn. ";
    let judged = judge([page(&line.repeat(1_000_000 / line.len()))]);
    assert!(!judged.diags.has_errors(), "{:?}", codes(&judged));
}

#[test]
fn looking_for_private_data_takes_no_longer_than_reading() {
    for piece in [
        "/1",
        "a1",
        "1 ",
        "1.2-",
        "a@",
        "@",
        "@a.b",
        "Nguyễn Văn ",
        "Nguyễn Văn Mẫu,",
        "|",
        "0 ",
        "\u{ff10}",
        "zalo.me/1 ",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        judge([("static/a.txt".to_owned(), text.clone().into_bytes())]);
        judge([(
            "static/a.svg".to_owned(),
            format!("<svg xmlns='http://www.w3.org/2000/svg'><text>{text}</text></svg>")
                .into_bytes(),
        )]);
    }
    for piece in ["stream\n", "stream\nendstream\n", "(", "/Author (a", "<?xpacket begin", "\\"] {
        let pdf = format!("%PDF-1.4\n{}", piece.repeat(100_000 / piece.len()));
        judge([("static/a.pdf".to_owned(), pdf.into_bytes())]);
    }
}

#[test]
fn large_tables_are_read_and_huge_files_refused() {
    let mut table = String::from("ngay,don_vi,cap_don_vi,du,cap,trang_thai\n");
    for day in 0..50_000 {
        table.push_str(&format!("2026-11-20,Thôn {day},thon,50,40,mau\n"));
    }
    judge([("content/progress/a.csv".to_owned(), table.into_bytes())]);
    // A table of a gigabyte is refused by its size, before it is read.
    let place = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(place.path().join("content/progress")).expect("a folder");
    let path = place.path().join("content/progress/a.csv");
    std::fs::File::create(&path)
        .and_then(|file| file.set_len(1 << 30))
        .expect("a file with a hole");
    let folder = DiskFolder::open(place.path()).expect("a folder");
    let failure = folder.read("content/progress/a.csv").expect_err("too large");
    assert!(failure.text.en.contains("too large (1024 MB, at most 64 MB)"), "{}", failure.text.en);
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

#[test]
fn workbooks_that_explode_are_refused() {
    let relations = b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/a.xml\"/></Relationships>";
    let book = b"<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let zeros = vec![b' '; 65 << 20];
    // One cell in the first corner and one in the last make a grid of 17,000 million cells.
    let far = b"<x:worksheet xmlns:x=\"x\"><x:sheetData><x:row><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row><x:row>\
        <x:c r=\"XFD1048576\"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    let far_in_a_row = b"<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c><v>1</v></c>\
        <c r='XFC1048576'/><c><v>1</v></c></row></sheetData></worksheet>";
    for sheet in [zeros.as_slice(), far, far_in_a_row] {
        let bomb = zip(&[
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/worksheets/a.xml", sheet),
        ]);
        let judged = judge([("content/progress/a.xlsx".to_owned(), bomb)]);
        let found = judged
            .diags
            .list
            .iter()
            .find(|found| found.code == "table-unreadable")
            .expect("refused");
        assert!(found.text.en.contains("unpacks to far too much"), "{}", found.text.en);
    }
    let repeated = "<office:document-content><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
        table:number-columns-repeated=\"16384\" office:value=\"1\">1</table:table-cell></table:table-row></office:document-content>";
    let bomb = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", repeated.as_bytes()),
    ]);
    let judged = judge([("content/progress/a.ods".to_owned(), bomb)]);
    assert!(codes(&judged).contains(&"table-unreadable"), "{:?}", codes(&judged));
    // Truncated anywhere, it is not a workbook and causes nothing else.
    let whole = zip(&[
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/a.xml", b"<worksheet/>"),
    ]);
    for end in (0..whole.len()).step_by(7) {
        judge([("content/progress/a.xlsx".to_owned(), whole[..end].to_vec())]);
    }
}

#[test]
fn ten_thousand_files_with_odd_names_are_read() {
    let odd = [
        "a b",
        "ổ",
        "o\u{302}\u{309}",
        "'\"",
        "<b>",
        "%2e%2e",
        "con",
        "-",
        "…",
        "a\nb",
        "🙂",
        "{{a}}",
    ];
    let files = (0..10_000).map(|number| {
        let name = format!("{number} {}", odd[number % odd.len()]);
        (format!("static/{}/{name}.txt", odd[number % 7]), b"a".to_vec())
    });
    let pages = odd.iter().map(|name| {
        (format!("content/explainers/{name}/vi.md"), b"---\ntitle: A\nsummary: S\n---\nA".to_vec())
    });
    let judged = judge(files.chain(pages));
    let campaign = judged.campaign.expect("understood");
    assert!(campaign.plan.jobs.len() > 10_000);
    for output in campaign.plan.jobs.iter().flat_map(|job| &job.outputs) {
        let leads_out = output.as_str().split('/').any(|part| matches!(part, "" | "." | ".."));
        assert!(!leads_out && !output.as_str().contains('\\'), "{}", output.as_str());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn names_that_are_no_unicode_are_told_with_what_to_do() {
    use std::os::unix::ffi::OsStrExt as _;
    let place = tempfile::tempdir().expect("a folder");
    std::fs::write(place.path().join("site.yaml"), SITE).expect("a file");
    // `bài` in Windows' Vietnamese code page.
    let page = place.path().join("content/explainers").join(std::ffi::OsStr::from_bytes(b"b\xE0i"));
    std::fs::create_dir_all(&page).expect("a folder");
    std::fs::write(page.join("vi.md"), "---\ntitle: A\nsummary: S\n---\nA").expect("a file");
    let folder = DiskFolder::open(place.path()).expect("a folder");
    let refusal = refusal(&folder);
    assert!(
        refusal.en.contains("content/explainers/b\u{fffd}i/vi.md") && refusal.en.contains("rename"),
        "{}",
        refusal.en
    );
    assert!(refusal.vi.contains("hãy đổi tên"), "{}", refusal.vi);
}

/// A full disk.
struct Full;

impl Sink for Full {
    fn put(&self, path: &str, _bytes: &[u8]) -> Result<(), Error> {
        Err(Error::plain(Text::new(path, path)))
    }
}

#[test]
fn what_is_wrong_with_a_text_is_told_though_its_page_could_not_be_stored() {
    let site = ("site.yaml".to_owned(), SITE.as_bytes().to_vec());
    let refusal =
        run_into(vec![site.clone(), page("A")], Full).err().expect("nothing can be stored");
    assert!(refusal.text.en.contains('/'), "the failure names an output: {}", refusal.text.en);
    let judged = run_into(vec![site, page("A [b](c)")], Full).expect("the content is at fault");
    assert_eq!(codes(&judged), ["broken-link"]);
}

#[test]
fn a_folder_without_settings_says_what_to_do() {
    let refusal = refusal(&MemoryFolder::default()).en;
    assert!(refusal.contains("loa new campaign"), "{refusal}");
}

#[test]
#[cfg(unix)]
fn nothing_outside_the_campaign_is_read() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("secret.md"), "bí mật").expect("a file");
    let place = tempfile::tempdir().expect("a folder");
    let link = |to: &std::path::Path, at: &str| {
        std::os::unix::fs::symlink(to, place.path().join(at)).expect("a link")
    };
    std::fs::create_dir_all(place.path().join("content/explainers/a")).expect("a folder");
    std::fs::create_dir_all(place.path().join("static")).expect("a folder");
    std::fs::write(place.path().join("site.yaml"), SITE).expect("a file");
    link(&outside.path().join("secret.md"), "content/explainers/a/vi.md");
    link(&outside.path().join("secret.md"), "static/a.txt");
    link(outside.path(), "static/folder");
    link(outside.path(), "content/pictures");
    link(&outside.path().join("secret.md"), "content/facts.yaml");
    link(outside.path(), "content/progress");
    let folder = DiskFolder::open(place.path()).expect("a folder");
    for path in [
        "content/facts.yaml",
        "content/explainers/a/vi.md",
        "static/folder/secret.md",
        "../secret.md",
        "/etc/passwd",
        "content/../../x",
        ".",
    ] {
        assert!(folder.read(path).is_err() && !folder.has(path), "{path} is read");
    }
    for below in ["static", "content", "content/progress", "content/pictures", "static/folder"] {
        let found: Vec<String> =
            folder.list(below).into_iter().flatten().map(|entry| entry.path).collect();
        assert_eq!(found, Vec::<String>::new(), "{below}");
    }
    // A campaign without the files that its links point to would be published in part, so it is
    // refused.
    for (link, named) in [
        ("content/explainers/a/vi.md", "content/explainers/a/vi.md"),
        ("content/facts.yaml", "content/facts.yaml"),
        ("content/pictures", "content/pictures"),
        ("content/progress", "content/progress"),
        ("static/a.txt", "static/a.txt"),
        ("static/folder", "static/folder"),
    ] {
        let refusal = refusal(&folder).en;
        assert!(refusal.contains(named), "{refusal}");
        std::fs::remove_file(place.path().join(link)).expect("a link");
    }
    assert!(pipeline::run_in_memory(&folder, &overrides()).is_ok());
    // The path of the campaign itself may contain a link.
    let way = outside.path().join("campaign");
    std::os::unix::fs::symlink(place.path(), &way).expect("a link");
    assert!(DiskFolder::open(&way).expect("a folder").has("site.yaml"));
}

#[test]
fn pictures_too_small_to_see_are_reported() {
    let photo = |width| {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbImage::new(width, 60)
            .write_to(&mut bytes, image::ImageFormat::Png)
            .expect("a PNG");
        bytes.into_inner()
    };
    let text = "---\ntitle: A\nsummary: B.\npicture: anh.png\npicture_alt: Sổ tiêm\n---\n\nChữ.\n";
    let codes_for = |width| {
        let folder = "content/explainers/a";
        codes(&judge([
            (format!("{folder}/vi.md"), text.as_bytes().to_vec()),
            (format!("{folder}/anh.png"), photo(width)),
        ]))
    };
    assert_eq!(codes_for(90), ["small-picture"]);
    assert!(codes_for(640).is_empty());
}
