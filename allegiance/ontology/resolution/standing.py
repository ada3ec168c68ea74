"""Whether an actor existed at a date, what it called itself, and what had become of it."""

from collections.abc import Iterator

from allegiance.ontology.actors import KnownActor, Registry, Step


def standing(actor: KnownActor, date: str | None) -> str | None:
    """Whether an actor existed at a date (an ISO prefix): "active", "not yet" or "former".

    None where no date is asked for, or the actor's are not known.
    """
    first, last = actor.since, actor.until
    if date is None or (first is None and last is None and actor.active is None):
        return None
    if first is not None and _before(date, first.partition("/")[0]):
        return "not yet"
    if last is not None and _before(last, date):
        return "former"
    return "active"


def outlives(actor: KnownActor) -> bool:
    """Whether a name means the same land outside its dates: "Algeria" is Algeria in 1957 as well.

    That holds of a present state, which was a land before it was one.
    """
    return actor.kind == "state" and actor.until is None


def out_of_office(actor: KnownActor, date: str | None) -> bool:
    """Whether all that a person led or belonged to, as far as it is told, was before or after a date.

    It says nothing of the person's life, and tells father and son apart: "Assad" in 1990.
    """
    held = [part for part in actor.part_of if part.as_ in ("leader", "member")]
    if date is None or actor.kind != "person" or not held:
        return False
    return all(
        (part.since is not None and _before(date, part.since))
        or (part.until is not None and _before(part.until, date))
        for part in held
    )


def since_when(known: Registry, actor: KnownActor, date: str | None) -> Iterator[str]:
    """What a date says about an actor, in words."""
    how = standing(actor, date)
    if date is None or how is None:
        return
    dates = actor.active or f"since {actor.since}"
    if how != "active" and outlives(actor):
        yield f"not listed as a state in {date} ({dates})"
    elif how == "active":
        yield f"existed in {date} ({dates})"
        called = actor.called_in(date)
        if called != actor.name:
            yield f"called {called} then"
    elif how == "not yet":
        yield f"did not exist in {date} ({dates})"
    else:
        yield f"no longer existed in {date} ({dates})"
        became = _became(known, actor.id)
        for step in became:
            yield f"{_HOW[step.how]} {known[step.later].name}{_on(step)}"
        later = [heir.name for heir, _ in heirs(known, actor, date)]
        if set(later) - {known[step.later].name for step in became}:
            yield f"its heir in {date}: {', '.join(later)}"


def heirs(known: Registry, actor: KnownActor, date: str) -> Iterator[tuple[KnownActor, str]]:
    """Who an actor had become at a date, or had been before its name, and by which step."""
    forth = standing(actor, date) == "former"
    seen, waiting = {actor.id}, [actor.id]
    while waiting:
        here = waiting.pop(0)
        for step in _became(known, here) if forth else _was(known, here):
            other = step.later if forth else step.earlier
            if other in seen:
                continue
            seen.add(other)
            if standing(known[other], date) == "active":
                how = _HOW[step.how] if forth else "later"
                told = f"{known[here].name}, {how} {known[other].name}{_on(step)}"
                yield known[other], told if forth else f"{known[other].name} was its name before"
            else:
                waiting.append(other)


def _became(known: Registry, actor: str) -> list[Step]:
    return [step for step in known.descent(actor) if step.earlier == actor and step.how in _HOW]


def _was(known: Registry, actor: str) -> list[Step]:
    return [
        step for step in known.descent(actor) if step.later == actor and step.how == "renamed_from"
    ]


def _on(step: Step) -> str:
    return f" ({step.date})" if step.date else ""


def _before(one: str, other: str) -> bool:
    length = min(len(one), len(other))
    return one[:length] < other[:length]


_HOW = {
    "renamed_from": "renamed",
    "merged_into": "merged into",
    "succeeded": "succeeded by",
}
