"""What the strategy links: protection to politics, threats to drivers, words to deeds.

Every function takes the strategy, the day and the reader's clearance, and returns frozen data: what
is recorded, what is not, and what somebody looked at and does not know. Sentences are made of it in
`disseminate`.
"""
