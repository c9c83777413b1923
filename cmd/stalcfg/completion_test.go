package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

type completion struct {
	line string
	want []string
	not  string
}

// completions are lines to complete, with some of what must be offered for the
// last word, and something that must not be.
var completions = []completion{
	{"stalcfg li", []string{"lint"}, "fmt"},
	{"stalcfg lint --fo", []string{"--format"}, "--fix"},
	{"stalcfg lint --format j", []string{"json", "jsonl", "junit"}, "sarif"},
	{"stalcfg lint config.toml -f sar", []string{"sarif"}, "json"},
	{"stalcfg lint --preset ", []string{"recommended", "strict", "all"}, "sarif"},
	{"stalcfg lint --fail-on w", []string{"warning"}, "never"},
	{"stalcfg lint --color ", []string{"auto", "always", "never"}, "json"},
	{"stalcfg lint --host ", []string{"auto"}, "never"},
	{"stalcfg lint --select SC101", []string{"SC1011"}, "SC1001"},
	{"stalcfg lint --only res", []string{"resource"}, "schema"},
	{"stalcfg lint --ignore SC1001,SC101", []string{"SC1001,SC1011"}, "SC1011"},
	{"stalcfg explain syntax/no-", []string{"syntax/no-final-newline"}, "syntax/bare-string"},
	{"stalcfg completion ", []string{"bash", "zsh", "fish", "powershell"}, "lint"},
	{"stalcfg schema --format json-", []string{"json-schema"}, "json"},
	{"stalcfg generate --profile small", []string{"small-2g"}, "team"},
	{"stalcfg profiles cl", []string{"cluster-node"}, "team"},
	{"stalcfg lint some", []string{"some.toml"}, "lint"},
	{"stalcfg lint --baseline some", []string{"some.toml"}, "--format"},
}

// script writes the completion script of a shell, and a file to complete.
func script(t *testing.T, shell string) (dir, path string) {
	t.Helper()
	dir = t.TempDir()
	var out, errs bytes.Buffer
	none := func(string) (string, bool) { return "", false }
	if code := run([]string{"stalcfg", "completion", shell}, program{strings.NewReader(""), &out, &errs, none}); code != 0 {
		t.Fatal(errs.String())
	}
	path = filepath.Join(dir, "script."+shell)
	for name, text := range map[string]string{path: out.String(), filepath.Join(dir, "some.toml"): ""} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir, path
}

// shell finds a shell or skips the test.
func shell(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed (a Debian package of that name)", name)
	}
	return path
}

// output runs a program in a directory and gives what it printed.
func output(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TERM=dumb", "HOME="+dir, "XDG_CONFIG_HOME="+dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func check(t *testing.T, c completion, got []string) {
	t.Helper()
	for _, w := range c.want {
		if !slices.Contains(got, w) {
			t.Errorf("%q: %s is not offered, but %.300q", c.line, w, got)
		}
	}
	if slices.Contains(got, c.not) {
		t.Errorf("%q: %s is offered", c.line, c.not)
	}
}

// TestBashCompletion asks bash what it would offer.
func TestBashCompletion(t *testing.T) {
	bash := shell(t, "bash")
	dir, path := script(t, "bash")
	// what readline does: call the function of the command, and complete file
	// names where it has nothing and the default is still on
	const driver = `
source "$1"
compopt() { [[ "$*" == "+o default" ]] && default=; }
line=$2; COMP_WORDS=($line); [[ $line == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); default=1
_stalcfg stalcfg "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
if ((${#COMPREPLY[@]} == 0)) && [[ -n $default ]]; then COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")); fi
printf '%s\n' "${COMPREPLY[@]}"
complete -p stalcfg >&2
`
	for _, c := range completions {
		got := output(t, dir, bash, "--norc", "-c", driver, "bash", path, c.line)
		if !strings.Contains(got, "complete -o default -F _stalcfg stalcfg") {
			t.Errorf("not registered: %s", got)
		}
		check(t, c, strings.Fields(got))
	}
	got := output(t, dir, bash, "--norc", "-c", driver, "bash", path, "stalcfg lint --format = sar")
	check(t, completion{"--format=sar", []string{"sarif"}, "json"}, strings.Fields(got))
	got = output(t, dir, bash, "--norc", "-c", driver, "bash", path, "stalcfg lint --ram ")
	check(t, completion{"--ram", nil, "some.toml"}, strings.Fields(got))
}

// TestFishCompletion asks fish what it would offer.
func TestFishCompletion(t *testing.T) {
	fish := shell(t, "fish")
	dir, path := script(t, "fish")
	for _, c := range completions {
		text := output(t, dir, fish, "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", path, c.line)
		var got []string
		for _, l := range strings.Split(text, "\n") {
			word, _, _ := strings.Cut(l, "\t")
			got = append(got, word)
		}
		check(t, c, got)
	}
}

// TestZshCompletion types into a zsh that runs in a terminal of its own, and
// reads what the completion adds.
func TestZshCompletion(t *testing.T) {
	slow(t)
	zsh := shell(t, "zsh")
	dir, path := script(t, "zsh")
	const driver = `
zmodload zsh/zpty || exit 1
zpty z zsh -f -i
say() { zpty -w z "$1" }
say "PS1= PS2= RPS1=; stty -echo; cd ${(q)2}; fpath=($fpath); autoload -Uz compinit; compinit -u -D; source ${(q)1}"
say "unsetopt zle_bracketed_paste; zstyle ':completion:*' list-colors ''; zstyle ':completion:*' verbose no; setopt no_list_beep no_auto_menu"
# compadd tells every match instead of showing it
say 'compadd() { local -a __hits; if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)* ]]; then builtin compadd "$@"; return; fi; builtin compadd -O __hits "$@"; local h; for h in $__hits; do print -r -- "HIT ${PREFIX_SHOWN}$h"; done >> hits; builtin compadd "$@" }'
say 'finish() { print -r -- DONE >> hits; zle kill-whole-line }; zle -N finish; bindkey "^X" finish; bindkey "^I" complete-word'
say 'print READY > hits'
for i in {1..100}; do [[ -s $2/hits ]] && break; sleep 0.05; done
for line in "${@[3,-1]}"; do
  : > $2/hits
  zpty -w -n z "$line"$'\t'$'\x18'
  for i in {1..100}; do grep -q DONE $2/hits && break; sleep 0.05; done
  print -r -- "LINE $line"
  grep '^HIT' $2/hits
done
zpty -d z
`
	file := filepath.Join(dir, "driver.zsh")
	if err := os.WriteFile(file, []byte(driver), 0o644); err != nil {
		t.Fatal(err)
	}
	args := []string{"-f", file, path, dir}
	for _, c := range completions {
		args = append(args, c.line)
	}
	text := output(t, dir, zsh, args...)
	got, line := map[string][]string{}, ""
	for _, l := range strings.Split(text, "\n") {
		if rest, ok := strings.CutPrefix(l, "LINE "); ok {
			line = rest
		} else if rest, ok := strings.CutPrefix(l, "HIT "); ok {
			got[line] = append(got[line], strings.TrimSuffix(rest, " "))
		}
	}
	for _, c := range completions {
		want := c.want
		if head, _, ok := strings.Cut(c.want[0], ","); ok { // zsh completes behind the comma
			want = []string{strings.TrimPrefix(c.want[0], head+",")}
		}
		not := c.not
		if slices.Contains(want, not) {
			not = ""
		}
		check(t, completion{c.line, want, not}, got[c.line])
	}
}
