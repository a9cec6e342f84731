"""The joint view: for each threat, protection, politics, host and contributors side by side."""
