#define MAX_NAME 0x40
#define MAX_PATH_NAME (MAX_NAME << 2)
#define RATE 48000u
