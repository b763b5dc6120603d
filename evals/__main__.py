"""`python -m evals`: the exam's command line."""

from evals.cli import main

main()
