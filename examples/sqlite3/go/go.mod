module example.com/shelf

go 1.21

require example.com/sqlite v0.0.0

replace example.com/sqlite => ../packages/go
