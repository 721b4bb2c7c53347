#define LIMIT 1024U
