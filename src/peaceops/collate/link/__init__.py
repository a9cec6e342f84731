"""Which reports and events tell of the same thing: proposals, each explained, none carried out."""
