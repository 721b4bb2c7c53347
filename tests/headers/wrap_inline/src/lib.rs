//! Empty: what is wanted is the lock file.
