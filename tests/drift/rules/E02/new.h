enum codec {
    CODEC_PCM,
    CODEC_ADPCM,
    CODEC_OPUS,
    CODEC_FLAC,
    CODEC_VORBIS
};
