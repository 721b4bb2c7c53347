/* Sections: ELF's names on every target, also where object files name them otherwise. */
#include <stdarg.h>
void placed(char c) __attribute__((section(".fast")));
extern int counter __attribute__((section(".data.once")));
struct kept { va_list each[3]; int class; };
int print_kept(struct kept *kept);
