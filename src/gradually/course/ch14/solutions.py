"""The course's answers to the coding exercises of chapter 14."""


def fraction_right(logits, targets):
    return (logits.argmax(axis=1) == targets).mean()
