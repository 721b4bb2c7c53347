int set_gain(float factor);
