"""Use-cases of the registers, one module a noun: each one transaction and one audit record."""
