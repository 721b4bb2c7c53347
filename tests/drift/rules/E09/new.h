enum codec {
    CODEC_PCM,
    CODEC_OPUS,
    CODEC_FLAC,
    CODEC_COUNT
};
