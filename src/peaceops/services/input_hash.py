"""The hashes of everything that a mission's products are made from, and the settings they have."""

import msgspec

from peaceops.acquire.intake import Intake
from peaceops.direct.strategy.load import strategy_files
from peaceops.direct.strategy.sealed import identities_at, sealed_inputs
from peaceops.services.folder import SETTINGS_FILE, Mission, sha256
from peaceops.services.gather_strategy import has_strategy


def input_hashes(mission: Mission, intake: Intake) -> dict[str, str]:
    """Return the hashes of everything that was read, by file."""
    area = mission.settings.area
    files = {
        name: file.sha256
        for name, file in zip(mission.settings.events.files, intake.provenance.files, strict=True)
    }
    if has_strategy(mission):
        for file in strategy_files(mission.folder):
            files[str(file.relative_to(mission.folder))] = sha256(file.read_bytes())
            for part, read in sealed_inputs(file, identities_at()).items():
                files[str(file.with_name(part).relative_to(mission.folder))] = read
    check = mission.settings.check
    for name in (
        SETTINGS_FILE,
        check.profiles,
        area.boundary,
        area.places,
        mission.settings.events.mapping,
    ):
        if name is not None:
            files[name] = sha256((mission.folder / name).read_bytes())
    return files


def settings_of_products(mission: Mission) -> object:
    """Return the settings that products depend on; how long records are kept is none of them."""
    settings = msgspec.to_builtins(mission.settings)
    del settings["keeping"]
    return settings
