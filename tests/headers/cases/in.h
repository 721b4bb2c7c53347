/* A file name that is a keyword of Rust, Go and Python. */
struct addr { unsigned s; };
int addr_ok(const struct addr *a);
