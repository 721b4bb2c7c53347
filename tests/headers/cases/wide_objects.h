/* 128 bits: negative, the largest, shifted, unsigned; and as members and parameters. */
#define W_MIN ((__int128)1 << 126)
#define W_NEGATIVE (-(__int128)1)
#define W_MAX (~(unsigned __int128)0)
#define W_SMALL ((unsigned __int128)7)
#define W_LOW ((__int128)-9223372036854775807LL - 1)
struct wide { __int128 a; unsigned __int128 b; char c; };
__int128 wide_add(const struct wide *w, __int128 by);
