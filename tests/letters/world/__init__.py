"""A small world of writers, papers, editors and a letters desk, in which anything may happen in any order."""
