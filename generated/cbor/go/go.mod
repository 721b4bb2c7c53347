module example.com/rtaudiocbor

go 1.21
