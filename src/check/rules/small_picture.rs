//! A photo that is too small to see anything.

use crate::check::rule::Rule;
use crate::diag::{Diagnostics, Span, Text};
use crate::model::content::PictureKind;
use crate::model::site::Picture;

/// The code of this file.
pub const RULES: &[Rule] =
    &[Rule { code: "small-picture", configurable: true, page: include_str!("small-picture.md") }];

/// The smallest useful width in pixels; phones show a page's picture 360 pixels wide.
const SMALLEST: u32 = 240;

/// Checks the picture of a page. Drawings have any size.
pub fn check(picture: &Picture, span: Span, diags: &mut Diagnostics) {
    if picture.kind == PictureKind::Svg || picture.width >= SMALLEST {
        return;
    }
    let width = picture.width;
    diags
        .warning(
            "small-picture",
            span,
            Text::new(
                format!("ảnh chỉ rộng {width} điểm, phóng ra sẽ mờ"),
                format!("the picture is only {width} pixels wide and will be blurred"),
            ),
        )
        .hint(Text::new(
            "lấy ảnh gốc từ máy chụp; ảnh nhỏ thường là ảnh thu gọn của Zalo hay trang mạng",
            "take the original photo; small ones are often previews from Zalo or a web page",
        ));
}
