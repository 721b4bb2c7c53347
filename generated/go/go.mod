module example.com/rtaudio

go 1.21
