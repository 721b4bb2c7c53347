/* Comments that are nothing but a list, or code: gofmt takes away their indentation, and they are text. */
struct lists {
	/**
	 * @slot_index: slot for three
	 */
	unsigned short slot_index;
	/** - one: the only item */
	unsigned short one;
	/**
	 * - first: of two
	 * - second: of two
	 *   which goes on
	 */
	unsigned two;
	/**
	 *     code(alone);
	 */
	int code;
	int rest[2];
} __attribute__((packed));
int take_lists(const struct lists *all);
