"""The parts of tests/run.py, one file a kind of test."""
