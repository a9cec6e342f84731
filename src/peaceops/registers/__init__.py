"""What people record, kept in tables: versions, accounts, keys, audit.

The only room that knows Django. Stages never import it; services hand its records to them as the
domain's own types.
"""
