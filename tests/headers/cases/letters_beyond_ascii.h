// Letters beyond ASCII, also such as Python writes otherwise (NFKC), and names that are part of others.
struct größe {
    int _ª;
    int __ª;
    int Error;
};
enum _ª_sort { _ª_NONE, Errorª, ªError };
typedef struct größe größe_t;
int größe_holen(const struct größe *größe, enum _ª_sort _ª);
int ⅷ2(int value);
extern int ªError_zahl;

// Numbers that are letters to C, and not to Go.
typedef struct ⅷ {
    signed char ⅷ : 3;
    struct ⅷ *next;
} ⅷ;
typedef double (*ⅳ)(double ⅰ, ⅷ *ⅱ);
ⅷ *ⅵ(ⅷ **ⅶ, ⅳ ⅸ);
enum ⅸ { EIGHT = 8 };
enum ⅸ eighth(int number, enum ⅸ other, enum ⅸ *where);
struct of_eight { enum ⅸ which; };
int eight_in(struct of_eight *of, struct of_eight by_value);
