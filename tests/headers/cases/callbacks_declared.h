/* Functions by typedefs of their types, and an object that no function is there for. */
typedef void log_handler(const char *message, void *user_data);
log_handler log_handler_default;
struct json_object;
typedef void(json_object_delete_fn)(struct json_object *jso, void *userdata);
json_object_delete_fn json_object_free_userdata;
