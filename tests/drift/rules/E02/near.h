enum codec {
    CODEC_PCM,
    CODEC_ADPCM = 4,
    CODEC_OPUS = 1,
    CODEC_FLAC,
    CODEC_VORBIS
};
