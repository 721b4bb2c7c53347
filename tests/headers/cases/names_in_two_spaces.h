// A tag and a constant of one name; members named as the classes that their neighbours are of.
struct A {
    int x;
};
enum { A = 3 };
int f(struct A a);

typedef enum mode { MODE_ON, MODE_OFF } Mode;
typedef struct Colour {
    unsigned char red, green, blue;
} Colour;
struct pen {
    struct Colour Colour;
    Colour fill, each[2];
    struct A A;
    struct A again;
    Mode Mode;
    enum mode mode;
};
int draw(const struct pen *pen, Mode mode);

// An object whose name has letters beyond ASCII: its module is a file.
typedef struct Ω Ω;
Ω *Ω_open(int key);
void Ω_close(Ω *Ω);
int Ω_key(const Ω *Ω);
