enum codec {
    CODEC_PCM,
    CODEC_OPUS,
    CODEC_COUNT,
    CODEC_FLAC = 77
};
