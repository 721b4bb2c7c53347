/* Attributes that only GCC knows: one that decides about bytes, and ones that change nothing. */
struct __attribute__((scalar_storage_order("big-endian"))) big {
    int first;
    short second;
};
int read_big(const struct big *from);
__attribute__((externally_visible, noclone)) int seen(int a);
__attribute__((access(read_only, 1, 2))) int summed(const int *values, int count);
