"""Pictures made of characters: arrays in, cells out, each with its content in words."""
