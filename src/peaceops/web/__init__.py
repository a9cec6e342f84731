"""Pages for people: parse, call a service, render. So far a sign-in and what stands behind it."""
