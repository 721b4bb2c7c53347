/* A callback that is given a handle to change. */
typedef struct engine engine;
engine *engine_new(void);
void engine_free(engine *e);
int engine_size(const engine *e);
typedef int (*engine_visit)(engine *e, int key, void *user_data);
int engine_each(engine *e, engine_visit visit, void *user_data);
