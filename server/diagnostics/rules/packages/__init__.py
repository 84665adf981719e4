"""Rules about package managers: caches, prompts, versions and what is installed needlessly."""
