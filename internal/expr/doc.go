// Package expr reads Stalwart's expression language as the server does: what it
// accepts, what it refuses, and what it accepts although it cannot mean
// anything.
//
// In: the text of an expression and the names its setting may use. Out: an Expr
// with problems at byte offsets. Facts: Stalwart v0.15.5 crates/common/src/expr.
package expr
