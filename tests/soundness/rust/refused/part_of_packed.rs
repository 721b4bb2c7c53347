//! rule: 8, 9. C gets no address that its type does not allow.
//! expected: does-not-compile: E0793 x4
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut crate_ = Crate::default();
    crate_.slab.weight = 2.0;
    let (slab, row) = (crate_.slab, crate_.row);
    assert_eq!(slab_weight(&slab) + slabs_weight(&row), 2.0);
    #[cfg(attack)]
    {
        slab_weight(&crate_.slab);
        slab_weight(&crate_.pallet.slab);
        slab_add(&mut crate_.slab, 1.0)?;
        levels_raise(&mut crate_.levels)?;
    }
    Ok(())
}
attack::attacks!(attack);
