"""Every shipped row, list and sentence by its SHA-256, as released; tests/formulary/keep_released_files.py writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["RELEASED"]

RELEASED: Final[Mapping[str, str]] = {
    "data/allergies.toml": "90ca36e07eaf24325626a2c03f60692c3d611fcdad231042f7cabbfad34ae34a",
    "data/beyond_use.toml": "63ca8c0242bf7bae8ed186448abbc66eb14909355d0ece10e7c03c08d8f572a9",
    "data/conditions.toml": "d327c67471dabb410c92f8c017f82fc6c8edf2c7381f8755faa0d8e2403a454a",
    "data/error_prone.toml": "2f459b1a8c57b02e21ffa59251bc1a8b6ada4aa7c6f52b2e6c060294e7649581",
    "data/fillers.toml": "ab116e17aeea28b3080e996d3c1b999803a27f914260c1f42cd95be6f6a06080",
    "data/harmless_allergens.toml": "b3f8128eec95d4f1cd7c0068e9f39aa20b3d80fab26a81fbf4c18ee1e2494b00",
    "data/harmless_medicines.csv": "fc62c4c1ae0b63ddf292069b45d9222305f12f75cda47fc33a3277faeaf9ec59",
    "data/instruments.toml": "d395dd30b3e3c360dc6212188c8dd6a8cb3ffc3819f5df68a6cdbcacde5d7eb4",
    "data/label_stocks.toml": "76bab17d36e14486a888196118cb6856aea183bad1c33a2adae892bd24bd24a7",
    "data/opioid_intervals.toml": "d2bff04e953b28723e2159676fd7fae51996b53dc64edb77cdfbbda5568936c7",
    "data/opioid_patterns.toml": "b2be05be59cece77f591f95266b5ecfa4d956f2374f0881cc55959143cfb7c27",
    "data/policies.toml": "4d1da370321f3068efdd3910a2f8e2273fa9cfcf5b70a980c46187c56527fd6f",
    "data/reference/capsule-titration.json": "a7acbadd6334244b83e80c03219d10b2cd669bfbcb67b7031e94a16ef2fb37a3",
    "data/reference/liquid-nightly.json": "b9b49b36c407f6c58a80d16255b278ca87dca34a598a95b39f63ba78d3ec3282",
    "data/reference/liquid-second-fill.json": "e8245746232dcc38936f6e79b319eb86d12ac49fd71e85f1992df91f84a0404b",
    "data/reference/liquid-titration.json": "6c507ae5ca0aba15fa1fb35d8f4570f1c53cbd7ec88cdee33013f48b22cbfd35",
    "data/reference/screening.json": "c3c644fd6eecc6cf6360aca7ee1ee9b369b6994243ba73f8585aaf2f23309d08",
    "data/reference_cases.toml": "08656e5ae835d228757dbb836c7e5083a08356a97f2cb099fd514aee1bed7faf",
    "data/screening_medicines.csv": "8bf31be7ddbc853f882f8a3db3272e0b35af5c76a19dcd8c1f20c309b7197f4e",
    "data/shell_makers.toml": "05624830722e7af9ccba81c5047caa69e8201bd6e0f55816a9e7507ab89ba7ef",
    "data/shells.toml": "2d8534aaa50300e444715f72ad92df6a60671765e66fc0cc76660dafef4019d4",
    "data/shipped_parts.toml": "f46aa3aa6ce300665ebe0dfc87325ac36bc17ce39bedd671794b66819d2221eb",
    "data/studies.toml": "30545e3ffdf65d5c6d8e489d9dc48937c9b3d263050f4f3c47ec84b6891774ac",
    "data/substances.toml": "8b8cc04afdd939db1a9e983623d1dfc0d5a171be70f790e5d7e8cfe966f7d719",
    "data/vehicles.toml": "6b96f83f52fc220fd468c2cd74d7e82e0676ca9837b15f6da2b450031483df90",
    "text/alternatives.toml": "29db1d2c21296b9d9c43362569167db08b8d469dde5627b4b6edcac35b9d4acd",
    "text/as_made.toml": "56be59f8c28101a060f18703a6d497b106adfbdd8e30aca8c2696b2a61a8697b",
    "text/calculator_words.toml": "576467177fc15ed285eb6d93f31a6dd38e5b62fe06d299b7db462712aeb85468",
    "text/calculators.toml": "9a93e3bda73e8a6966c73aba789426003591e1309874c29985a67ef7f8c2de0f",
    "text/error_budget.toml": "6ac3db91c34a81667c123de280f65f9ad771495a7566cd5bc1aa6cdb247d1993",
    "text/finding_words.toml": "ceffd551c4d9ad30cd9533505f44020252d9641c5137edbb2d9051c1173eb881",
    "text/findings.toml": "004900e152e6d966298f0b9f8218159b4264c37b236f4a56b0916b192d4989ec",
    "text/label.toml": "e8b12cdb78c8cfbab3cd57ad983b44e5049ce16aff4072816be7be9e470a44c8",
    "text/master.toml": "f2a7bb2e1953fac96ee2dc34cf0db47287617b42200c7ac3e1409f17cc233c5f",
    "text/proving.toml": "2095cca9023ad37ae91b65db1c34ff23d75bc5aee8f4dae28ca4a811857c4f1b",
    "text/quality.toml": "f4b2e7b75e830b68bbea57b594379b5583a1b421b35136788b837957568b0f9c",
    "text/ruler.toml": "1a172dfe202158e0c9fa6250f3db242faea961fbaad55e95291cbffcba51634a",
    "text/sheet.en.toml": "12e72f0e2b007cb5fad758b127659735283b596c139c633cdb7caf54aba87882",
    "text/sheet.es.toml": "90e7437048db90ebe67524ab59a44981695df5d367456ea976301365aa0eaf32",
    "text/steps.toml": "2bbbb7c14cd7f3ab8f87b1204d8ec992a7e6cf2bfa171d7befd247492951bdfd",
    "text/wording.toml": "0e65c322f319337c2d1af3a9580bb2b06889d735ec802ed6bf63926508e880bd",
    "text/working.toml": "ccf1488cffde1f75b812eda14a1b833b12cdd3a1ddbaedfc17c22e68107b0be7",
    "text/worksheet.toml": "7e316cd4bd0cc89217252c617fa45c333b18c24e2f6091a79f1e22f1170d94b0",
    "fonts/LiberationSans-Bold.ttf": "ba0e0dc3f7aca5b0afbc31e800531ee43be3aa79ae35b2ef1f6470a9547765c4",
    "fonts/LiberationSans-Regular.ttf": "8d91388f1d3604b3b8ae0e3ee2d140e50cd6122f9214514f4aca772540a4076d",
}
