/* Callbacks that are handed an object, and are taken by functions that stay raw alone. */
#include <stdio.h>
typedef struct panel panel;
typedef struct view view;
typedef int (*panel_hook)(panel *shown, void *data);
panel *panel_new(const char *name, FILE *out);
void panel_free(panel *shown);
view *panel_view(panel *shown);
void view_free(view *seen);
int view_size(view *seen);
int panel_use(panel *shown, panel_hook hook, void *data);
