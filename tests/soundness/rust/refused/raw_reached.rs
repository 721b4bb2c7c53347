//! rule: 10. The raw layer is reached with `unsafe` alone.
//! expected: does-not-compile: E0133 x2
#![forbid(unsafe_code)]
fn attack() -> attack::Outcome {
    assert_eq!(shapes::faults(), 0);
    #[cfg(attack)]
    {
        shapes::raw::sh_guess_pair(std::ptr::null(), 5);
        shapes::Store::from_raw(std::ptr::null_mut());
    }
    Ok(())
}
attack::attacks!(attack);
