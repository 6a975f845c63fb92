"""Hash trees of RFC 6962 §2.1 (RFC 9162): roots, and proofs that a record is in and that a log only grew. Pure.

SHA-256 throughout, whichever suite signs the root: a proof then reads alike in every region.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH = 32
EMPTY = sha256(b"").digest()


def leaf(record: bytes) -> bytes:
    """The hash of a record. Its first byte keeps records and nodes apart."""
    return sha256(b"\x00" + record).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


class Growing:
    """A tree that grows leaf by leaf and remembers only the hashes of its whole subtrees: 32 bytes a level."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf_hash: bytes) -> None:
        merged, size = leaf_hash, self.size
        while size & 1:
            merged = node(self._peaks.pop(), merged)
            size >>= 1
        self._peaks.append(merged)
        self.size += 1

    def root(self) -> bytes:
        """The root as it is now; more may follow."""
        if not self._peaks:
            return EMPTY
        *rest, merged = self._peaks
        for peak in reversed(rest):
            merged = node(peak, merged)
        return merged


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over hashes of leaves."""
    tree = Growing()
    for each in leaves:
        tree.append(each)
    return tree.root()


def inclusion(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The hashes that lead from leaf *index* to the root, lowest first."""
    if not 0 <= index < len(leaves):
        raise IndexError("no such leaf")
    return tuple(_path(leaves, 0, len(leaves), index))


def includes(root_hash: bytes, size: int, index: int, leaf_hash: bytes, path: Sequence[bytes]) -> bool:
    """Whether *path* leads from that leaf, at that place among *size*, to that root."""
    if not 0 <= index < size:
        return False
    place, last, running = index, size - 1, leaf_hash
    for each in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            running = node(each, running)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            running = node(running, each)
        place, last = place >> 1, last >> 1
    return last == 0 and running == root_hash


def consistency(leaves: Sequence[bytes], earlier: int) -> tuple[bytes, ...]:
    """The hashes that show the tree over *leaves* to begin with its first *earlier* leaves."""
    if not 0 <= earlier <= len(leaves):
        raise IndexError("the earlier tree is no larger than the later")
    if earlier in (0, len(leaves)):
        return ()
    return tuple(_growth(leaves, 0, len(leaves), earlier, is_whole=True))


def grew(earlier_root: bytes, earlier: int, later_root: bytes, later: int, path: Sequence[bytes]) -> bool:
    """Whether *path* shows that the later log is the earlier one with more behind it (RFC 9162 §2.1.4.2)."""
    if earlier == later:
        return not path and earlier_root == later_root
    if earlier == 0:
        return not path and earlier_root == EMPTY
    if earlier > later:
        return False
    steps = list(path)
    if earlier & (earlier - 1) == 0:  # a whole subtree: its root opens the path
        steps.insert(0, earlier_root)
    if not steps:
        return False
    return _both(steps, earlier - 1, later - 1) == (earlier_root, later_root)


def _both(steps: list[bytes], place: int, last: int) -> tuple[bytes, bytes] | None:
    """The two roots that a path of growth leads to, or None when it is too long or too short."""
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for each in steps[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            old, new = node(each, old), node(each, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node(new, each)
        place, last = place >> 1, last >> 1
    return (old, new) if last == 0 else None


def _split(size: int) -> int:
    """The largest power of two below *size*."""
    return 1 << (size - 1).bit_length() - 1


def _path(leaves: Sequence[bytes], start: int, stop: int, index: int) -> list[bytes]:
    if stop - start == 1:
        return []
    middle = start + _split(stop - start)
    if index < middle:
        return [*_path(leaves, start, middle, index), _root_of(leaves, middle, stop)]
    return [*_path(leaves, middle, stop, index), _root_of(leaves, start, middle)]


def _growth(leaves: Sequence[bytes], start: int, stop: int, earlier: int, *, is_whole: bool) -> list[bytes]:
    if earlier == stop - start:
        return [] if is_whole else [_root_of(leaves, start, stop)]
    middle = start + _split(stop - start)
    if earlier <= middle - start:
        path = _growth(leaves, start, middle, earlier, is_whole=is_whole)
        return [*path, _root_of(leaves, middle, stop)]
    path = _growth(leaves, middle, stop, earlier - (middle - start), is_whole=False)
    return [*path, _root_of(leaves, start, middle)]


def _root_of(leaves: Sequence[bytes], start: int, stop: int) -> bytes:
    return root(leaves[place] for place in range(start, stop))
