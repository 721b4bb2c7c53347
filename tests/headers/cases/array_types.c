#include "array_types.h"
int sum4(vec4 v){return v[0]+v[1]+v[2]+v[3];}
int sum4c(const vec4 v){return v[0]+v[1]+v[2]+v[3];}
void big_set(big_t r, const big_t a, unsigned long n){ r->alloc = a->alloc + (int)n; }
int runs(cbs_t t, int i){return t[i](i);}
void mat(int n, int m, double a[n][m]){a[n-1][m-1]=1;}
int at_least(int a[static 4]){return a[3];}
int quals(char*const argv[const], int n){return argv[n]!=0;}
int old(){return 1;}
int two(vec4 v[2]){return v[1][3];}
int byptr(vec4*v){return (*v)[3];}
