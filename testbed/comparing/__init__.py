"""Sends one table of requests to two servers and names every difference between their answers."""
