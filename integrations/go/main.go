package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
)

// Exit status of ffigen for what should not have happened.
const statusInternal = 70

func main() {
	program, done, err := find()
	if err != nil {
		fmt.Fprintf(os.Stderr, "ffigen: %v\n", err)
		os.Exit(statusInternal)
	}
	status := run(program)
	done()
	os.Exit(status)
}

func run(program string) int {
	command := exec.Command(program, os.Args[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	var failed *exec.ExitError
	switch err := command.Run(); {
	case errors.As(err, &failed) && failed.Exited():
		return failed.ExitCode()
	case err != nil:
		fmt.Fprintf(os.Stderr, "ffigen: %v\n", err)
		return statusInternal
	}
	return 0
}

// find says which ffigen to run, and what to do when it has run.
func find() (program string, done func(), err error) {
	if given := os.Getenv("FFIGEN"); given != "" {
		return given, func() {}, nil
	}
	if found, err := exec.LookPath("ffigen"); err == nil {
		return found, func() {}, nil
	}
	return release()
}
