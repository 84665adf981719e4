"""What can be written at a place: offers in the order in which a person would want them."""
