"""Data sets as people name them: title, licence, and the citation a product must print."""

from collections.abc import Iterable

from peaceops.domain.provenance import NOT_STATED, Dataset

_OPEN = "CC BY 4.0"
_UCDP = (
    "Davies et al. (2025), Organized violence 1989-2024, Journal of Peace Research 62(4)."
    " Uppsala Conflict Data Program."
)

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        Dataset(
            name="ucdp-ged",
            title="UCDP Georeferenced Event Dataset",
            licence=_OPEN,
            citation="Sundberg & Melander (2013), Introducing the UCDP Georeferenced Event"
            f" Dataset, Journal of Peace Research 50(4); {_UCDP}",
        ),
        Dataset(
            name="ucdp-candidate",
            title="UCDP Candidate Events Dataset",
            licence=_OPEN,
            citation="Hegre, Croicu, Eck & Högbladh (2020), Introducing the UCDP Candidate Events"
            f" Dataset, Research & Politics 7(3); {_UCDP}",
        ),
        Dataset(
            name="acled",
            title="Armed Conflict Location & Event Data (ACLED)",
            licence="ACLED's own terms of use; not to be passed on",
            citation="Raleigh, Kishi & Linke (2023), Political instability patterns are obscured"
            " by conflict dataset scope conditions, sources, and coding choices, Humanities and"
            " Social Sciences Communications 10, 74.",
        ),
        Dataset(
            name="exercise",
            title="Exercise: an invented country",
            licence="invented, free of rights",
            citation="Invented for an exercise; no place, person or event in it is real.",
        ),
    )
}
"""The data sets that peaceops knows, by name."""


def dataset_named(name: str, version: str | None, columns: Iterable[str]) -> Dataset:
    """Describe a data set.

    Args:
        name: one of `DATASETS`, or any other, of which nothing but the name is then known.
        version: as its user states it; None where nobody does. It is never guessed.
        columns: the fields of an event that the files really hold.
    """
    known = DATASETS.get(name, Dataset(name=name, title=name))
    return Dataset(
        name=known.name,
        title=known.title,
        version=version or NOT_STATED,
        licence=known.licence,
        citation=known.citation,
        columns=frozenset(columns),
    )


def target_name(columns: Iterable[str]) -> str:
    """Name what is forecast from data with these fields.

    Returns:
        `civilian_deaths`; or `civilian_deaths_proxy` where the data do not tell the civilians
        among the dead. The deaths (best) of one-sided events then stand in for them.
    """
    return "civilian_deaths" if "civilians" in frozenset(columns) else "civilian_deaths_proxy"
