"""From the text of a resolution to paragraphs, and from paragraphs to clauses, in en, fr and ar."""
