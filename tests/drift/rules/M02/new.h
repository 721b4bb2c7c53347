#define RATE 48000u
