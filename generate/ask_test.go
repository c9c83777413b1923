package generate_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/generate"
	"github.com/stalcfg/stalcfg/internal/golden"
)

// TestAsk answers the questions, some wrong at first.
func TestAsk(t *testing.T) {
	var in generate.Inputs
	var out bytes.Buffer
	answers, err := generate.Ask(&in, strings.NewReader("nonsense\nmail.example.org\n\nlots\n4GiB\n2\n60\n\nmongodb\n\nfiles\n/etc/tls/it's.pem\n/etc/tls/cert.pem\n\n"), &out)
	if err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	command := generate.CommandLine(append(answers, generate.Answer{Flag: "no-comments"}, generate.Answer{Flag: "output", Values: []string{"it's mine.toml"}}))
	golden.Check(t, "../testdata/golden/generate/ask.txt", out.String()+"\n\n"+command+"\n")
	if in.Hostname != "mail.example.org" || in.Workload.Users != 60 || in.TLS.Certificate != "/etc/tls/cert.pem" {
		t.Errorf("%+v", in)
	}
	if _, err := generate.New(in); err != nil {
		t.Error(err)
	}
	if _, err := generate.Ask(&generate.Inputs{}, strings.NewReader("mail.example.org\n"), &out); !errors.Is(err, generate.ErrNoAnswer) {
		t.Errorf("the input ends early: %v", err)
	}
}
