/* clang's own: hidden arguments, mangled names, pointers of another size. */
int sized(void *const p __attribute__((pass_object_size(0))), int n);
int over(int a) __attribute__((overloadable));
float over(float a) __attribute__((overloadable));
int mangled(int a) __attribute__((overloadable));
int near_pointer(int __attribute__((address_space(1))) * p);
struct keeps_near { int __attribute__((address_space(1))) * p; int after; };
