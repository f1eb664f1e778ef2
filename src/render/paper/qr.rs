//! Draws QR codes as SVG: one path, and a quiet zone of four modules.

use qrcodegen::{QrCode, QrCodeEcc};

/// The width in modules of the light border that scanners need.
const QUIET: i32 = 4;

/// Draws an address as a QR code. `None` if the address is too long.
pub fn draw_qr(address: &str) -> Option<Vec<u8>> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let size = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            let run = i32::try_from(run).unwrap_or_default();
            if run > 0 {
                path.push_str(&format!("M{},{}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" width=\"{size}\" height=\"{size}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0,0h{size}v{size}h-{size}z\"/><path d=\"{path}\"/></svg>"
    );
    Some(svg.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::draw_qr;

    #[test]
    fn code_is_drawn_with_its_quiet_zone() {
        let svg =
            String::from_utf8(draw_qr("https://que-huong.example/lam-the/").unwrap()).unwrap();
        assert!(svg.contains("viewBox=\"0 0 37 37\""), "{svg}");
        assert!(svg.contains("M4,4h7v1h-7z"), "finder pattern in the corner: {svg}");
    }

    #[test]
    fn too_long_an_address_has_no_code() {
        assert!(draw_qr(&"a".repeat(5000)).is_none());
    }
}
