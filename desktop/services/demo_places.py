"""Places on the islands of the demonstration: where invented sites stand, roughly as on a map."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A town or village: its district, island, and middle in degrees (WGS 84).

    ``reach`` is how far from the middle, in degrees, one still stands on land.
    """

    name: str
    district: str
    island: str
    latitude: float
    longitude: float
    reach: float = 0.006

    def spot(self, dice: random.Random) -> tuple[float, float]:
        """Return a point in the place: latitude, longitude."""
        latitude = self.latitude + dice.uniform(-self.reach, self.reach)
        longitude = self.longitude + dice.uniform(-self.reach, self.reach)
        return round(latitude, 5), round(longitude, 5)


DINGHAI, PUTUO, DAISHAN, SHENGSI = DISTRICTS = ("定海区", "普陀区", "岱山县", "嵊泗县")

PLACES = (
    Place("昌国", DINGHAI, "舟山岛", 30.021, 122.107),
    Place("环南", DINGHAI, "舟山岛", 30.012, 122.101, 0.004),
    Place("城东", DINGHAI, "舟山岛", 30.024, 122.122),
    Place("盐仓", DINGHAI, "舟山岛", 30.026, 122.076),
    Place("临城", DINGHAI, "舟山岛", 29.989, 122.206),
    Place("千岛", DINGHAI, "舟山岛", 29.981, 122.226, 0.004),
    Place("白泉", DINGHAI, "舟山岛", 30.081, 122.169),
    Place("干览", DINGHAI, "舟山岛", 30.106, 122.148, 0.004),
    Place("马岙", DINGHAI, "舟山岛", 30.113, 122.091, 0.004),
    Place("小沙", DINGHAI, "舟山岛", 30.096, 122.032, 0.004),
    Place("双桥", DINGHAI, "舟山岛", 30.052, 122.021, 0.004),
    Place("岑港", DINGHAI, "舟山岛", 30.078, 121.991, 0.003),
    Place("北蝉", DINGHAI, "舟山岛", 30.052, 122.226, 0.004),
    Place("金塘", DINGHAI, "金塘岛", 30.031, 121.886),
    Place("沥港", DINGHAI, "金塘岛", 30.068, 121.856, 0.003),
    Place("册子", DINGHAI, "册子岛", 30.101, 121.936, 0.003),
    Place("长白", DINGHAI, "长白岛", 30.178, 122.034, 0.003),
    Place("沈家门", PUTUO, "舟山岛", 29.951, 122.297, 0.004),
    Place("东港", PUTUO, "舟山岛", 29.969, 122.318, 0.004),
    Place("勾山", PUTUO, "舟山岛", 29.978, 122.263, 0.004),
    Place("展茅", PUTUO, "舟山岛", 30.014, 122.291, 0.004),
    Place("普陀山", PUTUO, "普陀山岛", 29.994, 122.387, 0.002),
    Place("朱家尖", PUTUO, "朱家尖岛", 29.904, 122.388),
    Place("桃花", PUTUO, "桃花岛", 29.818, 122.279, 0.003),
    Place("六横", PUTUO, "六横岛", 29.734, 122.118),
    Place("台门", PUTUO, "六横岛", 29.703, 122.191, 0.002),
    Place("虾峙", PUTUO, "虾峙岛", 29.757, 122.247, 0.002),
    Place("蚂蚁", PUTUO, "蚂蚁岛", 29.869, 122.262, 0.002),
    Place("东极", PUTUO, "庙子湖岛", 30.194, 122.681, 0.0012),
    Place("高亭", DAISHAN, "岱山岛", 30.249, 122.196, 0.004),
    Place("东沙", DAISHAN, "岱山岛", 30.309, 122.137, 0.003),
    Place("岱西", DAISHAN, "岱山岛", 30.292, 122.118, 0.003),
    Place("岱东", DAISHAN, "岱山岛", 30.306, 122.214, 0.003),
    Place("秀山", DAISHAN, "秀山岛", 30.172, 122.167, 0.004),
    Place("长涂", DAISHAN, "大长涂岛", 30.246, 122.293, 0.003),
    Place("衢山", DAISHAN, "衢山岛", 30.444, 122.353),
    Place("菜园", SHENGSI, "泗礁岛", 30.727, 122.452, 0.003),
    Place("五龙", SHENGSI, "泗礁岛", 30.719, 122.478, 0.002),
    Place("洋山", SHENGSI, "大洋山岛", 30.592, 122.081, 0.003),
    Place("小洋山", SHENGSI, "小洋山岛", 30.643, 122.046, 0.002),
    Place("枸杞", SHENGSI, "枸杞岛", 30.716, 122.772, 0.003),
    Place("嵊山", SHENGSI, "嵊山岛", 30.727, 122.818, 0.002),
    Place("黄龙", SHENGSI, "大黄龙岛", 30.676, 122.556, 0.002),
    Place("花鸟", SHENGSI, "花鸟山岛", 30.857, 122.673, 0.002),
)


def place(name: str) -> Place:
    """Return the place of that name."""
    return next(one for one in PLACES if one.name == name)


def places_of(district: str) -> list[Place]:
    """Return the places of a district."""
    return [one for one in PLACES if one.district == district]
