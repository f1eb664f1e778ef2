//! A small campaign with the real theme's paper parts, for tests.

use std::sync::Arc;

use jiff::civil::date;

use crate::config::{Config, Overrides, resolve};
use crate::diag::{Diagnostics, Sources};
use crate::load::strings::read_strings;
use crate::model::content::{Content, ThemeFile};
use crate::model::plan::{Job, OutputPath, Plan, Work};
use crate::model::reference::PageId;
use crate::model::site::Site;
use crate::model::tree::{Document, Resolved};
use crate::render::renderer::Renderer;
use crate::render::theme::Theme;

/// The files of the theme that paper needs.
const FILES: [(&str, &[u8]); 16] = [
    (
        "fonts/Andika-Regular.ttf",
        include_bytes!("../../../themes/que-huong/fonts/Andika-Regular.ttf"),
    ),
    ("fonts/Andika-Bold.ttf", include_bytes!("../../../themes/que-huong/fonts/Andika-Bold.ttf")),
    (
        "fonts/NotoSans-Regular.ttf",
        include_bytes!("../../../themes/que-huong/fonts/NotoSans-Regular.ttf"),
    ),
    ("strings/vi.ftl", include_bytes!("../../../themes/que-huong/strings/vi.ftl")),
    ("strings/en.ftl", include_bytes!("../../../themes/que-huong/strings/en.ftl")),
    ("script/parts.typ", include_bytes!("../../../themes/que-huong/script/parts.typ")),
    ("script/sheet.typ", include_bytes!("../../../themes/que-huong/script/sheet.typ")),
    ("script/timetable.typ", include_bytes!("../../../themes/que-huong/script/timetable.typ")),
    ("script/log.typ", include_bytes!("../../../themes/que-huong/script/log.typ")),
    ("card/parts.typ", include_bytes!("../../../themes/que-huong/card/parts.typ")),
    ("card/share.typ", include_bytes!("../../../themes/que-huong/card/share.typ")),
    ("card/handout.typ", include_bytes!("../../../themes/que-huong/card/handout.typ")),
    ("card/leaflet.typ", include_bytes!("../../../themes/que-huong/card/leaflet.typ")),
    ("card/poster.typ", include_bytes!("../../../themes/que-huong/card/poster.typ")),
    ("card/codes.typ", include_bytes!("../../../themes/que-huong/card/codes.typ")),
    ("card/progress.typ", include_bytes!("../../../themes/que-huong/card/progress.typ")),
];

/// The colours that paper needs.
const COLOURS: [(&str, &str); 8] = [
    ("paper", "#fffdf7"),
    ("ink", "#1b1b1b"),
    ("accent", "#0b5c5c"),
    ("on_accent", "#ffffff"),
    ("mark", "#c8541b"),
    ("warning", "#8c1d12"),
    ("warning_plate", "#fdeeea"),
    ("plate", "#eef4f1"),
];

const SETTINGS: &str = "title: { vi: Quê hương La Ngâu, en: La Ngâu home }\n\
    base_url: https://que-huong.example\n\
    default_language: vi\n\
    languages: { vi: { name: Tiếng Việt }, en: { name: English } }\n\
    publisher: Ủy ban nhân dân xã\n\
    stations: { xa: { name: { vi: Đài xã, en: Commune radio }, limit: 5 } }\n";

/// Settings and content that a renderer borrows.
pub(crate) struct TestCampaign {
    pub(crate) config: Config,
    pub(crate) content: Content,
    /// The texts of the first pages; later pages have none.
    pub(crate) documents: Vec<Document<Resolved>>,
}

impl TestCampaign {
    /// Returns the campaign with the unchanged theme.
    pub(crate) fn new() -> TestCampaign {
        let mut sources = Sources::default();
        let mut content = Content::default();
        for (path, bytes) in FILES {
            let bytes = bytes.to_vec();
            let file = sources.add(path, String::from_utf8(bytes.clone()).unwrap_or_default());
            content.theme.files.insert(path.to_owned(), ThemeFile { file, bytes: bytes.into() });
        }
        content.theme.colours =
            COLOURS.iter().map(|(name, hex)| ((*name).to_owned(), (*hex).to_owned())).collect();
        let overrides =
            Overrides { today: date(2026, 11, 23), base_url: None, demo: false, strict: false };
        let mut diags = Diagnostics::default();
        let config =
            resolve(SETTINGS, sources.add("site.yaml", SETTINGS), &overrides, &mut diags).unwrap();
        content.sources = sources;
        content.strings = Arc::new(read_strings(&content.theme, &config, &mut diags));
        TestCampaign { config, content, documents: Vec::new() }
    }

    /// Replaces a file of the theme.
    pub(crate) fn put(&mut self, path: &str, text: &str) {
        let file = self.content.sources.add(path, text);
        self.content
            .theme
            .files
            .insert(path.to_owned(), ThemeFile { file, bytes: Arc::from(text.as_bytes()) });
    }

    /// Returns a renderer of a site whose pages are all planned.
    pub(crate) fn renderer<'a>(&'a self, site: &'a Site) -> Renderer<'a> {
        let jobs = site.pages.iter().enumerate().map(|(at, page)| Job {
            work: Work::Page(PageId(at)),
            outputs: vec![
                OutputPath::new(&format!(
                    "site/{}{}/index.html",
                    self.config.prefix(&page.lang),
                    page.slug
                ))
                .unwrap(),
            ],
        });
        let theme = Theme::load(&self.content, &self.config, &mut Diagnostics::default());
        Renderer::new(
            site,
            &self.documents,
            &self.config,
            &self.content,
            &Plan { jobs: jobs.collect() },
            &theme,
        )
    }
}
