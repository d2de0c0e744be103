//! With the feature `playground`: puts the built page into the program, compressed.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "playground")]
    carry::page();
}

#[cfg(feature = "playground")]
mod carry {
    use flate2::write::GzEncoder;
    use std::fmt::Write as _;
    use std::fs;
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    use std::io::Write as _;
    use std::path::{Path, PathBuf};

    /// Less is not worth an encoding.
    const SMALL: usize = 1024;

    /// Writes a list of all files of the page to `OUT_DIR/page.rs`, for `src/serve/page.rs`.
    pub(crate) fn page() {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
        println!("cargo::rerun-if-changed={}", dist.display());
        if !dist.join("index.html").exists() {
            eprintln!(
                "The feature `playground` puts the built page into the program, and there is none: \
                 run `cargo xtask build` first."
            );
            std::process::exit(1);
        }
        let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo names a folder"));
        let mut list = String::from("&[\n");
        for (number, name) in names(&dist, "").into_iter().enumerate() {
            let plain = fs::read(dist.join(&name)).expect("a file of the page");
            let path = out.join(format!("{number}"));
            fs::write(&path, &plain).expect("room in the build folder");
            let packed = (plain.len() > SMALL).then(|| {
                let [gzip, brotli] = [("gz", gzip(&plain)), ("br", brotli(&plain))].map(|(end, bytes)| {
                    let path = path.with_extension(end);
                    fs::write(&path, bytes).expect("room in the build folder");
                    path
                });
                format!("Some(Packed {{ gzip: include_bytes!({gzip:?}), brotli: include_bytes!({brotli:?}) }})")
            });
            let packed = packed.unwrap_or("None".to_owned());
            let tag = tag(&plain);
            writeln!(
                list,
                "Carried {{ name: {name:?}, tag: {tag:?}, plain: include_bytes!({path:?}), packed: {packed} }},"
            )
            .expect("a text grows");
        }
        list.push(']');
        fs::write(out.join("page.rs"), list).expect("room in the build folder");
    }

    /// All files below a folder, sorted; hidden ones are none of the page's.
    fn names(folder: &Path, prefix: &str) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the built page can be read");
        let mut names = Vec::new();
        for entry in entries.map(|it| it.expect("the built page can be read")) {
            let file = entry.file_name().into_string().expect("a name in UTF-8");
            let name = format!("{prefix}{file}");
            if file.starts_with('.') {
                continue;
            }
            if entry.path().is_dir() {
                names.extend(self::names(&entry.path(), &format!("{name}/")));
            } else {
                names.push(name);
            }
        }
        names.sort();
        names
    }

    fn tag(bytes: &[u8]) -> String {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).expect("a vector grows");
        encoder.finish().expect("a vector grows")
    }

    fn brotli(bytes: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        let options = brotli::enc::BrotliEncoderParams::default();
        brotli::BrotliCompress(&mut &*bytes, &mut packed, &options).expect("a vector grows");
        packed
    }
}
