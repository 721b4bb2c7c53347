int start(int device) __asm__("start_" "v1");
