enum result {
    RESULT_FAILED = -1,
    RESULT_OK = 0,
    RESULT_MORE = 1
};
