"""An invented record that trees can learn from: a row of areas through which violence moves."""

import numpy as np

from peaceops.collate.record import Record

FIRST = 301


def moving_violence(areas: int = 24, months: int = 110, seed: int = 5) -> Record:
    """Make a record in which violence stays, spreads to neighbours, and dies down."""
    generator = np.random.default_rng(seed)
    heat = np.zeros((areas, months))
    heat[:, 0] = generator.random(areas) < 0.2
    for month in range(1, months):
        before = heat[:, month - 1]
        near = (np.roll(before, 1) + np.roll(before, -1)) / 2
        chance = 0.02 + 0.6 * before + 0.15 * near
        heat[:, month] = generator.random(areas) < np.clip(chance, 0, 1)
    deaths = np.where(heat > 0, generator.negative_binomial(1, 0.08, heat.shape) + 1, 0)
    order = np.arange(areas)
    return Record(
        units=tuple(f"unit-{area:02d}" for area in order),
        first=FIRST,
        deaths=deaths.astype(float),
        neighbours=np.stack([(order - 1) % areas, (order + 1) % areas], axis=1),
        beside=(np.floor(deaths / 2),),
    )
