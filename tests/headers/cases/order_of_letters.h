/* Names that a file imports, in an order that is not that of their bytes as signed numbers. */
struct lib_é { int a; };
struct lib_Ω { int b; };
struct lib_zed { int c; };
typedef struct lib_session lib_session;
lib_session *lib_session_new(struct lib_é e, struct lib_Ω o);
void lib_session_free(lib_session *s);
int lib_session_use(lib_session *s, struct lib_zed z, struct lib_é e);
