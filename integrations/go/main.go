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
	program, err := find()
	if err != nil {
		fmt.Fprintf(os.Stderr, "ffigen: %v\n", err)
		os.Exit(statusInternal)
	}
	command := exec.Command(program, os.Args[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	var failed *exec.ExitError
	switch err := command.Run(); {
	case errors.As(err, &failed) && failed.Exited():
		os.Exit(failed.ExitCode())
	case err != nil:
		fmt.Fprintf(os.Stderr, "ffigen: %v\n", err)
		os.Exit(statusInternal)
	}
}

// find says which ffigen to run.
func find() (string, error) {
	if given := os.Getenv("FFIGEN"); given != "" {
		return given, nil
	}
	if found, err := exec.LookPath("ffigen"); err == nil {
		return found, nil
	}
	return release()
}
