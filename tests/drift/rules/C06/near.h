int set_gain(float);
