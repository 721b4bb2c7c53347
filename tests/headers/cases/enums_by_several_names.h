/* One enum, by its tag and by typedefs: to some languages' tools each is a type of its own. */
enum mode { MODE_OFF, MODE_ON };
typedef enum mode mode_alias;
typedef mode_alias mode_again;
enum mode *mode_of(enum mode by_value, enum mode *behind, enum mode **further);
mode_alias *alias_of(mode_alias by_value, mode_alias *behind, mode_again **further);
typedef enum { SHAPE_ROUND } shape, form;
shape shape_of(form by_value, const form *behind);
form form_of(shape by_value, const shape *behind);
enum kind { KIND_ANY };
typedef enum kind kind;
kind kind_of(enum kind by_value, kind other, kind *behind, enum kind *behind_tag);
struct holder { enum mode mode; mode_again again; form form; kind *kinds; };
extern enum mode current_mode;
extern mode_alias alias_mode;
typedef enum kind (*chooser)(enum kind by_value, kind *behind);
