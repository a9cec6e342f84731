"""How the invented mission's people write down what they heard: many ways to tell one thing."""

CIVILIANS_ATTACKED = (
    "Residents say that {actor} came into {place} and opened fire.",
    "Attack on {place}. {actor} blamed.",
    "{place}: armed men, said to be {actor}, went from house to house.",
    "Our patrol met families who had fled {place} after a raid by {actor}.",
    "Phone call from {place}, shooting heard, {actor} in the streets.",
    "Local radio reports an assault by {actor} near {place}.",
    "The chief of {place} accuses {actor} of killing villagers.",
    "Informed of violence against civilians around {place}; perpetrators {actor}.",
)
FOUGHT = (
    "Exchange of fire between {actor} and {other} at {place}.",
    "{actor} attacked positions of {other} in {place}.",
    "Clash reported, {place}. {actor} against {other}.",
    "Heavy weapons heard from {place} since morning; {actor} and {other} are fighting.",
    "Soldiers at the checkpoint say {other} was ambushed by {actor} close to {place}.",
    "Fighting in {place} again, according to drivers; {actor} took the bridge.",
)
NOBODY_KNOWN = "unknown armed men"
DETAILS = (
    ("The market was looted.", "Stalls at the market were emptied."),
    ("About forty huts were burnt.", "Many houses burnt down, some forty."),
    ("Two motorcycles were used.", "The attackers rode motorcycles."),
    ("It began before dawn.", "Shooting started around four in the morning."),
    ("The health post was hit.", "The nurse says the clinic is damaged."),
    ("Cattle were driven off to the river.", "Herders lost their cattle, taken towards the river."),
    ("A convoy of traders was stopped.", "Traders on the road were robbed of their trucks."),
    ("Several girls are missing.", "Some young women were taken along."),
    ("The school is closed since.", "Teachers left, no lessons any more."),
    ("They wore parts of uniforms.", "Men in mixed uniforms took part."),
    ("The well was filled with stones.", "Water can not be fetched, the well is blocked."),
    ("A second group came from the hills.", "More men arrived later from the hills."),
)
"""Each twice: two people do not use the same words."""
TOLLS = ("{killed} dead.", "{killed} people killed.", "They count {killed} bodies.",
         "Toll: {killed}.")  # fmt: skip
RUMOURS = (
    "People fear an attack on {place} in the coming days.",
    "It is said that {actor} was seen near {place}. Nobody could confirm it.",
    "Rumour of a massacre at {place}; our contact there knows nothing of it.",
)
REPEATS = ("We are told: {text}", "As reported elsewhere, {text}", "{text} (shared in a group)",
           "Partners write: {text}")  # fmt: skip
