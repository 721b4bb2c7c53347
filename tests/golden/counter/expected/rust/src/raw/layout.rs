//! Sizes, alignments and offsets in bytes as C has them on each target: a difference does not compile.
