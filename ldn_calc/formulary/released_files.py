"""Every shipped row, list and sentence by its SHA-256, as released; tests/formulary/keep_released_files.py writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["RELEASED"]

RELEASED: Final[Mapping[str, str]] = {
    "data/allergies.toml": "90ca36e07eaf24325626a2c03f60692c3d611fcdad231042f7cabbfad34ae34a",
    "data/beyond_use.toml": "63ca8c0242bf7bae8ed186448abbc66eb14909355d0ece10e7c03c08d8f572a9",
    "data/conditions.toml": "8f438bdfc636e050840acadf565f23600f2f7e6a06f6fa4dc20975c1e570a5fa",
    "data/error_prone.toml": "2f459b1a8c57b02e21ffa59251bc1a8b6ada4aa7c6f52b2e6c060294e7649581",
    "data/fillers.toml": "ab116e17aeea28b3080e996d3c1b999803a27f914260c1f42cd95be6f6a06080",
    "data/harmless_allergens.toml": "b3f8128eec95d4f1cd7c0068e9f39aa20b3d80fab26a81fbf4c18ee1e2494b00",
    "data/harmless_medicines.csv": "fc62c4c1ae0b63ddf292069b45d9222305f12f75cda47fc33a3277faeaf9ec59",
    "data/instruments.toml": "f576c488671841a257c9fc43a18915375147408d2c5182d520213f16336afdec",
    "data/label_stocks.toml": "76bab17d36e14486a888196118cb6856aea183bad1c33a2adae892bd24bd24a7",
    "data/opioid_intervals.toml": "d2bff04e953b28723e2159676fd7fae51996b53dc64edb77cdfbbda5568936c7",
    "data/opioid_patterns.toml": "b2be05be59cece77f591f95266b5ecfa4d956f2374f0881cc55959143cfb7c27",
    "data/policies.toml": "1da7653db3e932fbf13173269621009771059190fd9323ab4323b2b4eb4b03fd",
    "data/reference/capsule-titration.json": "a7acbadd6334244b83e80c03219d10b2cd669bfbcb67b7031e94a16ef2fb37a3",
    "data/reference/liquid-nightly.json": "b9b49b36c407f6c58a80d16255b278ca87dca34a598a95b39f63ba78d3ec3282",
    "data/reference/liquid-second-fill.json": "e8245746232dcc38936f6e79b319eb86d12ac49fd71e85f1992df91f84a0404b",
    "data/reference/liquid-titration.json": "6c507ae5ca0aba15fa1fb35d8f4570f1c53cbd7ec88cdee33013f48b22cbfd35",
    "data/reference/screening.json": "c3c644fd6eecc6cf6360aca7ee1ee9b369b6994243ba73f8585aaf2f23309d08",
    "data/reference_cases.toml": "6edbf553a7bfb5212627fd4713a281c239ad32e2177eaaccd20b98774d29e75e",
    "data/screening_medicines.csv": "8bf31be7ddbc853f882f8a3db3272e0b35af5c76a19dcd8c1f20c309b7197f4e",
    "data/shell_makers.toml": "05624830722e7af9ccba81c5047caa69e8201bd6e0f55816a9e7507ab89ba7ef",
    "data/shells.toml": "2d8534aaa50300e444715f72ad92df6a60671765e66fc0cc76660dafef4019d4",
    "data/shipped_parts.toml": "f46aa3aa6ce300665ebe0dfc87325ac36bc17ce39bedd671794b66819d2221eb",
    "data/sig_terms.csv": "88fdf7ba1f4c8bd3557737dc548a425d28969576039e7f960bc7860c876d982b",
    "data/studies.toml": "b2b49e24f557e67aa8e75a426df3cfdc091dd3fc94ee8f675dfe578e2d37ca5f",
    "data/substances.toml": "866dbeebcb1098cedabe802e2c3e24848bf85fcee47394f089e65dbf16015a1d",
    "data/vehicles.toml": "6b96f83f52fc220fd468c2cd74d7e82e0676ca9837b15f6da2b450031483df90",
    "text/alternatives.toml": "29db1d2c21296b9d9c43362569167db08b8d469dde5627b4b6edcac35b9d4acd",
    "text/as_made.toml": "56be59f8c28101a060f18703a6d497b106adfbdd8e30aca8c2696b2a61a8697b",
    "text/calculator_words.toml": "79c0fdaac155cbb246678d4c6619bbb0e1ffc0e39cef060e3a79d9797c1df27c",
    "text/calculators.toml": "d1011bcf474f2e40a44af725172d07e01b42e9edaab55224484ff549526f7683",
    "text/error_budget.toml": "8d2f528b03b8084d46208358e57d9a18515aea6a90bf75e05290a3e03c350e21",
    "text/finding_words.toml": "ceffd551c4d9ad30cd9533505f44020252d9641c5137edbb2d9051c1173eb881",
    "text/findings.toml": "f1097e88b56711243e36fb30ed2f20e33f5e8109fcfb7f38aaaee64ce09323a4",
    "text/heard.toml": "2c76b28eb9f36c08aec5f09711679f7fbd9d2c0050266454aaa125b2ce096716",
    "text/label.toml": "58cf4511c020161c744bda421c2f107c143dbea5d707e9209809f3c83d454f1c",
    "text/master.toml": "ee1b0f43764ed376a18a7eae3a85101da4726ba21f67687d5ede747e14c7995b",
    "text/proving.toml": "2095cca9023ad37ae91b65db1c34ff23d75bc5aee8f4dae28ca4a811857c4f1b",
    "text/quality.toml": "f4b2e7b75e830b68bbea57b594379b5583a1b421b35136788b837957568b0f9c",
    "text/ruler.toml": "5641ec6da7e3872f9b0c73e7c928a91b22217217b2c6454931884dbea0eccdc9",
    "text/sheet.en.toml": "07965324aaa2d5ba5c25ff45ddc7b2ad22038bc91d247b5138c5c9eb8284cf56",
    "text/sheet.es.toml": "1a737043ebf4fb38352db8f61e91e024a78ff4bb94ed7593a5665ad7cff06328",
    "text/steps.toml": "935a5f98a8fb330991695d6b4a1336d4805f3b08a1b556c200d3447825c25b5a",
    "text/wording.toml": "a7004f2c53a6573c282c85899721c3fda1f8adc4f37ba7d340b72b9d837375f7",
    "text/working.toml": "ccf1488cffde1f75b812eda14a1b833b12cdd3a1ddbaedfc17c22e68107b0be7",
    "text/worksheet.toml": "552f868fb3cb6f96af91d0a85ce386c6bf4cd9e268b241ee9596c5c4b88e8357",
    "fonts/LiberationSans-Bold.ttf": "ba0e0dc3f7aca5b0afbc31e800531ee43be3aa79ae35b2ef1f6470a9547765c4",
    "fonts/LiberationSans-Regular.ttf": "8d91388f1d3604b3b8ae0e3ee2d140e50cd6122f9214514f4aca772540a4076d",
}
