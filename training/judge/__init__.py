"""The judge: what a clip shows, read from its frames by networks that learned from renders alone.

It shares no weights and no code with the model, is never a loss and never chooses a checkpoint.
"""
