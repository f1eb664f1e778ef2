//! The published address: `base_url` of `site.yaml`.

use crate::config::yaml::{self, Node};
use crate::diag::{Diagnostics, Span, Text};
use crate::model::spanned::Spanned;

/// Reads the address. Mistakes are reported with what to type.
pub fn read_base_url(node: &Node, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    let typed = yaml::text(node, diags)?;
    match clean_address(&typed.value) {
        Ok(value) => Some(Spanned { value, span: typed.span }),
        Err(fault) => {
            let shown = &typed.value;
            diags
                .error(
                    "wrong-value",
                    typed.span,
                    Text::new(
                        format!("`base_url`: «{shown}» {}", fault.vi),
                        format!("`base_url`: `{shown}` {}", fault.en),
                    ),
                )
                .hint(Text::new(
                    "viết địa chỉ trang đầu, như `base_url: https://ten-xa.vn` hoặc `base_url: https://ten-xa.vn/phong-dich`",
                    "write the address of the first page, such as `base_url: https://commune.vn` or `base_url: https://commune.vn/health`",
                ));
            None
        }
    }
}

/// Returns the address with scheme and host in lower case, or what is wrong with it.
fn clean_address(typed: &str) -> Result<String, Text> {
    let Some((scheme, rest)) = typed.split_once("://") else {
        return Err(Text::new(
            "không bắt đầu bằng https:// hoặc http://",
            "does not start with https:// or http://",
        ));
    };
    let scheme = scheme.to_ascii_lowercase();
    let host_end = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    if !["http", "https"].contains(&scheme.as_str()) || host.is_empty() {
        return Err(Text::new(
            "không bắt đầu bằng https:// hoặc http:// rồi đến tên miền",
            "does not start with https:// or http:// and a domain",
        ));
    }
    if typed.contains(char::is_whitespace) {
        return Err(Text::new("có dấu cách ở giữa", "contains a space"));
    }
    if let Some(sign) = typed.chars().find(|sign| ['?', '#', '"', '<', '>'].contains(sign)) {
        return Err(Text::new(
            format!("có dấu `{sign}`: bỏ từ dấu đó trở đi"),
            format!("contains `{sign}`: remove it and everything behind it"),
        ));
    }
    let last = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    if last.ends_with(".html") || last.ends_with(".htm") || last.ends_with(".php") {
        return Err(Text::new(
            format!("là địa chỉ một tệp: bỏ `{last}` ở cuối"),
            format!("is the address of a file: remove `{last}` at the end"),
        ));
    }
    Ok(format!("{scheme}://{}{path}", host.to_lowercase()))
}

/// Reports an address at which the site can't be published: QR codes and posters with it lead
/// nowhere.
pub fn check_address(address: &Spanned<String>, diags: &mut Diagnostics) {
    let rest = address.value.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    if is_social_network(host) {
        report_social_network(address.span, host, diags);
    } else if is_reserved(host) {
        report_placeholder(address.span, &address.value, diags);
    }
}

fn report_placeholder(span: Span, address: &str, diags: &mut Diagnostics) {
    diags
        .warning(
            "placeholder-address",
            span,
            Text::new(
                format!("«{address}» là địa chỉ mẫu, không ai mở được: mã vuông, áp phích, tờ rơi và thẻ in ra sẽ không dẫn đến đâu"),
                format!("`{address}` is a placeholder that nobody can open: QR codes, posters, leaflets and cards with it lead nowhere"),
            ),
        )
        .hint(Text::new(
            "trước khi in và đăng, ghi địa chỉ thật của trang vào dòng `base_url` trong site.yaml",
            "before you print and publish, write the real address of the site into `base_url` in site.yaml",
        ));
}

fn report_social_network(span: Span, host: &str, diags: &mut Diagnostics) {
    diags
        .warning(
            "placeholder-address",
            span,
            Text::new(
                format!("«{host}» là mạng xã hội, không chứa được trang này: mã vuông, áp phích, tờ rơi và thẻ sẽ dẫn đến chỗ không có bài"),
                format!("`{host}` is a social network and can't hold this site: QR codes, posters, leaflets and cards would lead to missing pages"),
            ),
        )
        .hint(Text::new(
            "ghi trang Facebook vào dòng `facebook:`, còn `base_url` là địa chỉ nơi đặt thư mục public/site",
            "write the Facebook page into `facebook:`; `base_url` is the address where the folder public/site is placed",
        ));
}

/// Domains that never exist (RFC 2606, RFC 6761), and addresses inside a house.
fn is_reserved(host: &str) -> bool {
    const ENDINGS: [&str; 6] = ["example", "test", "invalid", "localhost", "local", "internal"];
    const SAMPLES: [&str; 3] = ["example.com", "example.net", "example.org"];
    let ending = host.rsplit('.').next().unwrap_or_default();
    let is_sample = |sample: &&str| {
        host.strip_suffix(*sample).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    ENDINGS.contains(&ending) || SAMPLES.iter().any(is_sample)
}

fn is_social_network(host: &str) -> bool {
    const HOSTS: [&str; 8] = [
        "facebook.com",
        "fb.com",
        "fb.me",
        "zalo.me",
        "youtube.com",
        "tiktok.com",
        "m.me",
        "instagram.com",
    ];
    HOSTS.iter().any(|known| {
        host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::{clean_address, is_reserved, is_social_network};

    #[test]
    fn addresses_are_cleaned_or_refused_with_the_reason() {
        let clean = |typed| clean_address(typed).map_err(|text| text.en);
        assert_eq!(clean("HTTPS://Xa-Mau.VN/Sub"), Ok("https://xa-mau.vn/Sub".to_owned()));
        assert_eq!(clean("http://xa-mau.vn:8080"), Ok("http://xa-mau.vn:8080".to_owned()));
        for (typed, reason) in [
            ("xa-mau.vn", "does not start"),
            ("ftp://xa-mau.vn", "does not start"),
            ("https://", "does not start"),
            ("https://xa mau.vn", "a space"),
            ("https://xa-mau.vn/?x=1", "contains `?`"),
            ("https://xa-mau.vn/index.html", "remove `index.html`"),
        ] {
            let fault = clean(typed).expect_err(typed);
            assert!(fault.contains(reason), "{typed}: {fault}");
        }
    }

    #[test]
    fn placeholders_and_social_networks_are_known() {
        for host in ["trang.example", "example.org", "www.example.com", "localhost", "may.local"] {
            assert!(is_reserved(host), "{host}");
        }
        for host in ["www.facebook.com", "facebook.com", "zalo.me"] {
            assert!(is_social_network(host) && !is_reserved(host), "{host}");
        }
        for host in ["xa-mau.vn", "myexample.com", "notfacebook.com", "example.vn"] {
            assert!(!is_reserved(host) && !is_social_network(host), "{host}");
        }
    }
}
