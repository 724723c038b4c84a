"""Apportionments that are public and well known, to be met exactly.

1790: the apportionment populations of the first census of the United States; Hamilton's bill of 120 seats,
which Washington vetoed, and Jefferson's of 105, which became law on 14 April 1792 (1 Stat. 253).
1880: the populations under which Alabama would have had 8 of 299 seats but 7 of 300 (letter of C. W. Seaton,
Bureau of the Census, 25 October 1881).
2020: table 1 of the United States Census Bureau, “Apportionment Population and Number of Representatives by
State: 2020 Census”.
FIVE_STATES: the example by which E. V. Huntington showed that five methods differ, as in M. L. Balinski and
H. P. Young, “Fair Representation”. SIX_STATES: a textbook's, with 200 seats.
"""

FIRST_CENSUS = {
    "Connecticut": 236_841, "Delaware": 55_540, "Georgia": 70_835, "Kentucky": 68_705, "Maryland": 278_514,
    "Massachusetts": 475_327, "New Hampshire": 141_822, "New Jersey": 179_570, "New York": 331_589,
    "North Carolina": 353_523, "Pennsylvania": 432_879, "Rhode Island": 68_446, "South Carolina": 206_236,
    "Vermont": 85_533, "Virginia": 630_560,
}  # fmt: skip
HAMILTON_120 = {
    "Connecticut": 8, "Delaware": 2, "Georgia": 2, "Kentucky": 2, "Maryland": 9, "Massachusetts": 16,
    "New Hampshire": 5, "New Jersey": 6, "New York": 11, "North Carolina": 12, "Pennsylvania": 14,
    "Rhode Island": 2, "South Carolina": 7, "Vermont": 3, "Virginia": 21,
}  # fmt: skip
JEFFERSON_105 = {
    "Connecticut": 7, "Delaware": 1, "Georgia": 2, "Kentucky": 2, "Maryland": 8, "Massachusetts": 14,
    "New Hampshire": 4, "New Jersey": 5, "New York": 10, "North Carolina": 10, "Pennsylvania": 13,
    "Rhode Island": 2, "South Carolina": 6, "Vermont": 2, "Virginia": 19,
}  # fmt: skip

TENTH_CENSUS = {
    "Alabama": 1_262_505, "Arkansas": 802_525, "California": 864_694, "Colorado": 194_327,
    "Connecticut": 622_700, "Delaware": 146_608, "Florida": 269_493, "Georgia": 1_542_180,
    "Illinois": 3_077_871, "Indiana": 1_978_301, "Iowa": 1_624_615, "Kansas": 996_096,
    "Kentucky": 1_648_690, "Louisiana": 939_946, "Maine": 648_936, "Maryland": 934_943,
    "Massachusetts": 1_783_085, "Michigan": 1_636_937, "Minnesota": 780_773, "Mississippi": 1_131_597,
    "Missouri": 2_168_380, "Nebraska": 452_402, "Nevada": 62_266, "New Hampshire": 346_991,
    "New Jersey": 1_131_116, "New York": 5_082_871, "North Carolina": 1_399_750, "Ohio": 3_198_062,
    "Oregon": 174_768, "Pennsylvania": 4_282_891, "Rhode Island": 276_531, "South Carolina": 995_577,
    "Tennessee": 1_542_359, "Texas": 1_591_749, "Vermont": 332_286, "Virginia": 1_512_565,
    "West Virginia": 618_457, "Wisconsin": 1_315_497,
}  # fmt: skip

HOUSE_2020 = {
    "Alabama": (5_030_053, 7), "Alaska": (736_081, 1), "Arizona": (7_158_923, 9),
    "Arkansas": (3_013_756, 4), "California": (39_576_757, 52), "Colorado": (5_782_171, 8),
    "Connecticut": (3_608_298, 5), "Delaware": (990_837, 1), "Florida": (21_570_527, 28),
    "Georgia": (10_725_274, 14), "Hawaii": (1_460_137, 2), "Idaho": (1_841_377, 2),
    "Illinois": (12_822_739, 17), "Indiana": (6_790_280, 9), "Iowa": (3_192_406, 4),
    "Kansas": (2_940_865, 4), "Kentucky": (4_509_342, 6), "Louisiana": (4_661_468, 6),
    "Maine": (1_363_582, 2), "Maryland": (6_185_278, 8), "Massachusetts": (7_033_469, 9),
    "Michigan": (10_084_442, 13), "Minnesota": (5_709_752, 8), "Mississippi": (2_963_914, 4),
    "Missouri": (6_160_281, 8), "Montana": (1_085_407, 2), "Nebraska": (1_963_333, 3),
    "Nevada": (3_108_462, 4), "New Hampshire": (1_379_089, 2), "New Jersey": (9_294_493, 12),
    "New Mexico": (2_120_220, 3), "New York": (20_215_751, 26), "North Carolina": (10_453_948, 14),
    "North Dakota": (779_702, 1), "Ohio": (11_808_848, 15), "Oklahoma": (3_963_516, 5),
    "Oregon": (4_241_500, 6), "Pennsylvania": (13_011_844, 17), "Rhode Island": (1_098_163, 2),
    "South Carolina": (5_124_712, 7), "South Dakota": (887_770, 1), "Tennessee": (6_916_897, 9),
    "Texas": (29_183_290, 38), "Utah": (3_275_252, 4), "Vermont": (643_503, 1),
    "Virginia": (8_654_542, 11), "Washington": (7_715_946, 10), "West Virginia": (1_795_045, 2),
    "Wisconsin": (5_897_473, 8), "Wyoming": (577_719, 1),
}  # fmt: skip

FIVE_STATES = (9_061, 7_179, 5_259, 3_319, 1_182)
FIVE_STATES_26 = {
    "adams": (9, 7, 5, 3, 2),
    "hill": (9, 7, 6, 3, 1),
    "sainte-lague": (9, 8, 5, 3, 1),
    "dhondt": (10, 7, 5, 3, 1),
    "largest-remainder": (9, 7, 5, 4, 1),
}

SIX_STATES = (3_411, 2_421, 11_586, 4_494, 3_126, 4_962)
SIX_STATES_200 = {
    "largest-remainder": (23, 16, 77, 30, 21, 33),
    "dhondt": (22, 16, 78, 30, 21, 33),
    "sainte-lague": (23, 16, 77, 30, 21, 33),
    "hill": (23, 16, 77, 30, 21, 33),
}
