// check DIRECTORY PLATFORM...: type-checks the packages of a module for other platforms, as the compiler
// does before it makes code. What they import of the standard library is read for its declarations alone,
// so that it need not be compiled for each platform.
package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

type checker struct {
	context build.Context
	files   *token.FileSet
	modules map[string]string // path → directory
	done    map[string]*types.Package
	faults  []error
}

func (c *checker) Import(path string) (*types.Package, error) {
	return c.ImportFrom(path, "", 0)
}

func (c *checker) ImportFrom(path, from string, _ types.ImportMode) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	for module, directory := range c.modules {
		if path == module || strings.HasPrefix(path, module+"/") {
			return c.check(path, filepath.Join(directory, strings.TrimPrefix(path, module)), true)
		}
	}
	found, err := c.context.Import(path, from, build.FindOnly)
	if err != nil {
		return nil, err
	}
	return c.check(found.ImportPath, found.Dir, false)
}

// check gives a package's types; of one that is not ours, without the bodies of its functions.
func (c *checker) check(path, directory string, ours bool) (*types.Package, error) {
	if known := c.done[path]; known != nil {
		return known, nil
	}
	listed, err := c.context.ImportDir(directory, 0)
	if err != nil {
		return nil, err
	}
	var parsed []*ast.File
	for _, name := range listed.GoFiles {
		file, err := parser.ParseFile(c.files, filepath.Join(directory, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		parsed = append(parsed, file)
	}
	config := types.Config{
		Importer:         c,
		IgnoreFuncBodies: !ours,
		Sizes:            types.SizesFor("gc", c.context.GOARCH),
		Error: func(err error) {
			if ours {
				c.faults = append(c.faults, err)
			}
		},
	}
	checked, _ := config.Check(path, c.files, parsed, nil)
	c.done[path] = checked
	return checked, nil
}

func modulePath(directory string) string {
	text, err := os.ReadFile(filepath.Join(directory, "go.mod"))
	if err != nil {
		return ""
	}
	for _, line := range strings.Split(string(text), "\n") {
		if rest, is := strings.CutPrefix(line, "module "); is {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

// packagesIn lists the directories below a module that hold Go files for the platform.
func (c *checker) packagesIn(directory string) []string {
	var found []string
	_ = filepath.WalkDir(directory, func(path string, entry fs.DirEntry, _ error) error {
		if entry.IsDir() {
			if listed, err := c.context.ImportDir(path, 0); err == nil && len(listed.GoFiles) > 0 {
				found = append(found, path)
			}
		}
		return nil
	})
	return found
}

func main() {
	status := 0
	for _, platform := range os.Args[2:] {
		system, machine, _ := strings.Cut(platform, "/")
		context := build.Default
		context.GOOS, context.GOARCH, context.CgoEnabled = system, machine, false
		c := checker{context: context, files: token.NewFileSet(), modules: map[string]string{}, done: map[string]*types.Package{}}
		total := 0
		modules, _ := filepath.Glob(filepath.Join(os.Args[1], "*", "go.mod"))
		for _, module := range modules {
			c.modules[modulePath(filepath.Dir(module))] = filepath.Dir(module)
		}
		for path, directory := range c.modules {
			for _, folder := range c.packagesIn(directory) {
				total++
				if _, err := c.check(path+strings.TrimPrefix(folder, directory), folder, true); err != nil {
					c.faults = append(c.faults, err)
				}
			}
		}
		fmt.Printf("%s: %d packages, %d faults\n", platform, total, len(c.faults))
		for index, fault := range c.faults {
			if status = 1; index < 20 {
				fmt.Printf("  %v\n", fault)
			}
		}
		if total == 0 {
			status = 1
		}
	}
	os.Exit(status)
}
