"""Measures image services from outside: nothing here knows which server answers."""
