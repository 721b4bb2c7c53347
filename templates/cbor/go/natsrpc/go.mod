module example.com/{{package}}/natsrpc

go 1.23.0

require (
	example.com/{{package}} v0.0.0
	github.com/nats-io/nats.go v1.43.0
)

replace example.com/{{package}} => ../
