module github.com/ffigen/ffigen/integrations/go

go 1.21
