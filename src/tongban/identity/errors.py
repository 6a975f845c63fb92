"""What actions of identity refuse, as facts."""


class Refused(Exception):
    """Not done; the argument is the sentence (a message id) that says why and what to do."""


class PhoneTaken(Refused):
    """Another account confirmed this telephone first."""


class NotAllowed(Exception):
    """The actor may not do this. Doors answer it with 404."""
