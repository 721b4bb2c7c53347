module rt-peer

go 1.21

require example.com/rtaudio v0.0.0

replace example.com/rtaudio => ../../../generated/go
