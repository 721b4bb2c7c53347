#define RATE 48000u
#define CHANNELS 2
