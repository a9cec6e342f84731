"""The strategy as people read it: a picture, a page on which findings light up, a document."""
