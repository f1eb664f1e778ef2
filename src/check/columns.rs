//! The columns that progress tables may have besides counts, by the names that staff type.

/// Which reserved column a name means.
pub fn reserved(name: &str) -> Option<&'static str> {
    Some(match name {
        "date" | "ngay" => "date",
        "unit" | "don_vi" => "unit",
        "level" | "cap_don_vi" => "level",
        "status" | "trang_thai" => "status",
        "note" | "ghi_chu" => "note",
        "source" | "nguon" => "source",
        "reported_percent" | "ty_le_bao_cao" => "reported_percent",
        "reported_of" | "ty_le_tren" => "reported_of",
        "entered_by" | "nguoi_nhap" => "entered_by",
        "indicator" | "chi_so" => "indicator",
        _ => return None,
    })
}

/// The column of what is done, as typed.
pub const DONE: [&str; 2] = ["done", "da_lam"];
/// The column of what there is to do, as typed.
pub const OF: [&str; 2] = ["of", "tren_tong"];

/// Returns whether the rows of a table with these columns are about one indicator each.
pub fn is_by_indicator(names: &[String]) -> bool {
    names.iter().any(|name| reserved(name) == Some("indicator"))
}
