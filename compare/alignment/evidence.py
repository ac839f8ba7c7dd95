"""Every measure of how much two sentences of different articles say the same, before context is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.alignment.spaces import Spaces

if TYPE_CHECKING:
    from scipy.sparse import csr_array


FEATURES = (
    "local",
    "world",
    "mixed",
    "letters",
    "contain_low",
    "contain_high",
    "shared",
    "phrases",
    "phrases_share",
    "rare",
    "names",
    "names_share",
    "numbers",
    "numbers_clash",
    "quoted",
    "quoted_share",
    "rank",
    "rank_other",
    "top",
    "top_other",
    "excess",
    "length_low",
    "length_high",
    "apart",
    "leads",
)


class Block(NamedTuple):
    rows: np.ndarray
    columns: np.ndarray
    features: np.ndarray
    shape: tuple[int, int]


def _dense(m: csr_array, a: slice, b: slice) -> np.ndarray:
    return (m[a] @ m[b].T).toarray().astype(np.float32)


def _total(m, a):
    return np.asarray(m[a].multiply(m[a]).sum(axis=1)).ravel().astype(np.float32)


def measure(spaces: Spaces, a: slice, b: slice) -> Block:
    n, m = a.stop - a.start, b.stop - b.start
    local, world, mixed, letters = (_dense(s, a, b) for s in (spaces.local, spaces.world, spaces.mixed, spaces.letters))
    shared = _dense(spaces.weights, a, b)
    wa, wb = _total(spaces.weights, a), _total(spaces.weights, b)
    ca, cb = shared / np.maximum(wa[:, None], 0.5), shared / np.maximum(wb[None, :], 0.5)
    phrases = _dense(spaces.phrases, a, b)
    pa, pb = _total(spaces.phrases, a), _total(spaces.phrases, b)
    rare = _dense(spaces.rare, a, b)
    names = _dense(spaces.names, a, b)
    na, nb = _total(spaces.names, a), _total(spaces.names, b)
    num = _dense(spaces.numbers, a, b)
    ma, mb = _total(spaces.numbers, a), _total(spaces.numbers, b)
    q = _dense(spaces.quoted, a, b)
    qa, qb = _total(spaces.quoted, a), _total(spaces.quoted, b)
    base = (local + mixed + letters) / 3 + np.minimum(ca, cb) / 3
    ra, rb = _ranks(base), _ranks(base.T).T
    ta = base / np.maximum(base.max(axis=1, keepdims=True), 0.05)
    tb = base / np.maximum(base.max(axis=0, keepdims=True), 0.05)
    k = min(3, m), min(3, n)
    ea = np.sort(base, axis=1)[:, -k[0] :].mean(axis=1)
    eb = np.sort(base, axis=0)[-k[1] :, :].mean(axis=0)
    excess = 2 * base - ea[:, None] - eb[None, :]
    i, j = np.arange(n)[:, None], np.arange(m)[None, :]
    apart = np.abs((i + 0.5) / n - (j + 0.5) / m)
    leads = 1 / (1 + i) * (1 / (1 + j))
    one = np.ones((n, m), np.float32)
    la, lb = np.log1p(wa)[:, None] * one, np.log1p(wb)[None, :] * one
    f = dict(
        local=local,
        world=world,
        mixed=mixed,
        letters=letters,
        contain_low=np.minimum(ca, cb),
        contain_high=np.maximum(ca, cb),
        shared=np.log1p(shared),
        phrases=np.log1p(phrases),
        phrases_share=phrases / np.maximum(np.minimum(pa[:, None], pb[None, :]), 1),
        rare=np.log1p(rare),
        names=np.log1p(names),
        names_share=names / np.maximum(np.minimum(na[:, None], nb[None, :]), 0.3),
        numbers=np.log1p(num),
        numbers_clash=((ma[:, None] > 0) & (mb[None, :] > 0) & (num == 0)) * one,
        quoted=np.log1p(q),
        quoted_share=q / np.maximum(np.minimum(qa[:, None], qb[None, :]), 1),
        rank=1 / np.minimum(ra, rb),
        rank_other=1 / np.maximum(ra, rb),
        top=np.maximum(ta, tb),
        top_other=np.minimum(ta, tb),
        excess=excess,
        length_low=np.minimum(la, lb),
        length_high=np.maximum(la, lb),
        apart=apart,
        leads=leads,
    )
    mask = shared > 0
    rows, columns = np.nonzero(mask)
    features = np.stack([np.broadcast_to(f[name], (n, m))[rows, columns] for name in FEATURES], axis=1).astype(
        np.float32
    )
    return Block(rows, columns, features, (n, m))


def _ranks(base):
    order = np.argsort(-np.round(base, 6), axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, base.shape[1] + 1)[None, :].repeat(base.shape[0], 0), axis=1)
    return ranks
