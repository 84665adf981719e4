"""Transformations that no finding is about, one a file: they are loaded only when somebody asks for refactorings."""
