//! What a reader downloads: the sizes of everything in `dist/`, held against the budgets.
//! Runs after a release build, by `cargo xtask build` and `cargo xtask test`.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

struct Budget {
    name: &'static str,
    starts: &'static str,
    ends: &'static str,
    bytes: usize,
    gzip: usize,
}

const KB: usize = 1000;

const BUDGETS: [Budget; 12] = [
    Budget {
        name: "the program of single operations",
        starts: "app-operations-",
        ends: "_bg.wasm",
        bytes: 750 * KB,
        gzip: 280 * KB,
    },
    Budget {
        name: "the program of kernels on pictures",
        starts: "app-pictures-",
        ends: "_bg.wasm",
        bytes: 750 * KB,
        gzip: 280 * KB,
    },
    Budget {
        name: "the program of several channels",
        starts: "app-channels-",
        ends: "_bg.wasm",
        bytes: 750 * KB,
        gzip: 280 * KB,
    },
    Budget {
        name: "the program of layers",
        starts: "app-layers-",
        ends: "_bg.wasm",
        bytes: 750 * KB,
        gzip: 280 * KB,
    },
    Budget {
        name: "the program of networks drawn",
        starts: "app-structure-",
        ends: "_bg.wasm",
        bytes: 750 * KB,
        gzip: 280 * KB,
    },
    Budget {
        name: "the program of networks trained",
        starts: "app-networks-",
        ends: "_bg.wasm",
        bytes: 750 * KB,
        gzip: 280 * KB,
    },
    Budget {
        name: "the program of networks built",
        starts: "app-builder-",
        ends: "_bg.wasm",
        bytes: 750 * KB,
        gzip: 280 * KB,
    },
    Budget {
        name: "the program of views into a run",
        starts: "app-views-",
        ends: "_bg.wasm",
        bytes: 750 * KB,
        gzip: 280 * KB,
    },
    Budget {
        name: "the program of single ideas",
        starts: "app-labs-",
        ends: "_bg.wasm",
        bytes: 750 * KB,
        gzip: 280 * KB,
    },
    Budget {
        name: "the worker's program",
        starts: "worker-",
        ends: "_bg.wasm",
        bytes: 300 * KB,
        gzip: 120 * KB,
    },
    Budget {
        name: "the program of the worker on WebGPU",
        starts: "gpu-worker-",
        ends: "_bg.wasm",
        bytes: 300 * KB,
        gzip: 120 * KB,
    },
    Budget {
        name: "all fonts",
        starts: "",
        ends: ".woff2",
        bytes: 500 * KB,
        gzip: 500 * KB,
    },
];

struct File {
    path: String,
    bytes: Vec<u8>,
    gzip: usize,
}

impl File {
    fn is_for(&self, budget: &Budget) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.starts_with(budget.starts) && name.ends_with(budget.ends)
    }
}

#[test]
fn dist_keeps_its_budgets() {
    let files = dist();
    println!("{:>10} {:>10}  file", "bytes", "gzip");
    for file in &files {
        println!("{:>10} {:>10}  {}", file.bytes.len(), file.gzip, file.path);
    }
    for budget in &BUDGETS {
        let matching: Vec<&File> = files.iter().filter(|file| file.is_for(budget)).collect();
        let bytes: usize = matching.iter().map(|file| file.bytes.len()).sum();
        let gzip: usize = matching.iter().map(|file| file.gzip).sum();
        let Budget {
            name,
            bytes: most,
            gzip: most_gzip,
            ..
        } = *budget;
        println!("{name}: {bytes} of {most} bytes, {gzip} of {most_gzip} compressed");
        assert!(
            bytes <= most && gzip <= most_gzip,
            "{name} is over its budget"
        );
    }
    for program in &BUDGETS[..11] {
        assert!(
            files.iter().any(|file| file.is_for(program)),
            "dist/ lacks {}",
            program.name
        );
    }
}

/// Attributes, styles and modules that fetch; an `<a href>` does not.
#[test]
fn dist_asks_no_other_host() {
    for file in dist() {
        let Ok(text) = str::from_utf8(&file.bytes) else {
            continue;
        };
        for host in ["http://", "https://", "//"] {
            for before in [
                "src=\"",
                "src='",
                "url(",
                "url(\"",
                "from \"",
                "from '",
                "import \"",
                "import(\"",
                "fetch(\"",
            ] {
                let fetch = format!("{before}{host}");
                assert!(!text.contains(&fetch), "{}: {fetch}", file.path);
            }
            let links = text
                .split("<link")
                .skip(1)
                .filter_map(|link| link.split('>').next());
            for link in links.filter(|_| file.path.ends_with(".html")) {
                assert!(
                    !link.contains(&format!("href=\"{host}")),
                    "{}: <link{link}>",
                    file.path
                );
            }
        }
    }
}

/// Every file of `dist/`, by path.
fn dist() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    assert!(root.is_dir(), "there is no dist/: run `cargo xtask build`");
    let mut files = Vec::new();
    walk(&root, "", &mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), files);
        } else {
            let bytes = fs::read(entry.path()).unwrap();
            // Shards are compressed already; hosts send them as they are.
            let gzip = if path.ends_with(".bin") {
                bytes.len()
            } else {
                compressed(&bytes)
            };
            files.push(File { path, bytes, gzip });
        }
    }
}

fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}
