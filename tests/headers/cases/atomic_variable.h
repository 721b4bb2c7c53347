/* An atomic object. */
extern _Atomic(int) running;
