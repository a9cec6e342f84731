"""How good a forecast was: scores of the field, each with its formula."""
