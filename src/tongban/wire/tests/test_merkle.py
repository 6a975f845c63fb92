"""Roots are those of RFC 6962's reference tests; every proof of a small tree holds, and no other does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.wire import merkle

# The eight records and the roots over the first 1 … 8 of them, as the reference tests of Certificate Transparency have.
RECORDS = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf(str(number).encode()) for number in range(33)]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_reference(size):
    assert merkle.root(map(merkle.leaf, RECORDS[:size])).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert merkle.root([]) == merkle.EMPTY


def test_every_leaf_of_every_small_tree_is_proved_and_at_no_other_place():
    for size in range(1, 18):
        root = merkle.root(LEAVES[:size])
        for index in range(size):
            path = merkle.inclusion(LEAVES[:size], index)
            held = [place for place in range(size) if merkle.includes(root, size, place, LEAVES[index], path)]
            assert held == [index]


def test_a_path_too_long_too_short_or_altered_proves_nothing():
    root, path = merkle.root(LEAVES), merkle.inclusion(LEAVES, 11)
    for wrong in (path[:-1], path[1:], (*path, LEAVES[0]), (LEAVES[0], *path[1:]), ()):
        assert not merkle.includes(root, len(LEAVES), 11, LEAVES[11], wrong)
    assert not merkle.includes(root, len(LEAVES), 11, LEAVES[12], path)
    assert not merkle.includes(root, len(LEAVES), 33, LEAVES[11], path)
    assert not merkle.includes(root, len(LEAVES), -1, LEAVES[11], path)


def test_growth_is_proved_between_all_small_trees():
    for later in range(18):
        for earlier in range(later + 1):
            roots = merkle.root(LEAVES[:earlier]), merkle.root(LEAVES[:later])
            path = merkle.consistency(LEAVES[:later], earlier)
            assert merkle.grew(roots[0], earlier, roots[1], later, path)


@given(st.integers(1, 32), st.integers(1, 33), st.integers(0, 40))
def test_a_log_that_was_rewritten_does_not_pass_for_one_that_grew(earlier, later, altered):
    if earlier >= later:
        return
    forged = [
        merkle.leaf(b"forged") if place == altered % earlier else leaf for place, leaf in enumerate(LEAVES[:later])
    ]
    path = merkle.consistency(forged, earlier)
    assert not merkle.grew(merkle.root(LEAVES[:earlier]), earlier, merkle.root(forged), later, path)


def test_a_wrong_path_of_growth_proves_nothing():
    first, last = merkle.root(LEAVES[:11]), merkle.root(LEAVES)
    path = merkle.consistency(LEAVES, 11)
    for wrong in (path[:-1], path[1:], (*path, LEAVES[0]), ()):
        assert not merkle.grew(first, 11, last, len(LEAVES), wrong)
    assert not merkle.grew(last, len(LEAVES), first, 11, path)
    assert not merkle.grew(first, 11, last, 11, ())


def test_there_is_no_proof_of_what_is_not_there():
    with pytest.raises(IndexError):
        merkle.inclusion(LEAVES, 33)
    with pytest.raises(IndexError):
        merkle.consistency(LEAVES, 34)
