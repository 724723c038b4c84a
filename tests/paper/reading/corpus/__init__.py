"""Signed pages as scanners and phones see them, made from nothing but a seed."""
