#pragma once
#define MAKE_HANDLE(name) typedef struct name##_t *name;
#define MAKE_STRUCT(name, members) struct name { members };
#define MAKE_FN int
