//! Decides which outputs exist and where. Reports outputs with the same path, because both places
//! are known here.
//!
//! Knows nothing about bytes.

pub mod picture;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::config::Config;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::{AudioKind, Content, Extra};
use crate::model::lang::Lang;
use crate::model::plan::{Job, OutputPath, Part, Plan, Variant, VariantFormat, Work};
use crate::model::reference::{PageId, PictureId, RecordingId};
use crate::model::site::{Page, Picture, Site};
use crate::text::fold::{fold, slug};

/// Plans all outputs of a checked site, sorted by path. Reports outputs with the same path.
pub fn plan(site: &Site, config: &Config, content: &Content, diags: &mut Diagnostics) -> Plan {
    let mut jobs = Vec::new();
    plan_site(site, config, content, &mut jobs);
    plan_pictures(site, &mut jobs);
    plan_recordings(site, &mut jobs);
    plan_copies(content, &mut jobs);
    if has(Extra::Cards, content) {
        plan_cards(site, config, &mut jobs);
    }
    plan_paper(site, config, &mut jobs);
    plan_posts(site, &mut jobs);
    plan_scripts(site, content, &mut jobs);
    plan_broadcasts(site, config, &mut jobs);
    jobs.sort_by(|a, b| a.outputs.cmp(&b.outputs));
    let plan = Plan { jobs };
    report_clashes(&plan, config, diags);
    plan
}

/// Returns whether the theme makes an output.
fn has(extra: Extra, content: &Content) -> bool {
    !content.theme.leaves_out.contains(&extra)
}

fn plan_site(site: &Site, config: &Config, content: &Content, jobs: &mut Vec<Job>) {
    for settings in &config.languages {
        plan_language(site, config, content, &settings.lang, jobs);
    }
    jobs.push(job(Work::SitemapIndex, ["site/sitemap-index.xml".to_owned()]));
    jobs.push(job(Work::Robots, ["site/robots.txt".to_owned()]));
    if has(Extra::Worker, content) {
        // A service worker controls only pages in its folder and below, so it is at the root.
        jobs.push(job(Work::Worker, ["site/sw.js", "site/kept.json"].map(str::to_owned)));
    }
    for (at, tag) in site.tags.iter().enumerate() {
        for lang in tag.pages.keys() {
            let path = format!("site/{}topics/{}/index.html", config.prefix(lang), tag.slug);
            jobs.push(job(Work::Tag(at, lang.clone()), [path]));
        }
    }
    for (at, page) in site.pages.iter().enumerate() {
        let folder = page_folder(page, config);
        jobs.push(job(Work::Page(PageId(at)), [format!("site/{folder}index.html")]));
        if has(Extra::Files, content) {
            // The file is also named after the page, because it leaves its folder when it is
            // shared.
            let path = format!("site/{folder}{}.html", file_name(&page.slug));
            jobs.push(job(Work::SingleFile(PageId(at)), [path]));
        }
    }
}

/// Plans what each language has once: the home page, the lists, the feed, the sitemaps.
fn plan_language(
    site: &Site,
    config: &Config,
    content: &Content,
    lang: &Lang,
    jobs: &mut Vec<Job>,
) {
    let prefix = config.prefix(lang);
    jobs.push(job(Work::Home(lang.clone()), [format!("site/{prefix}index.html")]));
    if has(Extra::Search, content) {
        jobs.push(job(Work::Search(lang.clone()), [format!("site/{prefix}a-z/index.html")]));
    }
    if has(Extra::NotFound, content) {
        jobs.push(job(Work::NotFound(lang.clone()), [format!("site/{prefix}404.html")]));
    }
    jobs.push(job(Work::Feed(lang.clone()), [format!("site/{prefix}feed.xml")]));
    for (part, number, pages) in in_parts(&own_pages(site, lang), PAGES_OF_A_SITEMAP) {
        let work = Work::Sitemap(lang.clone(), pages, part);
        jobs.push(job(work, [format!("site/{prefix}sitemap{number}.xml")]));
    }
}

/// Returns a slug cut to a length for which Windows accepts the path, which contains the slug
/// twice.
fn file_name(slug: &str) -> &str {
    const LONGEST: usize = 60;
    &slug[..slug.floor_char_boundary(LONGEST)]
}

fn page_folder(page: &Page, config: &Config) -> String {
    format!("{}{}/", config.prefix(&page.lang), page.slug)
}

/// Picture names contain a fingerprint, so that phones may cache them forever.
fn plan_pictures(site: &Site, jobs: &mut Vec<Job>) {
    for (at, picture) in site.pictures.iter().enumerate() {
        if !picture.is_used {
            continue;
        }
        let variants = picture::plan_variants(picture.kind, picture.width, picture.height);
        let mut paths = Vec::new();
        for variant in &variants {
            paths.push(picture_path(picture, *variant));
        }
        jobs.push(job(Work::Picture(PictureId(at), variants), paths));
    }
}

fn picture_path(picture: &Picture, variant: Variant) -> String {
    let file = picture.path.rsplit('/').next().unwrap_or_default();
    let stem = slug(without_ending(file));
    let mark = &blake3::hash(&picture.bytes).to_hex()[..8];
    let ending = match variant.format {
        VariantFormat::Jpeg => "jpg",
        VariantFormat::Webp => "webp",
        VariantFormat::Png => "png",
        VariantFormat::Svg => return format!("site/pictures/{stem}-{mark}.svg"),
    };
    format!("site/pictures/{stem}-{mark}-{}.{ending}", variant.width)
}

fn without_ending(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, _)) => stem,
        None => path,
    }
}

/// `content/explainers/lua-dao/vi.mp3` becomes `lua-dao-vi-0a1b2c3d.mp3`, a name that is clear when
/// the file is shared.
fn plan_recordings(site: &Site, jobs: &mut Vec<Job>) {
    for (at, recording) in site.recordings.iter().enumerate() {
        if !recording.is_used {
            continue;
        }
        let mut parts = without_ending(&recording.path).rsplit('/');
        let file = slug(parts.next().unwrap_or_default());
        let folder = slug(parts.next().unwrap_or_default());
        let mark = &blake3::hash(&recording.bytes).to_hex()[..8];
        let ending = match recording.kind {
            AudioKind::Mp3 => "mp3",
            AudioKind::Opus => "opus",
        };
        let path = format!("site/audio/{folder}-{file}-{mark}.{ending}");
        jobs.push(job(Work::Recording(RecordingId(at)), [path]));
    }
}

fn plan_copies(content: &Content, jobs: &mut Vec<Job>) {
    for path in content.statics.keys() {
        jobs.push(job(Work::Static(path.clone()), [format!("site/{path}")]));
    }
    for (path, _) in content.theme.under("static/") {
        jobs.push(job(
            Work::ThemeFile(path.to_owned()),
            [format!("site/theme/{}", &path["static/".len()..])],
        ));
    }
}

/// A share card has two outputs: one for the staff, and one on the site with a fingerprint in its
/// name for Facebook, which never fetches the same address twice.
fn plan_cards(site: &Site, config: &Config, jobs: &mut Vec<Job>) {
    for (at, page) in site.pages.iter().enumerate() {
        if !page.has_card {
            continue;
        }
        let name = format!("{}.{}", slug(&page.topic), page.lang);
        let mark = card_mark(page, site, config);
        let paths = [
            format!("card/{name}.png"),
            format!("site/cards/{}-{}-{mark}.png", slug(&page.topic), page.lang),
            format!("card/{name}.txt"),
        ];
        jobs.push(job(Work::Card(PageId(at)), paths));
    }
}

/// The number of pages in a sitemap. Search engines accept at most 50,000 addresses and 50 MB, and
/// each page lists its translations too.
const PAGES_OF_A_SITEMAP: usize = 1_000;

/// Returns a language's pages, without fallbacks for missing translations.
fn own_pages(site: &Site, lang: &Lang) -> Vec<PageId> {
    let mut pages = Vec::new();
    for (at, page) in site.pages.iter().enumerate() {
        if page.lang == *lang && !page.is_fallback() {
            pages.push(PageId(at));
        }
    }
    pages
}

/// Splits pages into outputs. The first output exists even without pages; the names of the others
/// contain their number.
fn in_parts(pages: &[PageId], most: usize) -> impl Iterator<Item = (Part, String, Vec<PageId>)> {
    let count = pages.len().div_ceil(most).max(1);
    (0..count).map(move |at| {
        let (part, number) = if at == 0 {
            (Part::First, String::new())
        } else {
            (Part::Further, format!("-{}", at + 1))
        };
        (part, number, pages.iter().skip(at * most).take(most).copied().collect())
    })
}

/// QR codes on one sheet. Larger sheets would take minutes to typeset on a site with thousands of
/// pages.
const CODES: usize = 60;

/// Plans leaflets, posters and sheets of QR codes.
fn plan_paper(site: &Site, config: &Config, jobs: &mut Vec<Job>) {
    for (at, page) in site.pages.iter().enumerate() {
        let name = format!("{}.{}", slug(&page.topic), page.lang);
        if page.has_leaflet {
            let paths = [format!("card/to-roi/{name}.pdf"), format!("card/to-roi/{name}.a4.pdf")];
            jobs.push(job(Work::Leaflet(PageId(at)), paths));
        }
        if page.has_poster {
            jobs.push(job(Work::Poster(PageId(at)), [format!("card/ap-phich/{name}.pdf")]));
        }
    }
    if config.handouts.codes {
        for settings in &config.languages {
            plan_code_sheets(site, &settings.lang, jobs);
        }
    }
}

/// Plans the sheets of QR codes of a language; none without pages.
fn plan_code_sheets(site: &Site, lang: &Lang, jobs: &mut Vec<Job>) {
    let pages = own_pages(site, lang);
    if pages.is_empty() {
        return;
    }
    for (part, number, pages) in in_parts(&pages, CODES) {
        let work = Work::CodeSheet(lang.clone(), pages, part);
        jobs.push(job(work, [format!("card/ma-vuong{number}.{lang}.pdf")]));
    }
}

/// Plans one calendar of posts for each language with posts.
fn plan_posts(site: &Site, jobs: &mut Vec<Job>) {
    let languages: BTreeSet<&Lang> = site.posts.iter().map(|post| &post.lang).collect();
    for lang in languages {
        let paths = ["html", "csv"].map(|ending| format!("card/lich-dang.{lang}.{ending}"));
        jobs.push(job(Work::Posts(lang.clone()), paths));
    }
}

/// Returns a mark that changes with everything that a share card shows.
fn card_mark(page: &Page, site: &Site, config: &Config) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in [&page.title, &page.summary, &page.slug, config.words(&config.title, &page.lang)] {
        hasher.update(text.as_bytes()).update(b"\0");
    }
    if let Some((picture, _)) = &page.picture {
        hasher.update(&site.pictures[picture.0].bytes);
    }
    hasher.update(format!("{:?}", site.progress.latest).as_bytes());
    hasher.finalize().to_hex()[..8].to_owned()
}

fn plan_scripts(site: &Site, content: &Content, jobs: &mut Vec<Job>) {
    for (at, script) in site.scripts.iter().enumerate() {
        let name = format!("{}.{}", slug(&script.id), script.lang);
        jobs.push(job(
            Work::Script(at),
            ["pdf", "txt", "ssml"].map(|ending| format!("script/{name}.{ending}")),
        ));
        for (path, _) in content.recordings_of(&script.id, &script.lang) {
            let ending = path.rsplit('.').next().unwrap_or_default();
            jobs.push(job(
                Work::ScriptRecording(path.to_owned()),
                [format!("script/{name}.{ending}")],
            ));
        }
    }
}

/// Plans the timetable in the default language and in every other language with broadcasts.
fn plan_broadcasts(site: &Site, config: &Config, jobs: &mut Vec<Job>) {
    if site.broadcasts.is_empty() {
        return;
    }
    let mut languages = BTreeSet::from([&config.default_language]);
    languages.extend(site.broadcasts.iter().map(|airing| &site.scripts[airing.script].lang));
    for lang in languages {
        let paths = ["lich-phat", "so-theo-doi"].map(|name| format!("script/{name}.{lang}.pdf"));
        jobs.push(job(Work::Timetable(lang.clone()), paths));
    }
    jobs.push(job(Work::Calendar, ["script/lich-phat.ics".to_owned()]));
}

/// Creates a job. Its paths come from slugs and checked paths; names that Windows can't hold are
/// already reported.
fn job(work: Work, paths: impl IntoIterator<Item = String>) -> Job {
    let outputs = paths.into_iter().filter_map(|path| OutputPath::new(&path)).collect();
    Job { work, outputs }
}

/// Reports outputs with the same path.
fn report_clashes(plan: &Plan, config: &Config, diags: &mut Diagnostics) {
    // Pages with the same address are already reported.
    if diags.list.iter().any(|diagnostic| diagnostic.code == "path-used-twice") {
        return;
    }
    let mut seen: HashMap<String, &OutputPath> = HashMap::new();
    for path in plan.jobs.iter().flat_map(|job| &job.outputs) {
        // Some disks ignore case or accents and could hold only one of the two files.
        let Some(first) = seen.insert(fold(path.as_str()), path) else { continue };
        diags
            .error(
                "path-used-twice",
                Span::whole(config.file),
                Text::new(
                    format!("hai tệp cùng muốn chỗ «{path}» («{first}»)"),
                    format!("two outputs have the same path `{path}` (`{first}`)"),
                ),
            )
            .hint(Text::new(
                "đổi tên một trong hai: bài viết, chủ đề, bài đọc hay tệp trong `static/`",
                "rename one of them: page, topic, script or file in `static/`",
            ));
    }
}

/// Returns the number of pages in each language, for callers that list outputs by language.
pub fn languages(site: &Site) -> BTreeMap<Lang, usize> {
    let mut counts = BTreeMap::new();
    for page in site.pages.iter().filter(|page| !page.is_fallback()) {
        *counts.entry(page.lang.clone()).or_insert(0) += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::in_parts;
    use crate::model::plan::Part;
    use crate::model::reference::PageId;

    #[test]
    fn every_page_is_in_one_part_and_the_first_is_always_there() {
        let pages: Vec<PageId> = (0..5).map(PageId).collect();
        let parts: Vec<_> = in_parts(&pages, 2).collect();
        let numbers: Vec<&str> = parts.iter().map(|(_, number, _)| number.as_str()).collect();
        assert_eq!(numbers, ["", "-2", "-3"]);
        assert_eq!(parts.iter().filter(|(part, ..)| *part == Part::First).count(), 1);
        assert_eq!(parts.into_iter().flat_map(|(.., pages)| pages).collect::<Vec<_>>(), pages);
        assert_eq!(
            in_parts(&[], 2).map(|(part, _, pages)| (part, pages)).collect::<Vec<_>>(),
            [(Part::First, vec![])]
        );
    }
}
