"""An invented strategy of 150 things and more, such as a large mission would write."""

from random import Random

from peaceops.direct.strategy.load import parse_strategy
from peaceops.domain.strategy.graph import Strategy

PLACES = (
    "Oru", "Tessal", "Maranga", "Bel-Ade", "Kivane", "Sorghe", "Lamba", "Préau", "Duroum", "Nessi",
    "Ouadha", "Kembe", "Sant’Ilo", "Varrou", "Mbalè", "Tirane", "Goz-Amar", "Yelwa", "Ndoro", "Fey",
)  # fmt: skip
DRIVERS = (
    "Exclusion of the eastern districts from the pact", "Grazing land and closed corridors",
    "Taxes on gold at the river", "Arms across the border", "Impunity since the coup",
    "Rivalry over the presidency", "Return without title to land", "Unpaid army battalions",
    "Hate on the radio", "Smuggling of fuel", "Revenge after the market fire", "Drought",
)  # fmt: skip
THREATS = (
    "raids on villages near {}", "killings at checkpoints on the {} road", "abductions in {}",
    "reprisals against displaced people in {}", "burning of houses in {}",
)  # fmt: skip
ACTIVITIES = (
    "Night patrols around {}", "Mediation between herders and farmers in {}",
    "Static guard of the site at {}", "Escort of traders to {}", "Liaison with the prefect of {}",
    "Human rights monitoring in {}", "Community alert network in {}",
)  # fmt: skip
TASKS = (
    "Protect civilians under physical threat in {}", "Support the local peace process in {}",
    "Support justice and corrections in {}", "Help extend the authority of the State to {}",
    "Disarm and reintegrate fighters in {}",
)  # fmt: skip
OBJECTIVES = (
    "A truce on the {} corridor holds through the season", "People move freely around {}",
    "The pact is widened to the armed groups of {}", "The army in {} answers to the law",
)  # fmt: skip


def large_yaml(seed: int = 4, *, size: int = 1) -> str:
    """Write the strategy; `size` divides the number of things."""
    chance = Random(seed)  # noqa: S311

    def near(letter: str, count: int, at: float, most: int, least: int = 0) -> str:
        """Links mostly lead to things of the same part of the country."""
        centre = at * count
        picked = {
            max(1, min(count, round(chance.gauss(centre, count / 9 + 0.6))))
            for _ in range(chance.randint(least, most))
        }
        return ", ".join(f"{letter}{n}" for n in sorted(picked))

    def phrase(texts: tuple[str, ...], number: int) -> str:
        return texts[number % len(texts)].format(PLACES[(number * 7) % len(PLACES)])

    counts = {"D": 12, "T": 25, "A": 36, "J": 24, "O": 15, "K": 16, "B": 22}
    n = {letter: max(1, count // size) for letter, count in counts.items()}
    out = ["mission: {id: UNMIT, title: United Nations Mission in Tessaly, phase: in_mission}"]
    out.append("drivers:")
    for i in range(1, n["D"] + 1):
        causes = near("T", n["T"], i / n["D"], 3, 1)
        out.append(f"  - {{id: D{i}, title: {DRIVERS[i - 1]}, causes: [{causes}]}}")
    out.append("threats:")
    for i in range(1, n["T"] + 1):
        level = chance.choice(["low", "moderate", "high", "extreme", "unknown", "~"])
        factors = ", intent: 3, capability: 2, opportunity: unknown" if level == "~" else ""
        trend = chance.choice(["rising", "steady", "falling"])
        out.append(
            f"  - {{id: T{i}, title: Militia {phrase(THREATS, i)}, level: {level}, "
            f"trend: {trend}, status: active{factors}}}"
        )
    out.append("objectives:")
    for i in range(1, n["O"] + 1):
        kind = chance.choice(["political", "political", "protection"])
        out.append(
            f"  - {{id: O{i}, title: {phrase(OBJECTIVES, i)}, kind: {kind}, "
            f"resolves: [{near('D', n['D'], i / n['O'], 2)}], "
            f"served_by: [{near('K', n['K'], i / n['O'], 2)}]}}"
        )
    out.append("tracks:")
    for i in range(1, n["K"] + 1):
        out.append(
            f"  - {{id: K{i}, title: Talks at {PLACES[i]}, status: active, level: local, "
            f"last_engagement: 2031-0{chance.randint(1, 4)}-1{chance.randint(0, 9)}}}"
        )
    out.append("tasks:")
    for i in range(1, n["J"] + 1):
        serves = near("O", n["O"], i / n["J"], 2)
        listed = serves if i % 9 else "unknown"
        out.append(
            f"  - {{id: J{i}, title: {phrase(TASKS, i)}, band: {chance.randint(1, 3)}, "
            f"contributes_to: [{listed}], owner: post_{i}}}"
        )
    out.append("activities:")
    for i in range(1, n["A"] + 1):
        tier, phase_ = chance.choice(["I", "II", "III"]), chance.randint(1, 4)
        out.append(f"  - id: A{i}\n    title: {phrase(ACTIVITIES, i)}")
        out.append(f"    tier: {tier}\n    phase: {phase_}\n    started: 2030-1{i % 3}-01")
        out.append(f"    addresses: [{near('T', n['T'], i / n['A'], 2, 1)}]")
        out.append(f"    implements: [{near('J', n['J'], i / n['A'], 1)}]")
        to = chance.randint(1, n["O"])
        if i % 3:
            out.append(
                f"    contributes_to: [{{to: O{max(1, round(i / n['A'] * n['O']))}, "
                f"mechanism: {'unknown' if i % 4 == 0 else 'traders meet again'}}}]"
            )
        if i % 13 == 0:
            out.append(f"    undermines: [O{to}]")
    out.append("units:")
    for i in range(1, n["B"] + 1):
        out.append(
            f"  - {{id: BN{i}, title: Battalion {i}, type: infantry, "
            f"assigned: [{near('J', n['J'], i / n['B'], 2)}]}}"
        )
    return "\n".join(out) + "\n"


def large_strategy(seed: int = 4, *, size: int = 1) -> Strategy:
    """Return the strategy, 150 things where the size is 1."""
    return parse_strategy([("large.yaml", large_yaml(seed, size=size))])
