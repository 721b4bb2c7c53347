#define CHANNELS 2
#define RATE 48000u
