/** Starts it. */
int start(int device);
