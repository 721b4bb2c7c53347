int start(int device);
