/* Called, as what it includes, like headers that the Go package has of its own. */
#include "layout.h"
typedef struct bridge bridge;
typedef int (*bridge_visit)(bridge *b, void *user_data);
bridge *bridge_new(struct bridge_load load);
void bridge_free(bridge *b);
int bridge_cross(bridge *b, bridge_visit visit, void *user_data);
