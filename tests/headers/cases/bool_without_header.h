// _Bool needs no <stdbool.h>, and this header does not include it: neither may what is compiled beside it.
struct flags {
    _Bool on;
    _Bool each[3];
    _Bool *where;
    void (*told)(_Bool now);
};

_Bool flags_any(const struct flags *flags);
void flags_set(struct flags *flags, _Bool value, _Bool values[], const _Bool *from);
void flags_watch(_Bool (*changed)(_Bool before, _Bool *after));
