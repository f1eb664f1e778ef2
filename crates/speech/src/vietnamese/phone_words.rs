//! The words that make a number a telephone number, and the short numbers of the country.
//!
//! Every rule about telephones takes its words from here. A phrase of several words matches the words in that order.

use crate::context::{Context, is_one_of, same};

/// Words before a short number that is called.
pub(super) const CALL: &[&str] = &[
    "gọi",
    "đài",
    "nóng",
    "hotline",
    "thoại",
    "bấm",
    "tel",
    "đt",
    "sđt",
    "phone",
    "fax",
    "zalo",
    "dđ",
    "máy",
    "điện",
    "máy lẻ",
    "máy nhánh",
    "số nhánh",
    "bấm nhánh",
    "đầu số",
    "số ngắn",
    "khẩn cấp",
    "tin đến",
    "tin tới",
    "gọi đến",
    "gọi tới",
    "rác đến",
    "rác tới",
    "rác về",
];

/// Words between a word for calling and its number: "gọi ngay 114", "gọi vào số 156".
pub(super) const LINKS: &[&str] = &["số", "ngay", "vào", "cho"];

/// Words that may have a long name between them and a known number: "tổng đài quốc gia bảo vệ trẻ em: 111".
pub(super) const SERVICES: &[&str] =
    &["tổng đài", "đường dây nóng", "hotline", "điện thoại", "gọi"];

/// Words before an emergency number.
pub(super) const HELP: &[&str] = &[
    "báo",
    "lực lượng",
    "số",
    "là",
    "qua",
    "đến",
    "cứu",
    "nạn",
    "hỏa",
    "hoả",
    "cháy",
    "bảo vệ trẻ em",
];

/// Who answers an emergency number; written before the number or behind it.
pub(super) const RESCUERS: &[&str] = &[
    "công an",
    "cảnh sát",
    "chữa cháy",
    "phòng cháy",
    "báo cháy",
    "cứu hỏa",
    "cứu hoả",
    "cấp cứu",
    "cứu thương",
    "cứu nạn",
    "cứu hộ",
    "tìm kiếm",
    "y tế",
    "bảo vệ trẻ em",
    "trẻ em",
];

/// Rescuers that are no evidence before a number: "số trẻ em: 111" counts.
const NAMED_BEHIND: &[&str] = &["y tế", "trẻ em", "tìm kiếm"];

/// Numbers for help.
pub(super) const EMERGENCY: &[&str] = &["111", "112", "113", "114", "115"];

/// Other short numbers of the country: reports of unwanted calls and messages, questions to the province.
const SHORT: &[&str] = &["156", "5656", "1022"];

/// Words before numbers of papers, accounts and codes.
pub(super) const CODE_LABELS: &[&str] = &[
    "cccd", "cmnd", "cmt", "stk", "mst", "thuế", "danh", "khoản", "mã", "otp", "seri", "sêri",
    "serial", "số", "pin", "khẩu", "cước", "imei", "id", "hiệu", "dân",
];

/// Words before the code of a country: "đầu số +224", "số lạ +231".
pub(super) const COUNTRY: &[&str] =
    &["đầu số", "số lạ", "số", "mã vùng", "mã quốc gia", "gọi từ", "gọi", "mã"];

/// What is counted: "gọi 200 người" has no telephone number.
const COUNTED: &[&str] = &[
    "người",
    "hộ",
    "công",
    "thanh",
    "cuộc",
    "lượt",
    "bà",
    "tài",
    "thẻ",
    "em",
    "km",
    "vụ",
    "ca",
    "trường",
    "lần",
    "cán",
    "chiến",
    "đồng",
    "học",
    "cháu",
    "trẻ",
    "phiếu",
    "hồ",
    "suất",
    "con",
    "cây",
    "nghìn",
    "ngàn",
    "triệu",
    "tỷ",
    "tỉ",
    "tuổi",
    "năm",
    "ngày",
];

/// Words that begin like something counted.
const UNCOUNTED: &[&str] = &["ngày đêm"];

/// What numbers of nine digits count.
pub(super) const MANY: &[&str] =
    &["đồng", "người", "lượt", "cuộc", "cây", "nghìn", "ngàn", "triệu", "tỷ", "tỉ"];

/// Returns whether something counted is named at a place.
pub(super) fn is_counted(ctx: &Context, at: usize) -> bool {
    is_one_of(ctx.word_at(at), COUNTED) && !any_at(ctx, at, RESCUERS) && !any_at(ctx, at, UNCOUNTED)
}

/// Returns whether a number is a known short number.
pub(super) fn is_known(digits: &str) -> bool {
    EMERGENCY.contains(&digits) || SHORT.contains(&digits)
}

/// Returns whether one of the phrases ends right before a number; a colon, dot or bracket may stand between.
pub(super) fn any_before(ctx: &Context, at: usize, phrases: &[&str]) -> bool {
    let end = label_end(ctx, at);
    !ctx.word_ending(end).is_empty() && phrases.iter().any(|phrase| ends_with(ctx, end, phrase))
}

/// Returns where the label of a number ends: before the spaces and the colon, dot or bracket that follow it.
pub(super) fn label_end(ctx: &Context, at: usize) -> usize {
    let end = ctx.back_spaces(at);
    if matches!(ctx.byte_before(end), b':' | b'.' | b'(') { ctx.back_spaces(end - 1) } else { end }
}

/// Returns whether the name of a rescuer ends right before a number.
pub(super) fn rescuer_before(ctx: &Context, at: usize) -> bool {
    let clear = |name: &&&str| !NAMED_BEHIND.contains(name);
    RESCUERS.iter().filter(clear).any(|name| any_before(ctx, at, &[name]))
}

/// Returns whether one of the phrases begins at a place.
pub(super) fn any_at(ctx: &Context, at: usize, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let mut at = at;
        phrase.split(' ').all(|expected| {
            let word = ctx.word_at(at);
            at = ctx.skip_spaces(at + word.len());
            same(word, expected)
        })
    })
}

/// Returns whether a phrase ends at a place.
fn ends_with(ctx: &Context, end: usize, phrase: &str) -> bool {
    let mut end = end;
    phrase.rsplit(' ').all(|expected| {
        let word = ctx.word_ending(end);
        end = ctx.back_spaces(end - word.len());
        same(word, expected)
    })
}
