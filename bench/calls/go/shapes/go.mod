module example.com/calls/shapes

go 1.21
