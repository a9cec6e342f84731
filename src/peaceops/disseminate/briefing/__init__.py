"""The brief that a head of office reads in five minutes: one content, three forms."""
