"""Dates and times as pages and records write them, never more precise than written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from compare.model import Moment
from compare.text.tokens import MONTH_STARTS

_NOON, _HOURS, _MINUTES = 12, 24, 60
_OLDEST, _NEWEST = 1600, 2999
_DIRECTIVES = {
    "%Y": r"(?P<year>\d{4})",
    "%m": r"(?P<month>\d{1,2})",
    "%d": r"(?P<day>\d{1,2})",
    "%H": r"(?P<hour>\d{1,2})",
    "%M": r"(?P<minute>\d{2})",
    "%S": r"(?P<second>\d{2})",
    "%p": r"(?P<half>[AaPp]\.?[Mm]\.?)",
    "%B": (
        r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
        r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\.?"
    ),
    "%Z": r"(?P<zone>[A-Z]{2,5}|Z|[+-]\d{2}:?\d{2})",
}
_FIGURES_IN_A_ROW = re.compile(r"(\d{8})T?(\d{6})(Z?)")
_IN_FIGURES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d{4}\b")
_NUMBER = re.compile(r"\d{4,17}(?:\.\d{1,12})?")
_FIRST_SECOND, _LAST_SECOND = 100_000_000, 4_200_000_000
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_SERIAL_ZERO = dt.date(1899, 12, 30)
"""Day 0 of spreadsheets; their days from 1954 to 2119 are taken for dates."""
_SECONDS_OF_A_DAY = 86_400
_FIGURES = re.compile(r"^(\d{4}) ?[./-] ?(\d{1,2}) ?[./-] ?(\d{1,2})(?!\d)\.?[T ]*(?:- )?")
_LONGEST_DATE, _LONGEST_DATE_LINE = 64, 160
_ISO = re.compile(
    r"(\d{4}-?\d{2}-?\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)


class Setting(NamedTuple):
    """Where dates were written: the time zone of times without one, zones by abbreviation, the order of day and month.

    ``day_first`` is None where 02/12/2015 may be either day.
    """

    zone: str | None = None
    zones: Mapping[str, str] = {}
    day_first: bool | None = None


def expand(pattern: str) -> str:
    """A regular expression in which %Y %m %d %H %M %S %p %B %Z became groups; %B is a month's name in any spelling."""
    return re.sub(r"%[YmdHMSpBZ]", lambda m: _DIRECTIVES[m.group()], pattern)


def from_groups(groups: Mapping[str, str | None], zone: str | None, zones: Mapping[str, str]) -> Moment | None:
    """The moment that a pattern's groups name; None where they name none (30 February).

    ``zone`` is the outlet's time zone, for times that carry none; ``zones`` maps abbreviations to offsets. A time that
    is no time (25:61) leaves the date.
    """
    month = groups.get("month") or str(MONTH_STARTS.index((groups.get("name") or "jan")[:3].lower()) + 1)
    try:
        day = dt.date(int(groups.get("year") or 0), int(month), int(groups.get("day") or 0))
    except ValueError:
        return None
    if not _OLDEST <= day.year <= _NEWEST:
        return None
    if groups.get("hour") is None:
        return Moment(day.isoformat())
    try:
        time = dt.time(_hour(groups), int(groups.get("minute") or 0), int(groups.get("second") or 0))
    except ValueError:
        return Moment(day.isoformat())
    timespec = "seconds" if groups.get("second") else "minutes"
    local = dt.datetime.combine(day, time)
    written = groups.get("zone")
    offset = written if written and written[0] in "+-" else zones.get(written or "")
    if offset:
        return Moment(dt.datetime.fromisoformat(f"{local.isoformat()}{offset}").isoformat(timespec=timespec))
    return Moment(local.replace(tzinfo=ZoneInfo(zone) if zone else None).isoformat(timespec=timespec))


def from_iso(text: str) -> Moment | None:
    """The moment that an ISO 8601 date or datetime names, as precise as it stands; None where it is neither."""
    found = _ISO.fullmatch(text.strip())
    if found is None:
        return None
    date, minutes, seconds, zone = found.groups()
    if zone:
        zone = zone.upper().replace("UTC", "+00:00").replace("GMT", "+00:00").replace("Z", "+00:00")
    try:
        if minutes is None:
            day = dt.date.fromisoformat(date)
            return Moment(day.isoformat()) if _OLDEST <= day.year <= _NEWEST else None
        moment = dt.datetime.fromisoformat(f"{date}T{minutes}{seconds or ''}{zone or ''}")
    except ValueError:
        return None
    if not _OLDEST <= moment.year <= _NEWEST:
        return None
    return Moment(moment.isoformat(timespec="seconds" if seconds else "minutes"))


def from_machine(text: str, setting: Setting) -> Moment | None:
    """The moment in a page's metadata or a record: ISO 8601, RFC 2822, or a date as people write it.

    A time without a zone is in the setting's, the outlet's. None where ``text`` is no date.
    """
    zone, zones = setting.zone, setting.zones
    settled = _FIGURES.sub(lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02} ", text.strip()[:_LONGEST_DATE]).strip()
    head, _, abbreviation = settled.rpartition(" ")
    if abbreviation in zones:
        settled = f"{head} {zones[abbreviation].replace(':', '')}"
    moment = from_iso(settled) or read_date(text[:_LONGEST_DATE_LINE], setting) or _from_mail(settled)
    if moment is None or zone is None or moment.precision != "minute":
        return moment
    local = dt.datetime.fromisoformat(moment.iso).replace(tzinfo=ZoneInfo(zone))
    return Moment(local.isoformat(timespec="seconds" if moment.iso.count(":") > 1 else "minutes"))


def from_record(value: object, setting: Setting) -> Moment | None:
    """The moment of a record's or a table's cell: text, seconds since 1970, figures in a row, or a spreadsheet's day number."""
    if isinstance(value, dt.datetime | dt.date):
        value = value.isoformat()
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if found := _FIGURES_IN_A_ROW.fullmatch(text):
        day, clock, utc = found.groups()
        return from_machine(
            f"{day[:4]}-{day[4:6]}-{day[6:]} {clock[:2]}:{clock[2:4]}:{clock[4:]}{'+00:00' if utc else ''}", setting
        )
    number = float(text) if _NUMBER.fullmatch(text) else 0.0
    for unit in (1, 1_000, 1_000_000):
        if _FIRST_SECOND <= number / unit <= _LAST_SECOND:
            return Moment(dt.datetime.fromtimestamp(number // unit, dt.UTC).isoformat(timespec="seconds"))
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        seconds = round(number % 1 * _SECONDS_OF_A_DAY)
        moment = dt.datetime.combine(_SERIAL_ZERO, dt.time()) + dt.timedelta(days=int(number), seconds=seconds)
        return from_machine(moment.isoformat(timespec="seconds") if seconds else moment.date().isoformat(), setting)
    return from_machine(text, setting) if text else None


def order_of(values: Iterable[object]) -> bool | None:
    """Whether a column of dates in figures (27/11/2017) has the day first; None where it does not tell, or both ways."""
    found = [match for value in values if isinstance(value, str) and (match := _IN_FIGURES.match(value.strip()))]
    day = any(int(match[1]) > _NOON for match in found)
    month = any(int(match[2]) > _NOON for match in found)
    return day if day != month else None


def is_ambiguous(value: object) -> bool:
    """Whether a date in figures has a day and a month that may be either."""
    found = _IN_FIGURES.match(value.strip()) if isinstance(value, str) else None
    return found is not None and int(found[1]) <= _NOON and int(found[2]) <= _NOON and found[1] != found[2]


def _from_mail(text: str) -> Moment | None:
    """RFC 2822: "Wed, 08 Jul 2020 12:39:00 +0900"."""
    if not text[:1].isalnum() or ":" not in text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return from_iso(moment.isoformat(timespec="seconds"))


def _hour(groups: Mapping[str, str | None]) -> int:
    hour, half = int(groups.get("hour") or 0), (groups.get("half") or "").lower().replace(".", "")
    if half and hour <= _NOON:
        return hour % _NOON + (_NOON if half == "pm" else 0)
    return hour


_MONTHS_BY_LANGUAGE = """
january february march april may june july august september october november december
jan feb mar apr may jun jul aug sep oct nov dec
- - - - - - - - sept - - -
januar februar märz april mai juni juli august september oktober november dezember
jänner feber mrz apr mai jun jul aug sep okt nov dez
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
janv févr mars avr mai juin juil août sept oct nov déc
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
ene feb mar abr may jun jul ago sept oct nov dic
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
gen feb mar apr mag giu lug ago set ott nov dic
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
jan fev mar abr mai jun jul ago set out nov dez
januari februari maart april mei juni juli augustus september oktober november december
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november desember
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
ledna února března dubna května června července srpna září října listopadu prosince
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
"""
"""One language, or its short forms, a line, from January to December."""
_MONTH_NUMBERS = {
    name: number
    for line in _MONTHS_BY_LANGUAGE.split("\n")
    for number, name in enumerate(line.split(), start=1)
    if name != "-"
}
_MONTH = "|".join(sorted(map(re.escape, _MONTH_NUMBERS), key=len, reverse=True))
_WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|satur|sat|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)-feira"
    r"|[월화수목금토일](?:요일)?|[月火水木金土日]曜日?|星期[一二三四五六日天]|mo|di|mi|do|fr|sa|so"
)
_DAY_FORMS = (
    r"(?P<year>\d{4}) ?[-./] ?(?P<month>\d{1,2}) ?[-./] ?(?P<day>\d{1,2})(?!\d)\.?",
    r"(?P<year>\d{4}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]",
    r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})",
    r"(?P<first>\d{1,2})(?P<mark>[/-])(?P<second_>\d{1,2})(?P=mark)(?P<year>\d{4})",
    rf"(?P<day>\d{{1,2}})(?:\.|er|º|°|st|nd|rd|th)?(?: (?:de|of))?[ -](?P<name>{_MONTH})\.?,?(?: del?| of|-)? ?(?P<year>\d{{4}})",
    rf"(?P<name>{_MONTH})\.? ?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
    rf"(?P<name>{_MONTH})\.? ?(?P<day>\d{{1,2}}),(?P<year>\d{{4}})",
    rf"(?P<year>\d{{4}})[ -](?P<name>{_MONTH})[ -](?P<day>\d{{1,2}})",
)
"""How days are written. Another way is another line here."""
_ZONE = r"(?:(?<![A-Za-z])(?P<zone>(?:GMT|UTC)[+-]\d{1,2}:?\d{0,2}|[A-Z]{2,5}(?![A-Za-z])|Z\b)|(?P<offset>[+-]\d{2}:?\d{2}))"
_TIME_FORMS = (
    rf"(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?!\d)(?::(?P<second>\d{{2}})(?:[.,]\d+)?)?(?: ?(?P<half>[ap]\.? ?m\b\.?))?(?: ?Uhr| ?h(?:rs)?\b| Uhr)?(?: ?\(?{_ZONE}\)?)?",
    r"(?P<half>오전|오후|午前|午後|上午|下午) ?(?P<hour>\d{1,2})(?:[:시時时点點] ?(?P<minute>\d{1,2})[분分]?)?(?::(?P<second>\d{2}))?[시時时]?",
    r"(?P<hour>\d{1,2}) ?[시時时点點] ?(?:(?P<minute>\d{1,2}) ?[분分])?(?: ?\d{1,2} ?[초秒])?",
    r"(?P<hour>\d{1,2})[.h](?P<minute>\d{2})(?!\d| ?[ap]\.?m)(?: ?Uhr\b| ?h\b)?",
    rf"(?P<hour>\d{{1,2}}) ?(?P<half>[ap]\.?m\b\.?)(?: ?{_ZONE})?",
)
_BETWEEN = rf"(?:[\s,T|·•(–—-]|\((?:{_WEEKDAY})\)|(?<![^\W\d_])(?:{_WEEKDAY})\.?(?![^\W\d_])|(?<!\w)(?:at|on|um|à|a las|a les|alle(?: ore)?|ore|kl\.?|às|o|om)(?!\w)|@)*"
_PUBLISHED_WORDS = (
    r"(?:first |date )?(?:published|posted|issued|created|released|publication date|date)|기사 ?입력|최초 ?입력|입력|등록|승인|발행|송고|작성|게재"
    r"|veröffentlicht|erschienen|erstellt|stand|publié(?:e)?|posté|mis en ligne|publicado|publicada|creado|pubblicato|pubblicata"
    r"|gepubliceerd|publicerad|publisert|offentliggjort|udgivet|opublikowano|опубликовано|公開|配信|投稿|発表|掲載|发布|发表|發布|發表"
)
_MODIFIED_WORDS = (
    r"(?:last )?(?:updated?|modified|edited|revised)|최종 ?수정|최종 ?업데이트|수정|업데이트|aktualisiert|zuletzt (?:aktualisiert|geändert)|geändert"
    r"|(?:mise? à jour|modifié|actualisé)(?:e)?|actualizado|actualizada|modificado|aggiornato|aggiornata|modificato|atualizado|atualizada"
    r"|bijgewerkt|uppdaterad|oppdatert|opdateret|aktualizacja|обновлено|更新|最終更新"
)
_READING_TIME = r"\d{1,2} ?-?(?:min(?:ute)?[ns]?\.?|분|Min\.)(?: ?(?:read|Lesezeit|de lecture|de lectura|di lettura))?"
_ZONE_NAMES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
_ZONE_OFFSETS = {"MEZ": "+01:00", "MESZ": "+02:00"}
_DAYS = tuple(re.compile(rf"(?<![\w/.-]){form}(?![A-Za-z/])(?!(?<=\d)\d)", re.IGNORECASE) for form in _DAY_FORMS)
_TIMES_AFTER = tuple(re.compile(rf"{_BETWEEN}(?:{form})", re.IGNORECASE) for form in _TIME_FORMS)
_TIMES_BEFORE = tuple(re.compile(rf"(?<![\w:.])(?:{form}){_BETWEEN}$", re.IGNORECASE) for form in _TIME_FORMS)
_LABELS = re.compile(
    rf"(?<![^\W\d_])(?:{_MODIFIED_WORDS}|{_PUBLISHED_WORDS}|{_READING_TIME}|{_WEEKDAY})(?:\s?(?:시간|일시|일|le|am|el|il|o|em|on|at|op|den|dnia|a))?(?![^\W\d_])",
    re.IGNORECASE,
)
_PUBLISHED_LABEL = re.compile(rf"(?<![^\W\d_])(?:{_PUBLISHED_WORDS})", re.IGNORECASE)
_MODIFIED_LABEL = re.compile(rf"(?<![^\W\d_])(?:{_MODIFIED_WORDS})", re.IGNORECASE)
_PARTICLES = frozenset(["le", "la", "el", "il", "am", "den", "on", "at", "by", "vom", "dem"])
_SEPARATORS = re.compile(r"^[\s•·|,/:;()\[\]<>–—-]+|[\s•·|,/:;()\[\]<>–—-]+$")
_DAY_FIRST = ("Europe/", "Africa/", "Australia/", "Asia/Kolkata", "Asia/Singapore", "Pacific/Auckland", "Asia/Dubai")
_BEFORE_NOON, _AFTER_NOON = ("am", "오전", "午前", "上午"), ("pm", "오후", "午後", "下午")


class WrittenDate(NamedTuple):
    """A date found in a text, with its time of day where one stands beside it, and where it stands."""

    moment: Moment
    start: int
    end: int


class DateLine(NamedTuple):
    """What a line with dates says; ``rest`` is what else stands there, labels and separators aside.

    ``labelled``: a word such as "Published" says which date it is.
    """

    published: Moment | None
    modified: Moment | None
    rest: str
    labelled: bool = False


def day_first_in(language: str | None, zone: str | None) -> bool | None:
    """Whether 02/12/2015 is the second of December there; None where it may be either."""
    if language and language.partition("-")[0] != "en":
        return True
    if zone and zone.startswith(_DAY_FIRST):
        return True
    return False if zone and zone.startswith("America/") else None


def read_date(text: str, setting: Setting) -> Moment | None:
    """The moment that ``text`` as a whole is: "Jul 8, 2020 12:39 PM KST", "2017년 1월 20일", "8. Juli 2020 um 12.39 Uhr"."""
    found = read_date_line(text, setting)
    return (found.published or found.modified) if found and not found.rest else None


def read_date_line(text: str, setting: Setting) -> DateLine | None:
    """The dates of a line such as "Published May 3, 2021 | Updated May 4, 2021 at 9 a.m."; None where it has none."""
    found = find_dates(text, setting)
    published = modified = None
    rest, last = "", 0
    for date in found:
        before = text[last : date.start]
        if _MODIFIED_LABEL.search(before):
            modified = modified or date.moment
        else:
            published = published or date.moment
        rest += f" {before}"
        last = date.end
    labelled = _PUBLISHED_LABEL.search(rest) is not None
    rest = _LABELS.sub(" ", f"{rest} {text[last:]}")
    rest = _strip(rest)
    return DateLine(published, modified, "" if rest.casefold() in _PARTICLES else rest, labelled) if found else None


def find_dates(text: str, setting: Setting) -> list[WrittenDate]:
    """The dates that stand in ``text``, in order; days that cannot be, and those that may be two, are none."""
    days: list[tuple[int, int, dt.date]] = []
    for form in _DAYS:
        for found in form.finditer(text):
            day = _day(found.groupdict(), setting)
            if day and all(found.end() <= start or found.start() >= end for start, end, _ in days):
                days.append((found.start(), found.end(), day))
    days.sort()
    dates: list[WrittenDate] = []
    for number, (start, end, day) in enumerate(days):
        floor = dates[-1].end if dates else 0
        ceiling = days[number + 1][0] if number + 1 < len(days) else len(text)
        after = _first_match(_TIMES_AFTER, text, end, ceiling)
        before = None if after else _first_search(_TIMES_BEFORE, text[floor:start])
        timed = after or before
        moment = _moment(day, timed.groupdict() if timed else {}, setting)
        begin = floor + before.start() if before else start
        dates.append(WrittenDate(moment, begin, after.end() if after else end))
    return dates


def _first_match(forms: tuple[re.Pattern[str], ...], text: str, start: int, end: int) -> re.Match[str] | None:
    return next((found for form in forms if (found := form.match(text, start, end)) and _is_time(found)), None)


def _first_search(forms: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((found for form in forms if (found := form.search(text)) and _is_time(found)), None)


def _is_time(found: re.Match[str]) -> bool:
    return int(found["hour"]) <= _HOURS and int(found.groupdict().get("minute") or 0) < _MINUTES


def _day(groups: Mapping[str, str | None], setting: Setting) -> dt.date | None:
    year = int(groups["year"] or 0)
    if groups.get("first"):
        a, b = int(groups["first"] or 0), int(groups["second_"] or 0)
        first = True if a > _NOON else False if b > _NOON or a == b else setting.day_first
        if first is None:
            return None
        day, month = (a, b) if first else (b, a)
    else:
        name = (groups.get("name") or "").casefold()
        day, month = int(groups["day"] or 0), _MONTH_NUMBERS[name] if name else int(groups["month"] or 0)
    try:
        return dt.date(year, month, day) if _OLDEST <= year <= _NEWEST else None
    except ValueError:
        return None


def _moment(day: dt.date, groups: Mapping[str, str | None], setting: Setting) -> Moment:
    if groups.get("hour") is None:
        return Moment(day.isoformat())
    hour, half = int(groups["hour"] or 0), (groups.get("half") or "").lower().replace(".", "").replace(" ", "")
    if half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half in _AFTER_NOON else 0)
    try:
        time = dt.time(hour, int(groups.get("minute") or 0), int(groups.get("second") or 0))
    except ValueError:
        return Moment(day.isoformat())
    local = dt.datetime.combine(day, time, _zone_of(groups, setting))
    return Moment(local.isoformat(timespec="seconds" if groups.get("second") else "minutes"))


def _zone_of(groups: Mapping[str, str | None], setting: Setting) -> dt.tzinfo | None:
    written = groups.get("offset") or (groups.get("zone") or "").upper()
    if found := re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?", written):
        offset = f"{found[1]}{int(found[2]):02}:{found[3] or '00'}"
    else:
        offset = setting.zones.get(written) or _ZONE_OFFSETS.get(written) or ""
    if offset:
        try:
            return dt.datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo
        except ValueError:
            return None
    name = _ZONE_NAMES.get(written) or setting.zone
    return ZoneInfo(name) if name else None


def _strip(text: str) -> str:
    return _SEPARATORS.sub("", " ".join(text.split()))
