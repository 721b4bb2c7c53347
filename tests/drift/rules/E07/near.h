enum result {
    RESULT_OK = 0,
    RESULT_MORE = 1,
    RESULT_FAILED = 2
};
