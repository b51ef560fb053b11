#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Computes figures from a set of events, the slow and obvious way.

    figures.py AS-OF < events.ndjson > figures.json

An independent reading of docs/domain.md that the daemon is compared with: sets of Python instead of bitmaps,
everything from the beginning for every cell.  Knows the shipped indicators about sessions and people
(participation_rate, education_*, attendances*, activities, shows, films, contests, teams, cadence_*, roster_rate,
team_attendance) by unit, team, category and group.  Rows that have no session behind them are left out, so the daemon may have more.  Dates are days or less
precise; of an instant the day stands for it.
"""
import datetime
import json
import sys
from collections import defaultdict

COUNTED = {"present", "late", "left_early", "online"}
FOREVER = datetime.date.max
GROUPS = ["elderly", "minor", "youth", "women", "disabled", "party"]
EDUCATION = ["edu.ideals", "edu.civility", "edu.science", "edu.law", "edu.moral"]


def interval(text):
    """First and last day of a posted date, and whether it is known to the day."""
    if "/" in text:
        first, last = text.split("/")
        return interval(first)[0], interval(last)[1], False
    if len(text) > 10:
        text = text[:10]
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts), datetime.date(*parts), True
    first = datetime.date(parts[0], parts[1] if len(parts) == 2 else 1, 1)
    months = 1 if len(parts) == 2 else 12
    after = datetime.date(first.year + (first.month + months > 12), (first.month + months - 1) % 12 + 1, 1)
    return first, after - datetime.timedelta(1), False


class Statement:
    def __init__(self, event):
        self.data, self.kind = event["data"], event["type"][len("turnout."):]
        self.source, self.id, self.rev = event["source"], event["id"], event.get("rev", 1)
        self.time = event.get("time", "")
        self.at = interval(self.data.get("at", self.time))[0]
        self.identity = (self.source.encode(), self.id.encode())
        self.rank = (self.rev,) + self.identity


def current(events):
    """The greatest rev of each identity, without what is retracted."""
    latest = {}
    for event in events:
        s = Statement(event)
        if s.identity not in latest or latest[s.identity].rev < s.rev:
            latest[s.identity] = s
    retracted = set()
    for s in latest.values():
        if s.kind == "retract":
            target = latest.get((s.data["source"].encode(), s.data["id"].encode()))
            if target and target.kind != "retract" and s.data.get("rev", 1) >= target.rev:
                retracted.add(target.identity)
    return [s for s in latest.values() if s.identity not in retracted and s.kind != "retract"]


def names(s):
    """What an event refers to."""
    d = s.data
    if s.kind in ("attendance", "headcount", "activity.void"):
        return [("activity", d["activity"])]
    found = [("unit", d[k]) for k in ("unit", "parent", "home") if k in d and not (s.kind == "unit.put" and k == "unit")]
    found += [("unit", u) for u in d.get("cohosts", [])]
    found += [("team", t) for t in d.get("teams", []) + ([d["team"]] if "team" in d and s.kind != "team.put" else [])]
    if (s.kind.startswith("activity.") or s.kind == "plan.drop") and "item" in d:
        found.append(("item", d["item"]))
    return found


DEFINES = {"unit.put": ("unit", "unit"), "team.put": ("team", "team"), "plan.put": ("item", "item"),
           "activity.held": ("activity", "activity"), "activity.cancelled": ("activity", "activity")}


def without_pending(statements):
    known, left, found = set(), list(statements), []
    while True:
        ready = [s for s in left if all(n in known for n in names(s))]
        if not ready:
            return found
        left = [s for s in left if s not in ready]
        found += ready
        known |= {(DEFINES[s.kind][0], s.data[DEFINES[s.kind][1]]) for s in ready if s.kind in DEFINES}


def dated(statements):
    """One statement per `at`, in order."""
    best = {}
    for s in statements:
        if s.at not in best or best[s.at].rank < s.rank:
            best[s.at] = s
    return [best[at] for at in sorted(best)]


def on(history, day):
    found = None
    for s in history:
        if s.at <= day:
            found = s
    return found


def same_persons(merges):
    """For each merged person the one that stands for all who are the same."""
    stands = {}
    for s in merges:
        a, b = (stands.get(p, p) for p in (s.data["from"], s.data["into"]))
        members = [p for p in set(stands) | {a, b, s.data["from"], s.data["into"]} if stands.get(p, p) in (a, b)]
        stands.update({p: min(a, b) for p in members})
    return stands


class World:
    def __init__(self, events):
        by = defaultdict(list)
        for s in without_pending(current(events)):
            by[s.kind].append(s)
        stands = same_persons(by["person.merge"])
        for s in by["person.put"] + by["attendance"] + by["team.join"] + by["team.leave"]:
            s.data = dict(s.data)
            if "person" in s.data:
                s.data["person"] = stands.get(s.data["person"], s.data["person"])
            if "persons" in s.data:
                s.data["persons"] = [stands.get(p, p) for p in s.data["persons"]]
        self.unit_history = self.grouped(by["unit.put"], lambda s: s.data["unit"])
        self.population = self.grouped(by["population.put"], lambda s: (s.data["unit"], s.data["basis"], s.data.get("group", "all")))
        self.person = self.grouped(by["person.put"], lambda s: s.data["person"])
        self.membership = self.grouped(by["team.join"] + by["team.leave"], lambda s: (s.data["team"], s.data["person"]))
        self.teams = self.latest(by["team.put"], lambda s: s.data["team"])
        self.attribute_order = defaultdict(list)
        for s in by["unit.put"]:
            self.attribute_order[s.data["unit"]].append(s)
        self.sessions = self.make_sessions(by)
        self.items = self.latest(by["plan.put"], lambda s: s.data["item"])
        self.drops = self.latest(by["plan.drop"], lambda s: s.data["item"])

    @staticmethod
    def grouped(statements, key):
        groups = defaultdict(list)
        for s in statements:
            groups[key(s)].append(s)
        return {k: dated(v) for k, v in groups.items()}

    @staticmethod
    def latest(statements, key):
        best = {}
        for s in statements:
            k = key(s)
            if k not in best or (best[k].at,) + best[k].rank < (s.at,) + s.rank:
                best[k] = s
        return best

    def make_sessions(self, by):
        voids = defaultdict(int)
        for s in by["activity.void"]:
            voids[s.data["activity"]] = max(voids[s.data["activity"]], s.rev)
        best = {}
        for s in by["activity.held"] + by["activity.cancelled"]:
            a = s.data["activity"]
            if s.rev > voids[a] and (a not in best or best[a].rank < s.rank):
                best[a] = s
        spread = [(p, s) for s in by["attendance"] for p in s.data.get("persons", [s.data.get("person")])]
        present = {}
        for p, s in spread:
            k = (s.data["activity"], p)
            if k not in present or (present[k].at,) + present[k].rank < (s.at,) + s.rank:
                present[k] = s
        counts = self.latest(by["headcount"], lambda s: (s.data["activity"], s.source))
        sessions = []
        for a, s in best.items():
            if s.kind == "activity.held":
                people = {p for (b, p), t in present.items() if b == a and t.data["status"] in COUNTED}
                records = [t.data["status"] for (b, p), t in present.items() if b == a]
                sessions.append(Session(self, s, people, [c for (b, _), c in counts.items() if b == a], records))
        return sessions

    def attribute(self, unit, name):
        given = [s for s in self.attribute_order[unit] if name in s.data]
        return max(given, key=lambda s: (s.at,) + s.rank).data[name] if given else None

    def parent(self, unit, day):
        history = self.unit_history[unit]
        return (on(history, day) or history[0]).data.get("parent")

    def chain(self, unit, day):
        """The unit and all above it."""
        found = []
        while unit is not None and unit not in found:
            found.append(unit)
            unit = self.parent(unit, day)
        return found

    def open_span(self, unit):
        opened, closed = self.attribute(unit, "opened"), self.attribute(unit, "closed")
        return interval(opened)[0] if opened else datetime.date.min, interval(closed)[0] if closed else FOREVER

    def is_open(self, unit, day):
        opened, closed = self.open_span(unit)
        return opened <= day < closed

    def home(self, person, day):
        s = on(self.person.get(person, []), day)
        return s.data.get("home") if s else None

    def groups(self, person, day):
        s = on(self.person.get(person, []), day)
        return s.data.get("groups", []) if s else []

    def lives_in(self, person, unit, day):
        home = self.home(person, day)
        return home is not None and unit in self.chain(home, day)

    def people(self, unit, group, day):
        """Usual residents on that day; None: nobody counted them."""
        s = on(self.population.get((unit, "usual", group), []), day)
        if s:
            return s.data["count"]
        children = [u for u in self.unit_history if self.parent(u, day) == unit and self.is_open(u, day)]
        parts = [self.people(u, group, day) for u in children]
        return sum(parts) if parts and None not in parts else None

    def is_member(self, team, person, day):
        s = on(self.membership.get((team, person), []), day)
        return s is not None and s.kind == "team.join"

    def members(self, team, day):
        return {p for t, p in self.membership if t == team and self.is_member(t, p, day)}


class Session:
    def __init__(self, world, s, people, headcounts, records):
        d = s.data
        self.world, self.people, self.records = world, people, records
        self.hosts = [d["unit"]] + d.get("cohosts", [])
        self.category, self.teams = d["category"], d.get("teams", [])
        self.kind, self.role = d.get("kind", "other"), d.get("role", "host")
        self.item, self.tags = d.get("item"), d.get("tags", [])
        self.arranged = "item" in d or d.get("scale", "small") == "large"
        self.first, self.last, self.is_dated = interval(d.get("start") or d.get("at") or s.time)
        self.day = self.last if not self.is_dated else self.first
        self.attendances, self.count = len(people), None
        if headcounts:
            self.count = max(headcounts, key=lambda c: (c.data.get("method", "counted") == "counted", c.data["total"])).data
            total = self.count["total"]
            self.attendances = max(total, len(people)) if self.count.get("includes_named", True) else total + len(people)
        self.anonymous = self.attendances - len(people)

    def is_in(self, period):
        return period[0] <= self.first and (self.first if self.is_dated else self.last) <= period[1]

    def credits(self):
        """Every unit that has this session below it."""
        return {u for host in self.hosts for u in self.world.chain(host, self.day)}

    def residents(self, unit, group=None):
        return {p for p in self.people if self.world.lives_in(p, unit, self.day) and
                (group is None or group in self.world.groups(p, self.day))}

    def of_group(self, group):
        return {p for p in self.people if group in self.world.groups(p, self.day)}

    def proven(self, group):
        """People of the group of whom the headcount says that they were there."""
        counted = (self.count or {}).get("by_group", {}).get(group)
        if counted is None:
            return 0
        return counted if self.count.get("includes_named", True) else counted + len(self.of_group(group))

    def bounds(self, unit, group=None):
        """The fewest and the most of the nameless that live there."""
        host, a = self.hosts[0], self.anonymous
        if self.count is None:
            return 0, 0
        lo, hi = 0, a
        if "residents" in self.count:
            given = self.count["residents"]
            named = len(self.residents(host)) if self.count.get("includes_named", True) else 0
            h = min(a, max(0, given - named))
            if unit == host:
                lo = hi = h
            elif unit in self.world.chain(host, self.day):
                lo = h
            elif host not in self.world.chain(unit, self.day):
                hi = a - h
        if group is not None:
            lo, of_group = 0, self.count.get("by_group", {}).get(group)
            if of_group is not None:
                named = sum(group in self.world.groups(p, self.day) for p in self.people)
                hi = min(hi, max(0, of_group - named if self.count.get("includes_named", True) else of_group))
        return lo, hi


def parts_of(year):
    def span(first, months):
        after = datetime.date(year + (first + months > 12), (first + months - 1) % 12 + 1, 1)
        return datetime.date(year, first, 1), after - datetime.timedelta(1)
    return ({f"{year}-{m:02}": span(m, 1) for m in range(1, 13)}, {f"{year}Q{q}": span(3 * q - 2, 3) for q in range(1, 5)},
            {f"{year}H{h}": span(6 * h - 5, 6) for h in (1, 2)}, {str(year): span(1, 12)})


def is_below(session, category):
    return (session.category + ".").startswith(category + ".")


def is_education(session):
    return (session.category + ".").startswith("edu.")


class Figures:
    def __init__(self, world, as_of):
        self.world, self.as_of, self.rows = world, as_of, []

    def add(self, indicator, keys, numerator, denominator, target=None, bounds=(None, None), named=None):
        state = "no_denominator" if denominator is None else "ok" if denominator > 0 else "error" if numerator > 0 else "n_a"
        row = dict(keys, indicator=indicator, numerator=numerator, denominator=denominator, state=state, named=named,
                   lower=bounds[0], upper=bounds[1], met=None, short=None)
        if target is not None and state == "ok":
            row["met"] = numerator * 100 >= target * denominator
            row["short"] = max(0, -(-target * denominator // 100) - numerator)
        self.rows.append(row)

    def count_people(self, sessions, unit, group, population):
        """Who was there, and how few and how many it may have been."""
        named = set().union(set(), *[s.residents(unit, group) for s in sessions])
        lower = max([0] + [len(s.residents(unit, group)) + s.bounds(unit, group)[0] for s in sessions])
        upper = len(named) + sum(s.bounds(unit, group)[1] for s in sessions)
        if population is not None:
            lower, upper = min(population, lower), min(population, upper)
        lower = max(len(named), lower)
        return named, lower, max(lower, upper)

    def add_people(self, indicator, keys, sessions, unit, group, end, target):
        population = self.world.people(unit, group or "all", end)
        named, lower, upper = self.count_people(sessions, unit, group, population)
        self.add(indicator, keys, len(named), population, target, (lower, upper), len(named))

    def add_education_lists(self, keys, sessions, unit, group, end):
        population = self.world.people(unit, group or "all", end)
        parts = [self.count_people([s for s in sessions if is_below(s, c)], unit, group, population) for c in EDUCATION]
        everywhere = len(set.intersection(*[named for named, _, _ in parts]))
        self.add("education_all", keys, everywhere, population, None, (everywhere, min(p[2] for p in parts)), everywhere)
        sums = [sum(len(p[0]) for p in parts), sum(p[1] for p in parts), sum(p[2] for p in parts)]
        whole = None if population is None else population * len(EDUCATION)
        self.add("education_opportunity", keys, sums[0], whole, None, sums[1:], sums[0])
        if group is None:
            self.add("education_breadth", keys, sum(any(is_below(s, c) for s in sessions) for c in EDUCATION), len(EDUCATION))

    def add_cell(self, keys, sessions, unit, group, period, end):
        self.add_people("participation_rate", keys, sessions, unit, group, end, None)
        self.add_people("education_coverage", keys, [s for s in sessions if is_education(s)], unit, group, end, 75)
        if group is None:
            self.add("attendances", keys, sum(s.attendances for s in sessions), 1)
            self.add("activities", keys, len(sessions), 1)
            self.add("attendances_per_capita", keys, sum(s.attendances for s in sessions), self.world.people(unit, "all", end))
            for kind in ("show", "film", "contest"):
                self.add(kind + "s", keys, sum(s.kind == kind for s in sessions), 1)
            records = [r for s in sessions if s.teams for r in s.records]
            came, away = sum(r in COUNTED for r in records), records.count("absent")
            self.add("team_attendance", keys, came, came + away)
        if keys["category"] is None:
            self.add_education_lists(keys, sessions, unit, group, end)
        if group is None:
            self.add_completion(keys, period, unit)
            named = {g: len(set().union(set(), *[s.of_group(g) for s in sessions])) for g in GROUPS}
            reached = sum(max([named[g]] + [s.proven(g) for s in sessions]) >= 1 for g in GROUPS)
            self.add("groups_reached", keys, reached, len(GROUPS))
            self.add("groups_targeted", keys, sum(any(g in s.tags for s in sessions) for g in GROUPS), len(GROUPS))

    def cadence(self, indicator, keys, sessions, parts, span):
        met = expected = 0
        for first, last in parts.values():
            if last >= self.as_of:
                continue
            has = any(s.is_in((first, last)) for s in sessions)
            whole = span[0] <= first and last < span[1]
            if whole or has:
                expected += 1
                met += has
        self.add(indicator, keys, met, expected, 100)

    def add_cadence(self, keys, sessions, period, year_parts, span):
        months, quarters, halves, year = year_parts
        own = [s for s in sessions if s.role == "host"]
        self.add_gap(keys, own, period, span)
        inside = lambda parts: {c: p for c, p in parts.items() if period[0] <= p[0] and p[1] <= period[1]}
        code = keys["period"]
        if code not in months:
            self.cadence("cadence_month", keys, own, inside(months), span)
        if code in halves or code in year:
            self.cadence("cadence_quarter", keys, [s for s in own if s.arranged], inside(quarters), span)
        if code in year:
            self.cadence("cadence_year", keys, [s for s in own if s.kind == "contest"], inside(year), span)

    def add_gap(self, keys, sessions, period, span):
        first, last = max(period[0], span[0]), period[1]
        if period[0] <= self.as_of <= period[1]:
            last = self.as_of
        if span[1] != FOREVER:
            last = min(last, span[1] - datetime.timedelta(1))
        days = [first] + sorted(s.first for s in sessions if s.is_dated and first <= s.first <= last) + [last]
        self.add("cadence_gap", keys, max(0, max((b - a).days for a, b in zip(days, days[1:]))), 1)

    def add_completion(self, keys, period, unit):
        done = due = 0
        for item, s in self.world.items.items():
            first, last, _ = interval(s.data["window"])
            mine = s.data.get("team") == keys["team"] if keys["team"] else unit in self.world.chain(s.data["unit"], last)
            category = keys["category"] is None or (s.data.get("category", "") + ".").startswith(keys["category"] + ".")
            drop = self.world.drops.get(item)
            if not (mine and category and period[0] <= last <= min(period[1], self.as_of)) or (drop and drop.data.get("approved")):
                continue
            held = sum(a.item == item and first <= a.first and a.last <= last for a in self.world.sessions)
            due += s.data.get("weight", 1)
            done += s.data.get("weight", 1) if held >= s.data.get("count", 1) and not drop else 0
        self.add("plan_completion", keys, done, due)

    def add_roster(self, keys, team, sessions, end):
        members = self.world.members(team, end)
        came = {p for s in sessions for p in s.people}
        here = len(members & came)
        upper = max(here, min(len(members), here + sum(s.anonymous for s in sessions)))
        self.add("roster_rate", keys, here, len(members), None, (here, upper), here)

    def compute(self):
        w = self.world
        for year in sorted({s.last.year for s in w.sessions}):
            year_parts = parts_of(year)
            for code, period in [i for parts in year_parts for i in parts.items()]:
                if period[0] > self.as_of:
                    continue
                sessions = [s for s in w.sessions if s.is_in(period)]
                end = min(period[1], self.as_of) if period[0] <= self.as_of <= period[1] else period[1]
                for unit in w.unit_history:
                    self.add_unit(unit, code, period, end, year_parts, [s for s in sessions if unit in s.credits()])
                for team, s in w.teams.items():
                    self.add_team(team, s.data["unit"], code, period, end, year_parts, [x for x in sessions if team in x.teams])
        return self.rows

    def is_open_in(self, span, period):
        return span[0] <= period[1] and period[0] < span[1]

    def add_unit(self, unit, code, period, end, year_parts, sessions):
        span = self.world.open_span(unit)
        if not sessions or not self.is_open_in(span, period):
            return
        keys = dict(unit=unit, team=None, category=None, group=None, period=code)
        self.add_cell(keys, sessions, unit, None, period, end)
        self.add_cadence(keys, sessions, period, year_parts, span)
        self.add("teams", keys, sum(unit in self.world.chain(s.data["unit"], end) for s in self.world.teams.values()), 1)
        paths = {".".join(s.category.split(".")[:n + 1]) for s in sessions for n in range(s.category.count(".") + 1)}
        for path in sorted(paths):
            self.add_cell(dict(keys, category=path), [s for s in sessions if (s.category + ".").startswith(path + ".")], unit, None, period, end)
        for group in sorted({g for u, _, g in self.world.population if u == unit} - {"all"}):
            self.add_cell(dict(keys, group=group), sessions, unit, group, period, end)

    def add_team(self, team, unit, code, period, end, year_parts, sessions):
        if not sessions:
            return
        keys = dict(unit=unit, team=team, category=None, group=None, period=code)
        self.add_cell(keys, sessions, unit, None, period, end)
        self.add_cadence(keys, sessions, period, year_parts, (datetime.date.min, FOREVER))
        self.add_roster(keys, team, sessions, end)


def main():
    as_of = interval(sys.argv[1])[0]
    world = World([json.loads(line) for line in sys.stdin if line.strip()])
    json.dump(Figures(world, as_of).compute(), sys.stdout)


if __name__ == "__main__":
    main()
