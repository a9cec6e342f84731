"""The strategy as a graph: what a mission faces, wants, does, may and can do, and who agreed to it.

Nodes are frozen records, one type a kind (doctrine D2); edges tie them by id. Both carry validity,
marking and sources. A field is in one of three states:

- *recorded*: it holds a value;
- *not recorded*: None or empty. That is a fact about the record; a collection is closed-world;
- *unknown*: its name stands in `unknown`. Somebody looked and does not know. A collection may hold
  known members and be unknown beyond them.
"""
