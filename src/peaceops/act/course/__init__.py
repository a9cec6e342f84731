"""Courses of action: one problem changed in a few different ways, each solved and laid open.

`situation.Situation` → one `kind/<name>.py` each, which changes it to a `draft.Draft` →
`solve.plan` → `domain.course.Plan`. Nothing ranks the courses, and no figure sums them up (ADR 26).
"""
