module example.org/ffigen-test-check

go 1.21
