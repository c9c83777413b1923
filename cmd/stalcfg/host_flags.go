package main

import (
	"os"
	"runtime"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/machine"
	"github.com/stalcfg/stalcfg/internal/projectcfg"
)

// hostFlags declare the machine and the users a file is for.
func hostFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "ram", Usage: "memory of the host or container as `SIZE`: 4GiB, 512M"},
		&cli.StringFlag{Name: "cores", Usage: "`NUMBER` of processors of the host"},
		&cli.StringFlag{Name: "workers", Usage: "`NUMBER` of async workers of the server (TOKIO_WORKER_THREADS), one a core unless set"},
		&cli.StringFlag{Name: "nofile", Usage: "`NUMBER` of file descriptors of the server (LimitNOFILE)"},
		&cli.StringFlag{Name: "swap", Usage: "swap of the host as `SIZE`"},
		&cli.StringFlag{Name: "memory-limit", Usage: "memory limit of the server's unit or container as `SIZE`, or none (MemoryMax, mem_limit)"},
		&cli.StringFlag{Name: "disk", Usage: "free space where the data is as `SIZE`"},
		&cli.StringFlag{Name: "somaxconn", Usage: "net.core.somaxconn, the `NUMBER` of connections that may wait to be accepted"},
		&cli.StringFlag{Name: "db-max-connections", Usage: "`NUMBER` of connections the database server takes (max_connections)"},
		&cli.StringFlag{Name: "nodes", Usage: "`NUMBER` of nodes of the cluster"},
		&cli.StringFlag{Name: "host", Usage: "`auto` takes what is not declared from this machine"},
		&cli.StringFlag{Name: "users", Usage: "`NUMBER` of users of the server"},
		&cli.StringFlag{Name: "devices", Usage: "`NUMBER` of IMAP sessions of a connected user"},
		&cli.StringFlag{Name: "messages", Usage: "`NUMBER` of messages in an average mailbox"},
		&cli.StringFlag{Name: "largest-mailbox", Usage: "`NUMBER` of messages in the largest mailbox"},
		&cli.StringFlag{Name: "mails-per-day", Usage: "`NUMBER` of messages a user sends and receives in a day"},
		&cli.StringFlag{Name: "message-size", Usage: "average `SIZE` of a message"},
		&cli.BoolFlag{Name: "check-files", Usage: "also run rules that look at files and environment of this machine"},
	}
}

// hostFlagsBut are the same without one that a command has no use for.
func hostFlagsBut(name string) []cli.Flag {
	return slices.DeleteFunc(hostFlags(), func(f cli.Flag) bool { return f.Names()[0] == name })
}

// hostFacts are what flags and environment declare, and what this machine has,
// if that is asked for.
func hostFacts(c *cli.Context, p program) (declared, detected host.Facts, err error) {
	for _, name := range host.Names {
		if c.IsSet(name) && takesValue(c.Command, name) { // diff --nodes is no number
			if err := declared.Set(name, c.String(name), "--"+name); err != nil {
				return declared, detected, usagef("--%w", err)
			}
		}
	}
	env, err := host.FromEnvironment(p.lookup)
	if err != nil {
		return declared, detected, exit{exitUsage, err}
	}
	declared = declared.Or(env)
	switch c.String("host") {
	case "":
	case "auto":
		detected = host.Detect(os.DirFS("/"), runtime.NumCPU())
	default:
		return declared, detected, usagef("--host is auto, not %q", c.String("host"))
	}
	return declared, detected, nil
}

// figures are what the flags say of the users.
func figures(c *cli.Context) ([]projectcfg.Number, error) {
	var out []projectcfg.Number
	w := budget.ForUsers(1)
	for _, name := range projectcfg.Numbers() {
		if !c.IsSet(name) {
			continue
		}
		if err := w.Set(name, c.String(name)); err != nil {
			return nil, usagef("--%w", err)
		}
		out = append(out, projectcfg.Number{Name: name, Text: c.String(name), Origin: "--" + name})
	}
	return out, nil
}

// hostOptions fills in what a run knows of host, users and machine.
func hostOptions(c *cli.Context, p program, f *projectcfg.Flags) error {
	var err error
	if f.Options.Host, f.Detected, err = hostFacts(c, p); err != nil {
		return err
	}
	if f.Workload, err = figures(c); err != nil {
		return err
	}
	if c.Bool("check-files") || c.String("host") == "auto" {
		f.Options.Machine = machine.This{Env: p.lookup}
	}
	return nil
}
