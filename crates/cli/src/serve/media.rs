//! What browsers are told about a file by its name.

/// Its media type.
pub(super) fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        // Browsers compile WebAssembly while it loads only under this type.
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("yaml" | "yml" | "txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// How long it may be kept: for ever where another content would have another name, as Trunk names files; else only
/// together with the question whether it is still the same.
pub(super) fn keeping(name: &str) -> &'static str {
    let is_hash = |part: &str| part.len() >= 12 && part.bytes().all(|it| it.is_ascii_hexdigit());
    let stem = name.split('.').next().unwrap_or_default();
    let parts = stem.rsplit('-').next().unwrap_or_default();
    let hash = parts.strip_suffix("_bg").unwrap_or(parts);
    if stem.contains('-') && is_hash(hash) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_by_its_content_is_kept() {
        for name in [
            "laneway-web-1a2b3c4d5e6f7a8b_bg.wasm",
            "tokens-0123456789abcdef.css",
        ] {
            assert!(keeping(name).contains("immutable"), "{name}");
        }
        for name in [
            "index.html",
            "boot.js",
            "link-engine_bg.wasm",
            "0123456789abcdef.js",
        ] {
            assert_eq!(keeping(name), "no-cache", "{name}");
        }
    }

    #[test]
    fn webassembly_has_the_type_that_browsers_stream() {
        assert_eq!(media_type("a_bg.wasm"), "application/wasm");
    }
}
