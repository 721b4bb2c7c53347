/* café */
#define CITY "Zürich"
/** naïve: déjà vu “quoted” */
int latin(int a); /**< résumé */
struct r { int a; /**< µs */ };
