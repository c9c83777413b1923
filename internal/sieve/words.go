package sieve

import "strings"

// shape is what follows a command or a test.
type shape uint8

const (
	arguments shape = iota + 1 // strings, numbers and tags
	nothing                    // the end of the command at once
	condition                  // a test and a block
	block                      // a block
	loop                       // a label and a block
	formula                    // an expression and a block
	negation                   // another test
	tests                      // a list of tests in parentheses
)

// entry is a command or test: its shape and the capability it needs.
type entry struct {
	shape      shape
	capability string
}

// commands are what an instruction begins with.
var commands = map[string]entry{
	"require": {arguments, ""}, "if": {condition, ""}, "elsif": {condition, ""}, "else": {block, ""},
	"keep": {arguments, ""}, "fileinto": {arguments, "fileinto"}, "redirect": {arguments, ""}, "discard": {nothing, ""}, "stop": {nothing, ""},
	"foreverypart": {loop, "foreverypart"}, "break": {arguments, ""},
	"replace": {arguments, "replace"}, "enclose": {arguments, "enclose"}, "extracttext": {arguments, "extracttext"}, "convert": {arguments, "convert"},
	"addheader": {arguments, "editheader"}, "deleteheader": {arguments, "editheader"}, "set": {arguments, "variables"}, "notify": {arguments, "enotify"},
	"reject": {arguments, "reject"}, "ereject": {arguments, "ereject"}, "vacation": {arguments, "vacation"}, "error": {arguments, "ihave"},
	"setflag": {arguments, "imap4flags"}, "addflag": {arguments, "imap4flags"}, "removeflag": {arguments, "imap4flags"},
	"include": {arguments, "include"}, "return": {nothing, "include"}, "global": {arguments, "include"},
	"let": {arguments, "vnd.stalwart.expressions"}, "eval": {arguments, "vnd.stalwart.expressions"},
	"while": {formula, "vnd.stalwart.while"}, "continue": {nothing, "vnd.stalwart.while"},
}

// testNames are what a test begins with. The compiler puts up with other names there,
// and what they do is decided when the script runs.
var testNames = map[string]entry{
	"not": {negation, ""}, "allof": {tests, ""}, "anyof": {tests, ""}, "true": {nothing, ""}, "false": {nothing, ""},
	"address": {arguments, ""}, "header": {arguments, ""}, "size": {arguments, ""}, "exists": {arguments, ""},
	"envelope": {arguments, "envelope"}, "body": {arguments, "body"}, "convert": {arguments, "convert"}, "date": {arguments, "date"}, "currentdate": {arguments, "date"},
	"duplicate": {arguments, "duplicate"}, "string": {arguments, "variables"}, "environment": {arguments, "environment"}, "hasflag": {arguments, "imap4flags"},
	"notify_method_capability": {arguments, "enotify"}, "valid_notify_method": {arguments, "enotify"}, "valid_ext_list": {arguments, "extlists"},
	"ihave": {arguments, "ihave"}, "mailboxexists": {arguments, "mailbox"}, "metadata": {arguments, "mboxmetadata"}, "metadataexists": {arguments, "mboxmetadata"},
	"servermetadata": {arguments, "servermetadata"}, "servermetadataexists": {arguments, "servermetadata"}, "mailboxidexists": {arguments, "mailboxid"},
	"spamtest": {arguments, "spamtest"}, "virustest": {arguments, "virustest"}, "specialuse_exists": {arguments, "special-use"},
	"eval": {arguments, "vnd.stalwart.expressions"},
}

// tagNames are the names of tags that the compiler knows.
var tagNames = func() map[string]bool {
	out := map[string]bool{}
	for _, name := range strings.Fields(`addresses all anychild bymode bytimeabsolute bytimerelative bytrace comparator contains content
		contenttype copy count create days detail domain encodeurl fcc first flags from global handle header headers importance
		index is last length list localpart local lower lowerfirst mailboxid matches message mime name once optional options
		originalzone over param percent personal quoteregex quotewildcard raw regex ret seconds specialuse subject subtype text
		type under uniqueid upper upperfirst user value zone notify`) {
		out[name] = true
	}
	return out
}()

// swallows names the commands and tests behind which the compiler may overlook a
// character that it does not know.
func swallows(name string) bool {
	switch name {
	case "keep", "break", "foreverypart", "deleteheader", "hasflag", "specialuse_exists":
		return true
	}
	return false
}
