"""Say how good earlier outlooks were."""
