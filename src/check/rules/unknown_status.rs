//! An unknown word in the column `trang_thai`.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Text};
use crate::model::spanned::Spanned;
use crate::text::fold::fold;

/// The code of this file.
pub const RULES: &[Rule] = &[Rule {
    code: "unknown-status",
    configurable: false,
    page: include_str!("unknown-status.md"),
}];

/// What a cell of `trang_thai` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The row must not be published yet.
    Draft,
    /// The row is published.
    Approved,
    /// The row has sample figures.
    Sample,
    /// An unknown word, which was reported.
    Unknown,
}

/// Reads a cell of `trang_thai` that is not empty. `name` is the name of the cell, such as `I5`.
pub fn read(cell: &Spanned<String>, name: &str, diags: &mut Diagnostics) -> Word {
    let folded = fold(&cell.value).replace(['_', '-'], " ");
    let word = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    match word.as_str() {
        "draft" | "nhap" | "ban nhap" | "chua duyet" | "not approved" => Word::Draft,
        "approved" | "duyet" | "da duyet" => Word::Approved,
        "sample" | "mau" => Word::Sample,
        _ => {
            report(cell, name, diags);
            Word::Unknown
        }
    }
}

fn report(cell: &Spanned<String>, name: &str, diags: &mut Diagnostics) {
    diags
        .error(
            "unknown-status",
            cell.span,
            Text::new(
                format!("ô {name}: không hiểu trạng thái «{}»", cell.value),
                format!("cell {name}: the status `{}` is not known", cell.value),
            ),
        )
        .hint(Text::new(
            "cho đăng: ghi `duyệt`, `đã duyệt` hoặc để trống; chưa đăng: `nháp`, `bản nháp` hoặc \
             `chưa duyệt`; số đặt ra để thử: `mẫu`",
            "to publish: `approved` or empty; not yet: `draft` or `not approved`; made up for \
             trying out: `sample`",
        ));
}

#[cfg(test)]
mod tests {
    use super::{Word, read};
    use crate::diag::{Diagnostics, Sources, Span};
    use crate::model::spanned::Spanned;

    fn check(typed: &str, expected: Word) {
        let span = Span::whole(Sources::default().add("a.csv", typed));
        let mut diags = Diagnostics::default();
        let word = read(&Spanned { value: typed.to_owned(), span }, "I5", &mut diags);
        assert_eq!((word, diags.has_errors()), (expected, expected == Word::Unknown), "{typed:?}");
    }

    #[test]
    fn words_are_read_in_every_dress() {
        for draft in
            ["nháp", "NHÁP", "nhap", "Bản nháp", "ban_nhap", "Chưa  duyệt", "Draft", "not approved"]
        {
            check(draft, Word::Draft);
        }
        for approved in ["duyệt", "Đã duyệt", "da duyet", "APPROVED"] {
            check(approved, Word::Approved);
        }
        check("Mẫu", Word::Sample);
        for unknown in ["xong", "chờ", "đã nhập", "x", "duyệt?", "1", "true"] {
            check(unknown, Word::Unknown);
        }
    }
}
