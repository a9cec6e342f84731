"""What is measured, how, and the last results (`results.md`). Never part of the tests."""
