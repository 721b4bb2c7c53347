#define RATE (48 * 1000u)
