int log_line(const char *format);
int log_more(const char *format, ...);
