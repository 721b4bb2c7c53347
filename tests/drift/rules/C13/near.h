extern int twice(int value);
