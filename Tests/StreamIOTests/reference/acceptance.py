"""What Python's json accepts of tricky texts, and the text of those that are strings, all in hexadecimal UTF-8.
Run: python3 acceptance.py > acceptance.txt"""

import json

TEXTS = [
    # Numbers.
    *"0 -0 -1 1e5 1E+5 1e-5 1.5 0.5e0 10 -0.0 123456789012345678901234567890 1e308".split(),
    *"01 -01 +1 .5 1. 1.e5 1e 1e+ - -- 0x10 1_0 1e5.5 00 -.5 NaN Infinity -Infinity nan inf 1,0 ١ 1f".split(),
    # Literals.
    *"true false null True TRUE nul nulll tru falsey undefined".split(),
    # Arrays and objects.
    "[]", "{}", "[1]", "[1,2]", "[ 1 , 2 ]", "[1,]", "[,1]", "[,]", "[1 2]", "[", "]", "[1", "[1}", "{]", "[[]", "[]]",
    "[[],{},[{}]]", '{"a":1}', '{"a":1,"a":2}', '{"a":1,}', "{a:1}", "{'a':1}", '{"a"}', '{"a":}', '{"a" 1}', '{:1}',
    '{"a":1 "b":2}', '{"":0}', '{1:2}', '{null:1}', '{"a":{"b":{"c":[]}}}', '{"a":1}}', '{"a":1', "[1]x", "1 2", "",
    " ", "\t\n\r 1 \t\n\r", "\v1", "\f1", "\u00a01", "\ufeff1", "\u20281", "\x001", "1\x00", "[" * 200 + "]" * 200,
    "[" * 200 + "]" * 199, "/* c */1", "1//c", "#1", "[1,,2]", '["a" "b"]', '["a":1]', "[1:2]", '{"a",1}',
    # Strings.
    '"a"', '""', '"', '"a', "'a'", '"\\""', '"\\\\"', '"\\/"', '"\\b\\f\\n\\r\\t"', '"\\u0041"', '"\\u00e9"', '"\\uD83D\\uDE00"',
    '"\\ud83d"', '"\\ude00"', '"\\ud83d\\u0041"', '"\\ud83dx"', '"\\ud83d\\ud83d\\ude00"', '"\\u"', '"\\u12"', '"\\u123g"',
    '"\\U0041"', '"\\x41"', '"\\a"', '"\\\'"', '"\\0"', '"\\u 041"', '"\\u+041"', '"\\u-041"', '"\\u٠٠٠٠"', '"\\u0000"',
    '"\n"', '"\t"', '"\x00"', '"\x1f"', '"\x7f"', '"\u0080"', '"é"', '"😀"', '"\u2028"', '"\ufeff"', '"\uffff"', '"\\"', '"\\',
    '"a" x', 'a"', '"a""b"', '"\\u00410"', '"/"', '"//"', '"\\ud800\\udc00"', '"\\udbff\\udfff"',
]


def refuse(name):
    raise ValueError(name)


for text in TEXTS:
    try:
        value = json.loads(text, parse_constant=refuse)
        # Half a surrogate pair is no text: Python lets it pass, we do not.
        decoded = value.encode().hex() if isinstance(value, str) else "-"
        verdict = "accepted"
    except (ValueError, UnicodeEncodeError):
        decoded, verdict = "-", "refused"
    print(verdict, "=" + text.encode().hex(), decoded if decoded == "-" else "=" + decoded)
