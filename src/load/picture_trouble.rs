//! Why a picture can't be used, and what to do.

use std::ops::Range;

use crate::diag::Text;

/// The reason why a file can't be used as a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureTrouble {
    /// The file is empty.
    Empty,
    /// The file is not a picture, whatever its name says.
    NotAPicture,
    /// A format that not every phone shows, such as `HEIC`.
    OtherFormat(&'static str),
    /// The file is truncated: a copy or download was interrupted.
    CutOff,
    /// The header can't be parsed.
    Broken,
    /// Too many pixels; width and height as displayed.
    TooLarge(u32, u32),
    /// A drawing that is not well-formed XML; the line with the error, in bytes of the file.
    BrokenSvg(Range<usize>),
    /// A drawing with a part that is not on the lists, such as `<script>`, and its range.
    ForbiddenSvg(String, Range<usize>),
}

impl PictureTrouble {
    /// Returns the message, which continues a sentence after the file's name.
    pub fn text(&self) -> Text {
        match self {
            PictureTrouble::Empty => {
                Text::new("tệp ảnh trống, không có gì bên trong", "the picture file is empty")
            }
            PictureTrouble::NotAPicture => {
                Text::new("tệp này không phải là ảnh", "this file is not a picture")
            }
            PictureTrouble::OtherFormat(format) => Text::new(
                format!("ảnh dạng {format}, nhiều điện thoại không xem được"),
                format!("the picture is {format}, which many phones can't show"),
            ),
            PictureTrouble::CutOff => Text::new(
                "ảnh bị cụt, thiếu phần cuối",
                "the picture is cut off: its end is missing",
            ),
            PictureTrouble::Broken => {
                Text::new("ảnh bị hỏng, không mở được", "the picture is broken and can't be opened")
            }
            PictureTrouble::TooLarge(width, height) => Text::new(
                format!("ảnh quá lớn ({width} × {height} điểm ảnh)"),
                format!("the picture is too large ({width} × {height} pixels)"),
            ),
            PictureTrouble::BrokenSvg(_) => Text::new(
                "hình vẽ SVG viết sai ở dòng này nên không hiện ra được",
                "the SVG drawing has a mistake on this line and can't be shown",
            ),
            PictureTrouble::ForbiddenSvg(part, _) => Text::new(
                format!("hình vẽ SVG có phần không được dùng: `{part}`"),
                format!("the SVG drawing has a part that is not allowed: `{part}`"),
            ),
        }
    }

    /// Returns the range of the mistake in bytes, if it is in one part of the file.
    pub fn range(&self) -> Option<Range<usize>> {
        match self {
            PictureTrouble::BrokenSvg(range) | PictureTrouble::ForbiddenSvg(_, range) => {
                Some(range.clone())
            }
            _ => None,
        }
    }

    /// Returns what to do.
    pub fn hint(&self) -> Text {
        match self {
            PictureTrouble::Empty | PictureTrouble::CutOff | PictureTrouble::Broken => Text::new(
                "chép lại ảnh từ máy ảnh hoặc điện thoại",
                "copy the picture again from the camera or phone",
            ),
            PictureTrouble::NotAPicture | PictureTrouble::OtherFormat(_) => Text::new(
                "mở ảnh rồi lưu lại thành tệp .jpg hoặc .png",
                "open the picture and save it as .jpg or .png",
            ),
            PictureTrouble::TooLarge(..) => Text::new(
                "thu nhỏ ảnh còn chiều rộng khoảng 2000 điểm ảnh",
                "scale the picture down to a width of about 2000 pixels",
            ),
            PictureTrouble::BrokenSvg(_) | PictureTrouble::ForbiddenSvg(..) => Text::new(
                "mở bằng Inkscape rồi lưu thành «Plain SVG», hoặc xuất thành tệp .png",
                "open it in Inkscape and save it as “Plain SVG”, or export it as .png",
            ),
        }
    }
}
