module example.com/pack

go 1.21

require example.com/zlib v0.0.0

replace example.com/zlib => ../packages/go
