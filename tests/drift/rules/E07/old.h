enum result {
    RESULT_OK = 0,
    RESULT_MORE = 1
};
