{{#has_shims}}
//! Compiles what the header defines inline into functions that can be called.
{{/has_shims}}
{{#has_library}}
//! Finds the library {{library}}: where {{variable}}_LIB_DIR says, else with pkg-config, else among the
//! system's libraries. Checking and documenting need no library, so that none is a warning here.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const LIBRARY: &str = "{{library}}";
const DIRECTORY: &str = "{{variable}}_LIB_DIR";
const STATIC: &str = "{{variable}}_STATIC";

{{/has_library}}
fn main() {
{{#has_shims}}
    compile_shims();
{{/has_shims}}
{{#has_library}}
    println!("cargo::rustc-check-cfg=cfg(library_found)");
    for variable in [DIRECTORY, STATIC, "PKG_CONFIG", "PKG_CONFIG_PATH"] {
        println!("cargo::rerun-if-env-changed={variable}");
    }
    if env::var_os("DOCS_RS").is_some() {
        return;
    }
    if let Some(directory) = env::var_os(DIRECTORY).map(PathBuf::from) {
        if !has_library(&directory) {
            println!(
                "cargo::error={DIRECTORY} is {}, where there is no {LIBRARY}",
                directory.display()
            );
            return;
        }
        return link(&directory);
    }
    let native = env::var("HOST") == env::var("TARGET");
    if (native || env::var_os("PKG_CONFIG_ALLOW_CROSS").is_some()) && pkg_config() {
        return found();
    }
    if let Some(directory) = native.then(system_directory).flatten() {
        return link(&directory);
    }
    println!(
        "cargo::warning={LIBRARY} was not found, so that programs cannot be linked: set {DIRECTORY} \
         to its directory, or install it with its pkg-config file"
    );
{{/has_library}}
}
{{#has_shims}}

/// Before the library in the linker's order, which the shims call.
fn compile_shims() {
    println!("cargo::rerun-if-changed=c");
    let mut build = cc::Build::new();
    build.file("c/shims.c").warnings(false);
{{#searches_include}}
    build.include("c/include");
{{/searches_include}}
{{#flags}}
    build.flag_if_supported("{{flag}}");
{{/flags}}
    build.compile("{{crate}}_shims");
}
{{/has_shims}}
{{#has_library}}

fn found() {
    println!("cargo::rustc-cfg=library_found");
}

fn wants_static() -> bool {
    env::var_os(STATIC).is_some_and(|value| value != "0")
}

fn link(directory: &Path) {
    println!("cargo::rustc-link-search=native={}", directory.display());
    println!("cargo::metadata=lib_dir={}", directory.display());
    if wants_static() {
        println!("cargo::rustc-link-lib=static={LIBRARY}");
{{#cxx}}
        match env::var("CARGO_CFG_TARGET_VENDOR").as_deref() {
            Ok("apple") => println!("cargo::rustc-link-lib=c++"),
            _ if env::var("CARGO_CFG_TARGET_ENV").as_deref() == Ok("msvc") => {}
            _ => println!("cargo::rustc-link-lib=stdc++"),
        }
{{/cxx}}
    } else {
        println!("cargo::rustc-link-lib={LIBRARY}");
        // The crate's own tests find a shared library where it was linked.
        if cfg!(unix) {
            println!("cargo::rustc-link-arg=-Wl,-rpath,{}", directory.display());
        }
    }
    found();
}

fn has_library(directory: &Path) -> bool {
    let names = [
        format!("lib{LIBRARY}.so"),
        format!("lib{LIBRARY}.dylib"),
        format!("lib{LIBRARY}.a"),
        format!("{LIBRARY}.lib"),
        format!("lib{LIBRARY}.dll.a"),
    ];
    names.iter().any(|name| directory.join(name).exists())
}

/// Passes on what pkg-config says; false when it does not know the library.
fn pkg_config() -> bool {
    let program = env::var_os("PKG_CONFIG").unwrap_or_else(|| "pkg-config".into());
    let mut command = Command::new(program);
    if wants_static() {
        command.arg("--static");
    }
    let Ok(output) = command.args(["--libs", LIBRARY]).output() else {
        return false;
    };
    if !output.status.success() {
        return false;
    }
    for flag in String::from_utf8_lossy(&output.stdout).split_whitespace() {
        if let Some(directory) = flag.strip_prefix("-L") {
            println!("cargo::rustc-link-search=native={directory}");
            println!("cargo::metadata=lib_dir={directory}");
        } else if let Some(library) = flag.strip_prefix("-l") {
            let kind = if wants_static() && library == LIBRARY {
                "static="
            } else {
                ""
            };
            println!("cargo::rustc-link-lib={kind}{library}");
        }
    }
    true
}

/// A directory of the system that has the library.
fn system_directory() -> Option<PathBuf> {
    let arch = env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    let multiarch = match arch.as_str() {
        "x86" => "i386-linux-gnu".to_owned(),
        "arm" => "arm-linux-gnueabihf".to_owned(),
        other => format!("{other}-linux-gnu"),
    };
    [
        "/usr/local/lib".into(),
        format!("/usr/lib/{multiarch}").into(),
        "/usr/lib64".into(),
        "/usr/lib".into(),
        "/opt/homebrew/lib".into(),
    ]
    .into_iter()
    .find(|directory: &PathBuf| has_library(directory))
}
{{/has_library}}
