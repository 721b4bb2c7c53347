/* C23: enums with a type, also bool, also forward. */
enum flag : bool { OFF, ON };
enum small : unsigned char { S0, S255 = 255 };
enum wide : unsigned long long { W0, WMAX = 0xffffffffffffffff };
enum forward : short;
struct uses { enum flag f; enum small s; enum forward w; };
enum flag toggle(enum flag f, enum small s, enum forward w);
constexpr double RATIO = 0.5;
constexpr unsigned char LIMIT = 200;
constexpr int NEGATIVE = -5;
typedef typeof(nullptr) null_type;
int takes_bool(bool b);
