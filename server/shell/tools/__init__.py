"""One file for each tool or family: its options, its subcommands, and what counts as a package."""
