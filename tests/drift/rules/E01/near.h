enum state {
    STATE_IDLE,
    STATE_RUNNING,
    STATE_FAILED = 3 * 3
};
enum state state_get(void);
