#define SKIPPED_CHECK(codec) ((void)(codec))
