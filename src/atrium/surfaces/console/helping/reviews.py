"""What a form would do, in sentences, before it is done. They tell of the moment; the deed looks again under lock."""

from atrium.contexts import orders, payments
from atrium.surfaces.console.helping import forms
from atrium.surfaces.console.helping.amounts import to_minor
from atrium.surfaces.console.helping.standing import Standing, wanted_of
from atrium.surfaces.console.surface import money

TIMES = "\u00d7"


def of_move(standing: Standing, form: forms.MoveWorkForm) -> list[str]:
    work = standing.work(form.fulfilment)
    titles = {line.sku: line.title for line in work.lines}
    units = ", ".join(f"{count} {TIMES} {titles[sku]}" for sku, count in wanted_of(work).items())
    return [
        f"{standing.name(work.location)} does not work on it any more: {units}.",
        _goes(standing, form),
        *_consent(form, to_ask=work.mode == "pickup" or form.mode == "pickup"),
    ]


def of_route(standing: Standing, form: forms.RouteForm) -> list[str]:
    order = standing.story.order
    lines = order.waiting_lines(form.lines)
    units = ", ".join(f"{line.waiting} {TIMES} {line.title}" for line in lines)
    asked = form.mode == "pickup" or any(line.mode == "pickup" for line in lines)
    return [f"No longer waiting: {units}.", _goes(standing, form), *_consent(form, to_ask=asked)]


def of_cancel(standing: Standing, form: forms.CancelForm) -> list[str]:
    order = standing.story.order
    queued: dict[int, int] = {}
    for work in standing.story.work:
        if work.state == "queued":
            for number, count in work.unfinished.items():
                queued[number] = queued.get(number, 0) + count
    said: list[str] = []
    worth = 0
    for number in sorted(set(form.lines)):
        line = order.find_line(number)
        gone = queued.get(number, 0) + line.waiting
        if gone:
            last = line.quantity - line.cancelled
            worth += orders.value_between(line, last - gone, last)
            said.append(f"{gone} {TIMES} {line.title} will not come.")
        else:
            said.append(f"{line.title}: all of it is picked or has left; nothing can be cancelled.")
    if worth:
        said.append(f"{money(worth, order.currency)} goes back to the shopper, or is not taken.")
    return said


def of_release(standing: Standing, form: forms.HelpForm) -> list[str]:
    del form
    units = sum(line.quantity for line in standing.story.order.lines)
    return [
        f"The order ends unpaid; {units} held {'unit is' if units == 1 else 'units are'} free for others at once.",
        "If a payment is under way, its money is let go when it comes.",
    ]


def of_refund(standing: Standing, form: forms.RefundForm) -> list[str]:
    currency = standing.story.order.currency
    left = standing.refundable_minor
    asked = to_minor(form.amount, currency)
    amount = left if asked is None else asked
    if not 0 < amount <= left:
        raise payments.RefundTooLarge(amount, left, currency)
    return [
        f"{money(amount, currency)} of {money(left, currency)} that can be given back goes to the shopper.",
        "The goods stay with the shopper.",
    ]


def of_code(standing: Standing, form: forms.CodeForm) -> list[str]:
    work = standing.work(form.fulfilment)
    return [
        f"The goods at {standing.name(work.location)} get a new code; the old one opens nothing any more.",
        f"{standing.story.order.contact.name} is told the new code.",
    ]


def _goes(standing: Standing, form: forms.MoveForm) -> str:
    if not form.location:
        return "Sourcing chooses the location; the goods are shipped."
    how = "collected there" if form.mode == "pickup" else "shipped from there"
    return f"{standing.name(form.location)} gets it into its queue; it is {how}."


def _consent(form: forms.MoveForm, *, to_ask: bool) -> list[str]:
    if not to_ask:
        return []
    return ["The shopper agreed." if form.consent_given else "The shopper has not agreed; it will be refused."]
