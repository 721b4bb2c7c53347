#if defined(__i386__) || defined(_M_IX86)
__attribute__((stdcall)) int start(int device);
#else
int start(int device);
#endif
