#define LIMIT 1024u
