int stop(int device, int now);
int start(int device);
