enum codec {
    CODEC_PCM,
    CODEC_OPUS,
    CODEC_COUNT
};
