// Comments that say nothing of what follows them.
/** @{ */
typedef struct grouped {
    /** @{ */
    int first;
    /**  */
    int second;
    /** @} */
    int third;
} grouped;

/** @name */
enum sort {
    /** @{ */
    SORT_UP,
    SORT_DOWN, /**< */
    /** @} */
};

/***/
int grouped_sum(const grouped *of, enum sort sort);
/** @} */
