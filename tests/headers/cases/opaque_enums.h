/* Enums without a definition, behind pointers and by value; C23's with a type are complete elsewhere. */
enum hidden;
typedef enum hidden hidden_t;
enum hidden *hidden_get(void);
void hidden_set(const hidden_t *h);
int hidden_by_value(enum hidden h);
struct keeps { enum hidden *where; hidden_t **more; };
enum later;
void use_later(enum later *l);
enum later { LATER_A, LATER_B };
