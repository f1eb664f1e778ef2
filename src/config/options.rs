//! The options of `site.yaml` as typed. Every field is optional here; `config::resolve` completes
//! them.

use std::collections::BTreeMap;

use loa_speech::Dialect;

use crate::config::address::read_base_url;
use crate::config::tables::{self, DEFAULTS};
use crate::config::yaml::{self, Fields, Node, NodeKind};
use crate::diag::{Diagnostics, Severity, Text};
use crate::model::campaign::{
    Certainty, Handouts, Indicator, LanguageSettings, Loudspeaker, Office, Pauses, RawHtml,
    Setting, Station,
};
use crate::model::lang::{Lang, Localized};
use crate::model::spanned::Spanned;
use crate::model::tables::TableWords;
use crate::text::fold::slug;

/// `site.yaml` as typed.
#[derive(Debug)]
pub struct Options {
    /// `extends: ../common` a folder whose texts, registers, settings and theme this campaign
    /// inherits. Default: none.
    pub extends: Option<Spanned<String>>,
    /// `shared: true` others extend this folder; it is not published itself. Default: false.
    pub shared: bool,
    /// `title: Quê hương La Ngâu`, or by language. Required.
    pub title: Localized,
    /// `description:` one sentence about the campaign. Default: none.
    pub description: Localized,
    /// `base_url: https://…` the published address. Required.
    pub base_url: Option<Spanned<String>>,
    /// `default_language: vi` the language at the root. Required.
    pub default_language: Option<Spanned<Lang>>,
    /// `languages: { vi: { name: Tiếng Việt } }`, or a list: `[{ code: vi, name: Tiếng Việt }]`.
    /// Required.
    pub languages: Vec<LanguageSettings>,
    /// `theme: que-huong`. Default: the built-in theme.
    pub theme: Option<String>,
    /// `publisher:` who runs the campaign, by role. Default: none.
    pub publisher: Localized,
    /// `facebook: https://…`. Default: none.
    pub facebook: Option<String>,
    /// `topics: { an-toan: { vi: An toàn } }`. Default: a topic's name is its id.
    pub topics: BTreeMap<String, Localized>,
    /// `places:` offices with `name`, `address`, `phone`, `email`, `hours`, `ask`, `certainty`.
    pub places: BTreeMap<String, Office>,
    /// `stations:` loudspeaker stations with `name`, `limit` (minutes of one slot), `certainty`.
    pub stations: BTreeMap<String, Station>,
    /// `indicators: { eid: { done: ddt_cap, of: du_dk_ddt, title: … } }`.
    pub indicators: Vec<(String, Indicator)>,
    /// `units: [Thôn 1, …]` names of the hamlets. Default: any name is accepted.
    pub units: Vec<String>,
    /// `ask: { vi: hỏi trạm y tế xã }` what pages say instead of an uncertain fact that has no
    /// `fallback`.
    pub ask: Localized,
    /// `tables:` names of columns in progress tables, words of totals, counts that belong together.
    /// Default: each key as in `defaults.yaml`.
    pub tables: TableWords,
    /// `loudspeaker:` with `dialect`, `pace`, `pause` (milliseconds), `opening`, `closing`,
    /// `sentence`.
    pub loudspeaker: Loudspeaker,
    /// `markdown: { raw_html: sanitise }` allows a few plain HTML elements. Default: `escape`.
    pub raw_html: Option<RawHtml>,
    /// `handouts: { leaflets: off }` which kinds of cards and paper are rendered. Default: all.
    pub handouts: Handouts,
    /// `rules: { missing-translation: off }`.
    pub rules: BTreeMap<String, Option<Severity>>,
}

/// Reads the root of `site.yaml`. Mistakes are reported and their values left out.
pub fn read(root: &Node, diags: &mut Diagnostics) -> Options {
    let mut fields = Fields::of(root, diags);
    let mut first_ask = Localized::default();
    let options = Options {
        extends: fields.take(&["extends", "dung_chung"]).and_then(|node| way(node, diags)),
        shared: fields
            .take(&["shared", "la_thu_muc_chung"])
            .and_then(|node| yaml::choice(node, diags))
            .unwrap_or(false),
        title: localized(fields.take(&["title", "tieu_de"]), diags),
        description: localized(fields.take(&["description", "mo_ta"]), diags),
        base_url: fields.take(&["base_url"]).and_then(|node| read_base_url(node, diags)),
        default_language: fields.take(&["default_language"]).and_then(|node| language(node, diags)),
        languages: fields.take(&["languages"]).map_or_else(Vec::new, |node| languages(node, diags)),
        theme: fields.take(&["theme"]).and_then(|node| folder_name(node, diags)),
        publisher: localized(fields.take(&["publisher"]), diags),
        facebook: fields.take(&["facebook"]).and_then(|node| web_address(node, diags)),
        topics: fields.take(&["topics"]).map_or_else(BTreeMap::new, |node| {
            yaml::entries(node, diags)
                .into_iter()
                .map(|(key, value)| (key.value.clone(), yaml::localized(value, diags)))
                .collect()
        }),
        places: places(fields.take(&["places"]), &mut first_ask, diags),
        stations: fields.take(&["stations"]).map_or_else(BTreeMap::new, |node| {
            yaml::entries(node, diags)
                .into_iter()
                .map(|(key, value)| (key.value.clone(), station(value, diags)))
                .collect()
        }),
        indicators: fields.take(&["indicators"]).map_or_else(Vec::new, |node| {
            yaml::entries(node, diags)
                .into_iter()
                .filter_map(|(key, value)| {
                    check_key(key, diags);
                    Some((key.value.clone(), indicator(key, value, diags)?))
                })
                .collect()
        }),
        units: fields.take(&["units"]).map_or_else(Vec::new, |node| {
            yaml::list(node, diags)
                .into_iter()
                .filter_map(|node| yaml::text(node, diags))
                .map(|at| at.value)
                .collect()
        }),
        ask: optional_localized(fields.take(&["ask", "hoi"]), diags)
            .or_else(|| Some(first_ask).filter(|words| !words.is_empty()))
            .unwrap_or_else(|| DEFAULTS.ask.clone()),
        tables: fields.take(&["tables", "bang_so_lieu"]).map_or_else(
            || DEFAULTS.tables.clone(),
            |node| {
                let mut words = DEFAULTS.tables.clone();
                tables::read_tables(node, &mut words, diags);
                words
            },
        ),
        loudspeaker: loudspeaker(fields.take(&["loudspeaker"]), diags),
        raw_html: fields.take(&["markdown"]).and_then(|node| markdown(node, diags)),
        handouts: fields
            .take(&["handouts", "to_phat"])
            .map_or_else(Handouts::default, |node| handouts(node, diags)),
        rules: fields.take(&["rules"]).map_or_else(BTreeMap::new, |node| rules(node, diags)),
    };
    fields.finish(diags);
    options
}

/// Reports a key that placeholders in texts can't name.
fn check_key(key: &Spanned<String>, diags: &mut Diagnostics) {
    let name = &key.value;
    if name.is_ascii() && !name.contains([' ', '.', '{', '}']) {
        return;
    }
    let plain = slug(name);
    diags
        .error(
            "wrong-value",
            key.span,
            Text::new(
                format!("tên khóa «{name}» phải viết liền, không dấu, vì bài viết gọi nó trong `{{{{…}}}}`"),
                format!("the key `{name}` must have plain letters and no spaces: texts name it in `{{{{…}}}}`"),
            ),
        )
        .hint(Text::new(
            format!("ghi `{plain}:`, ở trong bài cũng ghi `{plain}`; tên có dấu để ở `name:` hoặc `title:`"),
            format!("write `{plain}:` here and in texts; the full name belongs into `name:` or `title:`"),
        ));
}

/// Keys whose entries are merged one by one. For every other key the campaign's value replaces the
/// shared one.
const TOGETHER: [&str; 11] = [
    "topics",
    "places",
    "stations",
    "indicators",
    "rules",
    "loudspeaker",
    "tables",
    "bang_so_lieu",
    "handouts",
    "to_phat",
    "markdown",
];

/// Keys that are never inherited: two sites can't have one address, and a shared folder extends
/// nothing.
const OWN: [&str; 5] = ["base_url", "extends", "dung_chung", "shared", "la_thu_muc_chung"];

/// English and Vietnamese names of one key, at the top level and in merged maps.
const SAME: [(&str, &str); 24] = [
    ("title", "tieu_de"),
    ("description", "mo_ta"),
    ("handouts", "to_phat"),
    ("cards", "the_chia_se"),
    ("leaflets", "to_roi"),
    ("posters", "ap_phich"),
    ("codes", "ma_vuong"),
    ("raw_html", "html"),
    ("dialect", "giong"),
    ("pace", "toc_do"),
    ("pause", "nghi"),
    ("opening", "mo_dau"),
    ("closing", "ket_thuc"),
    ("sentence", "cau"),
    ("ask", "hoi"),
    ("tables", "bang_so_lieu"),
    ("columns", "cot"),
    ("total_levels", "cap_tong"),
    ("total_units", "don_vi_tong"),
    ("counts", "so_dem"),
    ("may_fall", "co_the_giam"),
    ("corrected", "dieu_chinh"),
    ("at_most", "khong_qua"),
    ("sums", "tong_cua"),
];

/// Merges a campaign's `site.yaml` over the shared one. An entry without a value removes the shared
/// entry.
pub fn lay_over(own: Node, shared: Node) -> Node {
    let (NodeKind::Map(own_entries), NodeKind::Map(mut shared_entries)) = (&own.kind, shared.kind)
    else {
        return own;
    };
    shared_entries.retain(|(key, _)| !OWN.contains(&key.value.as_str()));
    let entries = merged(own_entries.clone(), shared_entries, |key, own, shared| {
        match (TOGETHER.contains(&key), &own.kind, shared.kind) {
            (true, NodeKind::Map(own_entries), NodeKind::Map(shared_entries)) => {
                let entries = merged(own_entries.clone(), shared_entries, |_, own, _| own);
                Node { kind: NodeKind::Map(entries), span: own.span }
            }
            _ => own,
        }
    });
    Node { kind: NodeKind::Map(entries), span: own.span }
}

type Entries = Vec<(Spanned<String>, Node)>;

/// Returns the shared entries in their order, with the campaign's entries in place of those with
/// the same key, then the campaign's other entries.
fn merged(
    own: Entries,
    shared: Entries,
    put_together: impl Fn(&str, Node, Node) -> Node,
) -> Entries {
    let mut own: Vec<Option<(Spanned<String>, Node)>> = own.into_iter().map(Some).collect();
    let mut entries = Vec::new();
    for (shared_key, shared_value) in shared {
        let same = own.iter_mut().find(|entry| {
            entry.as_ref().is_some_and(|(key, _)| is_same(&key.value, &shared_key.value))
        });
        match same.and_then(Option::take) {
            Some((key, value)) => {
                let value = put_together(&key.value, value, shared_value);
                if !matches!(value.kind, NodeKind::Nothing) {
                    entries.push((key, value));
                }
            }
            None => entries.push((shared_key, shared_value)),
        }
    }
    entries.extend(own.into_iter().flatten());
    entries
}

fn is_same(a: &str, b: &str) -> bool {
    a == b || SAME.contains(&(a, b)) || SAME.contains(&(b, a))
}

/// Reads a relative path that starts with `../` and uses `/` on every system.
fn way(node: &Node, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    let wanted = Text::new(
        "đường đi tới thư mục dùng chung, bắt đầu bằng `../` và dùng dấu `/`, như `../common`",
        "the path of the shared folder, starting with `../` and written with `/`, such as `../common`",
    );
    yaml::parsed(node, &wanted, diags, |typed| {
        let typed = typed.strip_suffix('/').unwrap_or(typed);
        let names = typed.split('/').skip_while(|part| *part == "..");
        let is_name =
            |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']);
        ((typed == ".." || typed.starts_with("../")) && names.clone().all(is_name))
            .then(|| typed.to_owned())
    })
}

/// Returns an example line for a required key.
pub fn example_of(key: &str) -> Text {
    let line = match key {
        "title" => "title: Chiến dịch của xã",
        "base_url" => "base_url: https://trang-cua-xa.example",
        "default_language" => "default_language: vi",
        _ => "languages: { vi: { name: Tiếng Việt } }",
    };
    Text::new(format!("thêm một dòng như `{line}`"), format!("add a line such as `{line}`"))
}

fn markdown(node: &Node, diags: &mut Diagnostics) -> Option<RawHtml> {
    const WORDS: [(&str, RawHtml); 3] = [
        ("escape", RawHtml::Escape),
        ("sanitise", RawHtml::Sanitise),
        ("sanitize", RawHtml::Sanitise),
    ];
    let mut fields = Fields::of(node, diags);
    let raw_html =
        fields.take(&["raw_html", "html"]).and_then(|node| yaml::word(node, &WORDS, diags));
    fields.finish(diags);
    raw_html.map(|at| at.value)
}

fn localized(node: Option<&Node>, diags: &mut Diagnostics) -> Localized {
    node.map_or_else(Localized::default, |node| yaml::localized(node, diags))
}

fn optional_localized(node: Option<&Node>, diags: &mut Diagnostics) -> Option<Localized> {
    node.map(|node| yaml::localized(node, diags)).filter(|text| !text.is_empty())
}

fn web_address(node: &Node, diags: &mut Diagnostics) -> Option<String> {
    let wanted = Text::new(
        "một địa chỉ bắt đầu bằng https:// hoặc http://",
        "an address that starts with https:// or http://",
    );
    yaml::parsed(node, &wanted, diags, |typed| {
        let host = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"))?;
        let fits = !host.is_empty()
            && !host.contains(char::is_whitespace)
            && !host.contains(['"', '<', '>', '?', '#']);
        fits.then(|| typed.to_owned())
    })
    .map(|at| at.value)
}

fn folder_name(node: &Node, diags: &mut Diagnostics) -> Option<String> {
    let wanted = Text::new("tên một thư mục trong `themes/`", "the name of a folder in `themes/`");
    yaml::parsed(node, &wanted, diags, |typed| {
        crate::text::fold::is_slug(typed).then(|| typed.to_owned())
    })
    .map(|at| at.value)
}

fn language(node: &Node, diags: &mut Diagnostics) -> Option<Spanned<Lang>> {
    yaml::parsed(
        node,
        &Text::new("mã ngôn ngữ như `vi`", "a language tag such as `vi`"),
        diags,
        Lang::new,
    )
}

/// `{ vi: { name: Tiếng Việt } }`, `[{ code: vi, name: Tiếng Việt }]` or `[vi, en]`.
fn languages(node: &Node, diags: &mut Diagnostics) -> Vec<LanguageSettings> {
    let mut languages: Vec<LanguageSettings> = Vec::new();
    let mut add = |lang: Option<Spanned<Lang>>, name: Option<Spanned<String>>| {
        let Some(lang) = lang else { return };
        let name = name.map_or_else(|| lang.value.to_string(), |at| at.value);
        if !languages.iter().any(|settings| settings.lang == lang.value) {
            languages.push(LanguageSettings { name, lang: lang.value });
        }
    };
    if let NodeKind::Map(entries) = &node.kind {
        for (key, value) in entries {
            let key = Node { kind: NodeKind::Scalar(key.value.clone()), span: key.span };
            let mut fields = Fields::of(value, diags);
            let name = fields.take(&["name", "ten"]).and_then(|node| yaml::text(node, diags));
            fields.finish(diags);
            add(language(&key, diags), name);
        }
        return languages;
    }
    for node in yaml::list(node, diags) {
        if matches!(node.kind, NodeKind::Scalar(_)) {
            add(language(node, diags), None);
            continue;
        }
        let mut fields = Fields::of(node, diags);
        let code = fields.take(&["code", "ma"]).and_then(|node| language(node, diags));
        let name = fields.take(&["name", "ten"]).and_then(|node| yaml::text(node, diags));
        fields.finish(diags);
        add(code, name);
    }
    languages
}

fn certainty(node: Option<&Node>, diags: &mut Diagnostics) -> Option<Certainty> {
    let wanted = Text::new("một trong các chữ A, B, M, X, L", "one of the letters A, B, M, X, L");
    Some(yaml::parsed(node?, &wanted, diags, Certainty::parse)?.value)
}

/// Reads the offices. `first_ask` becomes what pages say instead of an
/// uncertain fact if `site.yaml` has no `ask`.
fn places(
    node: Option<&Node>,
    first_ask: &mut Localized,
    diags: &mut Diagnostics,
) -> BTreeMap<String, Office> {
    let mut places = BTreeMap::new();
    let Some(node) = node else { return places };
    for (key, value) in yaml::entries(node, diags) {
        check_key(key, diags);
        let place = office(value, diags);
        if first_ask.is_empty() {
            *first_ask = place.ask.clone();
        }
        places.insert(key.value.clone(), place);
    }
    places
}

fn office(node: &Node, diags: &mut Diagnostics) -> Office {
    let mut fields = Fields::of(node, diags);
    let office = Office {
        name: localized(fields.take(&["name", "ten"]), diags),
        address: optional_localized(fields.take(&["address", "dia_chi"]), diags),
        phone: fields
            .take(&["phone", "dien_thoai"])
            .and_then(|node| yaml::text(node, diags))
            .map(|at| at.value),
        email: fields
            .take(&["email", "thu_dien_tu"])
            .and_then(|node| yaml::text(node, diags))
            .map(|at| at.value),
        hours: optional_localized(fields.take(&["hours", "gio"]), diags),
        ask: localized(fields.take(&["ask", "hoi"]), diags),
        // An office without a certainty is unconfirmed.
        certainty: certainty(fields.take(&["certainty", "do_chac"]), diags).unwrap_or(Certainty::L),
        span: node.span,
    };
    let _ = fields.take(&["note", "ghi_chu"]);
    let _ = fields.take(&["source", "nguon"]);
    let _ = fields.take(&["verified_on"]);
    fields.finish(diags);
    office
}

fn station(node: &Node, diags: &mut Diagnostics) -> Station {
    let mut fields = Fields::of(node, diags);
    let wanted = Text::new("số phút, từ 1 đến 240", "minutes, from 1 to 240");
    let minutes = |typed: &str| typed.parse().ok().filter(|minutes| (1..=240).contains(minutes));
    let station = Station {
        name: localized(fields.take(&["name", "ten"]), diags),
        limit: fields
            .take(&["limit", "toi_da"])
            .and_then(|node| yaml::parsed(node, &wanted, diags, minutes))
            .map(|at| at.value),
        certainty: certainty(fields.take(&["certainty", "do_chac"]), diags).unwrap_or(Certainty::L),
    };
    let _ = fields.take(&["note", "ghi_chu"]);
    fields.finish(diags);
    station
}

fn indicator(key: &Spanned<String>, node: &Node, diags: &mut Diagnostics) -> Option<Indicator> {
    let mut fields = Fields::of(node, diags);
    let done = fields.take(&["done"]).and_then(|node| yaml::text(node, diags));
    let of = fields.take(&["of"]).and_then(|node| yaml::text(node, diags));
    let title = localized(fields.take(&["title", "tieu_de"]), diags);
    fields.finish(diags);
    let (Some(done), Some(of)) = (done, of) else {
        diags.error(
            "missing-key",
            key.span,
            Text::new(
                format!("chỉ tiêu `{}` cần cả `done` và `of`", key.value),
                format!("the indicator `{}` needs both `done` and `of`", key.value),
            ),
        );
        return None;
    };
    let title = if title.is_empty() { Localized::plain(key.value.clone()) } else { title };
    Some(Indicator { done: done.value, of: of.value, title, span: key.span })
}

fn handouts(node: &Node, diags: &mut Diagnostics) -> Handouts {
    let mut fields = Fields::of(node, diags);
    let mut take =
        |names| fields.take(names).and_then(|node| yaml::choice(node, diags)).unwrap_or(true);
    let handouts = Handouts {
        cards: take(&["cards", "the_chia_se"]),
        leaflets: take(&["leaflets", "to_roi"]),
        posters: take(&["posters", "ap_phich"]),
        codes: take(&["codes", "ma_vuong"]),
    };
    fields.finish(diags);
    handouts
}

fn loudspeaker(node: Option<&Node>, diags: &mut Diagnostics) -> Loudspeaker {
    let mut loudspeaker = Loudspeaker {
        dialect: Dialect::South,
        pace: BTreeMap::from([
            (Setting::Indoor, 220),
            (Setting::Horn, 160),
            (Setting::Mobile, 140),
        ]),
        pause: Pauses::default(),
        opening: Localized::default(),
        closing: Localized::default(),
        long_sentence: 15,
        too_long_sentence: 20,
    };
    let Some(node) = node else { return loudspeaker };
    let mut fields = Fields::of(node, diags);
    if let Some(node) = fields.take(&["dialect", "giong"]) {
        let words = [("south", Dialect::South), ("north", Dialect::North)];
        loudspeaker.dialect = yaml::word(node, &words, diags).map_or(Dialect::South, |at| at.value);
    }
    if let Some(node) = fields.take(&["pace", "toc_do"]) {
        read_paces(node, &mut loudspeaker.pace, diags);
    }
    if let Some(node) = fields.take(&["pause", "nghi"]) {
        read_pauses(node, &mut loudspeaker.pause, diags);
    }
    loudspeaker.opening = localized(fields.take(&["opening", "mo_dau"]), diags);
    loudspeaker.closing = localized(fields.take(&["closing", "ket_thuc"]), diags);
    if let Some(node) = fields.take(&["sentence", "cau"]) {
        let mut limits = Fields::of(node, diags);
        let mut limit = |names, default| {
            limits
                .take(names)
                .and_then(|node| yaml::number(node, diags))
                .and_then(|at| usize::try_from(at.value).ok())
                .unwrap_or(default)
        };
        loudspeaker.long_sentence = limit(&["warn"], loudspeaker.long_sentence);
        loudspeaker.too_long_sentence = limit(&["error"], loudspeaker.too_long_sentence);
        limits.finish(diags);
    }
    fields.finish(diags);
    loudspeaker
}

fn read_paces(node: &Node, paces: &mut BTreeMap<Setting, u32>, diags: &mut Diagnostics) {
    let mut fields = Fields::of(node, diags);
    let names: [(&'static [&'static str], Setting); 3] = [
        (&["indoor"], Setting::Indoor),
        (&["horn"], Setting::Horn),
        (&["mobile"], Setting::Mobile),
    ];
    for (names, setting) in names {
        let Some(node) = fields.take(names) else { continue };
        let wanted =
            Text::new("số âm tiết một phút, từ 60 đến 400", "syllables per minute, from 60 to 400");
        let pace = yaml::parsed(node, &wanted, diags, |typed| {
            typed.parse::<u32>().ok().filter(|pace| (60..=400).contains(pace))
        });
        if let Some(pace) = pace {
            paces.insert(setting, pace.value);
        }
    }
    fields.finish(diags);
}

fn read_pauses(node: &Node, pauses: &mut Pauses, diags: &mut Diagnostics) {
    let mut fields = Fields::of(node, diags);
    let names: [(&'static [&'static str], &mut u64); 3] = [
        (&["comma", "phay"], &mut pauses.comma),
        (&["sentence", "cau"], &mut pauses.sentence),
        (&["paragraph", "doan"], &mut pauses.paragraph),
    ];
    for (names, pause) in names {
        let Some(node) = fields.take(names) else { continue };
        let wanted = Text::new("số mi li giây, từ 0 đến 10000", "milliseconds, from 0 to 10000");
        let typed = yaml::parsed(node, &wanted, diags, |typed| {
            typed.parse().ok().filter(|pause| *pause <= 10_000)
        });
        *pause = typed.map_or(*pause, |at| at.value);
    }
    fields.finish(diags);
}

fn rules(node: &Node, diags: &mut Diagnostics) -> BTreeMap<String, Option<Severity>> {
    let words = [
        ("off", None),
        ("info", Some(Severity::Info)),
        ("warning", Some(Severity::Warning)),
        ("error", Some(Severity::Error)),
    ];
    let mut rules = BTreeMap::new();
    for (key, value) in yaml::entries(node, diags) {
        if let Some(severity) = yaml::word(value, &words, diags) {
            rules.insert(key.value.clone(), severity.value);
        }
    }
    rules
}
