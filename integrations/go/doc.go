// Command go runs ffigen, for go:generate lines:
//
//	//go:generate go run github.com/ffigen/ffigen/integrations/go@v0.1.0 engine.h --lang go -o internal/engine
//
// The program is FFIGEN of the environment, else the ffigen on the path, else the release of this module's version, which is
// got once, compared with its sum, and kept in the user's cache. Arguments and exit status are ffigen's own.
package main
