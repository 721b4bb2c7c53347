/* A function declared by a typedef of its type. */
typedef int handler(int code, void *ctx);
extern handler on_event;
typedef int of_numbers(int code);
extern of_numbers on_number;
