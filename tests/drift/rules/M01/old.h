#define MAX_NAME 64
#define MAX_PATH_NAME (MAX_NAME * 4)
#define RATE 48000u
