package sieve

// place is what may come next in a condition.
type place uint8

const (
	atTest   place = iota // a test
	atList                // the parenthesis of allof or anyof
	inTest                // arguments of a test
	behind                // what follows a parenthesis
	skipping              // anything: the compiler skips a test it does not know
)

// tester reads a condition.
type tester struct {
	*checker
	command token
	at      place
	name    string // of the last test
	depth   int    // open parentheses
	grouped bool   // a parenthesis stood elsewhere than behind allof and anyof: the compiler may do without its end
	skipped int    // open parentheses of a test that is skipped
	lists   int    // open brackets
}

// condition reads a test up to the { of its block.
func (c *checker) condition(command token) {
	r := tester{checker: c, command: command}
	for !c.done {
		t := c.next()
		if t.kind == foreign && swallows(r.name) {
			c.unsure()
			return
		}
		if t.kind == end || t.kind == foreign || t.kind == open {
			if t.kind == end {
				t.start = command.start
			}
			c.fail(t, "the block is missing behind the test of %s", command.name)
			return
		}
		if r.at == skipping && r.skip(t) {
			continue
		}
		if r.read(t) {
			return
		}
	}
}

// skip passes over a token of a test that the compiler does not know.
func (r *tester) skip(t token) bool {
	if t.kind != mark {
		return true
	}
	switch {
	case t.name == "(":
		r.skipped++
	case t.name == ")" && r.skipped > 0:
		r.skipped--
	case t.name == "{" && r.skipped > 0:
		r.unsure()
	case t.name == ")", t.name == "{", t.name == "," && r.skipped == 0:
		r.at = behind
		return false
	}
	return true
}

// read handles a token; it reports the end of the condition.
func (r *tester) read(t token) bool {
	if t.kind != mark {
		r.operand(t)
		return false
	}
	switch t.name {
	case "{":
		r.finish(t)
		return true
	case ";", "}":
		r.fail(t, "the block is missing behind the test of %s", r.command.name)
	case "(":
		r.parenthesis(t)
	case ")":
		if r.depth == 0 {
			r.fail(t, "this ) closes no parenthesis")
		}
		r.depth--
		r.at = behind
	case ",":
		if r.lists == 0 && r.at == inTest {
			if r.depth == 0 {
				r.fail(t, "a block is expected behind the test, not a comma: several tests stand in allof (…) or anyof (…)")
			}
			r.at = atTest
		} else if r.at == behind {
			r.at = atTest
		}
	case "[":
		r.lists++
	case "]":
		if r.lists == 0 {
			r.fail(t, "this ] ends no list")
		}
		r.lists--
	}
	return false
}

// operand handles names, strings and numbers.
func (r *tester) operand(t token) {
	switch {
	case r.at == behind || r.at == atTest:
		if t.kind == word {
			r.test(t)
		} else if t.kind == tag {
			r.at, r.skipped = skipping, 0
		} else if r.at == atTest {
			r.fail(t, "a test is expected, not %s", t)
		}
	case r.at == atList:
		r.fail(t, "a ( is expected behind %s, not %s", r.name, t)
	case t.kind == tag && r.depth > 0 && !tagNames[t.name]:
		r.at, r.skipped = skipping, 0
	case t.kind == word && r.depth > 0:
		r.test(t) // the compiler does without a comma in lists of tests
	case t.kind == word:
		r.fail(t, "the block is missing behind the test %s, %s stands in its place", r.name, t)
	}
}

// test handles the name of a test.
func (r *tester) test(t token) {
	e, known := testNames[t.name]
	switch {
	case !known:
		r.at, r.skipped = skipping, 0
	case !r.may(e):
		r.fail(t, "the test %s needs require %q before it", t.name, e.capability)
	case e.shape == tests:
		r.at = atList
	case e.shape == negation:
		r.at = atTest
	default:
		r.at = inTest
	}
	r.name = t.name
}

func (r *tester) parenthesis(t token) {
	if r.at == inTest && r.depth == 0 {
		r.fail(t, "the test %s takes no parenthesis", r.name)
	}
	r.grouped = r.grouped || r.at != atList
	r.depth++
	r.at = atTest
}

// finish handles the { of the block.
func (r *tester) finish(t token) {
	switch {
	case r.lists > 0:
		r.fail(t, "a list of the test %s has no ]", r.name)
	case r.depth > 0 && r.grouped:
		r.unsure()
	case r.depth > 0:
		r.fail(t, "a parenthesis of the test has no )")
	case r.at == atTest || r.at == atList:
		r.fail(t, "a test is expected before the block of %s", r.command.name)
	default:
		r.opened = append(r.opened, opened{r.command.name, r.command.start})
	}
}
