// Package docgen makes the manual, the command reference and the completion
// scripts of a program from the definitions of its commands.
//
// In: the commands and flags as urfave/cli has them, and the words that some of
// them take. Out: troff, Markdown, and scripts for bash, zsh, fish and
// PowerShell. Same commands, same bytes.
package docgen
