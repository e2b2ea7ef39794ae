"""Every shipped row, list and sentence by its SHA-256, as released; tests/formulary/keep_released_files.py writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["RELEASED"]

RELEASED: Final[Mapping[str, str]] = {
    "data/allergies.toml": "3116466c5734ca9ac750b79fff304f8fcdefb9d8ee9d24bb0c6623ee526f6b11",
    "data/beyond_use.toml": "63ca8c0242bf7bae8ed186448abbc66eb14909355d0ece10e7c03c08d8f572a9",
    "data/conditions.toml": "2467fda3868837e2d804ed34ba3cd084a73317fce3cdc010ec6ee15a4df35acf",
    "data/error_prone.toml": "8146b996e9c55a553f45cd1a1f8c7813c6d1460114a6689fc1afa854eed337d5",
    "data/fillers.toml": "296ea777dfb2cf19fc418a9db25edc60bc0666f265f390f88e6e37fb42111da5",
    "data/instruments.toml": "d395dd30b3e3c360dc6212188c8dd6a8cb3ffc3819f5df68a6cdbcacde5d7eb4",
    "data/label_stocks.toml": "76bab17d36e14486a888196118cb6856aea183bad1c33a2adae892bd24bd24a7",
    "data/opioid_intervals.toml": "b4699b37874a9ddf0902df4fa977dbf8fc76d07bfcb358f166355a45f8051a9f",
    "data/policies.toml": "af7af03a92170ee45e60dfaf4bbf79a8d31a9c3cb694a522fec881e6d0f09411",
    "data/reference/capsule-titration.json": "a7acbadd6334244b83e80c03219d10b2cd669bfbcb67b7031e94a16ef2fb37a3",
    "data/reference/liquid-nightly.json": "b9b49b36c407f6c58a80d16255b278ca87dca34a598a95b39f63ba78d3ec3282",
    "data/reference/liquid-second-fill.json": "4270341e2900166282988891361a179c52c4b74caf879625688c3bc4fe44ef06",
    "data/reference/liquid-titration.json": "6c507ae5ca0aba15fa1fb35d8f4570f1c53cbd7ec88cdee33013f48b22cbfd35",
    "data/reference/screening.json": "c3c644fd6eecc6cf6360aca7ee1ee9b369b6994243ba73f8585aaf2f23309d08",
    "data/reference_cases.toml": "1f5ad8e4a93e4fd9bdecfd0029fee325d4f7853aa587b6b01acf115403071784",
    "data/screening_medicines.csv": "37e8dfbb08c27c7d36d0b7ab851b4be670c899105eee6d30554cc850dfe1f0a0",
    "data/shell_makers.toml": "05624830722e7af9ccba81c5047caa69e8201bd6e0f55816a9e7507ab89ba7ef",
    "data/shells.toml": "2d8534aaa50300e444715f72ad92df6a60671765e66fc0cc76660dafef4019d4",
    "data/shipped_parts.toml": "f46aa3aa6ce300665ebe0dfc87325ac36bc17ce39bedd671794b66819d2221eb",
    "data/studies.toml": "30545e3ffdf65d5c6d8e489d9dc48937c9b3d263050f4f3c47ec84b6891774ac",
    "data/substances.toml": "8b8cc04afdd939db1a9e983623d1dfc0d5a171be70f790e5d7e8cfe966f7d719",
    "data/vehicles.toml": "43c98fd335b9390628cc8646766cd4c3fcfbaf777bddd21a121cf846c0073d39",
    "text/alternatives.toml": "573ba0d32f0f65a5c23b7e697ce4fe53cba52658f7d1711f85dce5fdc312d8ce",
    "text/as_made.toml": "56be59f8c28101a060f18703a6d497b106adfbdd8e30aca8c2696b2a61a8697b",
    "text/calculators.toml": "a3c5962924d599beb44398b93a38ad070d354c9a45a580ea496f4bf213b909ea",
    "text/error_budget.toml": "6ac3db91c34a81667c123de280f65f9ad771495a7566cd5bc1aa6cdb247d1993",
    "text/finding_words.toml": "07a123671fc631c5367ffc47f0b0a586d01724a589ca26d75e7009a735ba1b91",
    "text/findings.toml": "941e5a9d9edb5e44ceb4fc3e47f0c0aff836ea62b4365e1a3f9b082368a40eaa",
    "text/label.toml": "ad6060ab41a0fe047566c3abcb5410bdbaf9a1f8d027ec45b3693fa0caa28e03",
    "text/master.toml": "51cf3a0a88590bf5c8dca1c3ce21e8b49714f90363cb7b25854d7da5f997e11e",
    "text/proving.toml": "10df40cd2d28252a13ff25d591659558648ef32cb956bfced74e72ea2953e182",
    "text/quality.toml": "fb793aed392e5f92cc1f394611239e5183f6d7540156b1459d323834dbc3d318",
    "text/ruler.toml": "1a172dfe202158e0c9fa6250f3db242faea961fbaad55e95291cbffcba51634a",
    "text/sheet.en.toml": "652455baf01522e7e0e31849982022d7b15b469017e6771cf1a12e6b10f3006a",
    "text/sheet.es.toml": "31818dc25f5e3a745c36b377f317c3b46eaeb5fec51704e3de11bab553a94943",
    "text/steps.toml": "abf05cb09d366e3e6fecd21939a9d56827f414630948f8fd5e46b1c355732573",
    "text/wording.toml": "ca647c686e046d10fa02413738ae29dc014a4befe729be5ae8c3dda7ca779968",
    "text/working.toml": "ccf1488cffde1f75b812eda14a1b833b12cdd3a1ddbaedfc17c22e68107b0be7",
    "text/worksheet.toml": "94bd78a820265f6a4831443a3611a38636a81e8574d1c5161cc14f64f1f5c923",
}
