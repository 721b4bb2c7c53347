module example.com/recordscbor

go 1.21
