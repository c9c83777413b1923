package lint_test

import (
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/stalcfg/stalcfg/rules"
)

// fakeMachine is what the words of an example say: no environment, the files
// below testdata/machine/<machine=>, and the example itself, which mode= makes
// visible.
type fakeMachine struct {
	root, system string
	mode         uint32
	now          time.Time
	addresses    []netip.Addr
	listening    []rules.ListeningSocket
}

func fakeMachineOf(attr map[string]string) fakeMachine {
	mode, _ := strconv.ParseUint(attr["mode"], 8, 32)
	m := fakeMachine{system: "linux", mode: uint32(mode), now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	if name := attr["machine"]; name != "" {
		m.root = filepath.Join("../../testdata/machine", name)
	}
	if s := attr["system"]; s != "" {
		m.system = s
	}
	if day, err := time.Parse("2006-01-02", attr["now"]); err == nil {
		m.now = day
	}
	for _, a := range strings.Split(attr["addresses"], ",") {
		if a, err := netip.ParseAddr(a); err == nil {
			m.addresses = append(m.addresses, a)
		}
	}
	for _, s := range strings.Split(attr["listening"], ",") { // address:port/program
		addr, program, _ := strings.Cut(s, "/")
		if a, err := netip.ParseAddrPort(addr); err == nil {
			m.listening = append(m.listening, rules.ListeningSocket{Addr: a, Program: program})
		}
	}
	return m
}

func (fakeMachine) LookupEnv(string) (string, bool) { return "", false }

func (m fakeMachine) ReadFile(path string) ([]byte, error) {
	if m.root == "" {
		return nil, os.ErrNotExist
	}
	return os.ReadFile(filepath.Join(m.root, filepath.FromSlash(path)))
}

func (m fakeMachine) Stat(path string) (rules.FileFacts, error) {
	if path == "example.toml" && m.mode != 0 {
		return rules.FileFacts{Mode: m.mode}, nil
	}
	if m.root == "" {
		return rules.FileFacts{}, os.ErrNotExist
	}
	info, err := os.Stat(filepath.Join(m.root, filepath.FromSlash(path)))
	if err != nil {
		return rules.FileFacts{}, err
	}
	facts := rules.FileFacts{Size: info.Size(), Mode: m.mode, IsDir: info.IsDir()}
	if m.mode == 0 {
		facts.Mode = 0o600
	}
	return facts, nil
}

func (m fakeMachine) System() string                     { return m.system }
func (m fakeMachine) Now() time.Time                     { return m.now }
func (m fakeMachine) Addresses() []netip.Addr            { return m.addresses }
func (m fakeMachine) Listening() []rules.ListeningSocket { return m.listening }
