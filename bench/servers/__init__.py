"""Servers written only to be measured against."""
