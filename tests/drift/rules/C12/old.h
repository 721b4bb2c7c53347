int start(int device) __asm__("start_v1");
