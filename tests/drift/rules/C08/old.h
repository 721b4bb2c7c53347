int print(const char *text);
