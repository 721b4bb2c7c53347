fn main() {
    ffigen_build::Builder::new("../engine.h")
        .module("engine")
        .generate()
        .unwrap();

    // The library: here where ENGINE_LIB_DIR says; with the crate cc, or pkg-config, it is as always.
    println!(
        "cargo:rustc-link-search=native={}",
        std::env::var("ENGINE_LIB_DIR").unwrap_or_default()
    );
    println!("cargo:rustc-link-lib=engine");
}
