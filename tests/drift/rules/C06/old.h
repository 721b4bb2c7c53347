int set_gain(float gain);
