"""The rules, one module each, in one package a theme."""
