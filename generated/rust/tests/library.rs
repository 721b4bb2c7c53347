//! The library that was found is the one this crate was made for. Without a library there is nothing
//! to test here.
#![cfg(library_found)]

use rt_audio::contract;

#[test]
fn it_was_built_from_the_same_contract() {
    assert_eq!(contract::library_fingerprint(), contract::FINGERPRINT);
    contract::check().expect("the contracts are the same");
}
