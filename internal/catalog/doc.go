// Package catalog holds what is known of other people's APIs, as data: one row in tables/*.cat says
// what calling one symbol does. No rule names a library in its code.
//
// A table is a text of three kinds of line:
//
//	# a comment
//	package IMPORT/PATH MODULE@VERSION [NAME=VALUE …]
//	WORD SYMBOL [NAME=VALUE …] [# why]
//
// A package line says which package the rows below it speak of, in which version they were proved
// (std for the standard library; unproven "reason" where no proof is possible; users' tables need
// none), and attributes that its rows share: a row takes those that its word knows and that it does
// not set itself.
//
// SYMBOL is Func, Type, Type.Field, (*Type).Method or (Type).Method; a method or function * stands
// for those that have no row of their own. Two forms tell what users declare themselves: Method=>Type is any method of that name which has the package's Type among
// its results; ...Type is any function whose last, variadic parameter is of the package's Type or
// of func(*Type), and Method...Type those of that name. In the path of such a row's package a last
// element * stands for any one element.
//
// A row speaks for every major version of its package, unless that version has a row of its own.
// A row of a receiver's static type wins over one of the type that declares the method.
package catalog
