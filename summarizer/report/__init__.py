"""Summaries → the review page: one HTML file that asks nothing of anywhere."""
