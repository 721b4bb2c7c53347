#include "thread_local.h"
_Thread_local int tl_err;
int set_err(int v){ tl_err=v; return v; }
int vsum(int n, va_list ap){int s=0; while(n--) s+=va_arg(ap,int); return s;}
int vsum_start(int n, ...){va_list ap; va_start(ap,n); int s=vsum(n,ap); va_end(ap); return s;}
