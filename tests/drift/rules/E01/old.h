enum state {
    STATE_IDLE = 0,
    STATE_RUNNING = 1,
    STATE_FAILED = 9
};
enum state state_get(void);
