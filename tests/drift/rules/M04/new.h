#define LIMIT 1024
