/* Jorma Tähtinen. expected: accepted (a comment is not contract), as gcc, clang, bindgen, cgo do. */
int one(void);
