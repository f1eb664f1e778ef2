//! Telephone numbers, hotlines, emergency numbers and other numbers said digit by digit.
//!
//! Groups are kept as they are written (or made, where none are), with a pause between them, so that a listener can write along.

use crate::speech::Kind;
use crate::speech::cardinal;
use crate::speech::context::{Context, Found, is_one_of};

/// Words before a short number that is called.
const CALL: &[&str] =
    &["gọi", "đài", "nóng", "hotline", "thoại", "bấm", "tel", "đt", "sđt", "phone", "fax", "zalo", "dđ", "máy", "điện"];
/// Words before an emergency number.
const HELP: &[&str] = &["cứu", "sát", "hỏa", "hoả", "báo", "lượng", "số", "là", "nạn", "qua", "đến"];
const EMERGENCY: &[&str] = &["111", "112", "113", "114", "115"];
/// Words before numbers of papers, accounts and codes.
const CODE_LABELS: &[&str] = &[
    "cccd", "cmnd", "cmt", "stk", "mst", "thuế", "danh", "khoản", "mã", "otp", "seri", "sêri", "serial", "số", "pin",
    "khẩu", "cước", "imei", "id", "hiệu", "dân",
];

/// Reads a number that is said digit by digit; it may start with "+", "(" or "*".
pub(super) fn read(ctx: &Context, at: usize) -> Option<Found> {
    match ctx.byte(at) {
        b'+' => international(ctx, at),
        b'(' => long(ctx, at),
        b'*' => service_code(ctx, at),
        b'0' => long(ctx, at).or_else(|| leading_zero(ctx, at)),
        b'1' => hotline(ctx, at).or_else(|| short(ctx, at)).or_else(|| labelled(ctx, at)),
        _ => short(ctx, at).or_else(|| labelled(ctx, at)),
    }
}

/// Says a telephone number from data, whatever signs it is printed with.
pub(super) fn say(text: &str) -> String {
    let plus = text.trim_start().starts_with('+');
    let mut groups: Vec<String> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).map(str::to_owned).collect();
    if groups.len() == 1 {
        groups = cut(&groups[0]).into_iter().map(str::to_owned).collect();
    }
    let parts: Vec<&str> = groups.iter().map(String::as_str).collect();
    let said = join(&parts);
    if plus { format!("cộng {said}") } else { said }
}

fn join(groups: &[&str]) -> String {
    groups.iter().map(|group| cardinal::digits(group)).collect::<Vec<_>>().join(", ")
}

/// Cuts a number written without gaps: 0912 345 678, 0252 388 1234, 1900 0368.
fn cut(digits: &str) -> Vec<&str> {
    let sizes: &[usize] = match digits.len() {
        8 => &[4, 4],
        9 => &[3, 3, 3],
        10 => &[4, 3, 3],
        11 => &[4, 3, 4],
        12 => &[3, 3, 3, 3],
        _ => return vec![digits],
    };
    let mut rest = digits;
    let mut out = Vec::new();
    for &size in sizes {
        let (head, tail) = rest.split_at(size);
        out.push(head);
        rest = tail;
    }
    out
}

/// The digit groups that start at a place, each with its end; single spaces, dots, dashes and brackets join them.
fn groups<'a>(ctx: &Context<'a>, at: usize) -> Vec<(&'a str, usize)> {
    let mut out = Vec::new();
    let mut at = at + usize::from(ctx.byte(at) == b'(');
    while ctx.is_digit(at) {
        let end = ctx.digits_end(at);
        out.push((&ctx.text[at..end], end));
        let mut next = end;
        if ctx.byte(next) == b')' {
            next += 1;
        }
        if matches!(ctx.byte(next), b' ' | b'.' | b'-') {
            next += 1;
        }
        if next == end || out.len() > 6 {
            break;
        }
        at = next;
    }
    out
}

/// Takes groups until one of the wanted totals is reached; the longest wins.
fn take<'a>(groups: &[(&'a str, usize)], totals: &[usize]) -> Option<(Vec<&'a str>, usize)> {
    let mut total = 0;
    let mut best = None;
    for (i, (group, end)) in groups.iter().enumerate() {
        total += group.len();
        if totals.contains(&total) {
            best = Some((i + 1, *end));
        }
    }
    let (count, end) = best?;
    let mut parts: Vec<&str> = groups[..count].iter().map(|(group, _)| *group).collect();
    if let [only] = parts[..] {
        parts = cut(only);
    }
    Some((parts, end))
}

/// "0912.345.678", "(0252) 3 812 345", "02523881234".
fn long(ctx: &Context, at: usize) -> Option<Found> {
    let groups = groups(ctx, at);
    let first = groups.first()?.0;
    // "(2025) …" is a remark; "02.163" and dates are too short to come this far.
    if !first.starts_with('0') || ctx.byte(at) == b'(' && !(3..=5).contains(&first.len()) {
        return None;
    }
    let totals: &[usize] = if first.starts_with("02") {
        &[10, 11]
    } else if first.len() == 11 {
        &[11]
    } else {
        &[10]
    };
    let (parts, end) = take(&groups, totals)?;
    let clear = ctx.ends_word(end) && !(matches!(ctx.byte(end), b'/' | b',') && ctx.is_digit(end + 1));
    clear.then(|| Found::new(end, Kind::Phone, join(&parts), "telephone number"))
}

/// "+84 912 345 678".
fn international(ctx: &Context, at: usize) -> Option<Found> {
    let groups = groups(ctx, at + 1);
    let (parts, end) = take(&groups, &[10, 11, 12, 13])?;
    if ctx.is_word(at.wrapping_sub(1)) || !ctx.ends_word(end) {
        return None;
    }
    let parts = if groups.len() == 1 { vec![groups[0].0] } else { parts };
    Some(Found::new(end, Kind::Phone, format!("cộng {}", join(&parts)), "international telephone number"))
}

/// "1900 0368", "19000368", "1800.1091", "1900 636 468".
fn hotline(ctx: &Context, at: usize) -> Option<Found> {
    if !ctx.rest(at).starts_with("1900") && !ctx.rest(at).starts_with("1800") {
        return None;
    }
    let groups = groups(ctx, at);
    let first = groups.first()?.0;
    // A year and a number: "năm 1900 2000 người".
    if is_one_of(ctx.prev_word(at), &["năm", "tháng"]) || first.len() == 4 && ctx.byte(at + 4) == b'-' {
        return None;
    }
    let called = is_one_of(ctx.prev_label(at), CALL) || is_one_of(ctx.prev_label(at), HELP);
    let totals: &[usize] = if called { &[8, 10] } else { &[8] };
    let (parts, end) = take(&groups, totals)?;
    ctx.ends_word(end).then(|| Found::new(end, Kind::Phone, join(&parts), "service number"))
}

/// "gọi 113", "tổng đài 156", "113/114".
fn short(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let end = at + digits.len();
    if !(3..=6).contains(&digits.len()) {
        return None;
    }
    let bare = ctx.ends_word(end) && !(matches!(ctx.byte(end), b'.' | b',' | b'-' | b':') && ctx.is_digit(end + 1));
    if !bare {
        return None;
    }
    let before = ctx.prev_label(at);
    let number_of = is_one_of(before, &["số"]) && is_one_of(ctx.prev_word2(at), CALL);
    let texted = is_one_of(before, &["gửi"]) && ["tin ", "oạn "].iter().any(|word| ctx.tail(at, 40).contains(word));
    let soon = is_one_of(before, &["ngay", "vào", "cho"]) && is_one_of(ctx.prev_word2(at), CALL);
    let called = texted
        || soon
        || is_one_of(before, CALL)
        || number_of
        || is_one_of(before, &["đến"]) && is_one_of(ctx.prev_word2(at), &["tin", "gọi"]);
    let emergency = EMERGENCY.contains(&digits) && (is_one_of(before, HELP) || after_emergency(ctx, at));
    // "gọi 200 người đến làm thẻ".
    let counts = is_one_of(
        ctx.next_word(end),
        &["người", "hộ", "công", "thanh", "cuộc", "lượt", "bà", "tài", "thẻ", "em", "km"],
    );
    if counts || !(called || emergency) {
        return None;
    }
    let mut found = Found::new(end, Kind::Phone, cardinal::digits(digits), "short number");
    // "113/114/115" lists numbers.
    while ctx.byte(found.end) == b'/' && EMERGENCY.contains(&ctx.digits(found.end + 1)) {
        found.spoken.push_str(", ");
        cardinal::push_digits(&mut found.spoken, ctx.digits(found.end + 1));
        found.end += 4;
    }
    Some(found)
}

/// "113 hoặc 115", "113, 114".
fn after_emergency(ctx: &Context, at: usize) -> bool {
    let mut back = ctx.back_spaces(at);
    let word = ctx.word_ending(back);
    if is_one_of(word, &["và", "hoặc", "hay"]) {
        back = ctx.back_spaces(back - word.len());
    } else if matches!(ctx.byte_before(back), b',' | b'-' | b';') {
        back = ctx.back_spaces(back - 1);
    } else {
        return false;
    }
    EMERGENCY.iter().any(|number| ctx.text[..back].ends_with(number))
}

/// "số CCCD 0680…", "mã 482913": papers, accounts, codes.
fn labelled(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let end = at + digits.len();
    if digits.len() < 4 {
        return None;
    }
    let label = ctx.prev_label(at);
    let enough = if is_one_of(label, &["mã", "otp", "pin", "khẩu"]) { 4 } else { 8 };
    let bare = ctx.ends_word(end) && !(matches!(ctx.byte(end), b'.' | b',' | b'/' | b'-') && ctx.is_digit(end + 1));
    let fits = digits.len() >= enough && bare && is_one_of(label, CODE_LABELS);
    fits.then(|| Found::new(end, Kind::Phone, join(&cut(digits)), "number said digit by digit"))
}

/// "068099001234", "0123": a number with a zero in front that is no count.
fn leading_zero(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let end = at + digits.len();
    let bare =
        ctx.ends_word(end) && !(matches!(ctx.byte(end), b'.' | b',' | b'/' | b'-' | b':') && ctx.is_digit(end + 1));
    let is_code = bare && (digits.len() >= 5 || digits.len() == 4 && !ctx.rest(end).starts_with(" %"));
    if is_code {
        return Some(Found::new(end, Kind::Phone, join(&cut(digits)), "number with a leading zero"));
    }
    labelled(ctx, at)
}

/// "*101#": typed on a telephone.
fn service_code(ctx: &Context, at: usize) -> Option<Found> {
    let mut spoken = String::from("sao");
    let mut at = at + 1;
    if !ctx.is_digit(at) {
        return None;
    }
    loop {
        let digits = ctx.digits(at);
        cardinal::push_digits(&mut spoken, digits);
        at += digits.len();
        match ctx.byte(at) {
            b'*' if ctx.is_digit(at + 1) => {
                cardinal::word(&mut spoken, "sao");
                at += 1;
            }
            b'#' => {
                cardinal::word(&mut spoken, "thăng");
                return Some(Found::new(at + 1, Kind::Phone, spoken, "service code"));
            }
            _ => return None,
        }
    }
}
