int print(char *text);
