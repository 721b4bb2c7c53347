int start(int device);
int stop(int device, int now);
