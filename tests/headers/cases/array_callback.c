#include "array_callback.h"
int each(vec_cb cb, void *u){ vec4 v={1,2,3,4}; return cb(v,u); }
int sum_plain(int v[4]){return v[0]+v[3];}
