//! Lets the program find the runtime's library where it was linked.

use std::env;

fn main() {
    println!("cargo::rerun-if-env-changed=DEP_RT_AUDIO_FFI_LIB_DIR");
    if let Ok(directory) = env::var("DEP_RT_AUDIO_FFI_LIB_DIR")
        && cfg!(unix)
    {
        println!("cargo::rustc-link-arg-bins=-Wl,-rpath,{directory}");
    }
}
