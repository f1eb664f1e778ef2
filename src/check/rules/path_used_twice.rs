//! Two pages with the same address, perhaps apart from accents or case.

use std::collections::{BTreeMap, HashMap};

use crate::check::context::CheckContext;
use crate::check::index::{PageSlot, slug_of, slug_place};
use crate::check::rule::Rule;
use crate::config::Config;
use crate::diag::{Diagnostics, Text};
use crate::model::content::{Article, Content, Status};
use crate::model::lang::Lang;
use crate::text::fold::fold;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "path-used-twice",
    configurable: false,
    page: include_str!("path-used-twice.md"),
}];

/// First parts of addresses that the site itself uses.
const TAKEN: [&str; 4] = ["topics", "pictures", "theme", "404.html"];

/// Checks the folders of explainers and the addresses of all pages.
pub fn check(context: &CheckContext<'_>, diags: &mut Diagnostics) {
    check_folders(context.content, diags);
    check_addresses(&context.index.slots, context.config, diags);
}

/// Finds folders whose names are the same letters in different forms, as a Mac and Windows write
/// them. The index keeps the first.
fn check_folders(content: &Content, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<(&str, &Lang), &Article> = BTreeMap::new();
    for article in &content.articles {
        if article.status.value == Status::Draft {
            continue;
        }
        let first = *seen.entry((&article.topic.value, &article.lang)).or_insert(article);
        if !std::ptr::eq(first, article) {
            report_folders(article, first, diags);
        }
    }
}

fn check_addresses(slots: &[PageSlot<'_>], config: &Config, diags: &mut Diagnostics) {
    let mut seen: HashMap<(&Lang, String), &PageSlot<'_>> = HashMap::new();
    for slot in slots {
        let slug = slug_of(slot.article);
        let path = || format!("{}{slug}", config.prefix(slot.lang));
        let is_language = *slot.lang == config.default_language
            && config.languages.iter().any(|settings| settings.lang.as_str() == slug);
        // A fallback page repeats the mistake of the original.
        let is_stand_in = *slot.lang != slot.article.lang;
        if TAKEN.contains(&slug.as_str()) || is_language {
            if is_stand_in {
                continue;
            }
            let path = path();
            diags
                .error(
                    "path-used-twice",
                    slug_place(slot.article),
                    Text::new(
                        format!("địa chỉ «/{path}/» đã dành cho phần khác của trang"),
                        format!("the address `/{path}/` is used by the site itself"),
                    ),
                )
                .hint(Text::new("đặt `slug` khác cho bài này", "give this page another `slug`"));
            continue;
        }
        let key = (slot.lang, fold(&slug));
        let Some(first) = seen.get(&key) else {
            seen.insert(key, slot);
            continue;
        };
        if is_stand_in {
            continue;
        }
        let path = path();
        diags
            .error(
                "path-used-twice",
                slug_place(slot.article),
                Text::new(
                    format!("hai trang cùng muốn địa chỉ «/{path}/»"),
                    format!("two pages want the address `/{path}/`"),
                ),
            )
            .also(
                slug_place(first.article),
                Text::new("trang thứ nhất ở đây", "the first page is here"),
            )
            .hint(Text::new(
                "đổi `slug` hoặc tên thư mục của một trang",
                "change the `slug` or folder of one page",
            ));
    }
}

fn report_folders(article: &Article, first: &Article, diags: &mut Diagnostics) {
    diags
        .error(
            "path-used-twice",
            article.topic.span,
            Text::new(
                format!("hai thư mục cùng tên «{}»", article.topic.value),
                format!("two folders have the name `{}`", article.topic.value),
            ),
        )
        .also(first.topic.span, Text::new("bài thứ nhất ở đây", "the first text is here"))
        .hint(Text::new(
            "đổi tên hoặc bỏ một trong hai thư mục",
            "rename or remove one of the two folders",
        ));
}
