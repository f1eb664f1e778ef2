//! Front matter of explainers and scripts: the YAML between the `---` lines.

use std::sync::Arc;

use crate::config::yaml::{self, Fields, Node};
use crate::diag::{Diagnostics, FileId, Span, Text};
use crate::load::comment::report_unclosed;
use crate::load::markdown::{parse_markdown, parse_script};
use crate::model::campaign::Setting;
use crate::model::content::{Approval, Article, MarkdownBody, ScriptKind, ScriptSource, Status};
use crate::model::lang::Lang;
use crate::model::spanned::Spanned;
use crate::text::fold::nfc;

/// Reads an explainer. Mistakes are reported and their values left out.
pub fn read_article(
    topic: Spanned<String>,
    lang: Lang,
    file: FileId,
    text: &Arc<str>,
    diags: &mut Diagnostics,
) -> Article {
    let split = split(text, file, diags);
    let mut fields = Fields::of(&split.node, diags);
    let common = Common::read(&mut fields, file, diags);
    report_unclosed(&text[split.body_at..], file, split.body_at, diags);
    let article = Article {
        lang,
        file,
        title: split.or_stand_in(common.title, &topic),
        summary: split.or_stand_in(take_text(&mut fields, &["summary", "tom_tat"], diags), &topic),
        topic,
        date: fields
            .take(&["date", "ngay"])
            .and_then(|node| yaml::day(node, diags))
            .map(|at| at.value),
        slug: take_text(&mut fields, &["slug"], diags),
        order: fields
            .take(&["order", "thu_tu"])
            .and_then(|node| yaml::number(node, diags))
            .map(|at| at.value),
        tags: fields.take(&["topics", "chu_de"]).map_or_else(Vec::new, |node| texts(node, diags)),
        picture: take_text(&mut fields, &["picture", "anh"], diags),
        picture_alt: take_text(&mut fields, &["picture_alt", "mo_ta_anh"], diags),
        audio: take_text(&mut fields, &["audio", "am_thanh"], diags),
        card: take_choice(&mut fields, &["card", "the_chia_se"], diags),
        leaflet: take_choice(&mut fields, &["leaflet", "to_roi"], diags),
        poster: take_choice(&mut fields, &["poster", "ap_phich"], diags).unwrap_or_default(),
        status: common.status,
        approved: common.approved,
        review_by: common.review_by,
        verified_on: fields
            .take(&["verified_on", "kiem_tra_ngay"])
            .and_then(|node| yaml::day(node, diags)),
        translates: take_text(&mut fields, &["translates", "dich_tu"], diags),
        sources: common.sources,
        body: MarkdownBody::new(Arc::clone(text), file, split.body_at, parse_markdown),
    };
    fields.finish(diags);
    article
}

/// Reads a script. Mistakes are reported and their values left out.
pub fn read_script(
    id: Spanned<String>,
    lang: Lang,
    file: FileId,
    text: &Arc<str>,
    diags: &mut Diagnostics,
) -> ScriptSource {
    let split = split(text, file, diags);
    let mut fields = Fields::of(&split.node, diags);
    let common = Common::read(&mut fields, file, diags);
    let kinds = ScriptKind::ALL.map(|kind| (kind.as_str(), kind));
    let settings = Setting::ALL.map(|setting| (setting.as_str(), setting));
    let body = &text[split.body_at..];
    report_unclosed(body, file, split.body_at, diags);
    let typed_title = common.title.as_ref().map_or("", |at| &at.value);
    let fingerprint = approval_fingerprint(typed_title, body);
    let script = ScriptSource {
        lang,
        file,
        title: split.or_stand_in(common.title, &id),
        id,
        kind: fields
            .take(&["kind", "loai"])
            .and_then(|node| yaml::word(node, &kinds, diags))
            .map_or(ScriptKind::Daily, |at| at.value),
        explains: take_text(&mut fields, &["explains", "giai_thich"], diags),
        not_after: fields
            .take(&["not_after", "khong_doc_sau"])
            .and_then(|node| yaml::day(node, diags)),
        repeat: fields
            .take(&["repeat", "so_lan"])
            .and_then(|node| repeat(node, diags))
            .unwrap_or(1),
        setting: fields
            .take(&["setting", "noi_doc"])
            .and_then(|node| yaml::word(node, &settings, diags))
            .map_or(Setting::Horn, |at| at.value),
        opening: take_formula(&mut fields, &["opening", "mo_dau"], diags),
        closing: take_formula(&mut fields, &["closing", "ket_thuc"], diags),
        status: common.status,
        approved: common.approved,
        review_by: common.review_by,
        sources: common.sources,
        fingerprint,
        body: parse_script(body, file, split.body_at),
    };
    fields.finish(diags);
    script
}

/// The keys that explainers and scripts share.
struct Common {
    title: Option<Spanned<String>>,
    status: Spanned<Status>,
    approved: Option<Spanned<Approval>>,
    review_by: Option<Spanned<jiff::civil::Date>>,
    sources: Vec<String>,
}

impl Common {
    fn read(fields: &mut Fields<'_>, file: FileId, diags: &mut Diagnostics) -> Common {
        let words = [
            ("draft", Status::Draft),
            ("nhap", Status::Draft),
            ("approved", Status::Approved),
            ("duyet", Status::Approved),
        ];
        let status =
            fields.take(&["status", "trang_thai"]).and_then(|node| yaml::word(node, &words, diags));
        let approved =
            fields.take(&["approved", "da_duyet"]).and_then(|node| approval(node, diags));
        let status = status.unwrap_or(Spanned { value: Status::Unsaid, span: Span::whole(file) });
        if status.value == Status::Approved && approved.is_none() {
            diags
                .error(
                    "missing-approval",
                    status.span,
                    Text::new(
                        "ghi `approved` thì phải ghi ai duyệt, ngày nào",
                        "`approved` needs the approver and the date",
                    ),
                )
                .hint(Text::new(
                    "thêm `approved: { by: Chủ tịch UBND xã, on: 2026-11-23 }` (ghi chức vụ, không ghi tên)",
                    "add `approved: { by: Chair of the commune committee, on: 2026-11-23 }` (a role, not a name)",
                ));
        }
        Common {
            title: take_text(fields, &["title", "tieu_de"], diags),
            status,
            approved,
            review_by: fields
                .take(&["review_by", "xem_lai"])
                .and_then(|node| yaml::day(node, diags)),
            sources: fields
                .take(&["sources", "nguon"])
                .map_or_else(Vec::new, |node| texts(node, diags))
                .into_iter()
                .map(|at| at.value)
                .collect(),
        }
    }
}

fn take_text(
    fields: &mut Fields<'_>,
    names: &'static [&'static str],
    diags: &mut Diagnostics,
) -> Option<Spanned<String>> {
    fields.take(names).and_then(|node| yaml::text(node, diags))
}

fn take_choice(
    fields: &mut Fields<'_>,
    names: &'static [&'static str],
    diags: &mut Diagnostics,
) -> Option<bool> {
    fields.take(names).and_then(|node| yaml::choice(node, diags))
}

/// Reads `opening` or `closing`. `none` means that nothing is said.
fn take_formula(
    fields: &mut Fields<'_>,
    names: &'static [&'static str],
    diags: &mut Diagnostics,
) -> Option<Spanned<String>> {
    let at = take_text(fields, names, diags)?;
    let value =
        if matches!(at.value.as_str(), "none" | "khong") { String::new() } else { at.value };
    Some(Spanned { value, span: at.span })
}

fn texts(node: &Node, diags: &mut Diagnostics) -> Vec<Spanned<String>> {
    yaml::list(node, diags).into_iter().filter_map(|node| yaml::text(node, diags)).collect()
}

fn repeat(node: &Node, diags: &mut Diagnostics) -> Option<u32> {
    let wanted = Text::new("số lần đọc, từ 1 đến 20", "how often it is read, 1 to 20");
    yaml::parsed(node, &wanted, diags, |typed| {
        typed.parse().ok().filter(|times| (1..=20).contains(times))
    })
    .map(|at| at.value)
}

fn approval(node: &Node, diags: &mut Diagnostics) -> Option<Spanned<Approval>> {
    let mut fields = Fields::of(node, diags);
    let by = take_text(&mut fields, &["by", "nguoi_duyet"], diags);
    let on = fields.take(&["on", "ngay"]).and_then(|node| yaml::day(node, diags));
    let text = take_text(&mut fields, &["text", "ma_noi_dung"], diags);
    fields.finish(diags);
    let approval = Approval { by: by?.value, on: on?.value, text: text.map(|at| at.value) };
    Some(Spanned { value: approval, span: node.span })
}

/// Returns the fingerprint that an approval names: eight hex digits. Differences in white space and
/// in the composition of accents do not change it.
fn approval_fingerprint(title: &str, body: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut is_after_blank = false;
    for line in [title, ""].into_iter().chain(body.lines()) {
        let words = line.split_whitespace().collect::<Vec<&str>>().join(" ");
        if !words.is_empty() {
            hasher.update(if is_after_blank { b"\n\n" } else { b"\n" });
            hasher.update(nfc(&words).as_bytes());
        }
        is_after_blank = words.is_empty();
    }
    hasher.finalize().to_hex()[..8].to_owned()
}

/// A file split into front matter and text.
struct Split {
    /// The front matter; an empty map if there is none or it can't be parsed.
    node: Node,
    /// The byte offset of the text.
    body_at: usize,
    /// Whether the front matter could be parsed.
    readable: bool,
}

impl Split {
    /// Returns `stand_in` if the front matter could not be parsed. That mistake is reported
    /// already, and the missing keys follow from it.
    fn or_stand_in(
        &self,
        typed: Option<Spanned<String>>,
        stand_in: &Spanned<String>,
    ) -> Option<Spanned<String>> {
        typed.or_else(|| (!self.readable).then(|| stand_in.clone()))
    }
}

/// Splits a file into front matter and text.
fn split(text: &str, file: FileId, diags: &mut Diagnostics) -> Split {
    let nothing = Node { kind: yaml::NodeKind::Map(Vec::new()), span: Span::whole(file) };
    let first_line = text.lines().next().unwrap_or_default();
    if first_line.trim_end() != "---" {
        diags
            .error(
                "missing-front-matter",
                Span::new(file, 0..first_line.len()),
                Text::new(
                    "tệp phải mở đầu bằng một dòng `---`",
                    "the file must start with a line `---`",
                ),
            )
            .hint(Text::new(
                "viết ở đầu tệp: một dòng `---`, rồi `title: …`, rồi một dòng `---`",
                "write at the top: a line `---`, then `title: …`, then a line `---`",
            ));
        return Split { node: nothing, body_at: 0, readable: false };
    }
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let yaml_text = &text[start..at];
            let node = yaml::parse(yaml_text, Span::new(file, start..at), diags);
            let readable = node.is_some();
            return Split { node: node.unwrap_or(nothing), body_at: at + line.len(), readable };
        }
        at += line.len();
    }
    diags
        .error(
            "missing-front-matter",
            Span::new(file, 0..3),
            Text::new(
                "phần đầu tệp mở bằng `---` mà không có dòng `---` đóng lại",
                "the front matter is opened by `---` but never closed",
            ),
        )
        .hint(Text::new(
            "thêm một dòng `---` sau dòng khóa cuối cùng",
            "add a line `---` after the last key",
        ));
    Split { node: nothing, body_at: text.len(), readable: false }
}
