"""A letter to the editor, step by step: finding a paper, writing, and sending it."""
