int print(char const *text);
