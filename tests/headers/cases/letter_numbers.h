/* A tag and another name of letters that Go has not: the tag is called by its kind. */
enum number { ⅷ = 8 };
struct ⅷ { int value; };
union ⅸ { int value; float other; };
int ⅸ(struct ⅷ *number);
