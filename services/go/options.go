package main

import "fmt"

const usage = "Usage: rt-service-go --name NAME --state STATE --ring RING --registry REGISTRY [--standby]\n"

type options struct {
	name, state, ring, registry string
	standby                     bool
}

func parseOptions(arguments []string) (options, error) {
	var parsed options
	named := []struct {
		flag  string
		value *string
	}{
		{"--name", &parsed.name},
		{"--state", &parsed.state},
		{"--ring", &parsed.ring},
		{"--registry", &parsed.registry},
	}
next:
	for i := 0; i < len(arguments); i++ {
		if arguments[i] == "--standby" {
			parsed.standby = true
			continue
		}
		for _, option := range named {
			if arguments[i] != option.flag {
				continue
			}
			if i++; i == len(arguments) {
				return parsed, fmt.Errorf("%s needs a value", option.flag)
			}
			*option.value = arguments[i]
			continue next
		}
		return parsed, fmt.Errorf("unknown argument '%s'", arguments[i])
	}
	for _, option := range named {
		if *option.value == "" {
			return parsed, fmt.Errorf("%s is missing", option.flag)
		}
	}
	return parsed, nil
}
