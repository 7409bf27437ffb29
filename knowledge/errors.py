"""The faults of this room: all of them are ours to mend, none is the resident's."""


class KnowledgeError(Exception):
    """A file of the knowledge base is wrong; the message names the file and what to change."""


class IndexOutOfDate(KnowledgeError):
    """The saved index is missing, broken or was fitted on other texts; fit it again."""
