package main

import "github.com/hashicorp/go-multierror"

// together makes one error of many, one a line; nil of none.
func together(failed *multierror.Error) error {
	if failed == nil {
		return nil
	}
	failed.ErrorFormat = plainErrors
	return failed.ErrorOrNil()
}

// finish ends a command: with what broke it off, with what went wrong with
// single inputs, or with what it found.
func finish(err error, failed *multierror.Error, found bool) error {
	if err == nil {
		err = together(failed)
	}
	switch {
	case err != nil:
		return exit{exitFailure, err}
	case found:
		return exit{code: exitFindings}
	}
	return nil
}
